"""Another system's own worksheet, filled in: whatever its language, every other cell stays as it is.

Moodle      Identifier, Full name, Email address, …, Grade, Maximum Grade, …, all translated. Its importer,
            mod/assign/feedback/offline/importgradeslib.php, knows a row by its Identifier, the participant's
            number in this assignment. "Maximum Grade" is one number in every row.
Canvas      Student, ID, SIS User ID, SIS Login ID, Section, "Attention (1234)", …
Brightspace OrgDefinedId, Username, …, "Attention Points Grade <Numeric MaxPoints:10>", End-of-Line Indicator.
Sakai       grades.csv: a line with the title, an empty one; Display ID, ID, Last Name, First Name, grade.
ILIAS       status.csv of the plugin ExerciseStatusFile: update, usr_id, login, lastname, firstname, status,
            mark, notice, …. It takes only rows whose "update" is 1.

A row is the student's whom its cells name: the columns that hold most of what the roster knows are read, and
no row in which two students are named is filled in.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from grader.course import Student
from grader.errors import CourseError, WrongCommand
from grader.export.grades import Grades
from grader.files import composed, encoding_of, folded, table_bytes
from grader.wording import exactly

_WANTED = "the worksheet as it was downloaded, as CSV"
_KEYS = ("email", "id", "student_number", "canvas_id")
_NOBODY = ("points possible", "student, test")  # rows of Canvas
_GRADES = ("grade", "mark", "score", "points")


@dataclass(frozen=True, slots=True)
class Sheet:
    """rows: every cell. head: the row of titles. encoding, separator, line_end: as the file has them."""

    path: Path
    rows: tuple[tuple[str, ...], ...]
    head: int
    encoding: str
    separator: str
    line_end: str

    @property
    def titles(self) -> tuple[str, ...]:
        return self.rows[self.head]


def read_sheet(path: Path) -> Sheet:
    """Raises: WrongCommand: it is missing, too large, or no table."""
    try:
        raw = table_bytes(path, absent="download it again")
    except CourseError as error:
        raise WrongCommand(path, error.place, error.found, wanted=error.wanted, cure=error.cure) from None
    encoding = encoding_of(raw)
    try:  # a byte that Windows-1252 has no letter for is kept as it is
        text = raw.decode(encoding, "surrogateescape" if encoding == "cp1252" else "strict")
    except UnicodeDecodeError:
        raise WrongCommand(path, "", "not a text file", wanted=_WANTED) from None
    # Titles come before whatever a student wrote, so they alone say how cells are separated.
    first = next((line for line in text.splitlines() if max(map(line.count, ",;\t")) > 1), "")
    separator = max(",;\t", key=first.count)
    try:
        rows = tuple(map(tuple, csv.reader(io.StringIO(text, newline=""), delimiter=separator)))
    except csv.Error as error:
        raise WrongCommand(path, "", f"not CSV: {error}") from None
    full = [sum(map(bool, row)) for row in rows[:10]]  # titles may come after some lines of other things
    head = full.index(max(full)) if full else 0
    if max(full, default=0) < 2:
        raise WrongCommand(path, "", "no table", wanted=_WANTED)
    return Sheet(path, rows, head, encoding, separator, "\r\n" if "\r\n" in text else "\n")


@dataclass(frozen=True, slots=True)
class Filled:
    """strangers: ids of students who have a score and no row. spare: what is in rows that are nobody's."""

    content: bytes = b""
    strangers: Sequence[str] = ()
    spare: Sequence[str] = ()


def filled(sheet: Sheet, found: Grades, *, assignment: str, column: str) -> Filled:
    """The file with the scores in it.

    column: the title of the column of grades; "": it is found.
    Raises: WrongCommand: it is not clear which column that is.
    """
    at = _column(sheet, assignment, column)
    scores = {one.student.id: one.score for one in found.grades if one.score is not None}
    rows_of = _rows_of(sheet, [one.student for one in found.grades], at)
    mark = "," if _has_commas(sheet, at) else "."
    cells = {row: exactly(scores[who]).replace(".", mark) for who, row in rows_of.items() if who in scores}
    update = _update(sheet)
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=sheet.separator, lineterminator=sheet.line_end)
    for number, row in enumerate(sheet.rows):
        if number in cells:
            new = {at: cells[number], update: "1"}
            row = tuple(new.get(place, cell) for place, cell in enumerate(row))
        writer.writerow(row)
    content = text.getvalue().encode(sheet.encoding, "surrogateescape")
    strangers = sorted(scores.keys() - rows_of.keys())
    return Filled(content, strangers, _spare(sheet, set(rows_of.values())))


