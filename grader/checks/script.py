"""A failure's example as Python to paste below the student's cell: it prints every answer that is compared.

Where a message names calls ("softmax(scores + 1000)"), these are printed. Otherwise it is written from the
calls that the run made, so whatever a check compares, both sides are there.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.checks.asked import Asked
from grader.checks.instances import name_of
from grader.errors import parsed
from grader.values import (
    AN_OBJECT,
    Call,
    Formula,
    LinearFunction,
    NotNumbers,
    ObjectNumber,
    Raised,
    Returned,
    Step,
    as_source,
    printing,
)

LONGEST = 20_000  # characters; nobody pastes more
_IMPORTS = {  # what pasted lines need, by what shows that they do
    "islice(": "from itertools import islice",
    "namedtuple(": "from collections import namedtuple",
    "np.": "import numpy as np",
    "pd.": "import pandas as pd",
}
_PLACE = re.compile(r"\[[\d, ]+\]$")


@dataclass(frozen=True, slots=True)
class Line:
    """A statement; shown: an expression, whose value is printed."""

    text: str
    shown: bool = True


@dataclass(frozen=True, slots=True)
class About:
    """What a failure is about: the question, the names of the functions its check asks, and its words."""

    question: str
    functions: Sequence[str]
    what: str
    beside: str = ""
    repeats: bool = False

    def mentions(self, function: str) -> bool:
        return function == self.question or bool(re.search(rf"\b{function}\b", f"{self.what} {self.beside}"))


def script(about: About, example: Mapping[str, Any], asked: Sequence[Asked]) -> str:
    """Python to paste; "" where there is nothing to run, or too much to read."""
    seen = [one for one in asked if _is_seen(one)]
    lines = _named_calls(about, example, seen) or list(_made_calls(about, example, seen))
    if not lines:
        return ""
    shown = [line for line in lines if line.shown]
    alone = len(shown) == 1 and lines[-1] is shown[0]  # a notebook shows a cell's last value by itself
    texts = [line.text if alone or not line.shown else f"print({line.text})" for line in lines]
    telling = {one.call.function for one in seen if one.shows == "calls"} & {about.question}
    given = [_given(name, value, bool(telling)) for name, value in example.items() if _uses(texts, name)]
    needed = [told for used, told in _IMPORTS.items() if any(used in text for text in [*given, *texts])]
    whole = "\n".join([*needed, *([""] if needed else []), *given, *texts])
    return whole if len(whole) <= LONGEST else ""


def used(code: str, names: Sequence[str]) -> list[str]:
    """Those of the names that the code gives a value; all where there is no code."""
    return [name for name in names if not code or re.search(rf"^(def )?{name}( =|\()", code, re.MULTILINE)]


def _is_seen(one: Asked) -> bool:
    """Not what is asked on the student's behalf alone, nor a variable, which needs no call."""
    return one.call.reads not in ("usable", "variable") and not one.call.stand_ins


def _uses(texts: Sequence[str], name: str) -> bool:
    return any(re.search(rf"\b{name}\b", text) for text in texts)


def _given(name: str, value: Any, telling: bool) -> str:
    if telling and isinstance(value, LinearFunction | Formula):
        return printing(name, value)
    return f"{name} = {as_source(value)}"


def _named_calls(about: About, example: Mapping[str, Any], seen: Sequence[Asked]) -> list[Line]:
    """The calls that the words name, if both sides are such; none where a call changes what it is given."""
    texts = [about.what, about.beside] if about.beside else [about.what]
    known = {"np", *about.functions, *example}
    told = [_PLACE.sub("", text) for text in texts]
    changing = any(isinstance(one.reply, Returned) and one.reply.changed for one in seen)
    odd = any(one.shows != "answer" or one.call.reads == "kept" for one in seen)
    if (
        (changing and len(told) > 1)
        or odd
        or not all(_is_call(text, known, about.functions) for text in told)
    ):
        return []
    return [Line(text) for text in dict.fromkeys(told)]


