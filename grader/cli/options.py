"""What commands share: their options, and two ways to speak: data on stdout, talk on stderr."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterable
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

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
CourseFolder = Annotated[
    Path,
    typer.Option("--course", help="The folder with course.toml in it.", exists=True, file_okay=False),
]
ClassFolder = Annotated[
    Path | None, typer.Option("--class", help="This term's students. Default: class/ in the course's folder.")
]
RosterFile = Annotated[
    Path | None,
    typer.Option(
        "--roster",
        help="Who is in the class. Default: class/roster.csv, if it is there.",
        exists=True,
        dir_okay=False,
    ),
]
NamePattern = Annotated[
    str, typer.Option("--pattern", help='How files are named, if no known system named them: "{id}_*".')
]
Trust = Annotated[
    bool, typer.Option("--trust-submissions", help="If no sandbox works, run students' code without one.")
]
Workers = Annotated[
    int | None,
    typer.Option(min=1, help="How many to grade at a time. Default: one per core.", show_default=False),
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
_UNBROKEN, _AS_IT_IS = "\N{NO-BREAK SPACE}", "    "


def opened(
    course: Path, class_: Path | None, assignment: str = "", *, makes: bool = False
) -> tuple[Course, Path]:
    """What --course and --class mean; what is large is loaded after the first word is said.

    makes: the command makes the class folder, where there is none.
    Raises: CourseError: course.toml cannot be used. WrongCommand: it is not there, or does not list the
    assignment, or a class folder is named that is not there.
    """
    from grader.errors import WrongCommand

    if not (course / "course.toml").exists():
        cure = "run the command in the course's folder, or name it with --course"
        raise WrongCommand(course / "course.toml", "", "the file is missing", cure=cure)
    if class_ and not makes and not class_.is_dir():
        cure = "correct --class; only `grader release`, `collect` and `watch FOLDER` make one"
        raise WrongCommand(class_, "", "there is no such class folder", cure=cure)
    begin(f"Reading {assignment or 'the course'}")
    from grader.course import load_course, scheduled

    calendar = load_course(course)
    if assignment:
        scheduled(calendar, assignment)
    return calendar, class_ or course / "class"


def machines(cluster: str, workers: int | None, trust: bool) -> int:
    """How many to grade at a time here. Raises: BadParameter: no such cluster, or two options at odds."""
    if cluster and (workers or trust):
        odd = "--workers" if workers else "--trust-submissions"
        raise typer.BadParameter(
            f"one of them, not both: {odd} is about this machine", param_hint=f"--cluster or {odd}"
        )
    if cluster and not re.fullmatch(r"local:[1-9]\d*|(?!local:).+", cluster):
        wanted = "expected local:N, with a number such as 4, or a scheduler's address, tcp://host:8786"
        raise typer.BadParameter(f"{cluster!r}, {wanted}", param_hint="--cluster")
    return workers or CORES


def time_to_come(text: str, zone: tzinfo, option: str) -> datetime | None:
    """A time that is typed for an option, still to come; "": None. zone: of one that names none."""
    from grader.files import read_time

    try:
        found = read_time(text, zone=zone) if text else None
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=option) from None
    if found and found <= (now := datetime.now(zone)):
        raise typer.BadParameter(f"{text!r} is over: it is {now:%Y-%m-%d %H:%M} now", param_hint=option)
    return found


def end(fine: bool) -> None:
    """Exit status 1 where the course or a student needs attention."""
    if not fine:
        raise typer.Exit(1)


def show(lines: Iterable[str]) -> None:
    """Data, for standard output."""
    for line in lines:
        for part in _shown(line, sys.stdout):
            print(part)


def say(text: str) -> None:
    """Talk, for standard error: every remark of every command comes through here.

    `print` finds what a progress bar puts in place of standard error, so that the bar stays below.
    """
    for part in _shown(text, sys.stderr):
        print(part, file=sys.stderr)


def _shown(text: str, stream: TextIO) -> list[str]:
    """Whatever names and texts of students hold, a terminal shows it, and obeys nothing."""
    from grader.wording import printable

    return for_terminal(printable(text), stream)


def for_terminal(text: str, stream: TextIO) -> list[str]:
    """Text as lines that fit a terminal, each command in one piece; elsewhere, the text as it is.

    A line that begins with four blanks is a command, or code, and stays as it is.
    """
    if not stream.isatty():
        return [text]
    width = shutil.get_terminal_size().columns
    return [part for line in text.split("\n") for part in _fitting(line, width)]


def _fitting(line: str, width: int) -> list[str]:
    if len(line) <= width or line.startswith(_AS_IT_IS):
        return [line]
    from grader.wording import wrapped

    whole = re.sub("`[^`]*`", lambda command: command[0].replace(" ", _UNBROKEN), line)
    parts = wrapped(whole, width, hanging=_AS_IT_IS, break_words=False)
    return [part.replace(_UNBROKEN, " ") for part in parts]


def begin(what: str) -> None:
    """The first word of a command that loads much before it has anything to say."""
    say(f"{what} …")
