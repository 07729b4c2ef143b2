"""The command line: reads options, calls one floor down, prints, exits.

Exit status: 0 fine; 1 the course or a student needs attention; 2 the command was not understood.
Standard output is data, standard error is talk. What a command needs is imported when it runs, so that
`grader --help` answers at once.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from grader.autograde import Graded
    from grader.classroom import Order
    from grader.model import Report

# jsonschema, behind nbformat, would spend a second on a grammar for a format that notebooks do not use.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

# One thread a process: ours run one a core already, and what is forked must not hold locks of lost threads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

AssignmentName = Annotated[str, typer.Argument(help="The assignment's name in course.toml.")]
CourseFolder = Annotated[Path, typer.Option("--course", help="The folder with course.toml in it.")]
ClassFolder = Annotated[
    Path | None, typer.Option("--class", help="This term's students. Default: class/ in the course's folder.")
]
Trust = Annotated[
    bool, typer.Option("--trust-submissions", help="If no wall can be built, run students' code without one.")
]
Workers = Annotated[int, typer.Option(min=1, help="How many to grade at a time. Default: one a core.")]
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
HERE = Path()


@app.callback()
def _commands() -> None:
    """Set, check and grade notebook homework."""


@app.command()
def audit(assignment: AssignmentName, course: CourseFolder = HERE) -> None:
    """Test the checks: right solutions must pass, wrong ones be caught as they say."""
    from grader import audit as auditing
    from grader import matrix
    from grader.checks.judge import prepare
    from grader.course import load_assignment, load_course

    calendar = load_course(course)
    found, source = load_assignment(calendar, assignment)
    prepared = prepare(found, calendar.key)
    audited = auditing.audit(found, source, prepared)
    _print(matrix.kill_matrix(audited, prepared))
    _print(matrix.summary(audited, prepared))
    if audited.problems:
        raise typer.Exit(1)


@app.command()
def release(assignment: AssignmentName, course: CourseFolder = HERE, class_: ClassFolder = None) -> None:
    """Write what students receive to class/release, if the audit finds no fault."""
    from grader import audit as auditing
    from grader import matrix
    from grader.checks.judge import prepare
    from grader.course import load_assignment, load_course
    from grader.release import write_release, zip_of

    calendar = load_course(course)
    found, source = load_assignment(calendar, assignment)
    if found.solutions is None:
        _say(f"warning: there is no solutions/{assignment}, so nothing was audited")
    elif problems := auditing.audit(found, source, prepare(found, calendar.key)).problems:
        for problem in problems:
            _say(f"problem: {problem}")
        _say(f"not released: {matrix.counted(problems)}; see `grader audit {assignment}`")
        raise typer.Exit(1)
    class_folder = class_ or course / "class"
    home = write_release(calendar, found, source, class_folder)
    from grader.recording import register

    register(calendar, found, source, class_folder)
    print(home)
    print(zip_of(home))
    _say("Next: hand the folder or the zip to students, and put what comes back under")
    _say(f"{class_folder}/submitted/<student>/{assignment}/{assignment}.ipynb")


@app.command()
def autograde(
    assignment: AssignmentName,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    student: Annotated[str | None, typer.Option(help="Grade only this student's.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Grade again what is graded already.")] = False,
    workers: Workers = CORES,
    trust: Trust = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the reports as JSON.")] = False,
) -> None:
    """Grade class/submitted, into class/autograded and nbgrader's gradebook."""
    from grader import tables
    from grader.classroom import Order
    from grader.course import load_course

    order = Order(load_course(course), assignment, class_ or course / "class", student, force)
    reports, kept = _grade(order, workers=workers, trust=trust)
    if as_json:
        print(tables.as_json(reports), end="")
    else:
        _print(tables.of_class(reports))
    for line in tables.reasons(reports):
        _say(line)
    _say(f"{tables.counts(reports)}{f'; {kept} of them before, unchanged' if kept else ''}")
    for line in tables.where_to_look(order.class_folder, assignment):
        _say(line)
    if any(report.status != "graded" for report in reports):
        raise typer.Exit(1)


