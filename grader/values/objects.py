"""Beside the student's code: objects that live on from one call of a check to the next.

A check's objects of one class have a story: all that was asked of them, in order. Every request tells the
whole story. Where all but its last act has happened here already, only that one does. Otherwise the story
starts anew, and its class is what it was before any object was made. So what is answered depends on the story
alone: not on what was asked for other checks, nor in which order.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from grader.values.arguments import fresh
from grader.values.calls import Step
from grader.values.class_state import Kept, copy_of, kept, put_back
from grader.values.described import ObjectNumber

MOST_STORIES = 200  # that are kept; the one that was not met for longest is told anew
ENDS = (Exception, SystemExit)  # an act may end so, and its story goes on: the check expected it


class Taken(NamedTuple):
    """A Step as the student's code gets it: its arguments are fresh."""

    name: str
    arguments: tuple[Any, ...]
    named: dict[str, Any]
    called: bool = True
    of: int = 0


def taken(step: Step) -> Taken:
    named = {name: fresh(argument) for name, argument in step.named}
    return Taken(step.name, tuple(map(fresh, step.arguments)), named, step.called, step.of)


@dataclass(slots=True, eq=False)
class _Story:
    """objects: those there are, by number; None: one that could not be made. shared: what the class keeps
    while another story is on."""

    kind: Any
    objects: list[Any] = field(default_factory=list)
    shared: Kept | None = None

    def happens(self, act: Taken) -> Any:
        """What an act returns: an object by its number."""
        if not act.name:
            self.objects.append(None)
            self.objects[-1] = self.kind(*act.arguments, **act.named)
            return ObjectNumber(len(self.objects) - 1)
        found = getattr(self.objects[act.of], act.name)
        if act.called:
            arguments = map(self._meant, act.arguments)
            found = found(*arguments, **{name: self._meant(one) for name, one in act.named.items()})
        return self._numbered(found)

    def _meant(self, argument: Any) -> Any:
        return self.objects[argument.number] if type(argument) is ObjectNumber else argument

    def _numbered(self, found: Any) -> Any:
        for number, one in enumerate(self.objects):
            if one is found and found is not None:
                return ObjectNumber(number)
        if type(found) is not self.kind:
            return found
        self.objects.append(found)
        return ObjectNumber(len(self.objects) - 1)


class Objects:
    """The stories of one submission's classes."""

    def __init__(self) -> None:
        self._stories: OrderedDict[tuple[Hashable, ...], _Story] = OrderedDict()
        self._before: dict[int, tuple[Any, Kept]] = {}  # by id of a class: the class, before any object
        self._on: _Story | None = None

    def ask(self, kind: Any, story: Sequence[Hashable], act: Callable[[int], Taken]) -> Any:
        """What the last act of a story returns. The first makes an object.

        story: what tells each act from others. act: makes the act at an index ready.
        Raises: whatever the student's code raises.
        """
        whole = (id(kind), *story)
        told = self._stories.pop(whole[:-1], None)
        on = told or _Story(kind)
        self._turn_to(on)
        for index in range(len(story) - 1 if told is None else 0):
            with suppress(*ENDS):
                on.happens(act(index))
        try:
            found = on.happens(act(len(story) - 1))
        except MemoryError:
            if not self._stories:
                raise
            self._stories.clear()  # what is kept here is no reason to fail
            self.leave()
            return self.ask(kind, story, act)
        except ENDS:
            self._keep(whole, on)
            raise
        self._keep(whole, on)
        return found

    def leave(self) -> None:
        """Classes are what they were before any object was made, for whoever is asked next."""
        if self._on is not None:
            self._on.shared = kept(self._on.kind)
            put_back(self._before[id(self._on.kind)][1], copy_of)
            self._on = None

    def _turn_to(self, story: _Story) -> None:
        """Its class is as the story left it, or as it was before any object was made."""
        if story is self._on:
            return
        self.leave()
        if id(story.kind) not in self._before:
            self._before[id(story.kind)] = story.kind, kept(story.kind, copy_of)
        if story.shared is not None:
            put_back(story.shared)
        self._on = story

    def _keep(self, whole: tuple[Hashable, ...], story: _Story) -> None:
        self._stories[whole] = story
        if len(self._stories) > MOST_STORIES:
            self._stories.popitem(last=False)
