"""Submissions that are alike are shown side by side, as a reason to look, to whoever asks for that."""

import copy
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from feedback.reports import question, report, result
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from small_course import write_course

from grader.class_report.derive import facts
from grader.class_report.facts import Pair
from grader.class_report.page import render
from grader.class_report.similarity import own_code, pairs, similar
from grader.model import Verdict
from grader.notebooks import read_source, release_notebook

ANN = """\
def spread(numbers):
    best, worst = numbers[0], numbers[0]
    for position in range(1, len(numbers)):
        if numbers[position] > best:
            best = numbers[position]
        elif numbers[position] < worst:
            worst = numbers[position]
    return worst, best
"""
BOB = """\
def spread(values):
    # my own idea
    top, low = values[0], values[0]
    for i in range(1, len(values)):
        if values[i] > top:
            top = values[i]
        elif values[i] < low:
            low = values[i]
    return low, top
"""
CAT = "def spread(numbers):\n    ordered = sorted(numbers.tolist())\n    return ordered[0], ordered[-1]\n"
DAN = "def spread(x):\n    import numpy as np\n    return tuple(np.quantile(x, [0, 1], method='nearest'))\n"


@pytest.fixture
def release(tmp_path: Path) -> NotebookNode:
    return release_notebook(read_source(write_course(tmp_path) / "assignments/tiny/tiny.py"))


def test_a_copy_with_other_names_is_found() -> None:
    """Names and comments make no difference; its passages are whole lines of either."""
    (pair,) = pairs({"ann": ANN, "bob": BOB, "cat": CAT, "dan": DAN})

    assert pair.students == ("ann", "bob")
    assert pair.share == 1
    assert pair.passages == ((ANN.rstrip(),), (BOB.rstrip(),))


def test_a_team_is_not_alike(release: NotebookNode, tmp_path: Path) -> None:
    """Members who handed in one file are one; whoever else wrote the same is shown beside them."""
    (tmp_path / "roster.csv").write_text("id,group\nann,Ravens\nbob,Ravens\ncat,\n")
    graded = new_notebook(cells=[new_code_cell(ANN, id="own-1")])
    for student in ("ann", "bob", "cat"):
        home = tmp_path / "autograded" / student / "tiny"
        home.mkdir(parents=True)
        nbformat.write(graded, home / "tiny.ipynb")

    found = similar(tmp_path, "tiny", ("ann", "bob", "cat"), release, print)

    assert [pair.students for pair in found] == [("ann", "cat")]


def test_what_many_wrote_tells_nothing() -> None:
    """Six of eight who give the one short answer there is."""
    same = {f"student{number}": ANN for number in range(6)}

    assert pairs({**same, "cat": CAT, "dan": DAN}) == []


def test_what_fifty_wrote_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """However small a part of a large class they are: their pairs would be millions."""
    monkeypatch.setattr("grader.class_report.similarity.MANY", 5)
    same = {f"student{number}": ANN for number in range(6)}
    others = {f"other{number}": f"x = {number}" for number in range(30)}

    assert pairs({**same, **others}) == []


def test_only_what_a_student_wrote_is_compared(release: NotebookNode) -> None:
    """Neither released lines, nor text, nor what a check cell holds."""
    (stub,) = (copy.deepcopy(cell) for cell in release.cells if cell.source.startswith("def spread"))
    stub.source = stub.source.replace("raise NotImplementedError", "return 0, 0")
    own = new_code_cell("helper = 1", id="own-7")
    others = [cell for cell in release.cells if cell.id != stub.id]
    graded = new_notebook(cells=[*others, stub, own, new_markdown_cell("text", id="own-8")])

    assert own_code(graded, release) == "    return 0, 0\nhelper = 1"


def test_the_page_says_what_it_is_and_shows_both() -> None:
    """As a reason to look, and no verdict; without being asked it says nothing."""
    softmax = question(result("A claim.", Verdict.PASSED))
    reports = [report({"softmax": softmax}, student=name) for name in ("ann", "bob")]
    plain = facts(
        reports, course="Language", assignment="attention", scored={}, journal=[], pages={}, names={}, late={}
    )
    alike = replace(plain, similar=(Pair(("ann", "bob"), 0.9, (("x = <b>1",), ("y = 1",))),))

    assert "A reason to look, and no verdict." in render(alike)
    assert "x = &lt;b&gt;1" in render(alike) and "y = 1" in render(alike)
    assert "No two submissions are alike" in render(replace(plain, similar=()))
    assert "Alike" not in render(plain)
