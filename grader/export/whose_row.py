"""Whose each row of a worksheet is.

A row is the student's whom its cells before the grade name: after it come answers and comments. These rules
say which cells count; where they cannot tell, the row is nobody's.

1.  A column holds what its title says: see titles. So does one that has e-mail addresses in most
    rows, whatever its title.
2.  Each key (id, number, address, name) is read in one column: of those whose titles say so, or else of those
    whose titles are not known, in that which agrees with the names in most rows. A column has one key.
3.  A column that is at odds with names in two rows, and in more than it agrees with, is none of this key.
4.  A column whose title is not known counts only if it agrees with names in two rows, is at odds with hardly
    any, and names more than half as many people: one student's free cell is no column. It tells namesakes
    apart, and where it is at odds with a name, the row is nobody's; more it does not say.
5.  Nor does one of numbers below 1000, if the class has names. Such numbers without a known title are places
    in a list, teams and earlier scores: they never count. A column that is at odds with more than half as
    many rows as it agrees with needs the name to say the same.
6.  Names, and columns without a known title, do not count in a row that has another's number or address.
7.  A row that names two is nobody's.
8.  Of several rows that name a student, the one with the best evidence is theirs: known titles, then others,
    then names. If two are alike, none is.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from grader.course import Student
from grader.export.columns import NAME, Cells, Column, Tells, are_addresses, joined, known_by, read_column
from grader.export.titles import KEYS, Title, Titles

Row = tuple[int, Sequence[str]]  # its number, and all its cells
# By row and student, the columns that name them there: each one's rank, its place, and if that is enough.
Told = tuple[int, tuple[int, ...], bool]
Evidence = dict[int, dict[str, set[Told]]]
_SOMEBODY = ""


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
    read_as = [one for key in KEYS for one in _keys(known, every, students, key, names)]
    keys = [one for one in read_as if _value(one, names) == _best(read_as, one.at, names)]
    read = sorted({at for one in (*keys, *names) if one.people for at in one.at})
    return _settled(_evidence(keys, names, students)), [titles[at] for at in read]


def _names(known: Titles, every: Sequence[Cells], students: Sequence[Student]) -> list[Column]:
    """Rules 1 and 2, for names. A column that is known by its cells names two people, if rows are two."""
    whose = known_by(students, "name")

    def fullest(places: Iterable[tuple[int, ...]], least: int) -> list[Column]:
        columns = [read_column(at, "name", NAME, joined(every, at), whose) for at in places]
        counts = [len(frozenset().union(*one.may_be.values())) for one in columns]
        return [one for one, count in zip(columns, counts, strict=True) if count == max(counts) >= least]

    is_one = max(map(len, every), default=0) < 2
    return fullest(known.of_names(), 1) or fullest(known.other_names(), 1 if is_one else 2)


def _keys(
    known: Titles, every: Sequence[Cells], students: Sequence[Student], key: str, names: Sequence[Column]
) -> list[Column]:
    """The columns in which this key is read: one, or several that are alike. Rules 1 to 5."""
    whose, columns = known_by(students, key), []
    for at, cells in enumerate(every):
        title = known.of_key(at, key)
        if key == "email" and title is Title.UNKNOWN and are_addresses(cells):
            title = Title.KNOWN
        if title is not Title.OTHER:
            columns.append(read_column((at,), key, title.value, cells, whose))
    called = any(known_by([one], "name") for one in students)
    judged = [_judged(one, names, is_called=called) for one in columns if one.people]
    fits = [one for one in judged if one]
    best = max((_value(one, names) for one in fits), default=None)
    return [one for one in fits if _value(one, names) == best]


def _judged(column: Column, names: Sequence[Column], *, is_called: bool) -> Column | None:
    """Rules 3 to 5; None: it does not count. is_called: the class has names."""
    agree, odd = _agreement(column, names)
    if column.rank == Title.KNOWN.value:
        tells = Tells.ANYBODY if 2 * odd <= agree else Tells.WHO_IS_CALLED_SO
        tells = Tells.NAMESAKES if column.is_small and is_called else tells
        return replace(column, tells=tells) if odd <= max(agree, 1) else None
    most = max((one.people for one in names), default=0)
    counts = agree >= 2 and (odd < 2 or 4 * odd <= agree) and 2 * column.people > most
    return replace(column, tells=Tells.NAMESAKES) if counts and not column.is_small else None


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


def _best(columns: Iterable[Column], at: tuple[int, ...], names: Sequence[Column]) -> tuple[int, ...]:
    """Of all keys that are read there."""
    return max(_value(one, names) for one in columns if one.at == at)


def _evidence(keys: Sequence[Column], names: Sequence[Column], students: Sequence[Student]) -> Evidence:
    """Rule 6."""
    has = {key: {one.id for one in students if getattr(one, key)} for key in KEYS}
    right = [one for one in keys if sum(who in has[one.key] for who in _beside(one, names)) <= one.people]
    found: Evidence = defaultdict(lambda: defaultdict(set))
    for column in (*keys, *names):
        better = [one for one in right if one.rank > column.rank]
        for row, who in column.whose.items():
            against = [one for one in better if row in one.unknown and who in has[one.key]]
            if not any(one.tells is Tells.ANYBODY for one in against):
                found[row][who] |= _told(column, row, who, names)
                if against:  # it may be wrong about the row, which is nobody's, but may still be theirs
                    found[row][_SOMEBODY] |= set()
    return found


def _told(column: Column, row: int, who: str, names: Sequence[Column]) -> set[Told]:
    """What the column adds for a student; nothing, where it can only be at odds with what others say."""
    called = frozenset[str]().union(*(one.may_be.get(row, ()) for one in names))
    if column.tells is Tells.NAMESAKES and (who not in called or len(called) < 2):
        return set()
    return {(column.rank, column.at, column.tells is Tells.ANYBODY or who in called)}


def _beside(column: Column, names: Sequence[Column]) -> list[str]:
    """Who is named in rows where the column has somebody else's."""
    return [who for one in names for row, who in one.whose.items() if row in column.unknown]


def _settled(evidence: Evidence) -> dict[str, int]:
    """Rules 7 and 8. In a row that names two, the better evidence still tells whose it may be."""
    claims: dict[str, list[tuple[list[int], int]]] = defaultdict(list)
    for row, those in evidence.items():
        best = max(map(_weight, those.values()))
        for who, told in those.items():
            if _weight(told) == best:
                claims[who].append((best, row))
    theirs = {}
    for who, places in claims.items():
        best, row = max(places)
        is_alone = sum(weight == best for weight, _ in places) == 1 == len(evidence[row])
        if is_alone and any(alone for _, _, alone in evidence[row][who]):
            theirs[who] = row
    return theirs


def _weight(told: Set[Told]) -> list[int]:
    """Columns with known titles, others, and names."""
    return [sum(rank == one for rank, _, _ in told) for one in (Title.KNOWN.value, Title.UNKNOWN.value, NAME)]
