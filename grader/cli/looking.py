"""Commands that change nothing: doctor."""

from __future__ import annotations

from typing import Annotated

import typer

from grader.cli.options import HERE, ClassFolder, CourseFolder, begin, end, say, show


def doctor(
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Say whether this machine can grade, how safely, and what to do if not."""
    begin("Looking at this machine and the course")
    from grader import doctor as looking

    findings = looking.examine(course, class_ or course / "class")
    if as_json:
        print(looking.as_json(findings), end="")
    else:
        show(looking.listing(findings))
    for line in looking.advice(findings):
        say(line)
    end(looking.ready(findings))
