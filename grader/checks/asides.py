"""What a check finds out on the side, to ask the right question about what has failed."""

import functools
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from grader.checks.claims import Body
from grader.checks.recorded_calls import recorded
from grader.errors import CallTimedOut, CheckFailed, StudentError


def holds(claim: Callable[[], object]) -> bool:
    """Whether calling `claim`, which asserts something, fails at nothing.

    The calls that it makes are no part of the example that the student is shown.
    """
    with recorded(None):
        try:
            claim()
        except StudentError:
            return False
    return True


def asks(about: Callable[..., str]) -> Callable[[Body], Body]:
    """A claim that fails asks what `about` gives; "" is the claim's hint. It stands below @given.

    about: takes what failed (CheckFailed) and, by name, what the claim takes; it may call the student's
    functions. An assertion with a question of its own asks that, and where `about` raises, the hint is asked.
    """

    def decorate(body: Body) -> Body:
        if hasattr(body, "hypothesis"):
            raise TypeError(f"{body.__name__}: @asks stands above @given; put it below, beside the def")

        @functools.wraps(body)
        def claim(*in_order: Any, **given: Any) -> None:  # in order: as Hypothesis itself calls a test
            try:
                body(*in_order, **given)
            except CheckFailed as failed:
                if not failed.question:
                    with recorded(None), suppress(Exception, CallTimedOut):  # it may be of any kind
                        failed.question = about(failed, *in_order, **given)
                raise

        return claim

    return decorate
