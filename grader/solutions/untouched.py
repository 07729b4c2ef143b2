"""An assignment's stubs as they are released: nobody earns points by them."""

import ast
from typing import Any

from grader.errors import CourseError
from grader.notebooks import Source
from grader.solutions.known import Functions


def untouched(source: Source) -> Functions:
    """The stubs as released. Of the other cells only the imports are run: type hints need those.

    Raises: CourseError: a stub's cell cannot be run.
    """
    namespace: dict[str, Any] = {"__name__": "known_solution"}
    for cell in source.cells:
        if cell.kind != "code" or cell.role == "check":
            continue
        try:
            exec(cell.text if cell.role == "stub" else _imports(cell.text), namespace)
        except SyntaxError as error:
            line = (
                f"line {error.lineno} of the cell, {(error.text or '').strip()!r}: " if error.lineno else ""
            )
            raise CourseError(source.path, cell.place, f"{line}{error.msg}") from error
        except Exception as error:
            found = f"the cell raises {type(error).__name__}: {error}"
            cure = "a stub may use what the notebook imports above it"
            raise CourseError(source.path, cell.place, found, cure=cure) from error
    return {cell.name: namespace[cell.name] for cell in source.cells if cell.role == "stub"}


def _imports(text: str) -> str:
    try:
        body = ast.parse(text).body
    except SyntaxError:  # a magic
        return ""
    return "\n".join(ast.unparse(node) for node in body if isinstance(node, ast.Import | ast.ImportFrom))
