"""Commands of whoever tries it: check one's own notebook, or grade a made-up class."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from grader.cli.grading import grade
from grader.cli.options import CORES, HERE, CourseFolder, Trust, Workers, say, show


def check(
    notebook: Annotated[Path, typer.Argument(help="A notebook, or a folder with notebooks in it.")],
    question: Annotated[str | None, typer.Option(help="Check only this one.")] = None,
) -> None:
    """Run a notebook and the public checks on it, as selfcheck does."""
    from grader.student.notebook_check import check_notebook
    from grader.student.terminal import notebooks_in

    notebooks = notebooks_in(notebook)
    if not notebooks:
        say(f"grader: {notebook}: no notebook there, expected an .ipynb file, or a folder with one")
        raise typer.Exit(2)
    status = 0
    for one in notebooks:
        if len(notebooks) > 1:
            print(f"{one}\n")
        status = max(status, check_notebook(one, question, told=print, say=say))
    if status:
        raise typer.Exit(status)


def demo(
    folder: Annotated[
        Path | None, typer.Argument(help="Where to make the class. Default: a new folder.")
    ] = None,
    course: CourseFolder = HERE,
    workers: Workers = CORES,
    trust: Trust = False,
) -> None:
    """Make a class of known solutions and troublemakers, and grade it."""
    from grader.course import load_assignment, load_course
    from grader.grading import tables
    from grader.grading.class_folder import Order
    from grader.release import write_release
    from grader.solutions import demo as demonstration

    home = folder or Path(tempfile.mkdtemp(prefix="grader-demo-"))
    if (home / "submitted").exists():
        say(f"grader: {home} holds a class already; name a folder that is not there yet")
        raise typer.Exit(1)
    root = demonstration.demo_course(course, home / "course")
    if root != course:
        say(f"There is no course.toml here, so this is the small course of `grader new`: {root}")
    calendar = load_course(root)
    name = demonstration.demo_assignment(calendar)
    found, source = load_assignment(calendar, name)
    say(f"Making a class of {name} in {home}")
    write_release(calendar, found, source, home)
    expected = demonstration.make_class(found, source, home)
    reports, _ = grade(Order(calendar, name, home), workers=workers, trust=trust)
    show(tables.of_class(reports))
    for line in (*tables.reasons(reports), *tables.where_to_look(home, name)):
        say(line)
    surprises = list(demonstration.surprises(expected, reports))
    for line in surprises:
        say(f"not as it should be: {line}")
    if surprises:
        raise typer.Exit(1)
    say(f"{len(reports)} submissions, all graded or explained as they should be.")
