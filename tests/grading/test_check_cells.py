"""The verdict at home is the verdict at grading: a question counts as it is where its check cell stands."""

import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import NoReturn

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel
from machine import PATIENCE
from small_course import write_course

from grader.course import load_assignment, load_course
from grader.grading.budget import Spent
from grader.grading.check_cells import Placed, judge_at_check_cell
from grader.grading.setup import Setup
from grader.grading.submission import blank_report, grade_notebook
from grader.model import QuestionReport, Report, Result, Verdict
from grader.release import write_release
from grader.sandbox import Zygote

DOUBLE = "def double(numbers):\n    return 2 * numbers"
SPREAD = "def spread(numbers):\n    return numbers.min(), numbers.max()"
HELPED = "def helper(x):\n    return 2 * x\n\ndef double(numbers):\n    return helper(numbers)"
TABLE = "TABLE = [2]\n\ndef double(numbers):\n    return TABLE[0] * numbers"

# By what happens: the cells of double and of spread, and one at the end.
NOTEBOOKS = {
    "a helper's name is used again": (
        HELPED,
        "def helper(x):\n    return min(x), max(x)\n\ndef spread(numbers):\n    return helper(numbers)",
        "",
    ),
    "all names are taken away": (DOUBLE, SPREAD, "%reset -f"),
    "a helper is deleted": (HELPED, SPREAD, "del helper"),
    "a table is changed in place": (TABLE, SPREAD, "TABLE.clear()\nTABLE.append(3)"),
    "a function changes a global name": (
        "FACTOR = 2\n\ndef double(numbers):\n    return FACTOR * numbers", SPREAD,
        "def more():\n    global FACTOR\n    FACTOR += 1\n\nmore()",
    ),
    "a name is shadowed": ("def double(numbers):\n    return np.multiply(numbers, 2)", SPREAD, "np = 5"),
    "a function's name is given to a number": (DOUBLE, SPREAD, "double = 4\nspread = 7"),
    "wrong at home is wrong": ("def double(numbers):\n    return 3 * numbers", SPREAD, "double = 3"),
    "nothing happens": (DOUBLE, SPREAD, ""),
}  # fmt: skip


def notebook(setup: Setup, double: str, spread: str, end: str) -> nbformat.NotebookNode:
    filled = nbformat.from_dict(json.loads(json.dumps(setup.release)))  # type: ignore[no-untyped-call]
    for cell in filled.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") in ("double", "spread"):
            cell.source = {"double": double, "spread": spread}[cell.metadata.nbgrader.grade_id]
    filled.cells += [nbformat.v4.new_code_cell(end)] if end else []  # type: ignore[no-untyped-call]
    return filled


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """A kernel as students have it, in the folder that they receive."""
    course = load_course(write_course(tmp_path_factory.mktemp("home")))
    folder = write_release(course, *load_assignment(course, "tiny"), course.root / "class")
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(folder))

    def run(code: str) -> str:
        printed: list[str] = []
        client.execute_interactive(
            code, timeout=PATIENCE, output_hook=lambda out: printed.append(out["content"].get("text", ""))
        )
        return "".join(printed)

    yield SimpleNamespace(run=run)
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def at_home(home: SimpleNamespace, written: nbformat.NotebookNode) -> list[str]:
    """The claims that pass, cell by cell, as the kernel says it."""
    home.run("%reset -f")
    said = "\n".join(home.run(cell.source) for cell in written.cells if cell.cell_type == "code")
    return [line.partition(": ")[2] for line in said.splitlines() if line.startswith("✓")]


def at_grading(setup: Setup, zygote: Zygote, written: nbformat.NotebookNode) -> Report:
    return grade_notebook(setup, zygote, written, blank_report(setup, "ada")).report


def passed(report: Report) -> list[str]:
    results = [result for question in report.questions.values() for result in question.results]
    return [one.claim for one in results if one.verdict is Verdict.PASSED and not one.hidden]


@pytest.mark.parametrize("what", NOTEBOOKS)
def test_the_verdict_at_home_is_the_verdict_at_grading(
    what: str, home: SimpleNamespace, small_setup: Setup, zygote: Zygote
) -> None:
    """In a real kernel and in the sandbox the same public checks pass, whatever the cells below do."""
    written = notebook(small_setup, *NOTEBOOKS[what])

    report = at_grading(small_setup, zygote, written)

    assert at_home(home, written) == passed(report)


@pytest.mark.parametrize(
    ("what", "told"),
    [
        (
            "a helper's name is used again",
            'the cell that begins with "def helper(x):" changes what it uses (helper)',
        ),
        ("all names are taken away", 'with "%reset -f" changes something that it uses'),
        ("a helper is deleted", 'with "del helper" changes what it uses (helper)'),
        ("a table is changed in place", 'with "TABLE.clear()" changes something that it uses'),
    ],
)
def test_the_report_names_the_cell_that_made_the_difference(
    what: str, told: str, small_setup: Setup, zygote: Zygote
) -> None:
    """A right answer keeps all its points, and the student is told what would have spoiled it."""
    report = at_grading(small_setup, zygote, notebook(small_setup, *NOTEBOOKS[what]))

    (repair,) = (one for one in report.repairs if one.cell == "double")
    assert report.questions["double"].score == 6
    assert repair.rule == "stands"
    assert told in repair.done
    public = report.questions["double"].in_public
    assert any(one.lost for one in public) and not any(one.hidden for one in public)  # as at the end


