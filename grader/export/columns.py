"""A worksheet's columns, read as what the class is known by."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.course import Student
from grader.files import composed, folded

Cells = Sequence[tuple[int, str]]  # of a column: the number of the row, and what is in it
Whose = Mapping[str, frozenset[str]]  # by what a cell may hold: the students whom it means
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
_LONGEST = 1_000  # letters; nobody is known by more, and students write into some cells what they like
_NOBODY = frozenset[str]()


@dataclass(frozen=True, slots=True)
class Column:
    """A column, read as one of `key`. at: its place; two, where first and last names are apart.

    whose: by row, the students whom its cell means. unknown: rows with somebody else's. small: rows with a
    number below 1000.
    """

    at: tuple[int, ...]
    key: str
    whose: Mapping[int, frozenset[str]]
    unknown: frozenset[int]
    small: frozenset[int]

    @property
    def people(self) -> int:
        return len(_NOBODY.union(*self.whose.values()))


def read_column(at: tuple[int, ...], key: str, every: Sequence[Cells], whose: Whose) -> Column:
    """whose: see `known_by`."""
    found, unknown, small = {}, set(), set()
    for row, cell in _joined(every, at):
        plain = _plain(cell) if len(cell) <= _LONGEST else ""
        if those := _called(plain and cell, whose) if key == "name" else _found(plain, whose):
            found[row] = those
            if plain.isdecimal() and len(plain) < 4 and plain in whose:  # not 17 for 0017, by a spreadsheet
                small.add(row)
        elif cell:
            unknown.add(row)
    return Column(at, key, found, frozenset(unknown), frozenset(small))


def fullest(columns: Sequence[Column]) -> list[Column]:
    """That which names most students; several, if they name as many."""
    most = max((one.people for one in columns), default=0)
    return [one for one in columns if one.people == most]


def disagree(one: Column, other: Column) -> bool:
    """Whether they name different students in half as many rows as the fuller one names, or more."""
    odd = sum(those.isdisjoint(other.whose.get(row, those)) for row, those in one.whose.items())
    return 2 * odd >= max(one.people, other.people)


def _found(plain: str, whose: Whose) -> frozenset[str]:
    return whose.get(plain) or whose.get(_number(plain), _NOBODY)


def _called(cell: str, whose: Whose) -> frozenset[str]:
    """All who may be: "Lee, Kim" is Kim Lee, and may be Lee Kim."""
    return _NOBODY.union(*(whose.get(folded(one), ()) for one in (cell, _turned(cell))))


def _turned(name: str) -> str:
    return " ".join(name.split(",")[::-1])


def _joined(every: Sequence[Cells], places: tuple[int, ...]) -> Cells:
    """Several columns as one, of rows that have something in all of them."""
    if len(places) == 1:
        return every[places[0]]
    first, last = (dict(every[at]) for at in places)
    return [(row, f"{last[row]}, {one}") for row, one in first.items() if one and last.get(row)]


def are_addresses(cells: Cells, rows: int) -> bool:
    """Whether all rows have some, and no two alike."""
    return len({cell.casefold() for _, cell in cells if _ADDRESS.fullmatch(cell)}) == rows


def _plain(cell: str) -> str:
    """As it is compared. Brightspace writes #4711, so that no spreadsheet takes it for a number; others do
    ="4711"."""
    return composed(cell.removeprefix("#").removeprefix('="').removesuffix('"')).casefold()


def _number(plain: str) -> str:
    """As a spreadsheet leaves a number: 04711 becomes 4711, or 4711.0. After a letter that no cell
    begins with, as somebody may have it as it stands; "": it is none."""
    number = re.fullmatch(r"(\d+)(?:[.,]0)?", plain)
    return f"\0{number[1].lstrip('0') or 0}" if number else ""


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
