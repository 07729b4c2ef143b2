"""Who keeps an answer by a part of an argument loses points, whichever part that is."""

import inspect
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.checks.drawn import drawn
from grader.checks.in_process import in_process
from grader.checks.judge import Prepared, in_turn, judge, prepare
from grader.course.load import load_assignment, load_course
from grader.model import Verdict
from grader.solutions import Functions, load_reference

ROOT = Path(__file__).parents[2]
PARTS: dict[str, Callable[[Any], object]] = {
    "nothing": lambda x: None,
    "the sum": lambda x: (x.shape, round(float(x.sum()), 6)),
    "its numbers in order": lambda x: (x.shape, np.sort(x, axis=None).tobytes()),
    "absolute numbers": lambda x: (x.shape, np.abs(x).tobytes()),
    "the ends": lambda x: (x.shape, x[:1].tobytes(), x[-1:].tobytes()),
    "rounded numbers": lambda x: (x.shape, np.round(x, 2).tobytes()),
}


@cache
def assignment(name: str) -> tuple[Prepared, Functions]:
    course = load_course(ROOT)
    found, _ = load_assignment(course, name)
    return prepare(found, course.key, draws=drawn), load_reference(found)


def whole(argument: Any) -> object:
    return (argument.shape, argument.tobytes()) if isinstance(argument, np.ndarray) else repr(argument)


def remembering(function: Callable[..., Any], at: int, part: Callable[[Any], object]) -> Callable[..., Any]:
    """The function, keeping its answers by a part of the argument in this place, and all of the others."""
    kept: dict[object, Any] = {}

    def remembers(*given: Any) -> Any:
        key = tuple(part(one) if place == at else whole(one) for place, one in enumerate(given))
        if key not in kept:
            kept[key] = function(*given)
        return kept[key]

    return remembers


ASKED = (
    ("attention", "score", "decoder_state"),
    ("attention", "score", "encoder_states"),
    ("attention", "softmax", "scores"),
    ("attention", "context_vector", "weights"),
    ("attention", "context_vector", "encoder_states"),
    ("attention", "attend", "decoder_state"),
    ("attention", "attend", "encoder_states"),
    ("attention", "decode", "first_state"),
    ("attention", "decode", "encoder_states"),
    *(("bahdanau", "additive_score", one) for one in ("decoder_state", "encoder_states", "W", "U", "v")),
    *(("bahdanau", "score_gradient", one) for one in ("decoder_state", "encoder_state", "W", "U", "v")),
    ("bahdanau", "alignment", "weights"),
)
# Of weights, absolute numbers are all there is.
EXCEPT = tuple((question, "weights", "absolute numbers") for question in ("context_vector", "alignment"))


@pytest.mark.parametrize(
    ("name", "question", "parameter", "part"),
    [(*one, part) for one in ASKED for part in PARTS if (*one[1:], part) not in EXCEPT],
)
def test_an_answer_kept_by_a_part(name: str, question: str, parameter: str, part: str) -> None:
    """Of one argument, though all others are looked at as a whole."""
    prepared, reference = assignment(name)
    function: Any = reference[question]
    at = [*inspect.signature(function).parameters].index(parameter)
    spoilt = {**reference, question: remembering(function, at, PARTS[part])}

    found = judge(prepared, in_turn(in_process(spoilt)), questions=[question], shrinking=False)

    assert any(one.verdict is not Verdict.PASSED for one in found)
