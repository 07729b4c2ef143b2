"""One run: one check on one example. Everything else about playing checks is a way to have many."""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from traceback import walk_tb

import numpy as np
from hypothesis.errors import UnsatisfiedAssumption

from grader.checks.claims import Check, Example, file_of
from grader.checks.own_time import DoesNotEnd, OneRun, apart, watching
from grader.checks.parts import knowing_parts
from grader.checks.recorded_calls import RecordedCall, recorded
from grader.checks.student_functions import Returns, StudentFunction
from grader.errors import CallTimedOut, CourseError, NotHandedOver
from grader.values import Ask, as_source

LONGEST_EXAMPLE = 500  # characters


@dataclass(frozen=True, slots=True, eq=False)
class Failure:
    """The first example, in pool order, on which a check did not hold, and what it raised.

    index: its place in the pool; -1: not from the pool. line: of the check's file, where it was raised.
    calls: the calls that were made until then.
    """

    index: int
    example: Example
    error: BaseException
    line: int = 0
    calls: tuple[RecordedCall, ...] = ()


def attempt(
    check: Check, example: Example, returns: Returns, ask: Ask, *, calls: list[RecordedCall] | None = None
) -> BaseException | None:
    """What the check raised on this example, or None if it held. An example that it assumes away, holds.

    calls: the calls that it made are added to it.
    Raises: CourseError: the check gives a student's function what cannot be given.
    """
    asked = apart(ask)
    functions = {name: StudentFunction(name, returns[name], asked, example) for name in check.functions}
    try:
        with recorded(calls), OneRun():
            check.body(**functions, **example)
    except UnsatisfiedAssumption:
        return None
    except NotHandedOver as slip:
        place = f"line {line_in(check, slip)}, check {check.id}"
        cure = "docs/authoring.md, Arguments, says what can be handed over: a date as its isoformat(), say"
        raise CourseError(file_of(check), place, str(slip), cure=cure) from None
    except (Exception, CallTimedOut, DoesNotEnd) as error:
        return error
    return None


def refuse_endless(check: Check, failure: Failure) -> None:
    """Raises: CourseError: the check's own code comes to no end."""
    if isinstance(failure.error, DoesNotEnd):
        given = ", ".join(f"{name} = {as_source(value)}" for name, value in failure.example.items())
        found = f"{failure.error}, on {given[:LONGEST_EXAMPLE]}" if given else str(failure.error)
        raise CourseError(file_of(check), f"line {failure.line}, check {check.id}", found)


def line_in(check: Check, error: BaseException) -> int:
    """The innermost line of the check's file that an error went through, 0 if there is none."""
    own = file_of(check)
    lines = [line for frame, line in walk_tb(error.__traceback__) if frame.f_code.co_filename == own]
    return lines[-1] if lines else 0


@contextmanager
def quiet() -> Iterator[None]:
    """No warnings from arithmetic on whatever a student returned: a warning is a finding, not a failure.

    And a check that does not end by itself is ended.
    """
    with watching(), warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


def play_one_by_one(
    checks: Sequence[Check], pools: Mapping[str, Sequence[Example]], returns: Returns, ask: Ask
) -> dict[str, Failure]:
    """The checks that did not hold, by id; each stops at its first failure. Plain calls, for one process."""
    ask = knowing_parts(ask)
    with quiet():
        found = {check.id: first_failure(check, pools[check.id], returns, ask) for check in checks}
    return {check: failure for check, failure in found.items() if failure}


def first_failure(check: Check, pool: Sequence[Example], returns: Returns, ask: Ask) -> Failure | None:
    """The first example on which the check does not hold, or None."""
    for index, example in enumerate(pool):
        calls: list[RecordedCall] = []
        error = attempt(check, example, returns, ask, calls=calls)
        if error is not None:
            return Failure(index, example, error, line_in(check, error), tuple(calls))
    return None
