"""Beside the student's code: objects that live on from one call of a check to the next.

A check's objects of one class have a story: all that was asked of them, in order. Where all of it but the
last act has happened here already, only that one does. Otherwise the story is told anew, and its class is
what it was before any object was made. So what is answered depends on the story alone: not on what was asked
for other checks, nor in which order.
"""

import gc
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, ClassVar

from grader.values.class_state import Kept, kept, put_back
from grader.values.grammar import ObjectNumber
from grader.values.plain import Exact, NotNumbers, Plain, exactly
from grader.values.reading import without_drawing
from grader.values.reduce import replaced
from grader.values.refilled import called
from grader.values.special import asked
from grader.values.steps import FreshStep

MOST_ITEMS = 10_001  # of an iterator: one more than any value may have
MOST_STORIES = 200  # that are kept; the one that was not met for longest is told anew
_FINALIZED: Iterable[Any] = getattr(weakref.finalize, "_registry", ())  # what waits for objects' ends
ENDS = (Exception, SystemExit)  # an act may end so, and its story goes on: the check expected it


Names = tuple[Hashable, Hashable]  # what tells a story from others, without its last act, and with it
Earlier = Callable[[], Iterable[FreshStep]]  # all other acts, for where they have not happened


@dataclass(slots=True, eq=False)
class _Story:
    """objects: those there are, by number; None: one that could not be made. numbers: of these, by id.
    shared: what the class keeps, while another story is on. is_lost: that could not be kept, so the story has
    to be told anew. acts: how many happened. held: the answers, by act, that are asked for once more; None:
    that has not been given yet. short: the acts that ran out of memory, though no other story was kept.
    """

    kind: Any
    held: dict[int, Any] = field(default_factory=dict)
    acts: int = 0
    objects: list[Any] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)
    shared: Kept = ()
    is_lost: bool = False
    short: frozenset[int] = frozenset()

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
        elif act.called:
            found = called(asked(own, act.name, arguments, named), arguments, named)
        else:
            found = getattr(own, act.name)
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


@dataclass(slots=True, eq=False)
class _Before:
    """A class as it was before any object was made. forgets: some of it holds nothing when it is put back.
    beside: what others than its stories changed of it since. gone: stories that are not kept any more.
    """

    kind: Any  # which keeps its id
    noted: Kept
    forgets: bool
    beside: Kept = ()
    gone: list[Any] = field(default_factory=list)

    def end(self) -> None:
        """Objects of stories that are gone end here, where the class is as before: not in another's story."""
        if self.gone:
            self.gone.clear()
            if _does_something_at_its_end(self.kind):
                gc.collect()  # those in a circle, too
            put_back(self.noted)


def _does_something_at_its_end(kind: Any) -> bool:
    """Whether objects of this class, or others of its module, do."""
    if issubclass(type(kind), type) and any("__del__" in vars(one) for one in type.mro(kind)):
        return True
    waiting = [found[0] for one in [*_FINALIZED] if (found := one.peek())]
    return any(type(one).__module__ is getattr(kind, "__module__", "") for one in waiting)


class Objects:
    """The stories of one submission's classes. Of all there are, one is on at a time: others leave."""

    _last: ClassVar["Objects | None"] = None

    def __init__(self) -> None:
        self._stories: OrderedDict[tuple[int, Hashable], _Story] = OrderedDict()
        self._short: dict[tuple[int, Hashable], frozenset[int]] = {}  # by story, of those that have some
        self._before: dict[int, _Before] = {}  # by id of a class
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
        try:
            return self._told(kind, story, last, before, alone=False)
        except MemoryError:  # whose traceback holds objects, too
            pass
        while self._stories:  # what is kept here is no reason to fail
            self._drop(self._stories.popitem()[1])
        self.leave()
        for known in self._before.values():
            known.gone.clear()
        gc.collect()
        return self._told(kind, story, last, before, alone=True)

    def _told(self, kind: Any, story: Names, last: FreshStep, before: Earlier, *, alone: bool) -> Plain:
        """alone: no other story is kept. Raises: MemoryError, whichever of the acts runs out of it."""
        begun, ended = (id(kind), story[0]), (id(kind), story[1])
        on = self._stories.pop(begun, None)
        earlier: Iterable[FreshStep] = ()
        if on is None or on.is_lost or (last.looks_back and last.of not in on.held):  # not all is kept
            earlier = list(before())
            if on is not None:
                self._drop(on)
            on = _Story(kind, {act.of: None for act in (*earlier, last) if act.looks_back})
            on.short = self._short.get(begun, on.short)
        self._turn_to(on)
        for place, act in enumerate(earlier):
            try:
                on.happens(act)
            except ENDS as error:
                if isinstance(error, MemoryError) and place not in on.short:
                    raise
        place = on.acts
        try:
            found = on.happens(last)
        except ENDS as error:
            if isinstance(error, MemoryError):
                if not alone:
                    raise
                on.short |= {place}
            self._keep(ended, on)
            raise
        self._keep(ended, on)
        return found

    @classmethod
    def leave_all(cls) -> None:
        """All classes are what they were, whoever asked them last: another check of the same, say."""
        if cls._last is not None:
            cls._last.leave()
            cls._last = None

    def leave(self) -> None:
        """Classes are for whoever is asked next as if no object had been made in any story."""
        if self._on is not None:
            before = self._put_down(self._on)
            put_back(before.beside)

    def _put_down(self, story: _Story) -> _Before:
        before = self._before[id(story.kind)]
        story.shared, story.is_lost = put_back(before.noted), before.forgets
        before.end()
        self._on = None
        return before

    def _turn_to(self, story: _Story) -> None:
        """Its class is as the story left it, or as it was before any object was made."""
        if story is self._on:
            return
        if self._on is not None and self._on.kind is story.kind:
            self._put_down(self._on)
        else:
            self.leave()
            if id(story.kind) not in self._before:
                noted = kept(story.kind)
                forgets = any(one.way.forgets for one in noted)
                self._before[id(story.kind)] = _Before(story.kind, noted, forgets)
            before = self._before[id(story.kind)]
            before.beside = put_back(before.noted)
            before.end()
        put_back(story.shared)
        self._on = story

    def _keep(self, key: tuple[int, Hashable], story: _Story) -> None:
        if key in self._stories:
            self._drop(self._stories.pop(key))
        self._stories[key] = story
        if story.short:
            self._short[key] = story.short
        if len(self._stories) > MOST_STORIES:
            self._drop(self._stories.popitem(last=False)[1])

    def _drop(self, story: _Story) -> None:
        """Its objects end where no story of the class is on: what is done at their end is no other's."""
        self._before[id(story.kind)].gone.append(story)
