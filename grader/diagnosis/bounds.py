"""Numbers in the name of a mistake that answers do not tell from their neighbours.

Who cuts off at 500 may answer as one who cuts off at 400. Such a number is read only by who wrote it.
"""

import ast
import re
from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from grader.notebooks import parsed

_NUMBER = r"-?\d+(?:\.\d+)?(?:e-?\d+)?"
# How a name says it, and how without its numbers.
_SAID = tuple(
    (re.compile(said.replace("#", f"({_NUMBER})")), instead)
    for said, instead in (
        (r" off at # and #", " off at some bound"),
        (r" off above #", " off above some bound"),
        (r" above # or below #", " above one bound or below another"),
        (r" beyond #", " beyond some bound"),
        (r" above #", " above some bound"),
        (r", up to about #", ""),
        (r" more than a (thousandth) apart", " far apart"),
        (r"^Takes # off", "Takes a number off"),
        (r" which is infinite from # on", " which is infinite for a large x"),
        (r"^Ends the loss axis at #", "Ends the loss axis at one number"),
        (r" every (hundred) steps", " so many steps"),
        (r" (ten) words\.", " so many words."),
        (r"after a (hundred) steps", "after so many steps"),
        (r"last (eight) words only", "last words only"),
        (r"last block of (eight) words", "last whole block of words"),
        (r"^Blends (four) words", "Blends some words"),
    )
)
_WORDS = {"thousandth": 0.001, "four": 4.0, "eight": 8.0, "ten": 10.0, "hundred": 100.0}
_HIGHEST_POWER = 400
_SUMS = ast.Add | ast.Sub
DEEPEST = 4  # operations upon one another, in what is read as one number
MOST = 500  # numbers of a cell that are looked at


def without_foreign_bounds(name: str, code: str) -> str:
    """The name of a mistake, each bound left out that does not stand in the student's cell."""
    for said, instead in _SAID:
        found = said.search(name)
        if found and not all(_number(one) in _standing(code) for one in found.groups()):
            name = name.replace(found[0], instead)
    return name


def _number(text: str) -> float:
    return _WORDS.get(text) or abs(float(text))


@lru_cache(16)  # each name asks of the same cell
def _standing(code: str) -> frozenset[float]:
    """The numbers in a cell, and what is written as a sum, product or power of a few; without their signs."""
    tree = parsed(code)
    return frozenset(abs(one) for one in islice(_values(tree), MOST)) if tree else frozenset()


def _values(tree: ast.AST) -> Iterator[float]:
    """Numbers, and what is computed from nothing else; the outermost of a cell first."""
    ahead: deque[tuple[ast.AST, bool]] = deque([(tree, False)])
    while ahead:
        node, is_part = ahead.popleft()
        if isinstance(node, ast.expr) and not is_part and (value := _value(node, DEEPEST)) is not None:
            yield value
        ahead += [(child, _is_part(child, node)) for child in ast.iter_child_nodes(node)]


def _is_part(node: ast.AST, whole: ast.AST) -> bool:
    """Whether it is what 1 + 2 is of 1 + 2 + 3: nobody has written a 3 there."""
    if not (isinstance(node, ast.BinOp) and isinstance(whole, ast.BinOp) and node is whole.left):
        return False
    return isinstance(whole.op, _SUMS) is isinstance(node.op, _SUMS)


def _value(node: ast.expr, depth: int) -> float | None:
    """None: it is no number, one of more than so many operations upon another, or too large for a float."""
    try:
        return _computed(node, depth)
    except ArithmeticError:
        return None


def _computed(node: ast.expr, depth: int) -> float | None:
    if isinstance(node, ast.Constant):
        return float(node.value) if type(node.value) in (int, float) else None  # type: ignore[arg-type]
    if depth and isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _value(node.operand, depth - 1)
        return None if inner is None else -inner
    if not depth or not isinstance(node, ast.BinOp):
        return None
    left, right = _value(node.left, depth - 1), _value(node.right, depth - 1)
    if left is None or right is None:
        return None
    if isinstance(node.op, ast.Pow):
        return left**right if left > 0 and abs(right) <= _HIGHEST_POWER else None
    return {ast.Mult: left * right, ast.Add: left + right, ast.Sub: left - right}.get(type(node.op)) or (
        left / right if isinstance(node.op, ast.Div) else None
    )
