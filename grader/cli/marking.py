"""Commands of a marker: mark."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from grader.cli.options import HERE, AssignmentName, ClassFolder, CourseFolder, opened, say, show


def mark(
    assignment: AssignmentName,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    marker: Annotated[
        str | None, typer.Option(help="The marker's name. Default: your login name.", show_default=False)
    ] = None,
    share: Annotated[
        str, typer.Option(help="Mark only this share of the answers, the same for every marker.")
    ] = "100%",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where to listen. Default: any free port.")] = 0,
    browser: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
    summary: Annotated[
        bool, typer.Option("--summary", help="Print what is marked and how well markers agree; no page.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The same as JSON; no page.")] = False,
) -> None:
    """Mark written answers by rubric, on a web page for this machine only."""
    name, part = _marker(marker), _share(share)
    calendar, class_folder = opened(course, class_, assignment)
    from grader import marking

    with marking.sitting(calendar, assignment, class_folder, marker=name, share=part, say=say) as desk:
        if as_json:
            print(marking.as_json(desk))
        elif summary:
            show(marking.summary_lines(desk))
        else:
            marking.serve(desk, port=port, browser=browser, tell=_at_address)
            say(marking.still_to_mark(desk))
            say(f"Next: `grader feedback {assignment}`; the page of each student shows the marks")


def _at_address(address: str) -> None:
    print(address, flush=True)
    say("Open it in a browser on this machine. Ctrl-C ends it; all is saved as you go.")


def _marker(given: str | None) -> str:
    """Raises: BadParameter: it cannot stand in a record."""
    name = getpass.getuser() if given is None else given
    if not name.strip() or not name.isprintable() or len(name) > 40:
        raise typer.BadParameter("a name of 1 to 40 characters is wanted", param_hint="--marker")
    return name.strip()


def _share(given: str) -> float:
    """Of "20%", 0.2. Raises: BadParameter: it is no such share."""
    try:
        share = float(given.removesuffix("%")) / 100
    except ValueError:
        share = 0.0
    if not given.endswith("%") or not 0 < share <= 1:
        raise typer.BadParameter(f"{given!r}, expected a share such as 20%", param_hint="--share")
    return share