def _spare(sheet: Sheet, taken: set[int]) -> list[str]:
    """Of each row that is nobody's, the first two cells that say something."""
    below = list(enumerate(sheet.rows))[sheet.head + 1 :]
    rows = [[cell.strip() for cell in row if cell.strip()] for number, row in below if number not in taken]
    return [" ".join(row[:2]) for row in rows if len(row) > 1 and row[0].casefold() not in _NOBODY]


def _has_commas(sheet: Sheet, grades: int) -> bool:
    """Whether numbers are written 7,5: in the column of grades, and where most rows have a number."""
    below = sheet.rows[sheet.head + 1 :]
    columns = {at: [row[at] for row in below if len(row) > at] for at in range(len(sheet.titles))}
    numbers = {at: [cell for cell in cells if _number(cell) is not None] for at, cells in columns.items()}
    many = [cells for at, cells in numbers.items() if at == grades or 2 * len(cells) > len(below)]
    return any("," in cell for cells in many for cell in cells)


def _column(sheet: Sheet, assignment: str, column: str) -> int:
    titles = [folded(re.sub(r" \(\d+\)$| Points Grade.*$", "", title)) for title in sheet.titles]
    wanted = {folded(column), folded(re.sub(r" \(\d+\)$", "", column))} - {""} or {folded(assignment)}
    for fits in (
        [at for at, title in enumerate(sheet.titles) if column and title.strip() == column.strip()],
        [at for at, title in enumerate(titles) if title in wanted],
        [] if column else _before_the_maximum(sheet),
        [] if column else [at for at, title in enumerate(titles) if title in _GRADES],
    ):
        if len(fits) == 1:
            return fits[0]
    raise WrongCommand(
        sheet.path,
        f"line {sheet.head + 1}",
        f"columns are: {', '.join(filter(None, sheet.titles))[:400]}",
        wanted=f"one called {column!r}" if column else "to know which is the one of grades",
        cure="name it with --column",
    )


def _update(sheet: Sheet) -> int:
    """Which column of ILIAS's tells that a row is to be read; -1: this is another system's sheet."""
    titles = [title.strip().casefold() for title in sheet.titles]
    return titles.index("update") if {"update", "mark", "status"} <= {*titles} else -1


def _before_the_maximum(sheet: Sheet) -> list[int]:
    """Where a column has one number in all rows, the most there is, and that before it numbers or nothing."""
    below = sheet.rows[sheet.head + 1 :]
    found = []
    for at in range(1, len(sheet.titles)):
        most = {_number(row[at]) for row in below if len(row) > at}
        given = [_number(row[at - 1]) for row in below if len(row) > at - 1 and row[at - 1] not in ("", "-")]
        if len(most) == 1 and None not in (*most, *given) and most != {Decimal(0)}:
            found.append(at - 1)
    return found


def _number(cell: str) -> Decimal | None:
    return Decimal(cell.replace(",", ".")) if re.fullmatch(r"\d{1,9}(?:[.,]\d{1,9})?", cell.strip()) else None


def _rows_of(sheet: Sheet, students: Sequence[Student], grades: int) -> dict[str, int]:
    """By student, the number of the row that is theirs alone."""
    below = list(enumerate(sheet.rows))[sheet.head + 1 :]
    known = {key: _known(students, key) for key in (*_KEYS, "name")}
    named: dict[int, set[str]] = {number: set() for number, _ in below}
    for key, ids in known.items():
        columns = {
            at: {
                number: ids[cell]
                for number, row in below
                if len(row) > at and (cell := _plain(row[at], key)) in ids
            }
            for at in range(len(sheet.titles))
            if at != grades
        }
        telling = [_once(one) for one in columns.values()]
        best = max(telling, key=len, default={})
        for number, student in best.items():
            named[number].add(student)
    rows: dict[str, list[int]] = {}
    for number, those in named.items():
        if len(those) == 1:
            rows.setdefault(next(iter(those)), []).append(number)
    return {student: numbers[0] for student, numbers in rows.items() if len(numbers) == 1}


def _once(named: Mapping[int, str]) -> dict[int, str]:
    """Without the students whom several rows name: anybody may be called as another."""
    times = Counter(named.values())
    return {row: who for row, who in named.items() if times[who] == 1}


def _plain(cell: str, key: str) -> str:
    return folded(cell) if key == "name" else composed(cell.strip()).casefold()


def _known(students: Iterable[Student], key: str) -> Mapping[str, str]:
    """By what a cell may hold, whose it is; what is two students' is nobody's."""
    found: dict[str, set[str]] = {}
    for one in students:
        names = [one.name, f"{one.first_name} {one.last_name}", f"{one.last_name} {one.first_name}"]
        names += [" ".join(one.name.split(",")[::-1])]
        for value in names if key == "name" else [getattr(one, key)]:
            if plain := _plain(value, key):
                found.setdefault(plain, set()).add(one.id)
    return {value: next(iter(ids)) for value, ids in found.items() if len(ids) == 1}
