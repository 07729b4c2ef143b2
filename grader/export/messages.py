"""What is said to the instructor about an export: whom the file leaves out, and why. 80 columns."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from grader.export.grades import Grades
from grader.wording import counted, exactly, printable, wrapped


def left_out(found: Grades, assignment: str) -> Iterator[str]:
    """Whose scores are not settled: the file says nothing of them, so the other system keeps what it has."""
    if found.unmarked:
        questions = sorted({name for names in found.unmarked.values() for name in names})
        yield from _people("left out, not marked yet", found.unmarked)
        yield from _wrapped(f"    mark {', '.join(questions)}, or count them 0 with --unmarked-as-zero")
    if found.ungraded:
        yield from _people("left out, not graded yet", found.ungraded)
        yield f"    run `grader autograde {assignment}`"


def counted_zero(found: Grades, assignment: str) -> Iterator[str]:
    """Whose total has nothing of an assignment in it."""
    if found.absent:
        yield from _people(f"counted as 0, nothing handed in of {assignment}", found.absent)


def no_total(found: Grades, assignment: str) -> Iterator[str]:
    """Whose total is open, and what settles it."""
    if found.unmarked:
        yield from _people(f"no total yet, {assignment} is not marked", found.unmarked)
        yield f"    run `grader mark {assignment}`"
    if found.ungraded:
        yield from _people(f"no total yet, {assignment} is not graded", found.ungraded)
        yield f"    run `grader autograde {assignment}`"


def unknown(students: Sequence[str], people: Path) -> Iterator[str]:
    if students:
        yield from _people("left out, as Moodle could not know them", students)
        yield from _wrapped(f"    put email into {people}, or fill in Moodle's worksheet with --fill-in")


def without_a_report(students: Sequence[str], assignment: str) -> Iterator[str]:
    """Who has a score, and nothing that results for Gradescope could be made of."""
    if students:
        yield from _people("left out, as there is no report that can be read", students)
        force = f"`grader autograde {assignment} --force`"
        yield from _wrapped(
            f"    grade again with {force}, or enter the score there if nothing was handed in"
        )


def nobodys(rows: Sequence[str], sheet: Path | None) -> Iterator[str]:
    """Whom a worksheet names and we do not know."""
    if sheet and rows:
        more = f" and {len(rows) - 5} more" if len(rows) > 5 else ""
        named = ", ".join(map(printable, rows[:5]))
        yield from _wrapped(
            f"rows of {sheet.name} that are nobody's here, and stay as they are: {named}{more}"
        )


def in_doubt(rows: Sequence[str], sheet: Path | None) -> Iterator[str]:
    """Every row that names a student and is nobody's, with what its columns say."""
    if sheet and rows:
        yield from _wrapped(f"rows of {sheet.name} that name students, and stay as they are, in doubt:")
        yield from (line for row in rows for line in wrapped(row, 80, indent="    ", hanging="      "))
        yield "    enter the scores there, if you know whose these rows are"


def without_a_row(students: Sequence[str], sheet: Path, read: Sequence[str]) -> Iterator[str]:
    """read: the columns that say whose a row is."""
    if students:
        yield from _people(f"left out, as no row of {sheet.name} is theirs alone", students)
        columns = ", ".join(map(printable, read)) or "none that is on the roster"
        yield from _wrapped(f"    columns that tell whose a row is: {columns}")
        yield "    put what these columns have of them into the roster, or enter their scores there"


def nobody_missing(people: Path) -> Iterator[str]:
    """Where nobody can say who is missing, somebody who asked for zeros should know."""
    yield from _wrapped(f"--missing-as-zero counts who is on a roster, and there is no {people}: nobody is")


def remarks(found: Grades, people: Path, unreadable: Collection[str]) -> Iterator[str]:
    """What else somebody may wonder about. unreadable: students whose notebooks could not be read."""
    if found.missing:
        yield from _people("left out, nothing handed in", found.missing)
        yield "    count them 0 with --missing-as-zero"
    if absent := [name for name in found.zeros if name in found.absent]:
        yield from _people("counted as 0, nothing handed in, as you asked", absent)
    if partly := [name for name in found.zeros if name not in found.absent]:
        yield from _people("what nobody marked counts 0, as you asked", partly)
    if nothing := [one.student.id for one in found.grades if one.student.id in unreadable and one.score == 0]:
        yield from _people("0 points, as the notebook could not be read", nothing)
    if excused := [one.student.id for one in found.grades if one.score is None]:
        yield from _people("excused", excused)
    if found.unlisted:
        yield from _people(f"not in {people.name}", found.unlisted)
    if above := [one.student.id for one in found.grades if one.score and one.score > found.points]:
        yield from _people("more than all points, by extra credit, which Moodle skips", above)


def summary(found: Grades, unknown: int) -> str:
    """ "29 scores, of 100 points"."""
    number = sum(one.score is not None for one in found.grades) - unknown
    return f"{counted(number, 'score')}, of {exactly(found.points)} points"


def _people(what: str, students: Iterable[str]) -> list[str]:
    return _wrapped(f"{what}: {', '.join(students)}")


def _wrapped(text: str) -> list[str]:
    return wrapped(text, 80, hanging="    ")
