"""Whose each row of a worksheet is.

What the institution wrote (ids, numbers, logins, addresses: keys) decides; names, which people may change
themselves, fill in where it is silent, and otherwise can only make a row nobody's. After the grade come
answers and comments, which say nothing.

1.  A column holds what its title says. A key is read in the column that names most students by it.
2.  If no title is known for names, they are read where most students are named. If no title is known at all,
    addresses are read where all rows have one, no two alike, and most are the roster's. Of columns found so,
    two that disagree in half of the rows tell nothing.
3.  A row is the student's whom its keys name, if they name one alone, no other row's do so, and the name is
    no other student's. Names found by rule 2 say nothing against a key whose title is known.
4.  A row without anybody's key is the student's whose name it has, if nobody else may be meant, it is in no
    other such row, and their keys are nowhere. A key of somebody unknown speaks against a student who has
    one on the roster, unless that is so in most rows.
5.  A number below 1000 may be a place in a list: it says only which of those whom the name means, and keeps
    a name in another row from deciding.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from grader.course import Student
from grader.export.columns import Cells, Column, are_addresses, disagree, fullest, known_by, read_column
from grader.export.titles import KEYS, Titles

Row = tuple[int, Sequence[str]]  # its number, and all its cells


@dataclass(frozen=True, slots=True)
class Whose:
    """theirs: by student, the number of the row that is theirs alone. read: the titles of the columns that
    tell. doubts: by row that names a student and is nobody's, what each column says of it.
    """

    theirs: dict[str, int]
    read: list[str]
    doubts: dict[int, str]


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns that are read. may_object: names count against keys."""

    keys: list[Column]
    names: list[Column]
    may_object: bool = True


@dataclass(frozen=True, slots=True)
class _Claims:
    """By student, the rows that name them alone by keys, and those that name them and have nobody's key.

    placed: the rows with their number below 1000. known: whom other keys name anywhere. clear: rows that
    nothing speaks against.
    """

    by_key: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    by_name: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    placed: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    known: set[str] = field(default_factory=set)
    clear: set[int] = field(default_factory=set)

    def theirs(self) -> dict[str, int]:
        named = {who: rows for who, rows in self.by_name.items() if who not in self.known}
        named = {who: rows for who, rows in named.items() if self.placed[who] <= rows}
        alone = {who: rows for who, rows in {**self.by_key, **named}.items() if len(rows) == 1}
        return {who: min(rows) for who, rows in alone.items() if rows <= self.clear}


def whose_rows(titles: Sequence[str], below: Sequence[Row], students: Sequence[Student]) -> Whose:
    """titles: of the columns before the grade. students: all of the class, or a namesake would be taken for
    another.
    """
    every = [
        [(number, row[at].strip()) for number, row in below if len(row) > at] for at in range(len(titles))
    ]
    columns = _columns(Titles(titles), every, len(below), students)
    theirs = _claims(columns, [number for number, _ in below], students).theirs()
    read = sorted({at for one in (*columns.keys, *columns.names) for at in one.at})
    rest = {number for number, _ in below} - {*theirs.values()}
    doubts = {number: said for number in sorted(rest) if (said := _said(columns, titles, number))}
    return Whose(theirs, [titles[at] for at in read], doubts)


def _columns(known: Titles, every: Sequence[Cells], rows: int, students: Sequence[Student]) -> _Columns:
    """Rules 1 and 2."""
    by = {key: known_by(students, key) for key in (*KEYS, "name")}

    def read(places: Iterable[tuple[int, ...]], key: str) -> list[Column]:
        found = (read_column(at, key, every, by[key]) for at in places)
        return [one for one in found if one.people]

    said = {key: [(at,) for at in range(len(every)) if key in known.keys(at)] for key in KEYS}
    keys = [one for key in KEYS for one in fullest(read(said[key], key))]
    if known.names():
        return _Columns(keys, fullest(read(known.names(), "name")))
    called = read(known.open(), "name")
    names = [one for one in fullest(called)[:1] if one.people > 1 or rows == 1]  # else it is one's free cell
    names = [] if _is_disputed(names, called) else names
    if known.has_keys:
        return _Columns(keys, names, may_object=False)
    full = [at for at in known.open() if len(at) == 1 and are_addresses(every[at[0]], rows)]
    sent = [one for one in read(full, "email") if 2 * one.people > rows]
    return _Columns([], []) if _is_disputed(sent, [*sent, *names]) else _Columns(sent, names)


def _is_disputed(columns: Sequence[Column], others: Sequence[Column]) -> bool:
    return any(disagree(one, other) for one in columns for other in others)


def _claims(columns: _Columns, rows: Sequence[int], students: Sequence[Student]) -> _Claims:
    """Rules 3 to 5."""
    claims, are_called = _Claims(), any(known_by([one], "name") for one in students)
    others = _others(columns, students)
    for row in rows:
        small = [one for one in columns.keys if are_called and row in one.small]
        keyed = _named(row, (one for one in columns.keys if one not in small))
        places, called = _named(row, small), _named(row, columns.names)
        claims.known.update(keyed)
        for who in places:
            claims.placed[who].add(row)
        if keyed and len(keyed | places) == 1:
            claims.by_key[min(keyed)].add(row)
            if not (columns.may_object and called) or keyed <= called:
                claims.clear.add(row)
        elif not keyed:
            meant = called & places or called
            for who in meant:
                claims.by_name[who].add(row)
            if len(meant) == 1 and (not places or meant <= places) and not others[row] & meant:
                claims.clear.add(row)
    return claims


def _named(row: int, columns: Iterable[Column]) -> frozenset[str]:
    return frozenset[str]().union(*(one.whose.get(row, ()) for one in columns))


def _others(columns: _Columns, students: Sequence[Student]) -> dict[int, frozenset[str]]:
    """By row, who is named there beside another's key, by rule 4."""
    found: dict[int, frozenset[str]] = defaultdict(frozenset)
    for one in columns.keys:
        has = {student.id for student in students if getattr(student, one.key)}
        beside = {row: _named(row, columns.names) for row in one.unknown}
        if sum(len(those) == 1 and those <= has for those in beside.values()) <= one.people:
            for row, those in beside.items():
                found[row] |= those & has
    return found


def _said(columns: _Columns, titles: Sequence[str], row: int) -> str:
    """ "Full name: ada; Email address: nobody", of what is there; "": it names no student."""
    filled = [one for one in (*columns.keys, *columns.names) if row in one.whose or row in one.unknown]
    return "; ".join(
        f"{' and '.join(titles[at] for at in one.at)}: {' or '.join(sorted(one.whose.get(row, ['nobody'])))}"
        for one in sorted(filled, key=lambda one: one.at)
        if any(row in other.whose for other in filled)
    )
