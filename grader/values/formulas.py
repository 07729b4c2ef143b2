"""The text of a formula: read strictly, computed with numpy, written as Python."""

import ast
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import CodeType
from typing import Any

import numpy as np

FUNCTIONS = "abs append cos exp log maximum max mean min minimum ravel sin sqrt sum tanh".split()  # of numpy
LONGEST = 1_000  # characters

_OPERATIONS = (
    ast.BinOp, ast.UnaryOp, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.MatMult, ast.USub, ast.UAdd,
    ast.IfExp, ast.Compare, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq, ast.Expression, ast.Load,
)  # fmt: skip


@lru_cache(maxsize=1_000)
def in_numpy(text: str, names: tuple[str, ...]) -> tuple[str, str]:
    """The formula as Python for whoever has `import numpy as np`, and as it was written, in one style.

    Raises: ValueError: it is no formula of these names.
    """
    tree = _read(text, names)
    plain = ast.unparse(tree)
    return ast.unparse(_Qualified().visit(tree)), plain


def value_of(text: str, names: tuple[str, ...], given: Mapping[str, Any]) -> Any:
    """What the formula comes to, computed with numpy."""
    with np.errstate(all="ignore"):
        return eval(_compiled(text, names), {"__builtins__": {}, "np": np}, dict(given))


@lru_cache(maxsize=1_000)
def _compiled(text: str, names: tuple[str, ...]) -> CodeType:
    return compile(in_numpy(text, names)[0], "a formula", "eval")


def _read(text: str, names: tuple[str, ...]) -> ast.Expression:
    if len(text) > LONGEST:
        raise ValueError(f"a formula of {len(text)} characters, expected at most {LONGEST}")
    for name in names:
        if not name.isidentifier() or name in (*FUNCTIONS, "np"):
            raise ValueError(
                f"a parameter {name!r}, expected a name that is not one of {', '.join(FUNCTIONS)}"
            )
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise ValueError(f"{text!r} is no formula: {error}") from None
    texts = set(_texts(tree.body))
    for node in ast.walk(tree):
        if node not in texts and not _allowed(node, names):
            found = ast.unparse(node) if isinstance(node, ast.expr) else type(node).__name__
            known = f"numbers, {', '.join(names)}, + - * / ** @, {', '.join(FUNCTIONS)}"
            raise ValueError(
                f"{text!r} has {found!r} in it, expected {known}, and texts chosen with if and else"
            )
    return tree


def _texts(node: ast.expr) -> Iterator[ast.expr]:
    """Those that the formula may come to: nothing is computed with a text, so none grows."""
    if isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.Constant) and type(node.value) is str:
        yield node


def _allowed(node: ast.AST, names: tuple[str, ...]) -> bool:
    if isinstance(node, ast.Name):
        return node.id in names or node.id in FUNCTIONS
    if isinstance(node, ast.Call):
        function = node.func
        return isinstance(function, ast.Name) and function.id in FUNCTIONS and not node.keywords
    if isinstance(node, ast.Constant):
        return type(node.value) in (int, float)
    return isinstance(node, _OPERATIONS)


class _Qualified(ast.NodeTransformer):
    """Functions by their full names: tanh(x) → np.tanh(x)."""

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Attribute(ast.Name("np"), node.id) if node.id in FUNCTIONS else node
