"""What coming late costs, entered anew after the rule, an extension, a time or a mark changed."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from grader.cores import progress
from grader.course import (
    EXTENSIONS_FILE,
    Extensions,
    Lateness,
    due_of,
    has_gradebook,
    ids_listed,
    load_assignment,
    load_extensions,
)
from grader.errors import did_you_mean
from grader.files import locked
from grader.gradebook import (
    gradebook_of,
    handed_in_at,
    late_policy,
    settle_penalties,
    write_timestamp,
)
from grader.grading.granted import granting
from grader.model import Course
from grader.submissions import Submission, find_submissions, is_called_late
from grader.wording import wrapped


def late_standings(
    course: Course, assignment: str, class_folder: Path, *, say: Callable[[str], None]
) -> tuple[list[Lateness], frozenset[str]]:
    """As `settle_late`, while nothing else writes to the class folder; and who is excused.

    Raises: CourseError: also, there is no such assignment.
    """
    load_assignment(course, assignment)
    with locked(class_folder):
        found = settle_late(course, class_folder, assignment, say=say, odd=True)
    return found, load_extensions(course, class_folder).excused_from(assignment)


def settle_late(
    course: Course,
    class_folder: Path,
    assignment: str,
    *,
    say: Callable[[str], None],
    told: Collection[str] | None = None,
    odd: bool = False,
) -> list[Lateness]:
    """Every submission's lateness, by student, after its penalty was entered anew. Nothing is graded.

    Due dates come from course.toml and extensions.csv, times from timestamp.txt beside each submission; marks
    that people gave count. say: takes a remark for the instructor, and for how many the penalty changed.
    told: of these only, not of those graded just now; None: of all. odd: also say which extensions
    are not in extensions.csv.

    Raises: CourseError: extensions.csv or the gradebook cannot be used.
    """
    extensions = load_extensions(course, class_folder)
    if not has_gradebook(course, class_folder):
        return []  # an empty one would make autograde believe that what it graded is recorded
    submissions = find_submissions(class_folder, assignment)
    students = [one.student for one in submissions]
    zone = ZoneInfo(course.timezone)
    times = {
        student: handed_in_at(class_folder, student, assignment, local=zone)
        for student in progress(students, what="reading times", total=len(students))
    }
    handed_in = {student: time for student, (time, _) in times.items()}
    entered = _entered(course, class_folder, assignment, extensions, handed_in)
    found = _with_called_late(entered, submissions, class_folder, assignment)
    file, extended = class_folder / EXTENSIONS_FILE, extensions.of(assignment)
    named = extended.keys() | extensions.excused_from(assignment)
    misspelt = _misspelt(file, named - {one.student for one in found}, students, ids_listed(class_folder))
    given_there = _given_there(file, found, extended) if odd else ()
    for remark in (*(remark for _, remark in times.values() if remark), *misspelt, *given_there):
        say(remark)
    for remark in _changed([one for one in found if told is None or one.student in told], assignment):
        say(remark)
    return found


def _entered(
    course: Course,
    class_folder: Path,
    assignment: str,
    extensions: Extensions,
    handed_in: Mapping[str, datetime | None],
) -> list[Lateness]:
    """Enter times and penalties into the gradebook, and the times beside the notebooks that were graded: all
    that are others there, as a kill may have come between the two.
    """
    excused, policy = extensions.excused_from(assignment), late_policy(course)
    due, extended = due_of(course, assignment), extensions.of(assignment)
    granted = {student: new - due for student, new in extended.items()} if due else {}
    with granting(class_folder, assignment, granted) as lapsed, gradebook_of(course, class_folder) as book:
        found = settle_penalties(
            book,
            assignment,
            duedate=due,
            extended=extended,
            lapsed=lapsed,
            handed_in=handed_in,
            late=lambda student, *about: None if student in excused else policy(student, *about),
        )
    for one in found:
        home = class_folder / "autograded" / one.student / assignment
        if home.is_dir():
            write_timestamp(home, one.handed_in)
    return found


def _with_called_late(
    found: Sequence[Lateness], submissions: Sequence[Submission], class_folder: Path, assignment: str
) -> list[Lateness]:
    """The same, with what a system said of those whose time is not known."""
    timeless = {one.student for one in found if one.handed_in is None}
    asked = [one for one in submissions if one.student in timeless]
    called = {one.student for one in asked if is_called_late(class_folder, assignment, one)}
    return [replace(one, called_late=one.student in called) for one in found]


def _changed(found: Sequence[Lateness], assignment: str) -> Iterator[str]:
    if changed := sum(one.changed for one in found):
        counted = f"{changed} late penalties" if changed > 1 else "1 late penalty"
        yield f"{counted} changed without grading again: `grader late {assignment}` lists them,"
        yield f"    and `grader feedback {assignment}` writes the pages anew"


def _misspelt(
    file: Path, absent: Collection[str], students: Sequence[str], listed: Sequence[str]
) -> Iterator[str]:
    """Whose line in extensions.csv may be meant for somebody else, of those who handed nothing in."""
    for student in sorted(set(absent).difference(listed)):
        if meant := did_you_mean(student, [*students, *listed]):
            yield f"{file}: nobody called {student!r} handed it in; {meant}"
        elif listed:
            yield f"{file}: nobody called {student!r} handed it in, or is on the roster"


def _given_there(file: Path, found: Sequence[Lateness], extended: Mapping[str, datetime]) -> list[str]:
    """Which extensions the gradebook has and extensions.csv has not, in lines of 80 columns."""
    others = [one.student for one in found if one.extended and one.student not in extended]
    if not others or not file.exists():
        return []
    text = (
        f"extensions that were given in the gradebook itself, and count: {', '.join(others)}. To take "
        f"one back, give that student the extra time 0 hours in {file.name}"
    )
    return wrapped(text, 80, hanging="    ")
