"""The command line: each command reads options, calls one function of a room, prints and exits.

Exit status: 0 all is well; 1 the course or a student needs attention; 2 the command line was wrong. Data goes
to standard output, remarks to standard error. What a command needs is imported when it runs, so `grader
--help` is quick.
"""

from __future__ import annotations

import importlib.metadata
import os
import sys
from typing import Annotated

import typer

from grader.cli import authoring, collecting, grading, handing_on, looking, marking, records, trying
from grader.cli.options import say
from grader.cli.printing import printing
from grader.cli.steps import steps

# jsonschema, behind nbformat, would spend a second on a grammar for a format that notebooks do not use.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

# One thread a process: ours run one a core already, and what is forked must not hold locks of lost threads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


def _version(asked: bool) -> None:
    if asked:
        print(f"grader {importlib.metadata.version('attention-grader')}")
        raise typer.Exit


@app.callback()
def _commands(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Set, check and grade notebook homework."""


COMMANDS = (
    authoring.new,
    authoring.audit,
    authoring.release,
    collecting.collect,
    grading.autograde,
    grading.watch,
    grading.regrade,
    grading.groups,
    marking.mark,
    grading.feedback,
    collecting.late,
    records.verify,
    handing_on.report,
    handing_on.export,
    handing_on.totals,
    handing_on.gradescope,
    trying.check,
    trying.demo,
    looking.doctor,
)
for command in COMMANDS:
    app.command()(command)


def main() -> None:
    """Run the command line. A fault in a course file, or a full disk, is an answer, not a traceback."""
    from grader.cores import watched_by
    from grader.errors import CourseError, SandboxUnavailable, WrongCommand

    try:
        with watched_by(steps, say), printing():
            app()
    except (CourseError, SandboxUnavailable) as error:
        say(f"grader: {error}")
        raise SystemExit(2 if isinstance(error, WrongCommand) else 1) from None
