"""One change to a function's syntax tree: where, what comes there, and words for it.

A place is the way from the function's node down: ("body", 0, "value", ...). Several changes go into one tree
from the innermost out; one that no longer fits is left out by whoever asks.
"""

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

Place = tuple[str | int, ...]
Build = Callable[[ast.AST], ast.AST | None]


@dataclass(frozen=True, slots=True, eq=False)
class Edit:
    """build: the new node in the place of the old one; None: it does not fit there. wraps: it fits any node.

    common: also tried together with another. gap: something is left out.
    """

    place: Place
    build: Build
    words: str
    question: str
    common: bool = False
    wraps: bool = False
    gap: bool = False


def edited(source: str, edits: Sequence[Edit]) -> ast.FunctionDef | None:
    """The function with these changes; None: one of them does not fit beside the others."""
    tree: Any = ast.parse(source).body[0]  # several times faster than to copy a tree
    for edit in sorted(edits, key=lambda edit: (-len(edit.place), edit.wraps)):
        holder: Any = tree
        for step in edit.place[:-1]:
            holder = holder[step] if isinstance(step, int) else getattr(holder, step, None)
            if holder is None:
                return None
        new = edit.build(_at(holder, edit.place[-1]) if edit.place else tree)
        if new is None:
            return None
        if edit.place:
            _put(holder, edit.place[-1], new)
        else:
            tree = new
    return cast(ast.FunctionDef, ast.fix_missing_locations(tree))


def _at(holder: Any, step: str | int) -> Any:
    return holder[step] if isinstance(step, int) else getattr(holder, step, None)


def _put(holder: Any, step: str | int, new: ast.AST) -> None:
    if isinstance(step, int):
        holder[step] = new
    else:
        setattr(holder, step, new)


def places(node: ast.AST, at: Place = ()) -> Iterator[tuple[Place, ast.AST]]:
    """Every node below this one and its place, outer ones first."""
    yield at, node
    for name, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            yield from places(value, (*at, name))
        elif isinstance(value, list):
            for index, one in enumerate(value):
                if isinstance(one, ast.AST):
                    yield from places(one, (*at, name, index))


@cache
def expression(source: str) -> ast.expr:
    """To look at, not to build with: it is shared."""
    return ast.parse(source, mode="eval").body


def matched(pattern: ast.AST, node: Any) -> dict[str, ast.expr] | None:
    """What each letter stands for where `node` is as `pattern` says; None where it is not.

    Keywords that a pattern does not mention may be there, and are dropped.
    """
    if isinstance(pattern, ast.Name) and len(pattern.id) == 1 and pattern.id.isupper():
        return {pattern.id: node}
    if type(pattern) is not type(node):
        return None
    found: dict[str, ast.expr] = {}
    for name, value in ast.iter_fields(pattern):
        other = getattr(node, name, None)
        if name in ("ctx", "kind", "keywords"):
            continue
        ours, theirs = (one if isinstance(one, list) else [one] for one in (value, other))
        if len(ours) != len(theirs):
            return None
        for one, its in zip(ours, theirs, strict=True):
            inner = matched(one, its) if isinstance(one, ast.AST) else ({} if one == its else None)
            if inner is None:
                return None
            found |= inner
    return found


def replaced(becomes: str, found: Mapping[str, ast.expr]) -> ast.expr:
    """`becomes` over what the letters stand for, each of which is computed once."""
    letters = list(found)
    arguments = ast.arguments([], [ast.arg(letter) for letter in letters], None, [], [], None, [])
    return ast.Call(ast.Lambda(arguments, ast.parse(becomes, mode="eval").body), list(found.values()), [])


# --- what edits are built of ---


def statement(source: str) -> ast.stmt:
    return ast.parse(source).body[0]


def block(lines: Sequence[ast.AST | None]) -> ast.AST | None:
    """Several statements in the place of one; None: one of them is."""
    whole = [line for line in lines if isinstance(line, ast.stmt)]
    return ast.If(ast.Constant(True), whole, []) if len(whole) == len(lines) else None


def instead(source: str) -> Build:
    """This expression, whatever was there."""
    return lambda _: ast.parse(source, mode="eval").body


def called(call: ast.Call) -> str:
    """The name of a call's function, as students write it."""
    return ast.unparse(call.func).removeprefix("np.")
