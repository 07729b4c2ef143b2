"""Calls that were made, as the statements of a script that makes them again, in order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.checks.compact import compact
from grader.checks.object_names import Name, name_of, naming, objects_in
from grader.checks.recorded_calls import RecordedCall
from grader.checks.special_methods import asking
from grader.checks.written import is_telling
from grader.values import (
    Call,
    Formula,
    LinearFunction,
    ObjectNumber,
    Raised,
    Refilled,
    Returned,
    Step,
    as_source,
    replaced,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A statement; shown: an expression, whose value is printed."""

    text: str
    shown: bool = True


def finely(line: Line, digits: int) -> Iterator[str]:
    """The call is made as the notebook prints, in case that it looks at what is printed."""
    if not line.shown:
        yield line.text
        return
    name = line.text if line.text.isidentifier() else "answer"
    if name == "answer":
        yield f"answer = {line.text}"
    yield f"with np.printoptions(precision={digits}, suppress=False):\n    print({name})"


def _tried(text: str) -> Line:
    """What raises, as the claim has it, where something comes after it."""
    return Line(f"try:\n    {text}\nexcept Exception as error:\n    print(repr(error))", False)


@dataclass(slots=True)
class _Story:
    """Objects of one class that the code has made. last: the call of theirs that it has written last.

    others: how many objects of the class there are besides; objects: how many of these.
    """

    kind: str
    others: int
    last: Call | None = None
    objects: int = 0

    def name(self, number: int) -> str:
        return name_of(self.kind, self.others + number)


