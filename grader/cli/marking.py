"""Commands of a marker: mark."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from grader.cli.grading import settle
from grader.cli.options import HERE, AssignmentName, ClassFolder, CourseFolder, say, show

if TYPE_CHECKING:
    from grader.marking import Desk


def mark(
    assignment: AssignmentName,
    course: CourseFolder = HERE,
    class_: ClassFolder = None,
    marker: Annotated[str, typer.Option(help="Whose marks these are. Default: your login name.")] = "",
    share: Annotated[
        str, typer.Option(help="Mark this share of the answers, the same for all who ask for it.")
    ] = "100%",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where to listen. Default: any free port.")] = 0,
    browser: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
    summary: Annotated[
        bool, typer.Option("--summary", help="Print what is marked, and how far markers agree; no page.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The same as JSON; no page.")] = False,
) -> None:
    """Mark written answers by rubric, on a web page of this machine alone."""
    name, part = _marker(marker), _share(share)
    from grader.course import load_course
    from grader.grading.recording import opened
    from grader.marking import open_desk, refresh
    from grader.marking.summary import as_json as in_json
    from grader.marking.summary import summary_lines

    calendar, class_folder = load_course(course), class_ or course / "class"
    with opened(calendar, class_folder) as book:
        desk = open_desk(calendar, assignment, class_folder, book, marker=name, share=part, say=say)
        for line in refresh(desk):
            say(line)
        if as_json:
            print(in_json(desk))
        elif summary:
            show(summary_lines(desk))
        else:
            _serve(desk, port, browser)
    settle(calendar, class_folder, assignment, told=None)  # what coming late costs is a share of the score


def _serve(desk: Desk, port: int, browser: bool) -> None:
    """Until Ctrl-C."""
    import webbrowser

    from grader.marking.serve import serve
    from grader.marking.summary import left

    def tell(address: str) -> None:
        print(address, flush=True)
        say("Open it in a browser on this machine. Ctrl-C ends it; all is saved as you go.")
        if browser:
            webbrowser.open(address)

    serve(desk, port=port, tell=tell)
    number = left(desk)
    left_over = "1 answer is" if number == 1 else f"{number} answers are"
    say(f"{left_over} left to mark." if number else "All of your answers are marked.")
    say(f"Next: `grader feedback {desk.assignment}`; the page of each student shows the marks")


def _marker(given: str) -> str:
    """Raises: BadParameter: it cannot stand in a record."""
    name = given or getpass.getuser()
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
