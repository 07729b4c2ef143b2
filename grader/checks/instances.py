"""Objects of a student's class, as a check sees them: they are their story.

Each request tells all that was asked of the class's objects in this run, so nothing needs to live between
messages: replay, merging and shrinking work as for functions, and a counterexample prints the story as code.
Whoever answers keeps objects alive all the same, and only does what is new (values.objects).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from grader.checks.forms import in_form
from grader.errors import CallRaised
from grader.values import AN_OBJECT, VALUE, Call, NotNumbers, Returned, Step

MOST_STEPS = 500  # that the objects of a class are asked in one check: it starts anew for each answer


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


@dataclass(slots=True)
class _Act:
    """What was asked of object `of`, as code; gives: the number of the object that came of it."""

    text: Callable[[], str]
    of: int | None = None
    gives: int | None = None
    shown: bool = True


@dataclass(frozen=True, slots=True)
class _Name:
    """Stands for an object where a call is written."""

    name: str

    def __repr__(self) -> str:
        return self.name


class Story:
    """All that the objects of one class were asked in one run, in order."""

    def __init__(self, maker: Maker) -> None:
        self._maker, self.kind = maker, maker.name
        self._first: Call | None = None
        self._steps: list[Step] = []
        self._acts: list[_Act] = []
        self._objects: list[Instance | None] = []  # None: it could not be made

    def make(self, call: Call, arguments: Sequence[Any], named: Mapping[str, Any]) -> "Instance":
        """Another object. call: makes it, in a story that it begins.

        Raises: CallRaised, CallTimedOut.
        """
        act = _Act(lambda: self._maker.name + self._maker.parentheses(arguments, named))
        step = None if self._first is None else self._maker.step("", arguments, named)
        call = replace(self._first, then=(*self._steps, step)) if self._first and step else call
        try:
            self._maker.answered(call, lambda: self.written(act))
        except CallRaised as problem:
            if problem.kinds:
                self._made(call, step, act, None)
            raise
        made = Instance(self, len(self._objects))
        self._made(call, step, act, made)
        return made

    def _made(self, call: Call, step: Step | None, act: _Act, made: "Instance | None") -> None:
        act.gives = len(self._objects)
        self._objects.append(made)
        self._acts.append(act)
        if step is None:
            self._first = call
        else:
            self._steps.append(step)

    def ask(
        self, of: int, name: str, arguments: Sequence[Any], named: Mapping[str, Any], called: bool
    ) -> Any:
        """What an object answers: a value as it is, or an object.

        Raises: CallRaised, CallTimedOut, WrongForm.
        """
        if len(self._steps) >= MOST_STEPS:
            raise CallRaised(self._maker.name, f"was asked more than {MOST_STEPS} times; where is the end?")
        assert self._first is not None
        step = self._maker.step(name, arguments, named, called=called, of=of)
        call = replace(self._first, reads="value", then=(*self._steps, step))
        act = _Act(lambda: self._asked(name, arguments, named, called), of, shown=called)
        try:
            value = self._maker.answered(call, lambda: self.written(act)).value
        except CallRaised as problem:
            if problem.kinds:  # what it did before it raised stays done
                self._remember(step, act)
            raise
        found = self._object(value)
        if found is None:
            found = in_form(value, VALUE, lambda: self.written(act))
        elif found._number != of:
            act.gives = found._number
        self._remember(step, act)
        return found

    def _remember(self, step: Step, act: _Act) -> None:
        self._steps.append(step)
        self._acts.append(act)

    def _object(self, value: Any) -> "Instance | None":
        """The object that came back, if it was one. A worker may send any number."""
        if not (isinstance(value, NotNumbers) and value.kind == AN_OBJECT and value.text.isdecimal()):
            return None
        number = int(value.text[:9])
        if number == len(self._objects):
            self._objects.append(Instance(self, number))
        return self._objects[number] if number < len(self._objects) else None

    def _asked(self, name: str, arguments: Sequence[Any], named: Mapping[str, Any], called: bool) -> str:
        given = [self._named(one) for one in arguments]
        by_name = {key: self._named(one) for key, one in named.items()}
        parentheses = self._maker.parentheses(given, by_name) if called else ""
        return parentheses if name == "__call__" else f".{name}{parentheses}"

    def _named(self, argument: Any) -> Any:
        number = number_of(argument, self)
        return argument if number is None else _Name(self.name(number))

    def written(self, last: _Act) -> str:
        """The story as code: "Stack(3).pop()", or "stack = Stack(3); stack.push(1); stack.pop()"."""
        if last.of == 0 and len(self._acts) == 1:
            return self._acts[0].text() + last.text()
        before = [act for act in self._acts if act.shown or act.gives is not None]
        if last.of is None and all(act.of is None for act in before):
            return last.text()  # objects that were made before do not matter yet
        return "; ".join([*map(self._line, before), self._line(replace(last, gives=None))])

    def _line(self, act: _Act) -> str:
        text = act.text() if act.of is None else self.name(act.of) + act.text()
        return text if act.gives is None else f"{self.name(act.gives)} = {text}"

    def name(self, number: int) -> str:
        """What feedback calls an object."""
        return name_of(self._maker.name, number)


def name_of(kind: str, number: int) -> str:
    """What an object of this class is called in code: "stack", "stack_2"."""
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", kind).lower()
    name = name if name != kind else f"a_{name}"
    return f"{name}_{number + 1}" if number else name


class Instance:
    """Its methods are called, its attributes are read; each answer is a value as it is, or another object.

    Raises: as StudentFunction.
    """

    def __init__(self, story: Story, number: int) -> None:
        self._story, self._number = story, number

    def __getattr__(self, name: str) -> Any:
        if name in self._story._maker.methods:
            return partial(self._called, name)
        if name.startswith("__"):
            raise AttributeError(name)
        return self._story.ask(self._number, name, (), {}, False)

    def _called(self, method: str, /, *arguments: Any, **named: Any) -> Any:
        return self._story.ask(self._number, method, arguments, named, True)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._called("__call__", *arguments, **named)

    def __len__(self) -> int:
        return int(self._called("__len__"))

    def __getitem__(self, key: Any) -> Any:
        return self._called("__getitem__", key)


def number_of(value: Any, story: Story) -> int | None:
    """Which object of the story it is, if any."""
    return value._number if isinstance(value, Instance) and value._story is story else None


def class_of(value: Any) -> str:
    """The name of the student's class that it is an object of; "" for anything else."""
    return value._story.kind if isinstance(value, Instance) else ""
