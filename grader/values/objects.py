"""Beside the student's code: objects that live on from one call of a check to the next.

A check's objects of one class have a story: all that was asked of them, in order. Where all of it but the
last act has happened here already, only that one does. Otherwise the story is told anew, and its class is
what it was before any object was made. So what is answered depends on the story alone: not on what was asked
for other checks, nor in which order.
"""

import operator
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any, ClassVar, NamedTuple

from grader.values.arguments import fresh
from grader.values.calls import Call, Step
from grader.values.class_state import Kept, kept, kept_now, put_back
from grader.values.grammar import ObjectNumber
from grader.values.plain import Exact, NotNumbers, Plain, exactly
from grader.values.reading import without_drawing
from grader.values.reduce import replaced
from grader.values.refilled import called

MOST_ITEMS = 10_001  # of an iterator: one more than any value may have
MOST_STORIES = 200  # that are kept; the one that was not met for longest is told anew
# Special methods, with so many arguments: where one is missing or declines, Python itself knows what to do.
AS_PYTHON_DOES: dict[tuple[str, int], Callable[..., Any]] = {
    **{(f"__{one.__name__}__", 0): one for one in (str, repr, iter, next, abs, int, float)},
    **{
        (f"__{name}__", 1): getattr(operator, name)
        for name in ("eq", "ne", "lt", "le", "gt", "ge", "contains", "add", "sub", "mul", "matmul", "truediv")
    },
}
ENDS = (Exception, SystemExit)  # an act may end so, and its story goes on: the check expected it


class FreshStep(NamedTuple):
    """A Step as the student's code gets it: its arguments are fresh."""

    name: str
    arguments: tuple[Any, ...]
    named: dict[str, Any]
    called: bool = True
    of: int = 0

    @property
    def looks_back(self) -> bool:
        return not self.called and not self.name


Names = tuple[Hashable, Hashable]  # what tells a story from others, without its last act, and with it
Earlier = Callable[[], Iterable[FreshStep]]  # all other acts, for where they have not happened


def fresh_step(step: Step) -> FreshStep:
    named = {name: fresh(argument) for name, argument in step.named}
    return FreshStep(step.name, tuple(map(fresh, step.arguments)), named, step.called, step.of)


def steps_before(call: Call) -> Iterator[FreshStep]:
    """All acts of a call's story but its own."""
    if call.after is not None:
        yield fresh_step(Step("", call.arguments, call.named))
        yield from map(fresh_step, call.after.steps())


@dataclass(slots=True, eq=False)
class _Story:
    """objects: those there are, by number; None: one that could not be made. numbers: of these, by id.
    shared: what the class keeps while another story is on. is_lost: that could not be kept, so the story has
    to be told anew. acts: how many happened. held: the answers, by act, that are asked for once more; None:
    that has not been given yet.
    """

    kind: Any
    held: dict[int, Any] = field(default_factory=dict)
    acts: int = 0
    objects: list[Any] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)
    shared: Kept | None = None
    is_lost: bool = False

    def happens(self, act: FreshStep) -> Plain:
        """What an act returns, objects of the class in it by their numbers."""
        count, place = len(self.objects), self.acts
        self.acts += 1
        arguments = [replaced(one, self._meant) for one in act.arguments]
        named = {name: replaced(one, self._meant) for name, one in act.named.items()}
        if act.called and not act.name:
            self.objects.append(None)
            self._number(called(self.kind, arguments, named), count)
            return Exact(None)
        own = None if act.looks_back else self.objects[act.of]
        if act.looks_back:
            found = self.held[act.of]
        elif act.called and not named and (act.name, len(arguments)) in AS_PYTHON_DOES:
            found = called(partial(AS_PYTHON_DOES[act.name, len(arguments)], own), arguments, {})
        else:
            found = getattr(own, act.name)
            found = called(found, arguments, named) if act.called else found
        if act.name == "__iter__" and type(found) is not self.kind:
            found = list(islice(found, MOST_ITEMS))
        if place in self.held:
            self.held[place] = found
        answer: Plain = NotNumbers("", "")
        try:
            answer = exactly(found, self._numbered)
        finally:
            if isinstance(answer, NotNumbers):  # nobody is told of objects that were met in it
                self._forget(count)
        return answer

    def _meant(self, argument: Any) -> Any:
        return self.objects[argument.number] if type(argument) is ObjectNumber else None

    def _numbered(self, found: Any) -> ObjectNumber | None:
        number = self.numbers.get(id(found))
        if number is None and type(found) is self.kind:
            number = len(self.objects)
            self.objects.append(None)
            self._number(found, number)
        return None if number is None else ObjectNumber(number)

    def _number(self, found: Any, number: int) -> None:
        self.objects[number] = found
        if type(found) not in (int, str, bytes, type(None)):  # what a class made that is none
            self.numbers.setdefault(id(found), number)

    def _forget(self, count: int) -> None:
        del self.objects[count:]
        self.numbers = {key: number for key, number in self.numbers.items() if number < count}


