"""One run: one check on one example. Everything else about playing checks is a way to have many."""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis.errors import UnsatisfiedAssumption

from grader.checks.claims import Check
from grader.checks.parts import knowing_parts
from grader.checks.student_functions import Ask, Returns, StudentFunction
from grader.errors import CallTimedOut

Example = Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Failure:
    """The first example, in pool order, on which a check did not hold, and what it raised.

    index: its place in the pool; -1: not from the pool.
    """

    index: int
    example: Example
    error: BaseException


def attempt(check: Check, example: Example, returns: Returns, ask: Ask) -> BaseException | None:
    """What the check raised on this example, or None if it held. An example that it assumes away, holds."""
    functions = {name: StudentFunction(name, returns[name], ask, example) for name in check.functions}
    try:
        check.body(**functions, **example)
    except UnsatisfiedAssumption:
        return None
    except (Exception, CallTimedOut) as error:
        return error
    return None


@contextmanager
def quiet() -> Iterator[None]:
    """No warnings from arithmetic on whatever a student returned: a warning is a finding, not a failure."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


def play_one_by_one(
    checks: Sequence[Check], pools: Mapping[str, Sequence[Example]], returns: Returns, ask: Ask
) -> dict[str, Failure]:
    """The checks that did not hold, by id; each stops at its first failure. Plain calls, for one process."""
    failures: dict[str, Failure] = {}
    ask = knowing_parts(ask)
    with quiet():
        for check in checks:
            for index, example in enumerate(pools[check.id]):
                error = attempt(check, example, returns, ask)
                if error is not None:
                    failures[check.id] = Failure(index, example, error)
                    break
    return failures
