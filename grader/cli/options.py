"""What commands share: their options, and two ways to speak: data on stdout, talk on stderr."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterable
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from grader.model import Course


def _address(context: typer.Context, value: str) -> str:
    """Raises: BadParameter: it was typed and is empty, as a variable of the shell is that nobody set."""
    source = context.get_parameter_source("cluster")
    if not value and source and source.name == "COMMANDLINE":
        raise typer.BadParameter("it is empty, expected an address such as tls://head:8786, or local:4")
    return value


AssignmentName = Annotated[str, typer.Argument(help="The assignment's name in course.toml.")]
CourseFolder = Annotated[Path, typer.Option("--course", help="The folder with course.toml in it.")]
ClassFolder = Annotated[
    Path | None, typer.Option("--class", help="This term's students. Default: class/ in the course's folder.")
]
RosterFile = Annotated[
    Path | None,
    typer.Option("--roster", help="Who is in the class. Default: class/roster.csv, if it is there."),
]
NamePattern = Annotated[
    str, typer.Option("--pattern", help='How files are named, if no known system named them: "{id}_*".')
]
Trust = Annotated[
    bool, typer.Option("--trust-submissions", help="If no sandbox works, run students' code without one.")
]
Workers = Annotated[
    int, typer.Option(min=1, help="How many to grade at a time. Default: one per core.", show_default=False)
]
Cluster = Annotated[
    str,
    typer.Option(
        metavar="ADDRESS",
        help="Let a Dask cluster grade; local:N starts one here.",
        show_default=False,
        callback=_address,
    ),
]
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
HERE = Path()
_UNBROKEN = "\N{NO-BREAK SPACE}"


def opened(course: Path, class_: Path | None) -> tuple[Course, Path]:
    """What --course and --class mean. Raises: CourseError: course.toml cannot be used."""
    from grader.course import load_course

    return load_course(course), class_ or course / "class"


def time_of(text: str, zone: tzinfo, option: str) -> datetime | None:
    """A time that is typed for an option; "": None. zone: of one that names none."""
    from grader.files import read_time

    try:
        return read_time(text, zone=zone) if text else None
    except ValueError as error:
        expected = 'expected a date and time such as "2026-12-27 18:00"'
        raise typer.BadParameter(f"{error}, {expected}", param_hint=option) from None


def end(fine: bool) -> None:
    """Exit status 1 where the course or a student needs attention."""
    if not fine:
        raise typer.Exit(1)


def show(lines: Iterable[str]) -> None:
    """Data, for standard output."""
    for line in lines:
        print(line)


def say(line: str) -> None:
    """Talk, for standard error."""
    typer.echo(line, err=True)


def for_terminal(text: str) -> list[str]:
    """Text as lines that fit a terminal, each command in one piece; elsewhere, the text as it is."""
    from grader.wording import wrapped

    if not sys.stderr.isatty():
        return [text]
    width = shutil.get_terminal_size().columns
    whole = re.sub("`[^`\n]*`", lambda command: command[0].replace(" ", _UNBROKEN), text)
    parts = [part for line in whole.split("\n") for part in wrapped(line, width, hanging="    ") or [""]]
    return [part.replace(_UNBROKEN, " ") for part in parts]


def begin(what: str) -> None:
    """The first word of a command that loads much before it has anything to say."""
    say(f"{what} …")
