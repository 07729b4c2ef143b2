"""A failure's example as Python to paste below the student's cell: it prints every answer that is compared.

Where a message names calls ("softmax(scores + 1000)"), these are printed. Otherwise it is written from the
calls that the run made, so whatever a check compares, both sides are there.
"""

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from grader.checks.assertions import shown
from grader.checks.compact import compact
from grader.checks.recorded_calls import RecordedCall
from grader.checks.statements import Line, Writer, finely
from grader.errors import parsed
from grader.values import (
    Call,
    Formula,
    LinearFunction,
    NotNumbers,
    Raised,
    Refilled,
    Reply,
    Returned,
    as_source,
    printing,
)
from grader.wording import NEXT_FIGURE

_OPEN = Line("first = plt.get_fignums()", False)  # whatever the function returns, and a notebook shows
_NO_MORE = Line("plt.get_fignums() == first  # True: the second call has made no new figure")
LONGEST = 20_000  # characters; nobody pastes more
_IMPORTS = {  # what pasted lines need, by what shows that they do
    "islice(": "from itertools import islice",
    "namedtuple(": "from collections import namedtuple",
    "np.": "import numpy as np",
    "pd.": "import pandas as pd",
    "plt.": "import matplotlib.pyplot as plt",
}
_LOOKING_BACK = ("kept", "value kept", "refilled")
_PLACE = re.compile(r"\[[\d, ]+\]$")
_UNROUNDED = re.compile(r"\d\.\d{9}")  # a number that some earlier step came to, which nobody recognises


@dataclass(frozen=True, slots=True)
class About:
    """What a failure is about: the question, the names of the functions its check asks, and its words."""

    question: str
    functions: Sequence[str]
    what: str
    beside: str = ""
    repeats: bool = False
    digits: int = 0  # that have to be printed to show it, where a notebook prints fewer
    sure: bool = False  # what is expected is right: no call of another function has to show it
    whole: tuple[str, str] = ("", "")  # both arrays that are compared, as they are told; "": there are none
    part: int | None = None  # of the question's answers, what is printed; None: all of each

    def mentions(self, function: str) -> bool:
        return function == self.question or bool(re.search(rf"\b{function}\b", f"{self.what} {self.beside}"))


def script(about: About, example: Mapping[str, Any], calls: Sequence[RecordedCall]) -> str:
    """Python to paste; "" where there is nothing to run, or too much to read."""
    seen = _telling([one for one in calls if _is_seen(one)])
    lines = _named_calls(about, example, seen) or list(_made_calls(about, example, seen))
    if about.sure:
        lines = [line for line in lines if not (line.shown and _is_of_other(line.text, about.question))]
    if not lines:
        return ""
    if about.what == NEXT_FIGURE:  # a single call shows nothing
        lines = [line for call in (lines[-1], lines[-1]) for line in (replace(call, shown=False), _OPEN)]
        lines = [*lines[:-1], _NO_MORE]
    shown = [line for line in lines if line.shown]
    # A notebook shows a cell's last value by itself, unless it is None.
    alone = len(shown) == 1 and lines[-1] is shown[0] and not any(map(_is_none, seen))
    if about.digits:
        texts = [text for line in lines for text in finely(line, about.digits)]
    else:
        texts = [line.text if alone or not line.shown else f"print({line.text})" for line in lines]
    telling = {one.call.function for one in seen if one.shows == "calls"} & {about.question}
    given = [_given(name, value, bool(telling)) for name, value in example.items() if _uses(texts, name)]
    needed = [told for used, told in _IMPORTS.items() if any(used in text for text in [*given, *texts])]
    whole = "\n".join([*needed, *([""] if needed else []), *given, *texts])
    return whole if len(whole) <= LONGEST else ""


def _telling(seen: Sequence[RecordedCall]) -> Sequence[RecordedCall]:
    """Less the last calls that were made to see whether an answer stays what it was, where it did."""
    known, stayed, last = set[object](), list[bool](), 0
    for at, one in enumerate(seen, start=1):
        said, looks_back = _said(one), _looks_back(one.call)
        stayed.append(said in known)
        if not (stayed[-1] or looks_back):
            last = at
        if said is not None and not looks_back:
            known.add(said)
    return [one for at, one in enumerate(seen) if at < last or not stayed[at]]


def _looks_back(call: Call) -> bool:
    refilled = any(isinstance(argument, Refilled) for argument in call.given)
    return not call.step and (refilled or call.reads in _LOOKING_BACK)


