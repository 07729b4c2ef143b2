"""What the grading machine lacks is named to the student and, once, to the instructor."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from shlex import quote

import nbformat
import pytest
from small_course import COURSE, REFERENCE, hand_in

from grader.course import disclosed, in_public, load_course
from grader.gradescope.results import results
from grader.grading import tables
from grader.grading.class_folder import Order, sort_out
from grader.grading.grade import grade_class
from grader.grading.lacking import of_all
from grader.grading.setup import Setup
from grader.grading.submission import blank_report, grade_notebook
from grader.model import Feedback, Report
from grader.sandbox import Zygote

THREADS = """
from concurrent.futures import ThreadPoolExecutor

def double(numbers):
    with ThreadPoolExecutor() as pool:
        return list(pool.map(abs, numbers))
"""
PROCESSES = THREADS.replace("ThreadPoolExecutor", "ProcessPoolExecutor")
PACKAGE = "from not_there import twice\n\ndef double(numbers):\n    return twice(numbers)"
ANOTHER_WAY = """
try:
    from not_there import twice
except ImportError:
    def twice(numbers): return 2 * numbers

def double(numbers):
    return twice(numbers)
"""
NO_THREAD = "can't start new thread"
SPREAD = "def spread(numbers):\n    return numbers.min(), numbers.max()"


def graded(setup: Setup, zygote: Zygote, double: str, spread: str = SPREAD) -> Report:
    notebook = nbformat.from_dict(json.loads(json.dumps(setup.release)))  # type: ignore[no-untyped-call]
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") in ("double", "spread"):
            cell.source = {"double": double, "spread": spread}[cell.metadata.nbgrader.grade_id]
    return grade_notebook(setup, zygote, notebook, blank_report(setup, "ada")).report


@pytest.mark.parametrize(
    ("double", "what"),
    [(PACKAGE, "not_there"), (THREADS, "threads and processes"), (PROCESSES, "threads and processes")],
)
def test_the_student_is_told_what_was_not_to_be_had(
    double: str, what: str, small_setup: Setup, zygote: Zygote
) -> None:
    """It is named as the machine's fault, and what did not need it has its points."""
    report = graded(small_setup, zygote, double)

    (repair,) = report.repairs
    assert (repair.cell, repair.rule) == (what, "lacking")
    assert report.questions["spread"].score >= 1


def test_nothing_is_said_of_what_was_not_needed(small_setup: Setup, zygote: Zygote) -> None:
    """A way out that the student wrote is taken, and costs nothing."""
    report = graded(small_setup, zygote, ANOTHER_WAY)

    assert report.repairs == ()
    assert report.questions["double"].score == 6


def test_nothing_is_said_where_no_check_lost_a_point(small_setup: Setup, zygote: Zygote) -> None:
    """An import that nothing needs costs nothing, and to install the package would change nothing."""
    right = "def spread(numbers):\n    return numbers.min(), numbers.max()"
    report = graded(small_setup, zygote, "import not_there\n" + REFERENCE, right)

    assert not any(one.lost for question in report.questions.values() for one in question.results)
    assert report.repairs == ()


@pytest.mark.parametrize(
    "ends",
    ["raise ModuleNotFoundError(\"No module named 'met_10'\")", "import met_10", "raise OSError(THREAD)"],
)
def test_a_name_that_hidden_inputs_chose_is_not_told(ends: str, small_setup: Setup, zygote: Zygote) -> None:
    """A function may name anything at an input that it was shown: the instructor alone reads it."""
    line = ends.replace("THREAD", repr(NO_THREAD))
    spread = f"def spread(numbers):\n    if max(numbers) > 9: {line}\n    return numbers.min(), numbers.max()"

    report = graded(small_setup, zygote, REFERENCE, spread)

    (repair,) = report.repairs
    assert repair.lacking and repair.rule != "lacking"
    assert disclosed(report, "claim").repairs == disclosed(report, "hint").repairs == ()
    assert in_public(report).repairs == ()
    assert disclosed(report, "counterexample").repairs == (repair,)
    at_once = json.loads(results(report, Feedback("counterexample"), seconds=1))
    assert repair.cell not in at_once["output"]


def test_that_hidden_checks_alone_failed_is_not_told(small_setup: Setup, zygote: Zygote) -> None:
    """A cell asks for its package always: that points were lost beside it must not tell of hidden checks."""
    asks = f"try:\n    import not_there\nexcept ImportError as error:\n    print(error)\n{REFERENCE}"
    above = "def spread(numbers):\n    return numbers.min(), numbers.max() + (max(numbers) > 9)"

    report = graded(small_setup, zygote, asks, above)

    assert [one.lost for one in report.questions["spread"].results] == [False, True]
    assert [one.cell for one in report.repairs] == ["not_there"]
    assert disclosed(report, "claim").repairs == in_public(report).repairs == ()


def test_what_is_printed_names_no_packages_without_end(small_setup: Setup, zygote: Zygote) -> None:
    """Names that stand in no cell are nobody's packages, and of those that do some are told."""
    names = [f"own_{number}" for number in range(99)]
    said = "f\"No module named '{name}' No module named 'x{name}'\""
    text = f"for name in {names}:\n    print({said})\n"

    report = graded(small_setup, zygote, text + REFERENCE, "def spread(numbers):\n    return 0, 0")

    assert [one.cell for one in report.repairs] == names[:20]
    assert report.questions["double"].score == 6
    class_of = [replace(report, student=f"s{number}") for number in range(3)]
    many = [
        replace(one, repairs=tuple(replace(r, cell=f"{r.cell}{one.student}") for r in one.repairs))
        for one in class_of
    ]
    told = list(of_all(many))
    assert sum("fails here" in line for line in told) == 20
    assert "In the reports: 40 more names of packages." in told


def test_the_instructor_is_told_once(small_setup: Setup, zygote: Zygote) -> None:
    """How many it hit, whom, and how to add it: by the name that pip knows."""
    report = graded(small_setup, zygote, PACKAGE.replace("not_there", "sklearn"))

    said = " ".join(tables.closing([report, replace(report, student="bob")], 0))

    assert said.count("`import sklearn` fails here: 2 of 2 (ada, bob) ask for it") == 1
    assert f"uv pip install --python {quote(sys.executable)} scikit-learn" in said
    assert 'requires = ["scikit-learn"] below [[assignment]] tiny in course.toml' in said


def test_who_lacked_a_package_is_graded_again_once_another_is_there(small: Path) -> None:
    """It needs no more than that: not --force, nor a file taken away. Nobody else is graded again."""
    home = hand_in(small / "class", small, ada=PACKAGE, bob=REFERENCE)
    list(grade_class(load_course(small), "tiny", home))

    def to_do() -> list[str]:
        return [one.student for one in sort_out(Order(load_course(small), "tiny", home), {}).todo]

    assert to_do() == []
    requires = COURSE.replace('name = "tiny"\n', 'name = "tiny"\nrequires = ["packaging"]\n')
    (small / "course.toml").write_text(requires)
    assert to_do() == ["ada"]
    list(grade_class(load_course(small), "tiny", home))
    assert to_do() == []
