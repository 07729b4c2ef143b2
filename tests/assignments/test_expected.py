"""No student reads a number as expected that is not right."""

import inspect
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.checks.claims import Check
from grader.checks.draw import draw
from grader.checks.in_process import in_process
from grader.checks.judge import Prepared, in_turn, prepare
from grader.checks.play import play
from grader.checks.run import attempt, quiet
from grader.course.load import load_assignment, load_course
from grader.errors import CheckFailed
from grader.solutions import KnownSolution, load_known, load_reference

pytestmark = pytest.mark.long

ASSIGNMENT, _ = load_assignment(load_course(Path(__file__).parents[2]), "attention")
REFERENCE = in_process(load_reference(ASSIGNMENT))
FEW = prepare(ASSIGNMENT, "", draws=lambda checks, key: draw(checks, key, size=2))
NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?|-?inf|nan")


@contextmanager
def recorded(prepared: Prepared) -> Iterator[dict[str, list[Any]]]:
    """By what claims are about, the values that they were told of. No claim fails meanwhile."""
    seen: dict[str, list[Any]] = defaultdict(list)

    def record(*given: Any, what: str, **named: Any) -> None:
        seen[what].append(named.get("got", given[0] if given else None))

    modules = [inspect.unwrap(check.body).__globals__ for check in prepared.checks]
    with pytest.MonkeyPatch.context() as patch:
        for names in modules:
            for name in ("assert_close", "assert_same", "assert_that"):
                if name in names:
                    patch.setitem(names, name, record)
        yield seen


def called_expected(known: KnownSolution) -> list[tuple[Check, Any, CheckFailed]]:
    """The failures of a wrong solution that call one number expected."""
    names = [one for one in FEW.returns if known.path.stem.startswith(one)]
    runs = [run for run in FEW.opening.parked if run.check.question in names]
    opening = type(FEW.opening)(tuple(runs), {})
    with redirect_stdout(StringIO()):
        failures = play(opening, FEW.returns, in_turn(in_process(known.functions)))
    by_id = {check.id: check for check in FEW.checks}
    told = [(by_id[name], failure.example, failure.error) for name, failure in failures.items()]
    return [
        (check, example, error)
        for check, example, error in told
        if isinstance(error, CheckFailed) and not error.beside and NUMBER.fullmatch(error.expected)
    ]


def is_right(check: Check, example: Any, error: CheckFailed) -> bool:
    """Whether the reference gives what the message calls expected, at the same place on the same input. What
    weights add up to is asked of those that cannot be any, and so of no right answer.
    """
    if error.what.startswith("the total of the weights"):
        return error.expected == "1"
    with recorded(FEW) as seen, quiet():
        attempt(check, example, FEW.returns, REFERENCE)
    what, _, place = error.what.rpartition("[") if error.what not in seen else (error.what, "", error.at)
    index = tuple(int(digit) for digit in re.findall(r"\d+", place))
    values = [np.asarray(value, float)[index] for value in seen.get(what, ())]
    return any(np.isclose(value, float(error.expected), rtol=1e-4, atol=1e-4) for value in values)


# Of a picture only cells are compared with numbers, and these numbers are given, not computed.
@pytest.mark.parametrize("question", ["score", "softmax", "context_vector", "attend", "decode"])
def test_what_is_called_expected_is_right(question: str) -> None:
    """Whatever a wrong solution answers, a number that its messages call expected is the reference's."""
    wrong = [one for one in load_known(ASSIGNMENT, "wrong") if one.path.stem.startswith(question)]

    told = [(one.path.stem, *failure) for one in wrong for failure in called_expected(one)]

    false = [
        (name, check.id, str(error))
        for name, check, given, error in told
        if not is_right(check, given, error)
    ]
    assert false == []
