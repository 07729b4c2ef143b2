"""The command line: reads options, calls one floor down, prints, exits.

Exit status: 0 fine; 1 the course or a student needs attention; 2 the command was not understood.
What a command needs is imported when it runs, so that `grader --help` answers at once.
"""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Set, check and grade notebook homework.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

AssignmentName = Annotated[str, typer.Argument(help="The assignment's name in course.toml.")]
CourseFolder = Annotated[Path, typer.Option("--course", help="The folder with course.toml in it.")]
HERE = Path()


@app.callback()
def _commands() -> None:
    """Set, check and grade notebook homework."""


@app.command()
def audit(assignment: AssignmentName, course: CourseFolder = HERE) -> None:
    """Test the checks: right solutions must pass, wrong ones must be caught as they say."""
    from grader import audit as auditing
    from grader.checks.judge import prepare
    from grader.course import load_assignment, load_course

    calendar = load_course(course)
    found, source = load_assignment(calendar, assignment)
    prepared = prepare(found, calendar.key)
    audited = auditing.audit(found, source, prepared)
    for line in auditing.kill_matrix(audited, prepared):
        print(line)
    for line in auditing.summary(audited, prepared):
        print(line)
    if audited.problems:
        raise typer.Exit(1)


def main() -> None:
    """Run the command line. A fault in a course file is an answer, not a traceback."""
    from grader.errors import CourseError, SandboxUnavailable

    try:
        app()
    except (CourseError, SandboxUnavailable) as error:
        typer.echo(f"grader: {error}", err=True)
        raise SystemExit(1) from None