@app.command()
def regrade(
    assignment: AssignmentName,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    student: Annotated[str | None, typer.Option(help="Only this student's.")] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show what would change; write nothing.")
    ] = False,
    workers: Workers = CORES,
    trust: Trust = False,
) -> None:
    """Grade again after checks changed, and say whose score changes, and why."""
    from grader import regrade as regrading
    from grader.classroom import Order, sort_out
    from grader.course import load_course

    order = Order(load_course(course), assignment, class_ or course / "class", student, force=True)
    before = sort_out(order).before
    reports, _ = _grade(order, workers=workers, trust=trust, write=not explain)
    pairs = [(before[report.student], report) for report in reports if report.student in before]
    found = [change for pair in pairs for change in regrading.changes(*pair)]
    _print(regrading.explained(found, len(pairs)))
    if explain:
        _say("Nothing was written. Without --explain it is.")


@app.command()
def check(
    notebook: Annotated[Path, typer.Argument(help="A notebook, or a folder with notebooks in it.")],
    question: Annotated[str | None, typer.Option(help="Check only this one.")] = None,
) -> None:
    """Run a notebook and the public checks on it, as selfcheck does."""
    from grader.notebook_check import check_notebook
    from grader.student.terminal import notebooks_in

    notebooks = notebooks_in(notebook)
    if not notebooks:
        _say(f"grader: {notebook}: no notebook there, expected an .ipynb file, or a folder with one")
        raise typer.Exit(2)
    if status := max(check_notebook(one, question, told=print, say=_say) for one in notebooks):
        raise typer.Exit(status)


@app.command()
def feedback(
    assignment: AssignmentName,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    student: Annotated[str | None, typer.Option(help="Write only this student's page.")] = None,
) -> None:
    """Write each student's page into class/feedback, from what autograde and markers found."""
    from dataclasses import replace

    from grader import feedback as pages
    from grader.course import load_course
    from grader.hints import load_hints, with_hints

    calendar, class_folder = load_course(course), class_ or course / "class"
    found = pages.sheets(class_folder, assignment, student=student, say=_say)
    hints = load_hints(calendar.root / "solutions" / assignment)
    marks = {}
    if calendar.gradebook or (class_folder / "gradebook.db").exists():
        from grader.recording import marks_of

        marks = marks_of(calendar, class_folder, assignment)
    for sheet in found:
        hinted = replace(sheet, report=with_hints(sheet.report, hints))
        print(pages.write_page(class_folder, calendar, hinted, marks))
    _say(f"{len(found)} page{'s' * (len(found) > 1)}. Read one in a browser, then hand them out.")
    _say(f"What nbgrader collected: cd {class_folder} && nbgrader release_feedback {assignment}")


@app.command()
def groups(
    assignment: AssignmentName,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the groups as JSON.")] = False,
) -> None:
    """Show who is wrong alike, how, and whom nobody has written a hint for."""
    from grader import groups as grouping
    from grader.hints import load_hints, with_hints

    solutions = course / "solutions" / assignment
    hints = load_hints(solutions)
    reports = grouping.read_reports(class_ or course / "class", assignment)
    found = grouping.groups([with_hints(report, hints) for report in reports])
    if as_json:
        print(grouping.as_json(found), end="")
        return
    _print(grouping.listing(found))
    students = len({student for group in found for student in group.students})
    _say(f"{len(found)} groups; {students} of {len(reports)} students are in one")
    for hint in hints:
        if hint.behaviour not in {group.behaviour for group in found}:
            _say(f"{solutions / 'hints.toml'}: nobody in this class shows behaviour {hint.behaviour!r}")
    if unknown := grouping.largest_unknown(found):
        print()
        _print(grouping.to_paste(unknown))
        _say(f"Next: put the last lines into {solutions / 'hints.toml'}, in your own words, then")
        _say(f"`grader feedback {assignment}`; nothing has to be graded again")


