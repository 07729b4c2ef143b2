"""Objects of a student's class, as a check sees them: they are their story.

Each call tells all that was asked of the class's objects in this run, so nothing needs to live between
messages: replay, merging and shrinking work as for functions, and a counterexample prints the story as code.
Whoever answers keeps objects alive all the same, and only does what is new (values.objects).
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import Any, TypeVar

from grader.checks.forms import in_form
from grader.checks.object_names import Name, is_finite, name_of, naming, objects_in
from grader.checks.special_methods import COMPARISONS, FORWARDED, asking
from grader.errors import CallRaised, CallTimedOut, CheckFailed, WrongForm
from grader.values import (
    VALUE,
    Call,
    ObjectNumber,
    Reads,
    Returned,
    Step,
    as_value,
    in_words,
    replaced,
)

T = TypeVar("T")

MOST_STEPS = 10_000  # that the objects of a class are asked in one check
MOST_WRITTEN = 20  # acts of a story in a sentence, from its beginning


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
    """What was asked of object `of`, as code, given its name.

    gives: the numbers of the objects that came of it, and where in the answer they are.
    """

    text: Callable[[str], str]
    of: int | None = None
    gives: Sequence[tuple[int, str]] = ()
    shown: bool = True


class Story:
    """All that the objects of one class were asked in one run, in order."""

    def __init__(self, maker: Maker) -> None:
        self._maker, self.kind = maker, maker.name
        self._last: Call | None = None  # that was answered
        self._acts: list[_Act] = []
        self._objects: list[Instance | None] = []  # None: it could not be made
        self.nan = False  # whether an answer had numbers that are not finite

    def make(
        self, first: Callable[[], Call], arguments: Sequence[Any], named: Mapping[str, Any]
    ) -> "Instance":
        """Another object. first: makes it, in a story that it begins.

        Raises: CallRaised, CallTimedOut.
        """
        act = _Act(lambda _: self._maker.name + self._in_parentheses(arguments, named))
        step = None if self._last is None else self._maker.step("", arguments, named)
        call = self._next(step, "made") if step else first()
        try:
            self._maker.answered(call, lambda: self.written(act))
        except CallRaised as problem:
            if problem.kinds:
                self._made(call, act, None)
            raise
        made = Instance(self, len(self._objects))
        self._made(call, act, made)
        return made

    def _made(self, call: Call, act: _Act, made: "Instance | None") -> None:
        act.gives = [(len(self._objects), "")]
        self._objects.append(made)
        self._remember(call, act)

    def _next(self, step: Step, reads: Reads) -> Call:
        """Raises: CallTimedOut: it comes to no end."""
        assert self._last is not None
        if self._last.place >= MOST_STEPS:
            raise CallTimedOut(self._maker.name, f"was asked {MOST_STEPS:,} times, and came to no end")
        return self._last.then(step, reads)

    def ask(
        self, of: int, name: str, arguments: Sequence[Any], named: Mapping[str, Any], called: bool
    ) -> Any:
        """What an object answers: a value as it is, or an object.

        Raises: CallRaised, CallTimedOut, WrongForm.
        """
        call = self._next(self._maker.step(name, arguments, named, called=called, of=of), "value")
        act = _Act(lambda text: self._asked(text, name, arguments, named, called), of, shown=called)
        try:
            value = self._maker.answered(call, lambda: self.written(act)).value
        except CallRaised as problem:
            if problem.kinds:  # what it did before it raised stays done
                self._remember(call, act)
            raise
        found = in_form(value, VALUE, lambda: self.written(act))
        self.nan |= not is_finite(found)
        met = objects_in(found)
        if met:
            act.gives = [one for one in met if self._is_new(one[0], act)]
            found = as_value(found, self._instance)
        self._remember(call, act)
        return found

    def _remember(self, call: Call, act: _Act) -> None:
        self._last = call
        self._acts.append(act)

    def _is_new(self, number: int, act: _Act) -> bool:
        """Whether an object of this number was not met before; then it is from now on.

        Raises: WrongForm: there is none, as only a worker can say that was taken over. CallTimedOut.
        """
        count = len(self._objects)
        if not 0 <= number <= count or (number < count and self._objects[number] is None):
            raise WrongForm(self.written(act), "an object that is not there", "one of those that are")
        if number == MOST_STEPS:
            raise CallTimedOut(self._maker.name, f"made {MOST_STEPS:,} objects, and came to no end")
        if number == count:
            self._objects.append(Instance(self, number))
        return number == count

    def _instance(self, part: Any) -> "Instance | None":
        return self._objects[part.number] if type(part) is ObjectNumber else None

    def _asked(
        self, text: str, name: str, arguments: Sequence[Any], named: Mapping[str, Any], called: bool
    ) -> str:
        parentheses = self._in_parentheses(arguments, named) if called else ""
        return asking(text, name, parentheses)

    def _in_parentheses(self, arguments: Sequence[Any], named: Mapping[str, Any]) -> str:
        given = [self._named(one) for one in arguments]
        return self._maker.parentheses(given, {key: self._named(one) for key, one in named.items()})

    def _named(self, argument: Any) -> Any:
        """With names in place of objects."""

        def stands(part: Any) -> Name | None:
            number = number_of(part, self)
            return None if number is None else Name(self.name(number))

        return replaced(argument, stands)

    def written(self, last: _Act) -> str:
        """The story as code: "Stack(3).pop()", or "stack = Stack(3); stack.push(1); stack.pop()"."""
        if last.of == 0 and len(self._acts) == 1:
            return last.text(self._acts[0].text(""))
        before = [act for act in self._acts if act.shown or act.gives]
        if last.of is None and all(act.of is None for act in before):
            return last.text("")  # objects that were made before do not matter yet
        lines = [*map(self._line, before[:MOST_WRITTEN]), *map(self._line, before[MOST_WRITTEN:][-1:])]
        if (left_out := len(before) - len(lines)) > 0:
            lines.insert(-1, f"... ({left_out} more)")
        return "; ".join([*lines, self._line(replace(last, gives=()))])

    def _line(self, act: _Act) -> str:
        text = act.text("" if act.of is None else self.name(act.of))
        return "; ".join(naming(text, [(self.name(number), place) for number, place in act.gives]))

    def name(self, number: int) -> str:
        """What feedback calls an object."""
        return name_of(self._maker.name, number)


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

    def _special(self, method: str, /, *arguments: Any, **named: Any) -> Any:
        """As Python has it of a class without such a method; NumPy tries `len` on whatever it meets."""
        if method not in self._story._maker.methods:
            raise TypeError(f"the stub of {self._story.kind} has no {method}")
        return self._called(method, *arguments, **named)

    def _has(self, method: str) -> bool:
        return method in self._story._maker.methods

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self._special("__call__", *arguments, **named)

    def __bool__(self) -> bool:
        if self._has("__bool__"):
            return self._of_type("__bool__", bool, "True or False")
        return not self._has("__len__") or len(self) > 0

    def __repr__(self) -> str:
        return (
            self._of_type("__repr__", str, "a text")
            if self._has("__repr__")
            else self._story.name(self._number)
        )

    def __str__(self) -> str:
        return self._of_type("__str__", str, "a text") if self._has("__str__") else repr(self)

    def __len__(self) -> int:
        length = self._special("__len__")
        if type(length) is not int or not 0 <= length < sys.maxsize:
            name = self._story.name(self._number)
            raise CheckFailed(f"len({name})", in_words(length), "a whole number, and none below 0")
        return length

    def __getitem__(self, key: Any) -> Any:
        return self._special("__getitem__", key)

    def __contains__(self, item: Any) -> bool:
        return bool(self._called("__contains__", item)) if self._has("__contains__") else item in list(self)

    def __iter__(self) -> Iterator[Any]:
        """The items that `__iter__` gives, or those at 0, 1, ... until there is an IndexError."""
        if not self._has("__iter__") and self._has("__getitem__"):
            return _until("IndexError", map(self.__getitem__, count()))
        found = self._special("__iter__")
        if isinstance(found, Instance):
            return _until("StopIteration", (found._called("__next__") for _ in count()))
        return iter(found)

    def _of_type(self, method: str, kind: type[T], due: str) -> T:
        """Python itself takes nothing else from such a method. Raises: CheckFailed."""
        found = self._special(method)
        if not isinstance(found, kind):
            name = self._story.name(self._number)
            raise CheckFailed(asking(name, method, "()"), in_words(found), due)
        return found

    __hash__ = object.__hash__  # it is the object, whatever it equals


def _until(kind: str, items: Iterator[Any]) -> Iterator[Any]:
    """The items before the student's code raises this."""
    while True:
        try:
            item = next(items)
        except CallRaised as end:
            if kind in end.kinds:
                return
            raise
        yield item


def _forwarded(method: str) -> Callable[..., Any]:
    def asked(self: Instance, *arguments: Any) -> Any:
        return self._special(method, *arguments)

    return asked


def _compared(method: str) -> Callable[..., Any]:
    def asked(self: Instance, other: Any) -> Any:
        return self._called(method, other) if self._has(method) else NotImplemented

    return asked


for _method in FORWARDED:
    setattr(Instance, _method, _forwarded(_method))
for _method in COMPARISONS:
    if _method != "__ne__":  # which Python makes of __eq__
        setattr(Instance, _method, _compared(_method))


def number_of(value: Any, story: Story) -> int | None:
    """Which object of the story it is, if any."""
    return value._number if isinstance(value, Instance) and value._story is story else None


def class_of(value: Any) -> str:
    """The name of the student's class that it is an object of; "" for anything else."""
    return value._story.kind if isinstance(value, Instance) else ""


def gave_nan(value: Any) -> bool:
    """Whether objects of a student's class, of which this is one, gave numbers that are not finite."""
    return isinstance(value, Instance) and value._story.nan
