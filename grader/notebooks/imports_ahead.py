"""What a student's functions import when they are called is imported before the clock of a call runs.

To import a part of SciPy takes a second where a machine is slow or busy, which is as long as a whole call may
take. The answer would be right, and the machine at fault.
"""

import ast
from collections.abc import Iterator, Sequence

from grader.notebooks.names import parsed

MOST = 20  # imports


def imports_ahead(code: Sequence[str]) -> list[str]:
    """Cells to run after these, which import and bind no name. That one of them fails is no news."""
    return list(dict.fromkeys(cell for text in code for cell in _within_functions(text)))[:MOST]


def _within_functions(text: str) -> Iterator[str]:
    """What functions of a cell import, in no order that matters."""
    tree = parsed(text)
    ahead: list[tuple[ast.AST, bool]] = [(tree, False)] if tree else []
    while ahead:
        node, within = ahead.pop()
        if within and isinstance(node, ast.Import):
            yield from (f"__import__({alias.name!r})" for alias in node.names)
        elif within and isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield f"__import__({node.module!r}, fromlist={[alias.name for alias in node.names]!r})"
        within = within or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ahead += [(child, within) for child in ast.iter_child_nodes(node)]
