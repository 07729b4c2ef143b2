"""A worksheet's columns, read as what the class is known by."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from grader.course import Student
from grader.files import composed, folded

Cells = Sequence[tuple[int, str]]  # of a column: the number of the row, and what is in it
Whose = Mapping[str, frozenset[str]]  # by what a cell may hold: the students whom it means
NAME = 0  # how good a name is as evidence; others as their Title
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


class Tells(Enum):
    ANYBODY = 0
    WHO_IS_CALLED_SO = 1
    NAMESAKES = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column, read as one of `key`. at: its place; two, where first and last names are apart.

    whose: by row, the student whom it names. may_be: the same with namesakes. unknown: rows with somebody
    else's. rank: how good its evidence is. is_small: it has numbers below 1000.
    tells: whom it may, as it agrees with names.
    """

    at: tuple[int, ...]
    key: str
    rank: int
    may_be: Mapping[int, frozenset[str]]
    unknown: frozenset[int]
    is_small: bool = False
    tells: Tells = Tells.ANYBODY

    @property
    def whose(self) -> dict[int, str]:
        return {row: next(iter(those)) for row, those in self.may_be.items() if len(those) == 1}

    @property
    def people(self) -> int:
        return len({*self.whose.values()})


def read_column(at: tuple[int, ...], key: str, rank: int, cells: Cells, whose: Whose) -> Column:
    """rank: NAME, or the value of its Title. whose: see `known_by`."""
    may_be, unknown, is_small = {}, set(), False
    for row, cell in cells:
        plain = _plain(cell)
        if those := _called(cell, whose) if key == "name" else _found(plain, whose):
            may_be[row] = those
            # By its title 17 may be 0017, as a spreadsheet leaves it.
            is_small |= plain.isdecimal() and len(plain) < 4 and (rank < 2 or plain in whose)
        elif cell:
            unknown.add(row)
    return Column(at, key, rank, may_be, frozenset(unknown), is_small)


def _found(plain: str, whose: Whose) -> frozenset[str]:
    return whose.get(plain) or whose.get(_number(plain), frozenset())


def _called(cell: str, whose: Whose) -> frozenset[str]:
    """All who may be: "Lee, Kim" is Kim Lee, and may be Lee Kim."""
    return frozenset[str]().union(*(whose.get(folded(one), ()) for one in (cell, _turned(cell))))


def _turned(name: str) -> str:
    return " ".join(name.split(",")[::-1])


def joined(every: Sequence[Cells], places: tuple[int, ...]) -> Cells:
    """Several columns as one, of rows that have something in all of them."""
    if len(places) == 1:
        return every[places[0]]
    first, last = (dict(every[at]) for at in places)
    return [(row, f"{last[row]}, {one}") for row, one in first.items() if one and last.get(row)]


def are_addresses(cells: Cells) -> bool:
    """Whether most cells are: of one that students may fill in, few."""
    return 2 * sum(bool(_ADDRESS.fullmatch(cell)) for _, cell in cells) > len(cells)


def _plain(cell: str) -> str:
    """As it is compared. Brightspace writes #4711, so that no spreadsheet takes it for a number; others do
    ="4711"."""
    return composed(cell.removeprefix("#").removeprefix('="').removesuffix('"')).casefold()


def _number(plain: str) -> str:
    """As a spreadsheet leaves a number: 04711 becomes 4711, or 4711.0. After a letter that no cell
    begins with, as somebody may have it as it stands; "": it is none."""
    number = re.fullmatch(r"0*(\d+)(?:[.,]0)?", plain)
    return f"\0{number[1]}" if number else ""


def known_by(students: Iterable[Student], key: str) -> Whose:
    """By what a cell may hold, whose it is; a name, and a number without zeros, may be several students'."""
    found: dict[str, set[str]] = {}
    for one in students:
        names = [one.name, f"{one.first_name} {one.last_name}", f"{one.last_name} {one.first_name}"]
        names += [_turned(one.name)]
        value = _plain(getattr(one, key).strip())
        for known in map(folded, names) if key == "name" else (value, _number(value)):
            if known:
                found.setdefault(known, set()).add(one.id)
    return {value: frozenset(ids) for value, ids in found.items()}
