"""An exception as the right answer: `raises(ValueError, masked_softmax, scores, mask)`, or by `with`."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any

from grader.errors import CallRaised, CheckFailed
from grader.values import Plain, describe
from grader.wording import NOT_WRITTEN

# Within `raises`, the calls that returned so far: as they are written, and what they returned.
_returned: ContextVar[list[tuple[str, Plain]] | None] = ContextVar("returned", default=None)


def raises(
    kind: type[Exception], function: Callable[..., Any] | None = None, /, *arguments: Any, **named: Any
) -> AbstractContextManager[None]:
    """The student's function raises this kind, or one derived from it; without a function, what is called
    within `with raises(kind):` does.

    Raises: CheckFailed: it returned, or raised another. CallRaised: there is no such function yet. TypeError:
    the check is to be mended.
    """
    if function is None:
        return _raising(kind)
    if not callable(function):
        raise TypeError("raises takes a function and then its arguments, and got what a call returned")
    with _raising(kind):
        function(*arguments, **named)
    return nullcontext()


@contextmanager
def _raising(kind: type[Exception]) -> Iterator[None]:
    if not (isinstance(kind, type) and issubclass(kind, BaseException)):
        raise TypeError(f"raises takes the class of an exception, such as ValueError, and got {kind!r}")
    returned: list[tuple[str, Plain]] = []
    token = _returned.set(returned)
    due = f"{'an' if kind.__name__[0] in 'AEIOU' else 'a'} {kind.__name__}"
    try:
        yield
    except CallRaised as problem:
        if kind.__name__ in problem.kinds or (kind is Exception and problem.kinds):
            return
        if not problem.kinds or problem.happened.endswith(NOT_WRITTEN):
            raise
        happened = problem.happened.replace("raised", "ended by", 1)
        raise CheckFailed(problem.what, happened, due) from None
    finally:
        _returned.reset(token)
    if not returned:
        raise TypeError(
            f"raises({kind.__name__}) is about calls of the student's function, and none was made"
        )
    what, value = returned[-1]
    raise CheckFailed(what, describe(value), due)


def note(call: Callable[[], str], value: Plain) -> None:
    """A call returned; how it is written takes a while to say."""
    returned = _returned.get()
    if returned is not None:
        returned.append((call(), value))
