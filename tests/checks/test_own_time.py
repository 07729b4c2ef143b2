"""A check whose own code comes to no end is its author's slip: it is ended, and said with its place."""

from typing import Any

import numpy as np
import pytest

from grader.checks import own_time
from grader.checks.claims import Check
from grader.checks.draw import draw
from grader.checks.in_process import in_process
from grader.checks.judge import Prepared, in_turn, judge
from grader.checks.play import opening
from grader.checks.run import play_one_by_one
from grader.checks.verdict import results
from grader.errors import CourseError
from grader.model import Limits, Verdict
from grader.solutions.call_by_call import verdicts

from .conftest import RETURNS, Load

BEFORE, AFTER = "while True: pass", "while doubled is not None: pass"
CHECK = '''
@check("double", points=2, hint="What is twice 3?")
@example(numbers=np.array([3.0]))
@given(numbers=NUMBERS)
def doubled(double, numbers):
    """Every number is doubled."""
    {}
    doubled = double(numbers)
    {}
'''
RIGHT = {"double": lambda numbers: 2 * numbers}


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a moment."""
    monkeypatch.setattr(own_time, "LONGEST", 0.1)


@pytest.fixture(params=[(BEFORE, "pass", 15), ("pass", AFTER, 17)], ids=["before it asks", "after it"])
def endless(request: pytest.FixtureRequest, load: Load) -> tuple[dict[str, Check], int]:
    """A check, and the line of it that never ends."""
    *lines, line = request.param
    return load(CHECK.format(*lines)), line


def prepared(checks: dict[str, Check]) -> Prepared:
    every = tuple(checks.values())
    pools = draw(every, "", size=5)
    return Prepared(every, pools, RETURNS, "", opening(every, pools, RETURNS))


def test_at_home(endless: tuple[dict[str, Check], int]) -> None:
    """It is broken, and costs no points."""
    every = list(endless[0].values())
    failures = play_one_by_one(every, draw(every, "", size=5), RETURNS, in_process(RIGHT))

    (found,) = results(every, failures, RETURNS)

    assert (found.verdict, found.score) == (Verdict.BROKEN, 2)


def test_in_grading(endless: tuple[dict[str, Check], int]) -> None:
    """It is broken, and its author reads which line does not end, on which example."""
    checks, line = endless

    (found,) = judge(prepared(checks), in_turn(in_process(RIGHT)), reference=in_process(RIGHT))

    assert found.verdict is Verdict.BROKEN
    assert f"line {line}, check doubled: DoesNotEnd: it computes on and on" in found.slip
    assert found.slip.endswith("it was tried on numbers = np.array([3.0])")


def test_in_the_audit(endless: tuple[dict[str, Check], int]) -> None:
    """The audit ends with the place of the check, and tries nothing else."""
    checks, line = endless

    with pytest.raises(CourseError) as raised:
        verdicts(lambda: RIGHT, prepared(checks), "double", reference=RIGHT, limits=Limits())

    assert raised.value.place == f"line {line}, check doubled"
    assert "computes on and on" in raised.value.found and "np.array([3.0])" in raised.value.found


def test_time_of_a_students_function(load: Load) -> None:
    """What a student's function computes is not the check's time."""
    checks = load(CHECK.format("pass", 'assert_close(doubled, 2 * numbers, what="doubled")'))
    every = list(checks.values())

    def slow(numbers: Any) -> Any:
        for _ in range(30):
            np.linalg.svd(np.ones((100, 100)))
        return 2 * numbers

    assert play_one_by_one(every, draw(every, "", size=1), RETURNS, in_process({"double": slow})) == {}
