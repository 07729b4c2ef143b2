"""Of several files handed in together, the notebook that is meant."""

from collections.abc import Sequence

from nbformat import NotebookNode

from grader.collect.layouts import LabelledFile
from grader.collect.sources import Refused
from grader.errors import UnreadableNotebook
from grader.submissions import LARGEST_COMPARED, chosen_of
from grader.wording import clipped

_MOST = 20  # notebooks that are looked into


def choose(
    together: Sequence[LabelledFile], assignment: str, release: NotebookNode | None
) -> tuple[LabelledFile, str] | Refused:
    """The notebook, and why it and no other; "" where there was no other.

    release: the notebook as it was handed out; a copy of it is never taken before one with work in it.
    """
    notebooks = [one for one in together if one.name.lower().endswith(".ipynb")]
    if len(notebooks) == 1:
        return notebooks[0], ""
    names = ", ".join(sorted(one.name for one in (notebooks or together))[:5])
    where = together[0].file.where
    if not notebooks:
        return Refused(where, f"no notebook, but {names}; ask for the notebook")
    if len(notebooks) > _MOST:
        return Refused(where, f"{len(notebooks)} notebooks: {names}, …; keep one, called {assignment}.ipynb")
    ordered = sorted(notebooks, key=_order, reverse=True)
    contents = [(one.name, _content(one)) for one in ordered]
    at, why = chosen_of(contents, assignment, release, order=_reason(ordered))
    if at is None:
        return Refused(where, f"several notebooks: {names}; which is it? Keep one, called {assignment}.ipynb")
    if (
        alike := [one.name for one in ordered].count(ordered[at].name)
    ) > 1:  # in several folders, or in a zip
        why += f" (of {alike} called so, the one at {clipped(ordered[at].file.where, 200)})"
    return ordered[at], why


def _order(one: LabelledFile) -> tuple[int, int, float, str]:
    """By the number of the upload; what lies in fewer folders first; then by date."""
    return one.label.upload, -len(one.file.parts), one.file.date.timestamp(), one.name


def _reason(ordered: Sequence[LabelledFile]) -> str:
    return "the later upload" if ordered[0].label.upload else "by its name"


def _content(one: LabelledFile) -> bytes:
    try:
        content = one.file.read()
    except UnreadableNotebook:
        return b""
    return content if len(content) <= LARGEST_COMPARED else b""