def _is_call(text: str, known: set[str], functions: Sequence[str]) -> bool:
    """Whether it is an expression that calls one of the functions, and nothing is left out of it."""
    tree = parsed(text)
    nodes = list(ast.walk(tree)) if tree else []
    calls = [node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    elided = any(isinstance(node, ast.Constant) and node.value is ... for node in nodes)
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    return not elided and names <= known and not set(calls).isdisjoint(functions)


def _made_calls(about: About, example: Mapping[str, Any], seen: Sequence[Asked]) -> Iterator[Line]:
    """The calls that were made, of the functions that the words are about."""
    own = [one for one in seen if about.mentions(one.call.function)] or seen
    if own and own[-1].call.reads == "kept":  # the call before it is the first half of this one
        own = own[-1:]
    writer = _Writer(example)
    told: list[list[Line]] = []
    for at, one in enumerate(own):
        lines = list(writer.lines(one, last=one is own[-1]))
        again = [Line(line.text) for line in lines] if one.shows == "calls" else lines
        later = [other for other in own[at + 1 :] if other.call.function == one.call.function]
        if one.shows == "calls" and (
            again in told or any(list(writer.lines(other, last=True)) == again for other in later)
        ):
            continue  # the same call is made once more, for its answer
        if one.call.then and one is not own[-1] and isinstance(own[-1].reply, Raised):
            yield from (Line(line.text, False) for line in lines if one.call.then[-1].called)
        elif about.repeats or one.call.then or lines not in told:
            yield from lines
        told.append(lines)


def _tried(text: str) -> Line:
    """What raises, as the claim has it, where something comes after it."""
    return Line(f"try:\n    {text}\nexcept Exception as error:\n    print(repr(error))", False)


@dataclass(slots=True)
class _Story:
    """Objects of one class that the code has made, and the steps that it has written.

    others: how many objects of the class there are besides; objects: how many of these.
    """

    call: Call
    others: int
    objects: int = 0
    steps: list[Step] = field(default_factory=list)

    def name(self, number: int) -> str:
        return name_of(self.call.function, self.others + number)

    def has_come_to(self, call: Call) -> bool:
        same = call.function == self.call.function and call.arguments is self.call.arguments
        return same and self.steps == list(call.then[:-1])


class _Writer:
    """Writes calls; arguments that are inputs, or answers of calls before, by their names."""

    def __init__(self, example: Mapping[str, Any]) -> None:
        self._stories: list[_Story] = []
        self._names = {as_source(value): name for name, value in example.items()}
        self._inputs = {id(value): name for name, value in example.items()}
        self._answers: dict[int, str] = {}

    def lines(self, one: Asked, *, last: bool) -> Iterator[Line]:
        call, reply = one.call, one.reply
        if call.of_objects():
            yield from self._object(one, last=last)
            return
        if call.reads == "kept":
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

    def _inputs_after(self, one: Asked) -> Iterator[Line]:
        if not isinstance(one.reply, Returned) or not one.reply.changed:
            return
        given = (*one.call.arguments, *(argument for _, argument in one.call.named))
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

    def _object(self, one: Asked, *, last: bool) -> Iterator[Line]:
        """What objects of a class are asked; all of it was asked in order."""
        call = one.call
        story = next((known for known in self._stories if known.has_come_to(call)), None)
        if story is None:
            others = [known.objects for known in self._stories if known.call.function == call.function]
            story = _Story(call, sum(others))
            self._stories.append(story)
        step = call.then[-1] if call.then else Step("", call.arguments, call.named)
        if call.then:
            story.steps.append(step)
        text, raised = self._step(one, story, step), isinstance(one.reply, Raised)
        value = one.reply.value if isinstance(one.reply, Returned) else None
        given = value.text if isinstance(value, NotNumbers) and value.kind == AN_OBJECT else ""
        new = not step.name or given == str(story.objects)
        if new:
            text = f"{story.name(story.objects)} = {text}"
            story.objects += 1
        silent = new or given or getattr(value, "value", ...) is None
        yield _tried(text) if raised and not last else Line(text, not silent)

    def _step(self, one: Asked, story: _Story, step: Step) -> str:
        if not step.name:
            return f"{one.call.function}({self._parentheses(one, step.arguments, step.named)})"

        def told(argument: Any) -> str:
            return story.name(argument.number) if isinstance(argument, ObjectNumber) else self._told(argument)

        given = [*map(told, step.arguments), *(f"{key}={told(value)}" for key, value in step.named)]
        name = story.name(step.of)
        special = {"__call__": f"{name}({', '.join(given)})", "__len__": f"len({name})"}
        if step.name == "__getitem__":
            return f"{name}[{', '.join(given)}]"
        asked = f"{name}.{step.name}"
        return special.get(step.name, f"{asked}({', '.join(given)})" if step.called else asked)

    def _call(self, one: Asked, arguments: Sequence[Any]) -> str:
        text = f"{one.call.function}({self._parentheses(one, arguments, one.call.named)})"
        return f"list(islice({text}, {one.call.most}))" if one.call.reads == "items" else text

    def _parentheses(self, one: Asked, arguments: Sequence[Any], named: Sequence[tuple[str, Any]]) -> str:
        changed = one.reply.changed if isinstance(one.reply, Returned) and one.shows != "inputs" else {}
        texts = [self._told(argument) for argument in arguments]
        for at, argument in enumerate(arguments):
            if at in changed and isinstance(argument, np.ndarray) and texts[at].isidentifier():
                texts[at] += ".copy()"
        return ", ".join([*texts, *(f"{name}={self._told(value)}" for name, value in named)])

    def _told(self, argument: Any) -> str:
        if name := self._inputs.get(id(argument)) or self._answers.get(id(argument)):
            return name
        text = as_source(argument)
        return self._names.get(text, text)