def test_what_is_right_at_the_end_counts(small_setup: Setup, zygote: Zygote) -> None:
    """A definition below its check cell is as good, though the check cell at home did not see it."""
    report = at_grading(small_setup, zygote, notebook(small_setup, "pass", SPREAD, DOUBLE))

    assert report.questions["double"].score == 6


def test_the_cell_that_spoils_it_is_found_among_several(small_setup: Setup, zygote: Zygote) -> None:
    """Of the cells that might, the one is named after which the answer is no longer right."""
    written = notebook(small_setup, HELPED, SPREAD, "helper = helper")
    written.cells.append(nbformat.v4.new_code_cell("helper = max"))  # type: ignore[no-untyped-call]
    written.cells.append(nbformat.v4.new_code_cell("helper = min"))  # type: ignore[no-untyped-call]

    report = at_grading(small_setup, zygote, written)

    assert 'begins with "helper = max"' in report.repairs[0].done


# What two cells do: the first is that of double, which uses what it makes; the second changes it.
UNSEEN = {
    "by another name": (TABLE, "other = TABLE\nother[0] += 1"),
    "in a loop": (TABLE, "for one in [TABLE]:\n    one *= 0"),
    "in a comprehension": (TABLE, "[one.clear() for one in (TABLE,)]"),
    "by a function": (f"{TABLE}\n\ndef more():\n    TABLE[0] += 1", "more()"),
    "by their own answer": (
        "LEFT = [2, 2, 3]\n\ndef double(numbers):\n    return LEFT[0] * numbers",
        "def next_one():\n    return LEFT.pop(0)\n\n[next_one() for _ in range(2)]",
    ),
    "used up": (
        "HALVES = map(float, [2])\n\ndef double(numbers):\n    TWICE[:] = [*HALVES] or TWICE\n"
        "    return TWICE[0] * numbers\n\nTWICE = []",
        "list(HALVES)\nTWICE[:] = [1]",
    ),
    "in a module": ("def double(numbers):\n    return np.multiply(numbers, 2)", "np.multiply = np.add"),
    "in a function": (
        "def double(numbers, times=2):\n    return times * numbers", "double.__defaults__ = (3,)"
    ),
    "in what Python has": (
        "def double(numbers):\n    return numbers * max(1, 2)", "import builtins\nbuiltins.max = min"
    ),
    "in a default": (HELPED, "def other(x=(helper := max)):\n    pass"),
}  # fmt: skip


@pytest.mark.parametrize("how", UNSEEN)
def test_a_change_that_no_text_shows_is_found_by_asking(how: str, small_setup: Setup, zygote: Zygote) -> None:
    """However a cell does it: a right answer keeps its points, and the report names that cell."""
    double, below = UNSEEN[how]
    written = notebook(small_setup, double, SPREAD, below)

    report = at_grading(small_setup, zygote, written)

    (repair,) = (one for one in report.repairs if one.cell == "double")
    found = report.questions["double"]
    assert found.score == 6
    assert (found.diagnoses, found.behaviour, found.contrast, found.waits_for) == ((), "", None, "")
    assert f'begins with "{below.splitlines()[0]}"' in repair.done


@pytest.mark.parametrize(("then", "found"), [((2, 2, 1), "y = 2"), ((1, 1, 1), ""), ((2, 2, 2), "")])
def test_only_a_cell_that_makes_it_worse_is_named(then: tuple[float, ...], found: str) -> None:
    """Who has less when asked a second time, or as much to the end, was not changed by a cell below."""
    result = Result("low", "It is low.", Verdict.PASSED, 2, 2, hidden=False)
    end, best = (QuestionReport(score, 2, (result,)) for score in (1, 2))
    scores = iter(then)
    code = list(enumerate(["def spread(): ...", "x = 1", "y = 2"]))

    better = judge_at_check_cell(
        SimpleNamespace(load=list),  # type: ignore[arg-type]
        code, Placed("spread", 1, end), lambda question: best, lambda question: next(scores),
    )  # fmt: skip

    assert (better.repair.done.split('"')[1] if better else "") == found


@pytest.mark.parametrize(("answer", "runs"), [("2 * numbers", 1), ("numbers", 3)])
def test_how_often_a_notebook_is_run(
    answer: str, runs: int, small_setup: Setup, zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once where all is right. A wrong answer is asked at its place, and its example is tried alone."""
    sessions: list[int] = []
    start = zygote.session
    monkeypatch.setattr(zygote, "session", lambda **how: sessions.append(1) or start(**how))
    double = f"def double(numbers):\n    return {answer}"

    at_grading(small_setup, zygote, notebook(small_setup, double, SPREAD, "x = 1"))

    assert len(sessions) == runs


def test_where_no_time_is_left_the_result_at_the_end_stays(
    small_setup: Setup, zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever used up the budget is not left without a score that is known."""

    def spent(*_: object) -> NoReturn:
        raise Spent("more than 150 seconds")

    monkeypatch.setattr("grader.grading.check_cells.judge_at_check_cell", spent)

    report = at_grading(small_setup, zygote, notebook(small_setup, "double = 3", SPREAD, "x = 1"))

    assert report.status == "graded"
    assert report.score == sum(one.score for one in report.questions.values()) > 0
