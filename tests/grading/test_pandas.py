"""A course whose assignment requires pandas, tables in and out: released, graded in the sandbox, fed back."""

import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from small_course import COURSE

from grader.course import load_assignment, load_course
from grader.feedback.write import GradedSubmission, write_page
from grader.grading.setup import set_up
from grader.grading.submission import blank_report, grade_notebook
from grader.model import Report, Verdict
from grader.release import write_release
from grader.sandbox import Zygote
from grader.solutions.demo import filled_in
from grader.submissions import parse_submission

SOURCE = '''\
# %%
import pandas as pd

from grader import selfcheck

# %% stub="totals" returns="table"
def totals(sales):
    """The sum of "amount" for each "name": a table with both columns, ordered by name."""
    raise NotImplementedError

# %% check="totals" points=3
selfcheck("totals")
'''
PUBLIC = '''\
from hypothesis import strategies as st
from hypothesis import given

from grader.checks import Table, assert_equal, check

ROWS = st.lists(st.tuples(st.sampled_from(["ann", "bob"]), st.integers(1, 9)), min_size=1, max_size=4)


def table(rows):
    """A table of sales."""
    return Table({"name": [name for name, _ in rows], "amount": [amount for _, amount in rows]})


@check("totals", points=1, hint="Which columns has your table?")
@given(rows=ROWS)
def names_and_amounts(totals, rows):
    """The table has the columns name and amount."""
    assert_equal(list(totals(table(rows)).columns), ["name", "amount"], what="the columns")
'''
HIDDEN = '''\
from hypothesis import given
from public import ROWS, table

from grader.checks import assert_equal, check


@check("totals", points=2, hint="How many rows has each name?")
@given(rows=ROWS)
def every_name_has_one_row(totals, rows):
    """The amounts of each name are added up, in the order of the names."""
    names = sorted({name for name, _ in rows})
    sums = [sum(amount for one, amount in rows if one == name) for name in names]
    assert_equal(totals(table(rows)), table(list(zip(names, sums, strict=True))), what="totals")
'''
RIGHT = """\
def totals(sales):
    return sales.groupby("name", as_index=False)["amount"].sum()
"""
WRONG = """\
def totals(sales):
    return sales.sort_values("name")
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    root = tmp_path_factory.mktemp("tables")
    files = {
        "course.toml": COURSE.replace('name = "tiny"\n', 'name = "tiny"\nrequires = ["pandas>=2"]\n'),
        "assignments/tiny/tiny.py": SOURCE,
        "assignments/tiny/checks.py": PUBLIC,
        "solutions/tiny/tiny.py": f"import pandas as pd\n\n{RIGHT}",
        "solutions/tiny/checks.py": HIDDEN,
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    loaded = load_course(root)
    home = write_release(loaded, *load_assignment(loaded, "tiny"), root / "class")
    return SimpleNamespace(course=loaded, home=home, setup=set_up(loaded, "tiny", "bubblewrap"))


def graded(course: SimpleNamespace, zygote: Zygote, answer: str) -> Report:
    release = nbformat.read(course.home / "tiny.ipynb", as_version=4)
    notebook = parse_submission(filled_in(release, ("totals",), RIGHT, answer))
    return grade_notebook(course.setup, zygote, notebook, blank_report(course.setup, "ada")).report


def test_students_get_pandas(course: SimpleNamespace) -> None:
    """The wheel that comes with the notebook installs it."""
    (wheel,) = course.home.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        (told,) = [packed.read(name).decode() for name in packed.namelist() if name.endswith("METADATA")]

    assert "Requires-Dist: pandas>=2" in told


def test_a_right_table(course: SimpleNamespace, zygote: Zygote) -> None:
    """It earns all points."""
    assert graded(course, zygote, RIGHT).score == 3


def test_a_wrong_table(course: SimpleNamespace, zygote: Zygote, tmp_path: Path) -> None:
    """Its student reads which rows are wrong, and pastes tables that show it."""
    report = graded(course, zygote, WRONG)
    passed, failed = report.questions["totals"].results
    page = write_page(tmp_path, course.course, GradedSubmission(report, tmp_path / "none"), {}).read_text(
        "utf-8"
    )
    names: dict[str, Any] = {}
    exec(WRONG, names)
    exec(failed.counterexample.code, names)

    assert (passed.verdict, failed.verdict) == (Verdict.PASSED, Verdict.FAILED)
    assert "pd.DataFrame" in failed.counterexample.code and "pd.DataFrame" in page
