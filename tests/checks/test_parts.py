"""What builds on parts is judged by the student's own only where these are answers."""

from typing import Any

import numpy as np
import pytest

from grader.checks.follow_through import stand_ins
from grader.checks.in_process import in_process
from grader.checks.parts import knowing_parts
from grader.checks.student_functions import StudentFunction
from grader.errors import CallRaised, CheckFailed
from grader.values import StandIn

SCALED = StandIn(("numbers", "factor"), "n,k->n")
PARTS = {"scaled": SCALED}
NUMBERS, FACTOR = np.array([1.0, 2.0]), np.array([3.0, 0.0, 0.0])

RIGHT = "def scaled(numbers, factor): return numbers * factor.sum()"
WRONG = "def scaled(numbers, factor): return numbers * factor.max() + 1"
JOINED = "def joined(numbers, factor): return scaled(scaled(numbers, factor), factor)"


def functions(*cells: str) -> dict[str, StudentFunction]:
    namespace: dict[str, Any] = {"np": np}
    for cell in cells:
        exec(cell, namespace)
    ask = knowing_parts(in_process(namespace))
    return {name: StudentFunction(name, (), ask, {}) for name in ("joined", "scaled")}


@pytest.mark.parametrize(
    "part", [RIGHT, WRONG, "def scaled(numbers, factor): return list(numbers / factor[0])"]
)
def test_an_answer_is_of_use(part: str) -> None:
    """Right or wrong, whatever the type, if it makes something of what it is given."""
    assert functions(part)["joined"].useless(PARTS) == ""


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("", "scaled raises an exception when it is tried"),
        ("def scaled(numbers, factor): raise NotImplementedError",
         "scaled raises an exception when it is tried"),
        ("def scaled(numbers, factor): return None", "scaled gives None"),
        ("def scaled(numbers, factor): return numbers[1:]", "scaled gives an array of shape (2,)"),
        ("def scaled(numbers, factor): return numbers * np.nan", "scaled gives numbers that are not finite"),
        ("def scaled(numbers, factor): return 0 * numbers", "scaled gives the same whatever numbers is"),
        ("def scaled(numbers, factor): return numbers", "scaled gives the same whatever factor is"),
        ("def scaled(numbers, factor): return numbers * factor[0] + np.random.rand()",
         "scaled gives another answer for the same input"),
        ("def scaled(numbers, factor, seen=[]):\n seen.append(0)\n return numbers * factor[0] + len(seen)",
         "scaled gives another answer for the same input"),
        ("ROOM = np.zeros(3)\ndef scaled(numbers, factor):\n ROOM[:] = numbers * factor[0]\n return ROOM",
         "what scaled gave is overwritten when it is called again"),
    ],
)  # fmt: skip
def test_why_a_part_is_of_no_use(part: str, reason: str) -> None:
    """It is no answer, or the same one for everything, or one that does not stay."""
    assert functions(part)["joined"].useless(PARTS).startswith(reason)


def test_a_part_is_tried_once() -> None:
    """However many claims want to know."""
    counting = "calls = []\ndef scaled(numbers, factor):\n calls.append(1)\n return numbers * factor.sum()"
    found = functions(counting, "def joined(): return len(calls)")

    found["joined"].useless(PARTS)
    calls = found["joined"]()
    found["joined"].useless(PARTS)

    assert found["joined"]() == calls


@stand_ins(lambda scaled, numbers, factor: True, scaled=SCALED)
def twice(joined: Any, scaled: Any, numbers: Any, factor: Any) -> None:
    """The numbers are scaled twice, as the student scales or rightly."""
    found = joined(numbers, factor)
    if not np.allclose(found, numbers * factor.sum() ** 2):
        due = scaled(scaled(numbers, factor), factor)
        if not ((found == due) | (np.isnan(found) & np.isnan(due))).all():
            raise CheckFailed("joined", str(found), str(due))


NOTHING = "def scaled(numbers, factor): return numbers * np.nan"
ZEROS = "def scaled(numbers, factor): return numbers * 0"
NOISE = "def scaled(numbers, factor): return numbers * factor.sum() + np.random.rand(len(numbers))"


@pytest.mark.parametrize("part", [RIGHT, WRONG, NOTHING, ZEROS, NOISE, ""])
def test_what_joins_parts_rightly_keeps_its_points(part: str) -> None:
    """Whatever the parts are: right, wrong, constant, random or not there."""
    twice(**functions(part, JOINED), numbers=NUMBERS, factor=FACTOR)


@pytest.mark.parametrize("part", [NOTHING, ZEROS])
def test_no_points_for_agreeing_about_nothing(part: str) -> None:
    """A constant that equals what constant parts come to is no answer; the reason is told."""
    constant = part.replace("scaled", "joined")

    with pytest.raises(CheckFailed, match=r"ready-made parts in place of your own \(scaled gives "):
        twice(**functions(part, constant), numbers=NUMBERS, factor=FACTOR)


def test_what_is_right_needs_no_parts() -> None:
    """Who joins without the parts, and rightly, has the points whatever these are."""
    alone = "def joined(numbers, factor): return numbers * factor.sum() ** 2"

    twice(**functions(NOTHING, alone), numbers=NUMBERS, factor=FACTOR)


def test_a_wrong_joining_is_told_by_the_students_own_parts() -> None:
    """Of stand-ins nothing is said where the student's own functions show the fault."""
    with pytest.raises(CallRaised, match="joined is not defined"):
        twice(**functions(""), numbers=NUMBERS, factor=FACTOR)
