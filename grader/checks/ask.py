"""The student's functions as a check sees them.

Behind each stands something that answers a Call with a Reply: the function itself in a notebook, or a worker
in the sandbox.
"""

from collections.abc import Callable, Mapping
from typing import Any, NoReturn

import numpy as np

from grader.errors import CallRaised, CallTimedOut
from grader.model import Array, Call, Died, Hung, Raised, Reply, Returned
from grader.values import formed, plain

Ask = Callable[[Call], Reply]
Returns = Mapping[str, tuple[str, ...]]  # by function: the names of what it returns


class StudentFunction:
    """Calls like a function: `softmax(scores)`. Arguments reach the student as copies.

    Raises: CheckFailed: what came back is not what the question returns. CallRaised. CallTimedOut.
    """

    def __init__(self, name: str, returns: tuple[str, ...], ask: Ask, given: Mapping[str, Any]) -> None:
        self.name, self._returns, self._ask, self._given = name, returns, ask, given

    def __call__(self, *arguments: Any) -> Any:
        call = Call(self.name, tuple(np.asarray(argument) for argument in arguments))
        reply = self._ask(call)
        if not isinstance(reply, Returned):
            _no_answer(self.written(call), reply)
        value: Any = reply.value
        if not isinstance(value, np.ndarray) or len(self._returns) > 1:
            value = formed(value, self._returns, call=self.written(call))
        for array in value if isinstance(value, tuple) else (value,):
            array.setflags(write=False)  # one answer may serve many checks
        return value

    def arguments_after(self, *arguments: Any) -> tuple[Array, ...]:
        """Call it, and see its arguments as it left them."""
        call = Call(self.name, tuple(np.asarray(argument) for argument in arguments))
        reply = self._ask(call)
        if not isinstance(reply, Returned):
            _no_answer(self.written(call), reply)
        return tuple(
            formed(reply.changed.get(index, argument), (), call="an argument")
            for index, argument in enumerate(call.arguments)
        )

    def written(self, call: Call) -> str:
        """The call as the student would write it: the check's inputs by name, others by value or as "..."."""
        names = {id(value): name for name, value in self._given.items()}
        return f"{self.name}({', '.join(names.get(id(a)) or _brief(a) for a in call.arguments)})"


def _brief(argument: Array) -> str:
    text = repr(argument.tolist())
    return text if len(text) <= 30 else "..."


def _no_answer(call: str, reply: Raised | Hung | Died) -> NoReturn:
    if isinstance(reply, Hung):
        raise CallTimedOut(f"{call} did not return within {reply.seconds:g} seconds")
    if isinstance(reply, Died):
        raise CallRaised(f"{call} ended Python: {reply.reason}")
    if reply.kind == "NotImplementedError":
        raise CallRaised(f"{call} is not written yet")
    where = f" (line {reply.line} of its cell)" if reply.line else ""
    raise CallRaised(f"{call} raised {reply.kind}: {reply.text}{where}")


def in_process(functions: Mapping[str, Callable[..., Any]]) -> Ask:
    """Answers from functions in this very process. For trusted code, and for students at home.

    What the sandbox does to values happens here too, so a verdict at home is the verdict at grading.
    """

    def ask(call: Call) -> Reply:
        function = functions.get(call.function)
        if function is None:
            return Raised("NameError", f"{call.function} is not defined")
        copies = [argument.copy() for argument in call.arguments]
        try:
            value = plain(function(*copies))
        except Exception as error:
            return Raised(type(error).__name__, str(error))
        changed = {
            index: plain(copy)
            for index, (copy, argument) in enumerate(zip(copies, call.arguments, strict=True))
            if copy.tobytes() != argument.tobytes()
        }
        return Returned(value, changed)

    return ask
