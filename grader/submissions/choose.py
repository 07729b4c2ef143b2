"""Which of several notebooks is meant: never a copy as released before one with work in it."""

import re
from collections.abc import Sequence

from nbformat import NotebookNode

from grader.errors import UnreadableNotebook
from grader.submissions.read import undamaged
from grader.wording import printable

# A file of more bytes is not compared with the release: what was put out fills it, or it is no notebook.
LARGEST_COMPARED = 4_000_000


def is_called(name: str, assignment: str) -> bool:
    """attention.ipynb, or what systems, browsers and Jupyter make of a second one.

    attention-1, attention (1), attention-Copy1, Copy of attention, and all of it with .txt behind.
    """
    plain = re.escape(assignment)
    second = r"(?:[-_ ]?\(?\d+\)?|-Copy\d*)?"
    return bool(re.fullmatch(rf"(?:copy[-_ ]of[-_ ])?{plain}{second}\.ipynb(?:\.\w+)?", name, re.IGNORECASE))


def chosen_of(
    named: Sequence[tuple[str, bytes]],
    assignment: str,
    release: NotebookNode | None,
    *,
    order: str = "by its name",
) -> tuple[int | None, str]:
    """The place of the one to take, and why it is that one, for people. None: nobody can know.

    named: names and contents of two or more, first what is to be taken where these do not decide.
    release: None: it is not known how the notebook was handed out. order: why the first is first, in words.
    """
    untouched = [at for at, (_, raw) in enumerate(named) if release and _is_untouched(raw, release)]
    worked = [at for at in range(len(named)) if at not in untouched] or untouched
    ours = [at for at in worked if is_called(named[at][0], assignment)]
    if not ours and len(worked) > 1:
        return None, ""
    at = (ours or worked)[0]
    others = ", ".join(f'"{printable(name)}"' for other, (name, _) in enumerate(named) if other != at)
    name = printable(named[at][0])
    if len(worked) > 1 or worked == untouched:
        return at, f'"{name}" was taken, {order}, and not {others}'
    return at, f'"{name}" was taken; {others} {"are" if len(named) > 2 else "is"} as released'


def _is_untouched(raw: bytes, release: NotebookNode) -> bool:
    """A damaged copy may hold work: mending it is for grading, which has a budget for each submission."""
    try:
        return _texts(undamaged(raw)) == _texts(release)
    except (UnreadableNotebook, ValueError):
        return False


def _texts(notebook: NotebookNode) -> list[str]:
    return [text for cell in notebook.cells if (text := cell.source.strip())]
