"""A question whose stub is a class, from its source to a graded notebook."""

from pathlib import Path

import pytest
from small_course import COURSE

from grader.checks.judge import prepare
from grader.course import load_assignment, load_course
from grader.diagnosis.survivors import tried
from grader.grading.setup import set_up
from grader.grading.submission import blank_report, grade_notebook
from grader.model import Limits, Verdict
from grader.notebooks.build import release_notebook
from grader.notebooks.source import questions_in, read_source
from grader.sandbox import Zygote
from grader.solutions import load_reference, mutants
from grader.solutions.audit import audit_course
from grader.solutions.demo import filled_in
from grader.submissions import parse_submission

SOURCE = '''\
# %%
from grader import selfcheck

# %% stub="Tally"
class Tally:
    """Counts."""

    def __init__(self, start):
        raise NotImplementedError

    def add(self, number):
        """Adds a number, and returns the count."""
        raise NotImplementedError

# %% check="Tally" points=2
selfcheck("Tally")
'''
CHECKS = '''\
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import assert_equal, check


@check("Tally", points=2, hint="What does the second call know of the first?")
@given(start=st.integers(0, 3), numbers=st.lists(st.integers(1, 3), max_size=3))
def counts_add_up(Tally, start, numbers):
    """The count is the start and all numbers added since."""
    tally = Tally(start)
    for number in numbers:
        tally.add(number)
    assert_equal(tally.add(0), start + sum(numbers), what="the count")
'''
RIGHT = """\
class Tally:
    def __init__(self, start):
        self.count = start

    def add(self, number):
        self.count += number
        return self.count
"""
WRONG = '''\
"""Forgets what was added.

Where do you keep the count?
"""
# caught by: counts_add_up


class Tally:
    def __init__(self, start):
        self.count = start

    def add(self, number):
        return self.count + number
'''


@pytest.fixture
def course(tmp_path: Path) -> Path:
    files = {
        "course.toml": COURSE,
        "assignments/tiny/tiny.py": SOURCE,
        "assignments/tiny/checks.py": CHECKS,
        "solutions/tiny/tiny.py": RIGHT,
        "solutions/tiny/checks.py": "",
        "solutions/tiny/wrong/forgets.py": WRONG,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_a_class_has_the_methods_of_its_stub(course: Path) -> None:
    """Checks call these, and read all else."""
    (tally,) = questions_in(read_source(course / "assignments/tiny/tiny.py"))

    assert tally.returns == ("class", "__init__", "add")


def test_audit_knows_the_wrong_class(course: Path) -> None:
    """It belongs to its question, and its check catches it."""
    found, _ = audit_course(load_course(course), "tiny")

    assert found.problems == ()
    assert [(case.question, case.caught_by) for case in found.cases if case.kind == "wrong"] == [
        ("Tally", frozenset({"counts_add_up"}))
    ]


DERIVED = """
class Tally(Tally):
    def add(self, number):
        return super().add(number) + 1
"""


@pytest.mark.parametrize(
    ("text", "verdict"), [(RIGHT, Verdict.PASSED), (WRONG, Verdict.FAILED), (DERIVED, Verdict.FAILED)]
)
def test_a_class_is_graded(course: Path, zygote: Zygote, text: str, verdict: Verdict) -> None:
    """In the sandbox, as audit has it."""
    setup = set_up(load_course(course), "tiny", "bubblewrap")
    release = release_notebook(read_source(course / "assignments/tiny/tiny.py"))
    notebook = parse_submission(filled_in(release, ("Tally",), RIGHT, text))

    report = grade_notebook(setup, zygote, notebook, blank_report(setup, "ada")).report

    assert [one.verdict for one in report.questions["Tally"].results] == [verdict]
    assert report.repairs == ()


def test_mutants_of_a_class(course: Path) -> None:
    """Slips in its methods are tried, those with what its objects keep among them."""
    assignment, _ = load_assignment(load_course(course), "tiny")

    every = list(mutants(assignment, load_reference(assignment), "Tally"))
    found = next(tried(assignment, prepare(assignment, "key"), limits=Limits()))

    slips = {"Sets count for all objects together, in __init__.", "Leaves self.count as it is, in add."}
    assert slips <= {one.name for one in every}
    assert {type(one.function()) for one in every} == {type}
    assert (found.count, found.survivors) == (len(every), ())


def test_a_mutant_that_no_check_of_a_class_catches(course: Path) -> None:
    """It is named, where what a check asks would tell it from the reference."""
    weak = CHECKS.replace("tally.add(0), start + sum(numbers)", "tally.add(0) >= 0, True")
    (course / "assignments/tiny/checks.py").write_text(weak)
    assignment, _ = load_assignment(load_course(course), "tiny")

    found = next(tried(assignment, prepare(assignment, "key"), limits=Limits()))

    assert "Leaves self.count as it is, in add." in found.survivors


OTHER = WRONG.replace("Forgets what was added.", "Starts from zero.").replace("= start", "= 0")
STARTS = OTHER.replace("return self.count + number", "self.count += number; return self.count")


@pytest.mark.parametrize(
    ("text", "name"),
    [(WRONG, "Forgets what was added."), (STARTS, "Starts from zero.")],
    ids=["forgets", "starts"],
)
def test_a_wrong_class_is_diagnosed(course: Path, zygote: Zygote, text: str, name: str) -> None:
    """By what its objects answer later, as all constructors answer alike."""
    (course / "solutions/tiny/wrong/starts.py").write_text(STARTS)
    setup = set_up(load_course(course), "tiny", "bubblewrap")
    release = release_notebook(read_source(course / "assignments/tiny/tiny.py"))
    notebook = parse_submission(filled_in(release, ("Tally",), RIGHT, text))

    report = grade_notebook(setup, zygote, notebook, blank_report(setup, "ada")).report

    assert [one.name for one in report.questions["Tally"].diagnoses] == [name]
