"""What came back of a call, in the form that its question asks for."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from grader.errors import CheckFailed, WrongForm
from grader.values import formed


def in_form(value: Any, returns: tuple[str, ...], call: Callable[[], str]) -> Any:
    """`value` as formed (grader.values) has it. call: how the call is written, which takes a while to say.

    Raises: WrongForm.
    """
    try:
        with suppress(CheckFailed):
            return formed(value, returns, call="")
        return formed(value, returns, call=call())
    except CheckFailed as failed:
        raise WrongForm(failed.what, failed.got, failed.expected) from None
