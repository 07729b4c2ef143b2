"""The student's functions as a check sees them.

Behind each stands something that answers a Call with a Reply: the function itself in a notebook, or a worker
in the sandbox.
"""

from collections.abc import Callable, Mapping
from traceback import walk_tb
from typing import Any

import numpy as np

from grader.errors import CallRaised, CallTimedOut
from grader.model import Array, Call, Died, Hung, Raised, Reply, Returned
from grader.values import formed, plain

Ask = Callable[[Call], Reply]
Returns = Mapping[str, tuple[str, ...]]  # by function: the names of what it returns
UNDEFINED = "is not defined"  # after its name, the text of the NameError for a function that is not there


class StudentFunction:
    """Calls like a function: `softmax(scores)`. Arguments reach the student as copies.

    Raises: CheckFailed: what came back is not what the question returns. CallRaised. CallTimedOut.
    """

    def __init__(self, name: str, returns: tuple[str, ...], ask: Ask, given: Mapping[str, Any]) -> None:
        self.name, self._returns, self._ask, self._given = name, returns, ask, given

    def __call__(self, *arguments: Any) -> Any:
        call = Call(self.name, tuple(np.asarray(argument) for argument in arguments))
        value: Any = self._answered(call).value
        if not isinstance(value, np.ndarray) or len(self._returns) > 1:
            value = formed(value, self._returns, call=self.written(call))
        for array in value if isinstance(value, tuple) else (value,):
            array.setflags(write=False)  # one answer may serve many checks
        return value

    def arguments_after(self, *arguments: Any) -> tuple[Array, ...]:
        """Call it, and see its arguments as it left them."""
        call = Call(self.name, tuple(np.asarray(argument) for argument in arguments))
        changed = self._answered(call).changed
        return tuple(
            formed(changed.get(index, argument), (), call=f"argument {index + 1} after {self.written(call)}")
            for index, argument in enumerate(call.arguments)
        )

    def _answered(self, call: Call) -> Returned:
        reply = self._ask(call)
        if isinstance(reply, Returned):
            return reply
        if isinstance(reply, Raised) and reply.text.startswith(f"{self.name} {UNDEFINED}"):
            raise CallRaised(self.name, reply.text.removeprefix(f"{self.name} ") + _cure(reply, self.name))
        raise _no_answer(self.written(call), reply)

    def written(self, call: Call) -> str:
        """The call as the student would write it: the check's inputs by name, others by value or as "..."."""
        names = {id(value): name for name, value in self._given.items()}
        return f"{self.name}({', '.join(names.get(id(a)) or _brief(a) for a in call.arguments)})"


def _brief(argument: Array) -> str:
    text = repr(argument.tolist())
    return text if len(text) <= 30 else "..."


def _cure(reply: Raised, name: str) -> str:
    """What to do about a function that is not there, unless the reply says why it is not."""
    return f"; run the cell with `def {name}`, and keep that name" if reply.text.endswith(UNDEFINED) else ""


def _no_answer(call: str, reply: Raised | Hung | Died) -> CallRaised | CallTimedOut:
    if isinstance(reply, Hung):
        return CallTimedOut(call, f"did not return within {reply.seconds:g} seconds")
    if isinstance(reply, Died):
        return CallRaised(call, reply.reason)
    if reply.kind == "NotImplementedError":
        return CallRaised(call, "is not written yet")
    where = f" (line {reply.line} of its cell)" if reply.line else ""
    text = f": {reply.text}" if reply.text else ""
    return CallRaised(call, f"raised {reply.kind}{text}{where}")


def in_process(functions: Mapping[str, Callable[..., Any]]) -> Ask:
    """Answers from functions in this very process. For trusted code, and for students at home.

    What the sandbox does to values happens here too, so a verdict at home is the verdict at grading.
    """

    def ask(call: Call) -> Reply:
        function = functions.get(call.function)
        if function is None:
            return Raised("NameError", f"{call.function} {UNDEFINED}")
        copies = [argument.copy() for argument in call.arguments]
        try:
            value = plain(function(*copies))
        except (Exception, SystemExit) as error:
            return Raised(type(error).__name__, str(error), _line(function, error))
        changed = {
            index: plain(copy)
            for index, (copy, argument) in enumerate(zip(copies, call.arguments, strict=True))
            if not _unchanged(copy, argument)
        }
        return Returned(value, changed)

    return ask


def _unchanged(array: Array, was: Array) -> bool:
    return array.dtype == was.dtype and array.shape == was.shape and array.tobytes() == was.tobytes()


def _line(function: Callable[..., Any], error: BaseException) -> int:
    """The innermost line of the notebook that `function` is from, 0 if there is none."""
    notebook = getattr(function, "__globals__", None)
    lines = [line for frame, line in walk_tb(error.__traceback__) if frame.f_globals is notebook]
    return lines[-1] if lines else 0