class Writer:
    """Writes calls; arguments that are inputs, or answers of calls before, by their names."""

    def __init__(self, example: Mapping[str, Any]) -> None:
        self._stories: list[_Story] = []
        telling = {name: value for name, value in example.items() if is_telling(value)}
        # A single number may equal another input by chance.
        several = {name: one for name, one in telling.items() if getattr(one, "size", 2) > 1}
        self._names = {as_source(value): name for name, value in several.items()}
        self._inputs = {id(value): name for name, value in telling.items()}
        self._answers: dict[int, str] = {}
        self._refilled: dict[int, str] = {}
        self._first: dict[int, str] = {}

    def name_answers(self, calls: Iterable[Call]) -> None:
        """Answers of objects that these calls ask for once more get names."""
        for call in calls:
            if call.step and call.step.looks_back:
                names = {*self._first.values()}
                name = f"first_{len(names) + 1}" if names else "first"
                self._first[id(call)] = self._first.setdefault(id(call.at(call.step.of)), name)

    def lines(self, one: RecordedCall, *, last: bool) -> Iterator[Line]:
        """The statements of a call; of one with Refilled arguments, of both calls that it makes."""
        refilled = [argument for argument in one.call.given if isinstance(argument, Refilled)]
        for number, argument in enumerate(refilled, start=1):
            told = [self._told(argument.first), self._told(argument.then)]
            known = next(filter(str.isidentifier, told), "")
            self._refilled[id(argument)] = f"reused_{known}" if known else f"reused_{number}"
            yield Line(f"{self._told(argument)} = {told[0]}{'.copy()' * told[0].isidentifier()}", False)
        found = list(self.statement(one, last=last))
        if refilled:
            yield from (Line(line.text, False) for line in found)
        for argument in refilled:
            if argument.first.tobytes() != argument.then.tobytes():
                place = "[:]" if argument.then.ndim else "[...]"
                yield Line(f"{self._told(argument)}{place} = {self._told(argument.then)}", False)
        yield from found

    def statement(self, one: RecordedCall, *, last: bool) -> Iterator[Line]:
        """The call alone."""
        call, reply = one.call, one.reply
        if call.of_objects():
            yield from self._object(one, last=last)
            return
        if call.reads in ("kept", "value kept"):
            half = len(call.arguments) // 2
            first, second = (self._call(one, part) for part in (call.arguments[:half], call.arguments[half:]))
            yield from (Line(f"first = {first}", False), Line("first"), Line(second, False), Line("first"))
            return
        text = self._call(one, call.arguments)
        if isinstance(reply, Raised) and not last:  # as the claim has it; what follows is to be run
            yield _tried(text)
        elif one.shows == "inputs" and isinstance(reply, Returned):
            yield from self._inputs_after(one)
        else:
            yield Line(text, call.reads not in ("printed", "figure") and one.shows == "answer")
        if isinstance(reply, Returned) and isinstance(reply.value, np.ndarray) and not reply.changed:
            self._answers.setdefault(id(reply.value), text)

    def _inputs_after(self, one: RecordedCall) -> Iterator[Line]:
        if not isinstance(one.reply, Returned) or not one.reply.changed:
            return
        given = one.call.given
        texts = [self._told(argument) for argument in given]
        changed = [
            at for at in sorted(one.reply.changed) if not isinstance(given[at], LinearFunction | Formula)
        ]
        for at in changed:
            if not texts[at].isidentifier():
                yield Line(f"given_{at + 1} = {texts[at]}", False)
                texts[at] = f"given_{at + 1}"
        yield Line(f"{one.call.function}({', '.join(texts)})", False)
        yield from (Line(texts[at]) for at in changed)

    def _object(self, one: RecordedCall, *, last: bool) -> Iterator[Line]:
        """What objects of a class are asked; all of it was asked in order."""
        call = one.call
        story = next((known for known in self._stories if call.after and known.last is call.after), None)
        if story is None:
            others = [known.objects for known in self._stories if known.kind == call.function]
            story = _Story(call.function, sum(others))
            self._stories.append(story)
        step = call.step or Step("", call.arguments, call.named)
        story.last = call
        raised, changed = isinstance(one.reply, Raised), getattr(one.reply, "changed", {})
        texts = [self._of_story(story, argument) for argument in step.given]
        for at in sorted(changed):
            if isinstance(step.given[at], np.ndarray):  # another call gets it as it was
                yield Line(f"given_{at + 1} = {texts[at]}{'.copy()' * texts[at].isidentifier()}", False)
                texts[at] = f"given_{at + 1}"
        text = self._step(one, story, step, texts)
        value = getattr(one.reply.value, "value", ...) if isinstance(one.reply, Returned) else ...
        given = [(story.objects, "")] if step.makes else objects_in(value)
        new = [(story.name(number), place) for number, place in given if number >= story.objects]
        story.objects += len(new)
        if (name := self._first.get(id(call), text)) != text:
            yield Line(f"{name} = {text}", False)
        lines = naming(name, new)
        if raised and not last:
            yield _tried("; ".join(lines))
        else:
            yield from (Line(line, not given and value is not None) for line in lines)
        yield from (Line(texts[at]) for at in sorted(changed))

    def _of_story(self, story: _Story, argument: Any) -> str:
        def named(part: Any) -> Name | None:
            return Name(story.name(part.number)) if type(part) is ObjectNumber else None

        return self._told(replaced(argument, named))

    def _step(self, one: RecordedCall, story: _Story, step: Step, texts: Sequence[str]) -> str:
        """texts: of its arguments, as they are to be written."""
        if step.looks_back:
            return self._first.get(id(one.call), "first")
        by_name = texts[len(step.arguments) :]
        given = [*texts[: len(step.arguments)], *map("{}={}".format, dict(step.named), by_name)]
        if not step.name:
            return f"{one.call.function}({', '.join(given)})"
        parentheses = f"({', '.join(given)})" if step.called else ""
        return asking(story.name(step.of), step.name, parentheses)

    def _call(self, one: RecordedCall, arguments: Sequence[Any]) -> str:
        text = f"{one.call.function}({self._parentheses(one, arguments, one.call.named)})"
        return f"list(islice({text}, {one.call.most}))" if one.call.reads == "items" else text

    def _parentheses(
        self, one: RecordedCall, arguments: Sequence[Any], named: Sequence[tuple[str, Any]]
    ) -> str:
        changed = one.reply.changed if isinstance(one.reply, Returned) and one.shows != "inputs" else {}
        texts = [self._told(argument) for argument in arguments]
        for at, argument in enumerate(arguments):
            if at in changed and isinstance(argument, np.ndarray) and texts[at].isidentifier():
                texts[at] += ".copy()"
        return ", ".join([*texts, *(f"{name}={self._told(value)}" for name, value in named)])

    def _told(self, argument: Any) -> str:
        if isinstance(argument, Refilled):
            return self._refilled.get(id(argument)) or self._told(argument.then)
        if name := self._inputs.get(id(argument)) or self._answers.get(id(argument)):
            return name
        return self._names.get(as_source(argument)) or compact(argument)
