"""What the objects of a student's class were asked: they are their story.

Each call tells all that was asked of the class's objects in this run, so nothing needs to live between
messages: replay, merging and shrinking work as for functions, and a counterexample prints the story as code.
Whoever answers keeps objects alive all the same, and only does what is new (values.objects).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from grader.checks.arguments_after import after
from grader.checks.forms import in_form
from grader.checks.object_names import Name, is_finite, name_of, naming, objects_in
from grader.checks.special_methods import asking
from grader.errors import CallRaised, CallTimedOut, NotHandedOver, WrongForm
from grader.values import (
    VALUE,
    Call,
    ObjectNumber,
    Reads,
    Refilled,
    Returned,
    Step,
    as_source,
    as_value,
    replaced,
)

MOST_STEPS = 10_000  # that the objects of a class are asked in one check
LONGEST = 60  # characters of a value that an author reads of
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


def can_change(value: Any) -> bool:
    return isinstance(value, np.ndarray | list | tuple | dict | set)


class Changed(NamedTuple):
    """An argument that an object wrote into. what: which one, in words. after: what it is then."""

    what: str
    before: Any
    after: Callable[[], Any]


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
    """All that the objects of one class were asked in one run, in order.

    instance: an object as a check has it, made of its story and its number there.
    """

    def __init__(self, maker: Maker, instance: Callable[["Story", int], Any]) -> None:
        self.maker, self._instance = maker, instance
        self._last: Call | None = None  # that was answered
        self._acts: list[_Act] = []
        self._objects: list[Any] = []  # None: it could not be made
        self._numbers: dict[int, int] = {}  # of objects, by id
        self._answers: dict[int, tuple[int, Any]] = {}  # by id: the act that gave it first, and the answer
        self.nan = False  # whether an answer had numbers that are not finite
        self.changed: list[Changed] = []

    def make(self, first: Callable[[], Call], arguments: Sequence[Any], named: Mapping[str, Any]) -> Any:
        """Another object. first: makes it, in a story that it begins.

        Raises: CallRaised, CallTimedOut.
        """
        act = _Act(lambda _: self.maker.name + self._in_parentheses(arguments, named))
        step = None if self._last is None else self.maker.step("", arguments, named)
        call = self._next(step, "made") if step else first()
        try:
            reply = self.maker.answered(call, lambda: self.written(act))
        except CallRaised as problem:
            if problem.kinds:
                act.gives = [(len(self._objects), "")]
                self._objects.append(None)
                self._remember(call, act)
            raise
        self._see_changes((*arguments, *named.values()), reply, act)
        act.gives = [(len(self._objects), "")]
        self._remember(call, act)
        return self._another()

    def _another(self) -> Any:
        """The object of the next number."""
        made = self._instance(self, len(self._objects))
        self._numbers[id(made)] = len(self._objects)
        self._objects.append(made)
        return made

    def _next(self, step: Step, reads: Reads) -> Call:
        """Raises: CallTimedOut: it comes to no end."""
        assert self._last is not None
        if self._last.place >= MOST_STEPS:
            raise CallTimedOut(self.maker.name, f"was asked {MOST_STEPS:,} times, and came to no end")
        return self._last.then(step, reads)

    def ask(
        self, of: int, name: str, arguments: Sequence[Any], named: Mapping[str, Any], called: bool
    ) -> Any:
        """What an object answers: a value as it is, or an object.

        Raises: CallRaised, CallTimedOut, WrongForm.
        """
        call = self._next(self.maker.step(name, arguments, named, called=called, of=of), "value")
        act = _Act(lambda text: self._asked(text, name, arguments, named, called), of, shown=called)
        return self._told(call, act, (*arguments, *named.values()))

    def answers(self) -> list[tuple[str, Any]]:
        """What calls of its objects returned so far, and may change; before it the call, as code."""
        known = [(self._acts[at], found) for at, found in self._answers.values()]
        return [
            (act.text(self.name(act.of or 0)), found)
            for act, found in known
            if act.shown and can_change(found)
        ]

    def kept(self, answer: Any) -> Any:
        """An answer of one of the objects, as it is by now.

        Raises: NotHandedOver: none of them gave it. As `ask`.
        """
        place, _ = self._answers.get(id(answer), (None, None))
        if place is None:
            name = self.maker.name
            wanted = f"what an object of {name} answered in this check, as it came"
            raise NotHandedOver(f"{name}.kept is given {as_source(answer)[:LONGEST]}, expected {wanted}")
        call = self._next(Step("", called=False, of=place), "kept")
        return self._told(call, replace(self._acts[place], gives=(), shown=False), ())

    def _told(self, call: Call, act: _Act, given: Sequence[Any]) -> Any:
        try:
            reply = self.maker.answered(call, lambda: self.written(act))
        except CallRaised as problem:
            if problem.kinds:  # what it did before it raised stays done
                self._remember(call, act)
            raise
        self._see_changes(given, reply, act)
        found = in_form(reply.value, VALUE, lambda: self.written(act))
        self.nan |= not is_finite(found)
        met = objects_in(found)
        if met:
            act.gives = [one for one in met if self._is_new(one[0], act)]
            found = as_value(found, self._object)
        self._answers.setdefault(id(found), (call.place, found))
        self._remember(call, act)
        return found

    def _see_changes(self, given: Sequence[Any], reply: Returned, act: _Act) -> None:
        for at, now in reply.changed.items():
            was, written = given[at], act.text("" if act.of is None else self.name(act.of))
            name = self._in_parentheses([was], {})[1:-1]
            what = f"{name if name.isidentifier() else f'argument {at + 1}'} after {written}"
            was = was.then if isinstance(was, Refilled) else was
            self.changed.append(Changed(what, was, partial(after, was, now, call=what)))

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
            raise CallTimedOut(self.maker.name, f"made {MOST_STEPS:,} objects, and came to no end")
        if number == count:
            self._another()
        return number == count

    def _object(self, part: Any) -> Any:
        return self._objects[part.number] if type(part) is ObjectNumber else None

    def _asked(
        self, text: str, name: str, arguments: Sequence[Any], named: Mapping[str, Any], called: bool
    ) -> str:
        parentheses = self._in_parentheses(arguments, named) if called else ""
        return asking(text, name, parentheses)

    def _in_parentheses(self, arguments: Sequence[Any], named: Mapping[str, Any]) -> str:
        given = [self._named(one) for one in arguments]
        return self.maker.parentheses(given, {key: self._named(one) for key, one in named.items()})

    def _named(self, argument: Any) -> Any:
        """With names in place of objects."""

        def stands(part: Any) -> Name | None:
            number = self.number_of(part)
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

    def number_of(self, value: Any) -> int | None:
        """Which of its objects it is, if any."""
        return self._numbers.get(id(value))

    def name(self, number: int) -> str:
        """What feedback calls an object."""
        return name_of(self.maker.name, number)
