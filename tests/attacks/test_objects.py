"""Classes that lie, grow, circle and change: whatever objects answer, it is the student's fault, and soon."""

import re
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest

from grader.checks.draw import draw
from grader.checks.in_process import in_process
from grader.checks.judge import Prepared, in_turn, judge, returns_of
from grader.checks.load import load_checks
from grader.checks.play import opening
from grader.model import Question, Result, Verdict
from grader.sandbox import Zygote
from grader.values import Ask
from grader.wording import printable

CHECKS = '''
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import assert_equal, check


@check("Odd", points=1, hint="What?", examples=3)
@given(n=st.integers(1, 3))
def it_does_as_it_should(Odd, n):
    """An object has parts, which are objects, and comes to an end."""
    odd = Odd(n)
    assert_equal(odd.ask(n), n + 1, what="ask")
    parts = odd.parts()
    assert_equal([part.kept for part in parts], list(range(n)), what="the parts")
    assert_equal(odd.join(parts), n + len(parts), what="join")
    assert_equal((len(odd), odd.kept), (n, n), what="length and kept")
    while not odd.done():
        pass
'''
RIGHT = """
class Odd:
    def __init__(self, kept):
        self.kept, self.turns = kept, 0

    def ask(self, number):
        return number + 1

    def parts(self):
        return [Odd(place) for place in range(self.kept)]

    def join(self, others):
        return self.kept + len(others)

    def __len__(self):
        return self.kept

    def done(self):
        self.turns += 1
        return self.turns > 2
"""
METHODS = ("class", "__init__", "ask", "parts", "join", "__len__", "done")
TEXT = Path(__file__).with_name("odd_objects.txt").read_text("utf-8")
ATTACKS = dict(one.split("\n", 1) for one in re.split(r"^# ", TEXT, flags=re.MULTILINE)[1:])


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    path = tmp_path_factory.mktemp("odd") / "checks.py"
    path.write_text(CHECKS)
    questions = (Question("Odd", "stub", 1.0, METHODS),)
    checks, returns = load_checks(path, None, questions), returns_of(questions)
    pools = draw(checks, "")
    return Prepared(checks, pools, returns, "", opening(checks, pools, returns))


def at_home(*cells: str) -> Ask:
    names: dict[str, Any] = {}
    exec("\n".join(cells), names)
    return in_process(names)


def judged(prepared: Prepared, zygote: Zygote, *cells: str) -> Result:
    with zygote.session() as session:
        session.load(cells)
        asks = lambda calls, keys: session.ask(keys, calls)  # noqa: E731
        (result,) = judge(prepared, asks, reference=at_home(RIGHT))
    return result


def test_the_right_class_passes(prepared: Prepared, zygote: Zygote) -> None:
    """So whatever fails below does so by its attack."""
    (found,) = judge(prepared, in_turn(at_home(RIGHT)))

    assert found.verdict is judged(prepared, zygote, RIGHT).verdict is Verdict.PASSED
    assert len(ATTACKS) >= 25


@pytest.mark.parametrize("attack", ATTACKS)
def test_it_is_the_students_fault(prepared: Prepared, zygote: Zygote, attack: str) -> None:
    """No point, no broken check, and words that anybody can read."""
    found = judged(prepared, zygote, RIGHT, "class Odd(Odd):\n" + indent(ATTACKS[attack], "    "))

    assert found.verdict in (Verdict.FAILED, Verdict.CRASHED, Verdict.TIMED_OUT), found.message
    assert found.counterexample
    assert len(found.message) < 2_100 and printable(found.message) == found.message
    assert len(found.counterexample.code) <= 20_000
