"""What the text of a student's cell says by itself: names of other cells in the place of arguments."""

import ast
import builtins
from collections.abc import Collection

from grader.notebooks import bound_names, parsed


def from_elsewhere(cell: str, question: str, functions_known: Collection[str]) -> tuple[str, str] | None:
    """What to say, and to ask, of a function that uses a name of another cell and leaves an argument unused.

    None: it does not. functions_known: names that are functions; what is called, or has a dot behind it, is
    no such value either.
    """
    tree = parsed(cell)
    functions = [one for one in tree.body if isinstance(one, ast.FunctionDef)] if tree else []
    node = next((one for one in reversed(functions) if one.name == question), None)
    if node is None:
        return None
    names = [one for one in ast.walk(node) if isinstance(one, ast.Name)]
    parameters = [one.arg for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    used = {one.id for one in names}
    unused = next((one for one in parameters if one not in used), "")
    known = {one.id for one in names if not isinstance(one.ctx, ast.Load)}
    known |= {one.arg for one in ast.walk(node) if isinstance(one, ast.arg)}
    known |= bound_names(cell) | {*dir(builtins), *functions_known}
    odd = [one for one in _values(node) if one.id not in known]
    if not unused or not odd:
        return None
    name, line = odd[0].id, odd[0].lineno
    said = f"Line {line} uses `{name}`, which is no argument of {question}: it comes from another cell."
    asked = f"Which argument of {question} should stand there, and not `{name}`?"
    return f"{said} `{unused}` is used nowhere.", asked


def _values(node: ast.FunctionDef) -> list[ast.Name]:
    """Names of what is used as a value, in their order."""
    read = [one for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)]
    of = {id(one.func) for one in ast.walk(node) if isinstance(one, ast.Call)}
    of |= {id(one.value) for one in ast.walk(node) if isinstance(one, ast.Attribute)}
    return sorted((one for one in read if id(one) not in of), key=lambda one: (one.lineno, one.col_offset))
