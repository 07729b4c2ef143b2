"""Another system's own worksheet, filled in: whatever its language, every other cell stays as it is.

Moodle      Identifier, Full name, Email address, …, Grade, Maximum Grade, …, all translated. Its importer,
            mod/assign/feedback/offline/importgradeslib.php, knows a row by its Identifier, the participant's
            number in this assignment. "Maximum Grade" is one number in every row.
Canvas      Student, ID, SIS User ID, SIS Login ID, Section, "Attention (1234)", …
Brightspace OrgDefinedId, Username, …, "Attention Points Grade <Numeric MaxPoints:10>", End-of-Line Indicator.
Sakai       grades.csv: a line with the title, an empty one; Display ID, ID, Last Name, First Name, grade.
ILIAS       status.csv of the plugin ExerciseStatusFile: update, usr_id, login, lastname, firstname, status,
            mark, notice, …. It takes only rows whose "update" is 1.

Whose a row is: see whose_row.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from grader.course import Student
from grader.errors import CourseError, WrongCommand
from grader.export.grades import Grades
from grader.export.whose_row import whose_rows
from grader.files import decoded, folded, likely_separator, table_bytes
from grader.wording import exactly

_WANTED = "the worksheet as it was downloaded, as CSV"
_NOBODY = ("points possible", "student, test")  # rows of Canvas
_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}")  # 1,000, which may be a thousand, tells nothing
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

    @property
    def below(self) -> list[tuple[int, tuple[str, ...]]]:
        """The rows of people, by number. A spreadsheet may have left empty ones."""
        return [(at, row) for at, row in enumerate(self.rows) if at > self.head and any(map(str.strip, row))]


def read_sheet(path: Path) -> Sheet:
    """Raises: WrongCommand: it is missing, too large, or no table."""
    try:
        raw = table_bytes(path, absent="download it again")
    except CourseError as error:
        raise WrongCommand(path, error.place, error.found, wanted=error.wanted, cure=error.cure) from None
    try:  # a byte that Windows-1252 has no letter for is kept as it is
        text, encoding = decoded(raw, western="surrogateescape")
    except UnicodeDecodeError:
        raise WrongCommand(path, "", "not a text file", wanted=_WANTED) from None
    separator = _separator([line for line in text.splitlines() if line.strip()])
    lines = [*io.StringIO(text, newline="")]
    reader = csv.reader(lines, delimiter=separator)
    try:
        numbered = [(tuple(row), reader.line_num) for row in reader]
    except csv.Error as error:
        raise WrongCommand(path, "", f"not CSV: {error}") from None
    rows = tuple(row for row, _ in numbered)
    head = _head(path, rows)
    last = lines[numbered[0][1] - 1]  # of the first row's lines, so its end is outside of quotes
    line_end = next((end for end in ("\r\n", "\r") if last.endswith(end)), "\n")
    return Sheet(path, rows, head, encoding, separator, line_end)


def _separator(lines: Sequence[str]) -> str:
    """What parts the cells of the titles, which come before whatever a student wrote: of the first line with
    three cells or more, if most lines have as many; where only a student's has, of the first with two.
    """
    for least in (2, 1):
        first = next((line for line in lines if max(map(line.count, ",;\t")) >= least), "")
        separator = likely_separator(first)
        as_many = sum(line.count(separator) >= first.count(separator) for line in lines)
        if first and 2 * as_many > len(lines):
            break
    return separator


def _head(path: Path, rows: Sequence[Sequence[str]]) -> int:
    """The first row with about as many cells filled as any: some lines of other things may come before it,
    and students' rows, with more, after it."""
    full = [sum(map(bool, row)) for row in rows[:10]]
    most = max(full, default=0)
    if most < 2:
        raise WrongCommand(path, "", "no table", wanted=_WANTED)
    return next(at for at, count in enumerate(full) if count == most or (count > 2 and 2 * count > most))


