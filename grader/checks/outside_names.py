"""What a function's text says by itself: a name from outside of it in the place of an argument."""

import ast
import builtins
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

_REACHES_ANY = frozenset(("locals", "vars", "eval", "exec"))  # what these use, no name shows
OUTSIDE = "stands outside of it"  # where a name comes from, if no more is known
_CONSTANT = re.compile(r"[A-Z_\d]{2,}")


@dataclass(frozen=True, slots=True)
class Outside:
    """A line of a function that uses a value from outside of it. unused: an argument that is used nowhere;
    "": each is. anew: that argument is given another value before anything looks at it.
    """

    name: str
    line: int
    function: str
    unused: str = ""
    anew: bool = False

    def told(self, where: str) -> str:
        """where: it comes from."""
        said = f"Line {self.line} uses `{self.name}`, which is no argument of {self.function}: it {where}."
        lost = "is set anew before it is used" if self.anew else "is used nowhere"
        return f"{said} `{self.unused}` {lost}." if self.unused else said

    @property
    def asked(self) -> str:
        return f"Should an argument of {self.function} stand there, and not `{self.name}`?"


def from_outside(tree: ast.Module, question: str, is_value: Callable[[str], bool]) -> Iterator[Outside]:
    """Of a function, or of each method of a class, what it uses of the values from outside, in their order.

    is_value: whether a name stands outside for a value of the student's, and for no function or module.
    """
    for node, arguments in _functions(tree, question):
        names = [one for one in ast.walk(node) if isinstance(one, ast.Name)]
        if {one.id for one in names} & _REACHES_ANY:
            continue
        own = {one.id for one in names if not isinstance(one.ctx, ast.Load)} - _global(node)
        own |= {one.arg for one in ast.walk(node) if isinstance(one, ast.arg)} | {*dir(builtins)}
        own |= set(_written_into(node))  # something is kept there
        called = {id(one.func) for one in ast.walk(node) if isinstance(one, ast.Call)}
        odd = [one for one in names if one.id not in own and id(one) not in called and is_value(one.id)]
        unused = [*islice(_unused(node, arguments), 1)] or [("", False)]
        for one in sorted(odd, key=lambda name: (name.lineno, name.col_offset)):
            yield Outside(one.id, one.lineno, node.name, *unused[0])


def misplaced(found: Iterable[Outside], value_of: Callable[[str], object]) -> Outside | None:
    """The first that may stand in the place of an argument, as one is used nowhere. A number whose name is in
    capitals may well stand there.
    """

    def is_constant(name: str) -> bool:
        return bool(_CONSTANT.fullmatch(name)) and isinstance(value_of(name), int | float)

    return next((one for one in found if one.unused and not is_constant(one.name)), None)


def _functions(tree: ast.Module, question: str) -> Iterator[tuple[ast.FunctionDef, list[str]]]:
    """With their arguments, without the object of a method."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == question:
            methods = [node] if isinstance(node, ast.FunctionDef) else node.body
            for one in methods:
                if isinstance(one, ast.FunctionDef):
                    arguments = [arg.arg for arg in (*one.args.posonlyargs, *one.args.args)]
                    less = 1 if one is not node else 0
                    yield one, [*arguments[less:], *(arg.arg for arg in one.args.kwonlyargs)]


def _written_into(node: ast.FunctionDef) -> Iterator[str]:
    """Whose items are set, or whose methods are called for what they do and not for what they give."""
    for one in ast.walk(node):
        into = one.value if isinstance(one, ast.Subscript) and not isinstance(one.ctx, ast.Load) else None
        if isinstance(one, ast.Expr) and isinstance(one.value, ast.Call):
            into = getattr(one.value.func, "value", None)
        if isinstance(into, ast.Name):
            yield into.id


def _global(node: ast.FunctionDef) -> set[str]:
    return {name for one in ast.walk(node) if isinstance(one, ast.Global) for name in one.names}


def _unused(node: ast.FunctionDef, arguments: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Those that are used nowhere, each with whether a line that always runs sets it anew before any use."""
    left, anew = {*arguments}, set[str]()
    for line in node.body:
        left -= set(_used(line)) - anew
        targets = line.targets if isinstance(line, ast.Assign) else [getattr(line, "target", None)]
        if isinstance(line, ast.Assign | ast.AnnAssign) and line.value:
            anew |= left & {one.id for one in targets if isinstance(one, ast.Name)}
    yield from ((one, one in anew) for one in arguments if one in left)


def _used(line: ast.stmt) -> Iterator[str]:
    for one in ast.walk(line):
        name = one.target if isinstance(one, ast.AugAssign) else one
        if isinstance(name, ast.Name) and (name is not one or isinstance(name.ctx, ast.Load)):
            yield name.id
