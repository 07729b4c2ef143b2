"""Commands of a course's author: new, audit, release."""

from __future__ import annotations

import shlex
from typing import Annotated

import typer

from grader.cli.options import HERE, AssignmentName, ClassFolder, CourseFolder, begin, end, opened, say, show


def new(
    name: Annotated[str, typer.Argument(help="The assignment's name: letters, digits, _ or -.")],
    course: CourseFolder = HERE,
) -> None:
    """Write a small assignment that works, for you to change part by part."""
    begin(f"Writing {name}")
    from grader.solutions import write_assignment

    show(str(path) for path in write_assignment(course, name))
    there = "" if course == HERE else f" --course {shlex.quote(str(course))}"
    say(f"Next: `grader audit {name}{there}` tests its checks.")
    say("Then change it part by part, as docs/authoring.md shows.")


def audit(
    assignment: AssignmentName,
    solution: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="One right or wrong solution to try, by its name.", show_default=False
        ),
    ] = "",
    course: CourseFolder = HERE,
    question: Annotated[
        str, typer.Option(metavar="NAME", help="One question to try the checks of.", show_default=False)
    ] = "",
    write_headers: Annotated[
        bool, typer.Option("--write-headers", help="Write into new wrong solutions which checks catch them.")
    ] = False,
) -> None:
    """Test the checks: right solutions must pass, and wrong ones must be caught."""
    calendar, _ = opened(course, None, assignment)
    from grader.diagnosis import survivors
    from grader.solutions import audit_course, kill_matrix, summary

    audited, prepared = audit_course(
        calendar, assignment, question=question, solution=solution, write=write_headers
    )
    show(kill_matrix(audited, prepared))
    if not solution:
        show(survivors(calendar, assignment, prepared, question=question))
    show(f"wrote {path}:\n{lines}" for path, lines in audited.written.items())
    show(summary(audited, prepared))
    if audited.remark:
        say(audited.remark)
    end(not audited.problems)


def release(
    assignment: AssignmentName,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    unaudited: Annotated[
        bool,
        typer.Option(
            "--unaudited",
            help="Release even where there are no solutions. Where there are, they are audited.",
        ),
    ] = False,
) -> None:
    """Write what students receive to class/release, if the audit finds no problem."""
    calendar, class_folder = opened(course, class_, assignment, makes=True)
    from grader.release import release_assignment, zip_of
    from grader.wording import counted

    if unaudited and (calendar.root / "solutions" / assignment).is_dir():
        say(f"solutions/{assignment} is there, so the audit comes first, with --unaudited, too")
    released = release_assignment(calendar, assignment, class_folder, unaudited=unaudited)
    if not released.audited:
        say(f"warning: there is no solutions/{assignment}, so nothing was audited")
    for problem in released.problems:
        say(f"problem: {problem}")
    if released.home is None:
        say(f"not released: {counted(released.problems, 'problem')}; see `grader audit {assignment}`")
        raise typer.Exit(1)
    print(released.home)
    print(zip_of(released.home))
    say("Next: hand the folder or the zip to students. Sort what comes back with")
    say("`grader collect`, or put each student's notebook at")
    say(f"{class_folder}/submitted/<student>/{assignment}/{assignment}.ipynb")