@dataclass(frozen=True, slots=True)
class Filled:
    """strangers: ids of students who have a score and no row. spare: what is in rows that name nobody.
    doubts: what is in rows that name students, and are nobody's. read: the titles of the columns that say
    whose a row is.
    """

    content: bytes = b""
    strangers: Sequence[str] = ()
    spare: Sequence[str] = ()
    doubts: Sequence[str] = ()
    read: Sequence[str] = ()


def filled(
    sheet: Sheet, found: Grades, *, assignment: str, column: str, people: Sequence[Student] = ()
) -> Filled:
    """The file with the scores in it.

    column: the title of the column of grades; "": it is found. people: who else is in the class.
    Raises: WrongCommand: it is not clear which column that is.
    """
    at = _column(sheet, assignment, column)
    scores = {one.student.id: one.score for one in found.grades if one.score is not None}
    known = {one.id: one for one in (*people, *(one.student for one in found.grades))}
    below = [(number, row) for number, row in sheet.below if row[0].strip().casefold() not in _NOBODY]
    whose = whose_rows(sheet.titles[:at], below, [*known.values()])
    mark = "," if _has_commas(sheet, at) else "."
    cells = {
        row: exactly(scores[who]).replace(".", mark) for who, row in whose.theirs.items() if who in scores
    }
    update, lines = _update(sheet), []
    for number, row in enumerate(sheet.rows):
        if number in cells:
            new = {at: cells[number], update: "1"}
            whole = [*row, *[""] * (at + 1 - len(row))]  # a program may have left out empty cells at the end
            row = tuple(new.get(place, cell) for place, cell in enumerate(whole))
        lines.append(_line(row, sheet.separator) + sheet.line_end)
    content = "".join(lines).encode(sheet.encoding, "surrogateescape")
    strangers = sorted(scores.keys() - whose.theirs.keys())
    doubts = [f"{_begin(sheet.rows[row])} ({said})" for row, said in whose.doubts.items()]
    spare = _spare(sheet, {*whose.theirs.values(), *whose.doubts})
    return Filled(content, strangers, spare, doubts, whose.read)


def _line(row: Sequence[str], separator: str) -> str:
    """Without its end. A writer quotes what its own line end holds: any kind of break, with this one."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerow(row)
    return text.getvalue().removesuffix("\r\n")


def _spare(sheet: Sheet, taken: set[int]) -> list[str]:
    """The rows in which more than one cell says something, and none of them whose it is."""
    rows = [row for at, row in sheet.below if at not in taken and sum(map(bool, map(str.strip, row))) > 1]
    return [_begin(row) for row in rows if row[0].strip().casefold() not in _NOBODY]


def _begin(row: Sequence[str]) -> str:
    """Its first two cells that say something."""
    return " ".join([cell.strip() for cell in row if cell.strip()][:2])


def _has_commas(sheet: Sheet, grades: int) -> bool:
    """Whether numbers are written 7,5 where no student writes: as a grade, or as the maximum beside it."""
    below = [row for _, row in sheet.below]
    given = {row[grades] for row in below if len(row) > grades}
    beside = {row[grades + 1] for row in below if len(row) > grades + 1}
    most = beside if len(beside) == 1 else set()
    written = [cell.strip() for cell in given | most if _number(cell) is not None]
    return any("," in cell and not _THOUSANDS.fullmatch(cell) for cell in written)


def _column(sheet: Sheet, assignment: str, column: str) -> int:
    titles = [folded(re.sub(r" \(\d+\)$|(?s: Points Grade.*)", "", title)) for title in sheet.titles]
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
    below = [row for _, row in sheet.below]
    found = []
    for at in range(1, len(sheet.titles)):
        most = {_number(row[at]) for row in below if len(row) > at}
        given = [_number(row[at - 1]) for row in below if len(row) > at - 1 and row[at - 1] not in ("", "-")]
        if len(most) == 1 and None not in (*most, *given) and most != {Decimal(0)}:
            found.append(at - 1)
    return found


def _number(cell: str) -> Decimal | None:
    return Decimal(cell.replace(",", ".")) if re.fullmatch(r"\d{1,9}(?:[.,]\d{1,9})?", cell.strip()) else None