class Objects:
    """The stories of one submission's classes. Of all there are, one is on at a time: others leave."""

    _last: ClassVar["Objects | None"] = None

    def __init__(self) -> None:
        self._stories: OrderedDict[tuple[int, Hashable], _Story] = OrderedDict()
        self._before: dict[int, tuple[Any, Kept]] = {}  # by id of a class: the class, before any object
        self._on: _Story | None = None

    def ask(self, kind: Any, story: Names, last: FreshStep, before: Earlier) -> Plain:
        """What the last act of a story returns. The first makes an object.

        Raises: whatever the student's code raises, and `before` does.
        """
        if Objects._last is not self:
            Objects.leave_all()
            Objects._last = self
        answer: Plain = without_drawing(lambda: self._ask(kind, story, last, before))
        return answer

    def _ask(self, kind: Any, story: Names, last: FreshStep, before: Earlier) -> Plain:
        on = self._stories.pop((id(kind), story[0]), None)
        earlier: Iterable[FreshStep] = ()
        if on is None or on.is_lost or (last.looks_back and last.of not in on.held):  # not all is kept
            earlier = list(before())
            on = _Story(kind, {act.of: None for act in (*earlier, last) if act.looks_back})
        self._turn_to(on)
        for act in earlier:
            with suppress(*ENDS):
                on.happens(act)
        try:
            found = on.happens(last)
        except MemoryError:
            if not self._stories:
                raise
            self._stories.clear()  # what is kept here is no reason to fail
            self.leave()
            return self._ask(kind, story, last, before)
        except ENDS:
            self._keep((id(kind), story[1]), on)
            raise
        self._keep((id(kind), story[1]), on)
        return found

    @classmethod
    def leave_all(cls) -> None:
        """All classes are what they were, whoever asked them last: another check of the same, say."""
        if cls._last is not None:
            cls._last.leave()
            cls._last = None

    def leave(self) -> None:
        """Classes are what they were before any object was made, for whoever is asked next."""
        if self._on is not None:
            _, before = self._before[id(self._on.kind)]
            self._on.shared = kept_now(before)
            self._on.is_lost = any(one.way.forgets for one in before)
            put_back(before, anew=True)
            self._on = None

    def _turn_to(self, story: _Story) -> None:
        """Its class is as the story left it, or as it was before any object was made."""
        if story is self._on:
            return
        self.leave()
        if id(story.kind) not in self._before:
            self._before[id(story.kind)] = story.kind, kept(story.kind)
        _, before = self._before[id(story.kind)]
        put_back(before if story.shared is None else story.shared, anew=story.shared is None)
        self._on = story

    def _keep(self, key: tuple[int, Hashable], story: _Story) -> None:
        self._stories[key] = story
        if len(self._stories) > MOST_STORIES:
            self._stories.popitem(last=False)
