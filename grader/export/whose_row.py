"""Whose each row of a worksheet is.

A row is the student's whom its cells before the grade name: after it come answers and comments. Each key is
read in one column, and only if that names more than half as many as any other and more than one, or has
addresses: a free cell names nobody, nor does one alone, unless the name says the same. In a row that has
another's number or address, nobody is known by name, or by a column that knows fewer. No row that names two
is anybody's.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from grader.course import Student
from grader.files import composed, folded

_KEYS = ("email", "id", "student_number", "canvas_id")
Row = tuple[int, Sequence[str]]  # its number, and all its cells
Cells = Sequence[tuple[int, str]]  # of a column: the number of the row, and what is in it
Places = set[tuple[int, str]]  # the number of a row, and the student whom it names


def rows_of(
    titles: Sequence[str], below: Sequence[Row], students: Sequence[Student], *, alone: bool
) -> dict[str, int]:
    """By student, the number of the row that is theirs alone.

    titles: of the columns before the grade. students: all of the class, or a namesake would be taken for
    another. alone: there is one row.
    """
    every = [[(number, row[at]) for number, row in below if len(row) > at] for at in range(len(titles))]
    addresses = _addresses(titles, every)
    found = {key: _named((key == "email" and addresses) or every, students, key) for key in (*_KEYS, "name")}
    has = {key: {one.id for one in students if getattr(one, key)} for key in _KEYS}
    columns = {
        key: places.difference(*(_anothers(places, *found[other], has[other], key) for other in has))
        for key, (places, _) in found.items()
    }
    return _settled(columns, [row for row, _ in below], addresses=bool(addresses), alone=alone)


def _anothers(places: Places, sure: Places, unknown: set[int], has: set[str], key: str) -> Places:
    """Where another column, `sure`, has what is nobody's, and the student has something else.

    That column knows more people, or this is a name, and it is no column that is wrong about most.
    """
    found = {(row, who) for row, who in places if row in unknown and who in has}
    is_better = key == "name" or _people(sure) > _people(places)
    return found if is_better and _people(sure) >= len(found) else set()


def _settled(
    columns: Mapping[str, Places], rows: Iterable[int], *, addresses: bool, alone: bool
) -> dict[str, int]:
    named: dict[int, set[str]] = {row: set() for row in rows}
    most = max(map(_people, columns.values()))
    for key, column in columns.items():
        sure = set().union(*named.values()) if key == "name" else set()  # anybody may change their name
        one_cell = not alone and _people(column) == 1 and not column <= columns["name"]
        told = (2 * _people(column) > most and not one_cell) or (key == "email" and addresses)
        for row, student in _once(column, named) if told else ():
            named[row] |= {student} - sure
    theirs = [(next(iter(those)), row) for row, those in named.items() if len(those) == 1]
    times = Counter(student for student, _ in theirs)
    return {student: row for student, row in theirs if times[student] == 1}


def _named(every: Sequence[Cells], students: Sequence[Student], key: str) -> tuple[Places, set[int]]:
    """Whom the column names that names most; of several, all of them. And the rows where that has what is
    nobody's."""
    ids, numbers = _known(students, key), _known(students, key, spelled=_number)
    found = []
    for cells in every:
        plain = [
            (row, ids.get(_plain(cell, key)) or numbers.get(_number(cell, key), ""), cell.strip())
            for row, cell in cells
        ]
        places = {(row, who) for row, who, _ in plain if who}
        found.append((places, {row for row, who, cell in plain if cell and not who}))
    most = max((_people(places) for places, _ in found), default=0)
    fullest = [(places, unknown) for places, unknown in found if _people(places) == most]
    places = set[tuple[int, str]]().union(*(one for one, _ in fullest))
    return places, set[int]().union(*(one for _, one in fullest)) - {row for row, _ in places}


def _addresses(titles: Sequence[str], every: Sequence[Cells]) -> list[Cells]:
    """The columns of e-mail addresses, however few of them are known: as titles say, or else most cells."""
    address = re.compile(r"[^@\s]+@[^@\s]+")
    counts = [sum(bool(address.fullmatch(cell.strip())) for _, cell in one) for one in every]
    columns = [*zip(titles, counts, every, strict=True)]
    titled = [one for title, found, one in columns if found and "mail" in folded(title)]
    return titled or [one for _, found, one in columns if 2 * found > len(one)]


def _people(column: Places) -> int:
    return len({who for _, who in column})


def _once(column: Places, named: Mapping[int, set[str]]) -> list[tuple[int, str]]:
    """Without students whom several rows name: anybody may be called as another. A row that is somebody
    else's by an earlier column takes nobody's away."""
    times = Counter(who for row, who in column if not named[row] - {who})
    return [(row, who) for row, who in column if times[who] < 2]


def _plain(cell: str, key: str) -> str:
    """As it is compared. Brightspace writes #4711, so that no spreadsheet takes it for a number; others do
    ="4711"."""
    if key == "name":
        return folded(cell)
    return composed(cell.strip().removeprefix("#").removeprefix('="').removesuffix('"')).casefold()


def _number(cell: str, key: str) -> str:
    """As a spreadsheet leaves a number: 04711 becomes 4711, or 4711.0; "": it is none."""
    number = re.fullmatch(r"0*(\d+)(?:[.,]0)?", _plain(cell, key)) if key != "name" else None
    return number[1] if number else ""


def _known(
    students: Iterable[Student], key: str, spelled: Callable[[str, str], str] = _plain
) -> Mapping[str, str]:
    """By what a cell may hold, whose it is; what is two students' is nobody's."""
    found: dict[str, set[str]] = {}
    for one in students:
        names = [one.name, f"{one.first_name} {one.last_name}", f"{one.last_name} {one.first_name}"]
        names += [" ".join(one.name.split(",")[::-1])]
        for value in names if key == "name" else [getattr(one, key)]:
            if known := spelled(value, key):
                found.setdefault(known, set()).add(one.id)
    return {value: next(iter(ids)) for value, ids in found.items() if len(ids) == 1}
