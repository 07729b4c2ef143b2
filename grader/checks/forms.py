"""What came back of a call, in the form that its question asks for."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from grader.checks.assertions import assert_agrees, assert_close, is_close
from grader.checks.equality import assert_parts
from grader.errors import CheckFailed, StudentError, WrongForm
from grader.values import Array, as_array, formed, is_class

_USES = (
    "__getitem__ __len__ __iter__ __eq__ __lt__ __gt__ __float__ __neg__ __abs__ __add__ __radd__ __sub__ "
    "__rsub__ __mul__ __rmul__ __truediv__ __rtruediv__ __matmul__ __rmatmul__"
).split()


class Absent:
    """In the place of a part that did not come back: a claim that looks at it fails, others do not."""

    def __init__(self, why: WrongForm) -> None:
        self.__dict__["_why"] = why

    def __getattr__(self, name: str) -> Any:
        raise self._why.saying()


def _used(absent: Absent, *_: Any) -> Any:
    raise absent._why.saying()


for _use in _USES:
    setattr(Absent, _use, _used)


def in_form(value: Any, returns: tuple[str, ...], call: Callable[[], str]) -> Any:
    """`value` as formed (grader.values) has it. call: how the call is written, which takes a while to say.

    Where only some of several arrays came back, the others are Absent: claims about these fail.
    Raises: WrongForm.
    """
    try:
        with suppress(CheckFailed):
            return formed(value, returns, call="")
        return formed(value, returns, call=call())
    except CheckFailed as failed:
        why = WrongForm(failed.what, failed.got, failed.expected)
        there = [] if is_class(returns) else _arrays(value)
        if not 0 < len(there) <= len(returns) or all(one is None for one in there):
            raise why from None
        there += [None] * (len(returns) - len(there))
        return tuple(Absent(why) if one is None else one for one in there)


def _arrays(value: Any) -> list[Array | None]:
    """The parts of an answer, or all of it as its first, not to be written to. None: that is no array."""
    found = [as_array(part) for part in (value if isinstance(value, tuple) else (value,))]
    for one in found:
        if one is not None:
            one.setflags(write=False)
    return found


def assert_part(
    got: Any,
    expected: Any,
    *,
    at: int,
    what: str = "",
    beside: str = "",
    names: str = "",
    alone: Any = None,
) -> None:
    """A part of an answer is close to `expected`; which others it has, and in which order, is not asked.

    So a part in another place is taken, if it is right, and an answer that is nothing but this part.
    at: where it should stand. names: of all parts, "context weights", where no marker names them: in an
    answer of a method. what: "": its name.
    alone: an answer that is no list and no tuple may also be this. beside: as for assert_agrees.
    """
    parts = got if isinstance(got, tuple | list) else (got,)
    for one in (*parts, got):
        with suppress(StudentError, TypeError, ValueError):
            if is_close(one, expected) or (one is got and alone is not None and is_close(got, alone)):
                return
    if names and len(parts) <= at:
        assert_parts(got, *names.split())
    what = what or f"the {names.split()[at]}"
    if beside:
        assert_agrees(parts[at], expected, what=what, beside=beside)
    else:
        assert_close(parts[at], expected, what=what)
