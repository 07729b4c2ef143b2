"""Commands of a course's author: new, audit, release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from grader.cli.options import HERE, AssignmentName, ClassFolder, CourseFolder, say, show

if TYPE_CHECKING:
    from grader.model import Assignment


def new(
    name: Annotated[str, typer.Argument(help="What to call it: letters, digits, _ or -.")],
    course: CourseFolder = HERE,
) -> None:
    """Begin an assignment: a small one that works, to be changed part by part."""
    from grader.solutions import write_assignment

    show(str(path) for path in write_assignment(course, name))
    say(f"Next: `grader audit {name}` tests its checks; then change it, as docs/authoring.md says.")


def audit(assignment: AssignmentName, course: CourseFolder = HERE) -> None:
    """Test the checks: right solutions must pass, wrong ones be caught as they say."""
    from grader.checks.judge import prepare
    from grader.course import load_assignment, load_course
    from grader.solutions import audit as auditing
    from grader.solutions import kill_matrix

    calendar = load_course(course)
    found, source = load_assignment(calendar, assignment)
    prepared = prepare(found, calendar.key)
    audited = auditing.audit_assignment(found, source, prepared, limits=calendar.limits)
    show(kill_matrix.kill_matrix(audited, prepared))
    show(kill_matrix.summary(audited, prepared))
    _warn_of_rubric(found)
    if audited.problems:
        raise typer.Exit(1)


def release(assignment: AssignmentName, course: CourseFolder = HERE, class_: ClassFolder = None) -> None:
    """Write what students receive to class/release, if the audit finds no fault."""
    from grader.checks.judge import prepare
    from grader.course import load_assignment, load_course
    from grader.release import write_release, zip_of
    from grader.solutions import audit as auditing
    from grader.solutions import kill_matrix

    calendar = load_course(course)
    found, source = load_assignment(calendar, assignment)
    if found.solutions is None:
        say(f"warning: there is no solutions/{assignment}, so nothing was audited")
    elif problems := auditing.audit_assignment(
        found, source, prepare(found, calendar.key), limits=calendar.limits
    ).problems:
        for problem in problems:
            say(f"problem: {problem}")
        say(f"not released: {kill_matrix.counted(problems)}; see `grader audit {assignment}`")
        raise typer.Exit(1)
    class_folder = class_ or course / "class"
    home = write_release(calendar, found, source, class_folder)
    from grader.grading.recording import register

    register(calendar, found, source, class_folder)
    if found.solutions:
        from grader.grading.submission import set_up

        set_up(
            calendar, assignment, "", class_folder=class_folder
        )  # keeps what the first autograde would wait for
    print(home)
    print(zip_of(home))
    say("Next: hand the folder or the zip to students, and put what comes back under")
    say(f"{class_folder}/submitted/<student>/{assignment}/{assignment}.ipynb")


def _warn_of_rubric(assignment: Assignment) -> None:
    path = assignment.solutions and assignment.solutions / "rubric.toml"
    if path and not path.exists() and any(one.kind == "answer" for one in assignment.questions):
        say(f"warning: there is no {path}; `grader mark` needs it to mark the written answers")
