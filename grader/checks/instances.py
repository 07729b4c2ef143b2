"""An object of a student's class, as a check sees it: it is its history.

Each method call sends all calls that made the object what it is, so nothing needs to live between messages:
replay, merging and shrinking work as for functions, and a counterexample prints the history as code.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from grader.errors import CallRaised, NotHandedOver
from grader.values import VALUE, Call, Returned, Step, formed

MOST_STEPS = 500  # that an object is asked in one check: each of them takes all those before it


@dataclass(frozen=True, slots=True)
class Maker:
    """The student's class, as StudentFunction has it.

    methods: those of its stub. step, answered, parentheses: make a step ready, ask for it, and write it.
    """

    name: str
    methods: tuple[str, ...]
    step: Callable[..., Step]
    answered: Callable[[Call, Callable[[], str]], Returned]
    parentheses: Callable[[Any, Any], str]


class Instance:
    """Its methods are called, its attributes are read; each answer is a value as it is.

    Raises: as StudentFunction.
    """

    def __init__(self, maker: Maker, made: Call, text: str) -> None:
        self._maker, self._made = maker, made
        self._steps: list[Step] = []
        self._texts = [text]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name in self._maker.methods:
            return partial(self._called, name, f".{name}")
        return self._asked(self._maker.step(name, (), {}, called=False), f".{name}")

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._called("__call__", "", *arguments, **named)

    def __len__(self) -> int:
        return int(self._called("__len__", ".__len__"))

    def __getitem__(self, key: Any) -> Any:
        return self._called("__getitem__", ".__getitem__", key)

    def _called(self, method: str, written: str, /, *arguments: Any, **named: Any) -> Any:
        step = self._maker.step(method, arguments, named)
        text = written + self._maker.parentheses(arguments, named)
        try:
            return self._asked(step, text)
        except CallRaised as problem:
            if problem.kinds:  # what it did before it raised stays done
                self._remember(step, text)
            raise

    def _asked(self, step: Step, text: str) -> Any:
        if len(self._steps) >= MOST_STEPS:
            raise NotHandedOver(f"{self._maker.name} is asked more than {MOST_STEPS} times in one check")
        call = replace(self._made, reads="value", then=(*self._steps, step))
        value = formed(
            self._maker.answered(call, lambda: self._written(text)).value, VALUE, call=self._written(text)
        )
        if step.called:
            self._remember(step, text)
        return value

    def _remember(self, step: Step, text: str) -> None:
        self._steps.append(step)
        self._texts.append(text)

    def _written(self, text: str) -> str:
        """The history as code: "Stack(3).pop()", or "stack = Stack(3); stack.push(1); stack.pop()"."""
        made, *before = self._texts
        if not before:
            return made + text
        name = re.sub(r"(?<!^)(?=[A-Z])", "_", self._maker.name).lower()
        name = name if name != self._maker.name else f"a_{name}"
        return "; ".join([f"{name} = {made}", *(name + one for one in (*before, text))])