@app.command()
def demo(
    folder: Annotated[
        Path | None, typer.Argument(help="Where to make the class. Default: a new folder.")
    ] = None,
    course: CourseFolder = HERE,
    workers: Workers = CORES,
    trust: Trust = False,
) -> None:
    """Make a class of thirty, troublemakers among them, and grade it."""
    from grader import demo as demonstration
    from grader import tables
    from grader.classroom import Order
    from grader.course import load_assignment, load_course
    from grader.release import write_release

    calendar = load_course(course)
    if not calendar.assignments:
        _say(f"grader: {course / 'course.toml'}: there is no [[assignment]] to make a class of; add one")
        raise typer.Exit(1)
    name = calendar.assignments[0].name
    found, source = load_assignment(calendar, name)
    home = folder or Path(tempfile.mkdtemp(prefix="grader-demo-"))
    if (home / "submitted").exists():
        _say(f"grader: {home} holds a class already; name a folder that is not there yet")
        raise typer.Exit(1)
    write_release(calendar, found, source, home)
    expected = demonstration.make_class(found, source, home)
    reports, _ = _grade(Order(calendar, name, home), workers=workers, trust=trust)
    _print(tables.of_class(reports))
    for line in (*tables.reasons(reports), *tables.where_to_look(home, name)):
        _say(line)
    surprises = list(demonstration.surprises(expected, reports))
    for line in surprises:
        _say(f"not as it should be: {line}")
    if surprises:
        raise typer.Exit(1)
    _say(f"{len(reports)} submissions, all graded or explained as they should be.")


def _grade(order: Order, *, workers: int, trust: bool, write: bool = True) -> tuple[list[Report], int]:
    """Every report of the order, and how many of them were there before. write: record them, too."""
    from grader.autograde import set_up
    from grader.classroom import sort_out
    from grader.parallel import grade_class
    from grader.progress import watched
    from grader.regrade import higher_of
    from grader.sandbox import probe, start_zygote

    pile = sort_out(order)
    if pile.outdated:
        _say(f"{pile.outdated} were graded with other checks or limits than now: --force grades them again")
    if not pile.todo:
        return list(pile.kept), len(pile.kept)
    wall = probe(trust=trust)
    if not wall.bwrap:
        _say("WARNING: no wall around students' code. It can read and change all that you can.")
    setup = set_up(order.course, order.assignment, wall.isolation, class_folder=order.class_folder)
    data = setup.assignment.folder / "data"
    with start_zygote(wall, order.course.limits, data=data if data.is_dir() else None) as zygote:
        graded = grade_class(setup, zygote, pile.todo, below=order.submitted, workers=workers)
        if order.course.never_lower:
            graded = (_kept_up(one, pile.before, higher_of) for one in graded)
        graded = watched(graded, len(pile.todo))
        if not write:
            return [_told(one) for one in graded], 0
        # nbgrader takes seconds to import: here, while the worker processes are at work.
        from grader.recording import recorder

        with recorder(setup, order.class_folder, say=_say) as record:
            reports = [_told(one, record) for one in graded]
    return [*pile.kept, *reports], len(pile.kept)


def _kept_up(
    one: Graded, before: Mapping[str, Report], higher_of: Callable[[Report, Report], Report]
) -> Graded:
    old = before.get(one.report.student)
    return replace(one, report=higher_of(old, one.report)) if old else one


def _told(one: Graded, record: Callable[[Graded], None] | None = None) -> Report:
    """Record it, and say what is ours to mend."""
    if record:
        record(one)
    if one.fault:
        _say(f"{one.report.student}: our fault:\n{one.fault}")
    return one.report


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _say(line: str) -> None:
    typer.echo(line, err=True)


def main() -> None:
    """Run the command line. A fault in a course file is an answer, not a traceback."""
    from grader.errors import CourseError, SandboxUnavailable

    try:
        app()
    except (CourseError, SandboxUnavailable) as error:
        _say(f"grader: {error}")
        raise SystemExit(1) from None