def _said(one: RecordedCall) -> object:
    """What a function was asked, and answered; equal for what is asked once more, and answered alike."""
    if one.call.step or one.shows != "answer" or not isinstance(one.reply, Returned):
        return None
    kept = one.call.reads in ("kept", "value kept")
    given = one.call.arguments[: len(one.call.arguments) // 2] if kept else one.call.given
    asked = [as_source(each.then if isinstance(each, Refilled) else each) for each in given]
    return one.call.function, *asked, as_source(one.reply.value)


def _is_of_other(text: str, question: str) -> bool:
    """Whether it is of another function, and has numbers that nobody recognises."""
    return question not in text and bool(_UNROUNDED.search(text))


def used(code: str, names: Sequence[str]) -> list[str]:
    """Those of the names that the code gives a value; all where there is no code."""
    return [name for name in names if not code or re.search(rf"^(def )?{name}( =|\()", code, re.MULTILINE)]


def _is_seen(one: RecordedCall) -> bool:
    """Not what is asked on the student's behalf alone, nor a variable, which needs no call."""
    return one.call.reads not in ("usable", "variable") and not one.call.stand_ins


def _is_none(one: RecordedCall) -> bool:
    nothing = one.reply.value if isinstance(one.reply, Returned) else None
    return isinstance(nothing, NotNumbers) and nothing.kind == "NoneType"


def _uses(texts: Sequence[str], name: str) -> bool:
    """Whether it stands there, and not as the name of an argument alone: `by="day"` needs no `by`."""
    return any(re.search(rf"\b{name}\b(?!=[^=])", text) for text in texts)


def _given(name: str, value: Any, telling: bool) -> str:
    if telling and isinstance(value, LinearFunction | Formula):
        return printing(name, value)
    return f"{name} = {compact(value)}"


def _named_calls(about: About, example: Mapping[str, Any], seen: Sequence[RecordedCall]) -> list[Line]:
    """The calls that the words name, if both sides are such; none where a call changes what it is given."""
    texts = [about.what, about.beside] if about.beside else [about.what]
    known = {"np", *about.functions, *example}
    told = [_PLACE.sub("", text) for text in texts]
    changing = any(isinstance(one.reply, Returned) and one.reply.changed for one in seen)
    odd = any(one.shows != "answer" or one.call.reads in _LOOKING_BACK for one in seen)
    if (
        (changing and len(told) > 1)
        or odd
        or not all(_is_call(text, known, about.functions) for text in told)
    ):
        return []
    return [Line(text) for text in dict.fromkeys(told)]


def _is_call(text: str, known: set[str], functions: Sequence[str]) -> bool:
    """Whether it is an expression that calls one of the functions, and nothing is left out of it.

    Words write an array as a list, which a function may not take for one.
    """
    tree = parsed(text)
    nodes = list(ast.walk(tree)) if tree else []
    calls = [node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    elided = any(isinstance(node, ast.Constant) and node.value is ... for node in nodes)
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    listed = any(isinstance(node, ast.List) for node in nodes)
    return not elided and not listed and names <= known and not set(calls).isdisjoint(functions)


def compared(whole: tuple[str, str], own: Sequence[RecordedCall]) -> Collection[int]:
    """The places of the calls that gave one of these; of all, where none is seen to give the first."""
    given = [parts_told(one.reply) for one in own]
    if not any(whole[0] in texts for texts in given):
        return range(len(own))
    return [at for at, texts in enumerate(given) if texts & set(whole)]


def parts_told(reply: Reply) -> set[str]:
    """What came back, each part as it is told."""
    return {shown(part) for part in _parts(reply)}


def _parts(reply: Reply) -> Sequence[Any]:
    """What came back: several things, or one, as a sequence of one."""
    value = reply.value if isinstance(reply, Returned) else ()
    value = getattr(value, "value", value)  # of an object
    return value if isinstance(value, tuple) else (value,)


def _made_calls(about: About, example: Mapping[str, Any], seen: Sequence[RecordedCall]) -> Iterator[Line]:
    """The calls that were made, of the functions that the words are about."""
    own = [one for one in seen if about.mentions(one.call.function)] or seen
    if (
        own and own[-1].call.reads in ("kept", "value kept") and not own[-1].call.step
    ):  # the call before it is the first half of this one
        own = own[-1:]
    writer, places = Writer(example), compared(about.whole, own)
    writer.name_answers(one.call for one in own)
    told: list[list[Line]] = []
    for at, one in enumerate(own):
        lines = list(writer.lines(one, last=one is own[-1]))
        if at not in places and one.call.function == about.question:
            lines = [Line(line.text, False) for line in lines]
        if about.part is not None and one.call.function == about.question and one.shows == "answer":
            lines = [
                replace(line, text=f"{line.text}[{about.part}]" if line.shown else line.text)
                for line in lines
            ]
        again = [Line(line.text) for line in lines] if one.shows == "calls" else lines
        later = [other for other in own[at + 1 :] if other.call.function == one.call.function]
        if one.shows == "calls" and (
            again in told or any(list(writer.lines(other, last=True)) == again for other in later)
        ):
            continue  # the same call is made once more, for its answer
        step = one.call.step
        if step and one is not own[-1] and isinstance(own[-1].reply, Raised):
            yield from (Line(line.text, False) for line in lines if step.called)
        elif about.repeats or step or lines not in told:
            yield from lines
        told.append(lines)
