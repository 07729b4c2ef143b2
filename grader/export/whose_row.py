"""Whose each row of a worksheet is.

A row is the student's whom its cells before the grade name: after it come answers and comments. These rules
say which cells count; where they cannot tell, the row is nobody's.

1.  A column holds what its title says: see titles.
2.  Each key (id, number, address, name) is read in one column: of those whose titles say so, or else of those
    whose titles are not known, in that which agrees with the names in most rows.
3.  A column that is at odds with names in two rows and in more than it agrees with is none of this key.
4.  A column whose title is not known counts only if it agrees with names in two rows, is at odds with hardly
    any, and names more than half as many people: one student's free cell is no column.
5.  So does one of numbers below 1000, whatever its title, if the class has names; without a title it never
    counts: such numbers are places in a list, teams, and earlier scores.
6.  Names, and columns without a known title, do not count in a row that has another's number or address.
7.  A row that names two is nobody's.
8.  Of several rows that name a student, the one with the best evidence is theirs: known titles, then others,
    then names. If two are alike, none is.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.course import Student
from grader.export.titles import KEYS, Title, Titles
from grader.files import composed, folded

Row = tuple[int, Sequence[str]]  # its number, and all its cells
Cells = Sequence[tuple[int, str]]  # of a column: the number of the row, and what is in it
Whose = Mapping[str, frozenset[str]]  # by what a cell may hold: the students whom it means
_NAME = 0  # how good a name is as evidence; others as their Title
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


@dataclass(frozen=True, slots=True)
class Column:
    """A column, read as one of `key`. at: its place; two, where first and last names are apart.

    whose: by row, the student whom it names. may_be: the same with namesakes. unknown: rows with somebody
    else's. rank: its evidence. is_small: it has numbers below 1000.
    """

    at: tuple[int, ...]
    key: str
    rank: int
    may_be: Mapping[int, frozenset[str]]
    unknown: frozenset[int]
    is_small: bool = False

    @property
    def whose(self) -> dict[int, str]:
        return {row: next(iter(those)) for row, those in self.may_be.items() if len(those) == 1}

    @property
    def people(self) -> int:
        return len({*self.whose.values()})


def rows_of(
    titles: Sequence[str], below: Sequence[Row], students: Sequence[Student]
) -> tuple[dict[str, int], list[str]]:
    """By student, the number of the row that is theirs alone; and the titles of the columns that say so.

    titles: of the columns before the grade. students: all of the class, or a namesake would be taken for
    another.
    """
    known = Titles(titles)
    every = [
        [(number, row[at].strip()) for number, row in below if len(row) > at] for at in range(len(titles))
    ]
    names = _names(known, every, students)
    keys = [one for key in KEYS for one in _keys(known, every, students, key, names)]
    read = sorted({at for one in (*keys, *names) if one.people for at in one.at})
    return _settled(_evidence(keys, names, students)), [titles[at] for at in read]


def _names(known: Titles, every: Sequence[Cells], students: Sequence[Student]) -> list[Column]:
    """Rules 1 and 2, for names. A column that is known by its cells names two people, if rows are two."""
    whose = _known(students, "name")

    def fullest(places: Iterable[tuple[int, ...]], least: int) -> list[Column]:
        columns = [_column(at, "name", _NAME, _joined(every, at), whose) for at in places]
        most = max((one.people for one in columns), default=0)
        return [one for one in columns if one.people == most >= least]

    is_one = max(map(len, every), default=0) < 2
    return fullest(known.of_names(), 1) or fullest(known.other_names(), 1 if is_one else 2)


def _keys(
    known: Titles, every: Sequence[Cells], students: Sequence[Student], key: str, names: Sequence[Column]
) -> list[Column]:
    """The columns in which this key is read: one, or several that are alike. Rules 1 to 5."""
    whose, columns = _known(students, key), []
    for at, cells in enumerate(every):
        title = known.of_key(at, key)
        if key == "email" and title is Title.UNKNOWN and _are_addresses(cells):
            title = Title.KNOWN
        if title is not Title.OTHER:
            columns.append(_column((at,), key, title.value, cells, whose))
    called = any(_known([one], "name") for one in students)
    fits = [one for one in columns if one.people and _is_believed(one, names, is_called=called)]
    best = max((_value(one, names) for one in fits), default=None)
    return [one for one in fits if _value(one, names) == best]


def _is_believed(column: Column, names: Sequence[Column], *, is_called: bool) -> bool:
    """Rules 3 to 5. is_called: the class has names."""
    agree, odd = _agreement(column, names)
    is_sure = agree >= 2 and (odd < 2 or 4 * odd <= agree)
    if column.rank == Title.UNKNOWN.value:
        most = max((one.people for one in names), default=0)
        return is_sure and not column.is_small and 2 * column.people > most
    if column.is_small and is_called:
        return is_sure
    return odd < 2 or odd <= agree


def _agreement(column: Column, names: Sequence[Column]) -> tuple[int, int]:
    """In how many rows it names who is called so, and in how many somebody else."""
    agree = odd = 0
    for row, who in column.whose.items():
        called = frozenset[str]().union(*(one.may_be.get(row, ()) for one in names))
        agree += who in called
        odd += bool(called) and who not in called
    return agree, odd


def _value(column: Column, names: Sequence[Column]) -> tuple[int, int, int, int]:
    """How well a column tells, against others of the same key."""
    return (column.rank, _agreement(column, names)[0], column.people, len(column.unknown))


def _evidence(
    keys: Sequence[Column], names: Sequence[Column], students: Sequence[Student]
) -> dict[int, dict[str, tuple[int, ...]]]:
    """By row, whom it names, and how surely: columns with known titles, others, and names. Rule 6."""
    has = {key: {one.id for one in students if getattr(one, key)} for key in KEYS}
    right = [one for one in keys if sum(who in has[one.key] for who in _beside(one, names)) <= one.people]
    found: dict[int, dict[str, set[tuple[int, tuple[int, ...]]]]] = defaultdict(lambda: defaultdict(set))
    for column in (*keys, *names):
        better = [one for one in right if one.rank > column.rank]
        for row, who in column.whose.items():
            if not any(row in one.unknown and who in has[one.key] for one in better):
                found[row][who].add((column.rank, column.at))
    ranks = (Title.KNOWN.value, Title.UNKNOWN.value, _NAME)
    return {
        row: {
            who: tuple(sum(rank == one for one, _ in told) for rank in ranks) for who, told in those.items()
        }
        for row, those in found.items()
    }


def _beside(column: Column, names: Sequence[Column]) -> list[str]:
    """Who is named in rows where the column has somebody else's."""
    return [who for one in names for row, who in one.whose.items() if row in column.unknown]


