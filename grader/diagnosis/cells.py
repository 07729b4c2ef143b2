"""What the text of a student's cells says by itself: names of other cells in the place of arguments."""

import ast
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from grader.checks.outside_names import OUTSIDE, Outside, from_outside, misplaced
from grader.diagnosis.changes import Point
from grader.notebooks import bound_names, parsed, read_cell

MOST = 8  # names that are looked at
LEAST = 2  # inputs of the one size that are right, and of others that are wrong
_PRINT = "Print `{}`, and the shape of each thing that {} is given. Which of these should stand there?"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A name from outside, the number that it stands for, None if that is not known, and what to say."""

    found: Outside
    number: float | None
    said: str


def elsewhere(cell: str, question: str, cells: Sequence[str], functions: Collection[str]) -> list[Elsewhere]:
    """The values from outside that the question's function uses. cells: all of the notebook's, with code.

    functions: the names that questions ask for.
    """
    tree, read = parsed(cell), [*map(read_cell, cells)]
    fixed = frozenset(functions).union(*(one.fixed for one in read))
    values = frozenset[str]().union(*(one.binds for one in read)) - fixed
    found = dict[str, Outside]()
    for one in from_outside(tree, question, values.__contains__) if tree else ():
        if one.name not in found or (one.unused and not found[one.name].unused):
            found[one.name] = one
    set_to = dict(_values(cells)) if found else {}
    here = bound_names(cell)
    return [
        Elsewhere(one, set_to.get(name), one.told(OUTSIDE if name in here else "comes from another cell"))
        for name, one in islice(found.items(), MOST)
    ]


def _values(cells: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Names that are set to a number, outside of functions; the last one counts."""
    lines = (line for cell in cells if (tree := parsed(cell)) for line in tree.body)
    for line in (one for one in lines if isinstance(one, ast.Assign)):
        for target in line.targets:
            pairs = [(target, line.value)]
            if isinstance(target, ast.Tuple) and isinstance(line.value, ast.Tuple):
                pairs = [*zip(target.elts, line.value.elts, strict=False)]
            for name, value in pairs:
                number = value.value if isinstance(value, ast.Constant) else None
                if isinstance(name, ast.Name) and isinstance(number, int | float):
                    yield name.id, number


def in_place_of_an_argument(found: Sequence[Elsewhere]) -> tuple[str, str] | None:
    """What to say, and to ask, where an argument is used nowhere."""
    of = {one.found: one for one in found}
    one = misplaced(of, {each.name: of[each].number for each in of}.get)
    return (of[one].said, one.asked) if one else None


def of_one_size(
    found: Sequence[Elsewhere], points: Sequence[Point], names: Sequence[str]
) -> tuple[str, str] | None:
    """As above, of a whole number from outside, where all inputs of just that size are answered rightly, or
    no others.
    """
    given = [point.call.arguments for point in points]
    for one in found:
        for name, arrays in zip(names, zip(*given, strict=False), strict=False):
            shapes = [array.shape if isinstance(array, np.ndarray) else () for array in arrays]
            for axis in range(min(map(len, shapes))):
                kind = ("rows", "columns")[axis] if len(shapes[0]) == 2 else "numbers"
                if so := _so(points, [shape[axis] == one.number for shape in shapes]):
                    said = f"{one.said} It is {one.number}: where {name} has {so.format(one.number, kind)}."
                    return said, _PRINT.format(one.found.name, one.found.function)
    return None


def _so(points: Sequence[Point], fit: Sequence[bool]) -> str:
    """What is so of inputs of that size, or of others; "": nothing, or too few were tried.

    fit: whether each has it.
    """
    alike = [point.right for point, fits in zip(points, fit, strict=True) if fits]
    others = [point.right for point, fits in zip(points, fit, strict=True) if not fits]
    if min(sum(alike), others.count(False)) < LEAST:
        return ""
    if all(alike):
        return "{} {}, every input tried is answered rightly, and not all others are"
    return "" if any(others) else "more or fewer {1}, no input tried is answered rightly"
