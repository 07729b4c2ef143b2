"""What a command prints about a class."""

import os
from dataclasses import replace
from pathlib import Path

from feedback.reports import crashed, question, report, result

from grader.grading.tables import of_class, reasons, where_to_look
from grader.model import Repair, Verdict


def test_jupyter_is_there() -> None:
    """The command that opens formgrader can be pasted into a shell whose PATH lacks our environment."""
    lines = list(where_to_look(Path("class"), "attention"))

    program = Path(lines[-1].partition("&& ")[2].split()[0])

    assert program.is_absolute() and os.access(program, os.X_OK)


def test_which_of_several_notebooks() -> None:
    """Whose notebook was graded of several is said, with the reason."""
    chosen = Repair("the file", "choice", '"Copy of tiny.ipynb" was taken; "tiny.ipynb" is as released')
    graded = replace(report({"double": question()}), repairs=(chosen,))

    assert list(reasons([graded])) == [f"{graded.student}: {chosen.done}"]


def test_who_wrote_nothing() -> None:
    """Nothing crashed, and no score says why it is 0."""
    nothing = question(result("A.", Verdict.NOT_WRITTEN), result("B.", Verdict.SKIPPED))
    reports = [report({"double": nothing}), report({"double": question(crashed("A."))}, student="ben")]

    _, first, second, *_ = of_class(reports)

    assert first.endswith("  not written")
    assert second.endswith("  crashed")
