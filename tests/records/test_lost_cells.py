"""A notebook from which cells were lost is graded, marked, told and exported as any other."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import nbformat
import pytest
from commands import grader
from grading_run import grade
from small_course import REFERENCE, hand_in, write_course

from grader.course.load import load_assignment, load_course
from grader.marking.answers import read_piles
from grader.records import own_cells
from grader.sandbox import Zygote

LABELS = ("double", "double-check", "spread", "spread-check", "why")
OWN = "Because two and two are four."


def subsets() -> Iterator[tuple[str, ...]]:
    """All but everything: of such a notebook nobody knows which one it is."""
    for size in range(len(LABELS)):
        yield from combinations(LABELS, size)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, zygote: Zygote) -> Path:
    """A student for every set of lost cells, called by their numbers in LABELS, graded."""
    root = write_course(tmp_path_factory.mktemp("lost") / "course")
    for lost in subsets():
        name = "".join(["s", *(str(LABELS.index(one)) for one in lost)])
        hand_in(root / "class", root, **{name: REFERENCE})
        path = root / "class/submitted" / name / "tiny/tiny.ipynb"
        notebook = nbformat.read(path, 4)
        labels = {cell.metadata.get("nbgrader", {}).get("grade_id", ""): cell for cell in notebook.cells}
        labels["why"].source = OWN
        notebook.cells = [cell for cell in notebook.cells if cell not in [labels[one] for one in lost]]
        nbformat.write(notebook, path)
    grade(root, zygote)
    return root


def test_every_answer_that_is_there_is_offered_to_the_marker(course: Path) -> None:
    loaded, said = load_course(course), list[str]()
    assignment, source = load_assignment(loaded, "tiny")

    answers = read_piles(loaded, assignment, source, course / "class", say=said.append)["why"].answers

    there = {answer.student: answer.text for answer in answers.values() if not answer.blank}
    assert there == {
        path.name: OWN for path in (course / "class/autograded").iterdir() if "4" not in path.name
    }
    assert (len(answers), said) == (len([*subsets()]), [])


def test_pages_records_and_scores_go_on(course: Path) -> None:
    """No page, record or export calls such a notebook damaged, and each page shows what there is."""
    for command in (["feedback"], ["verify"], ["report"], ["export", "--format=nbgrader"]):
        run = grader(command[0], "tiny", *command[1:], cwd=course)
        assert "damaged" not in run.out + run.err
        assert run.status in (0, 1)
    for path in sorted((course / "class/autograded").glob("*/tiny/tiny.ipynb")):
        page = (course / "class/feedback" / path.parts[-3] / "tiny/tiny.html").read_text("utf-8")
        assert [text for name, own in own_cells(path).items() for text in [own.text] if name == "why"]
        assert (OWN in page) == ("4" not in path.parts[-3])
