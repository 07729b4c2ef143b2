"""Commands to try the grader: check a notebook, or grade a made-up class."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.cli.options import CORES, HERE, CourseFolder, Trust, Workers, begin, end, say, show


def check(
    notebook: Annotated[Path, typer.Argument(help="A notebook, or a folder with notebooks in it.")],
    question: Annotated[str | None, typer.Option(help="Check only this one.")] = None,
) -> None:
    """Run a notebook and the public checks on it, as selfcheck does."""
    begin(f"Reading {notebook}")
    from grader.student.notebook_check import check_notebooks

    if status := check_notebooks(notebook, question, told=lambda text: show([text]), say=say):
        raise typer.Exit(status)


def demo(
    folder: Annotated[
        Path | None, typer.Argument(help="Where to make the class: an empty folder. Default: a new one.")
    ] = None,
    course: CourseFolder = HERE,
    workers: Workers = None,
    trust: Trust = False,
) -> None:
    """Make a class of known solutions and troublesome submissions, and grade it."""
    begin("Reading the course")
    from grader.demo import demonstrate
    from grader.grading import tables, with_progress
    from grader.wording import points

    found = demonstrate(course, folder, workers=workers or CORES, trust=trust, say=say, watch=with_progress)
    show(tables.of_class(found.reports))
    for line in (*tables.reasons(found.reports), *tables.where_to_look(found.home, found.assignment)):
        say(line)
    say(f"A student's feedback: {found.feedback}")
    say(f"About the class:      {found.report}")
    if found.written:
        say(f"No total holds the {points(found.written)} points of written answers: people mark them.")
    for line in found.surprises:
        say(f"not as it should be: {line}")
    end(not found.surprises)
    say(f"{len(found.reports)} submissions, all graded or explained as they should be.")