def _settled(evidence: Mapping[int, Mapping[str, tuple[int, ...]]]) -> dict[str, int]:
    """Rules 7 and 8. In a row that names two, the better evidence still tells whose it may be."""
    claims: dict[str, list[tuple[tuple[int, ...], int]]] = defaultdict(list)
    for row, those in evidence.items():
        best = max(those.values())
        for who, told in those.items():
            if told == best:
                claims[who].append((told, row))
    theirs = {}
    for who, told_in in claims.items():
        best, row = max(told_in)
        if sum(told == best for told, _ in told_in) == 1 and len(evidence[row]) == 1:
            theirs[who] = row
    return theirs


def _column(at: tuple[int, ...], key: str, rank: int, cells: Cells, whose: Whose) -> Column:
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


def _joined(every: Sequence[Cells], places: tuple[int, ...]) -> Cells:
    """Several columns as one, of rows that have something in all of them."""
    if len(places) == 1:
        return every[places[0]]
    first, last = (dict(every[at]) for at in places)
    return [(row, f"{last[row]}, {one}") for row, one in first.items() if one and last.get(row)]


def _are_addresses(cells: Cells) -> bool:
    """Whether most cells are: of one that students may fill in, few."""
    return 2 * sum(bool(_ADDRESS.fullmatch(cell)) for _, cell in cells) > len(cells)


def _plain(cell: str) -> str:
    """As it is compared. Brightspace writes #4711, so that no spreadsheet takes it for a number; others do
    ="4711"."""
    return composed(cell.removeprefix("#").removeprefix('="').removesuffix('"')).casefold()


def _number(plain: str) -> str:
    """As a spreadsheet leaves a number: 04711 becomes 4711, or 4711.0. After a letter that no
    cell begins with, as it may be another's, too, who has it so; "": it is none."""
    number = re.fullmatch(r"0*(\d+)(?:[.,]0)?", plain)
    return f"\0{number[1]}" if number else ""


def _known(students: Iterable[Student], key: str) -> Whose:
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
