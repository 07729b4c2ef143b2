"""Commands that look and change nothing: doctor."""

from __future__ import annotations

from typing import Annotated

import typer

from grader.cli.options import HERE, ClassFolder, CourseFolder, say, show


def doctor(
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Look whether this machine can grade, how safely, and what to do if not."""
    from grader import doctor as looking
    from grader.sandbox import CURES

    findings = looking.examine(course, class_ or course / "class")
    if as_json:
        print(looking.as_json(findings), end="")
    else:
        show(looking.listing(findings))
    sandbox = findings[0]
    if sandbox.state != "fine":
        say(f"\nFor a {'better ' * (sandbox.state == 'weaker')}sandbox:\n{CURES}")
    if wrong := [one.what for one in findings if one.state == "wrong"]:
        say(f"\nGrading would fail: see ✗ above ({', '.join(wrong)}).")
        raise typer.Exit(1)
    say("\nReady to grade.")
