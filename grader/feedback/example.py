"""A counterexample as a page shows it: the calls to paste, and what came back beside what was expected."""

import ast
import json
import math
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from grader.model import Counterexample
from grader.wording import BEFORE, printable

_IMPORTS = {  # what pasted lines need, by what shows that they do
    "namedtuple(": "from collections import namedtuple",
    "np.": "import numpy as np",
    "pd.": "import pandas as pd",
}
BAR = 100  # the width of the widest bar, in the units of its picture
_LONGEST = 2_000  # characters of one input or value; what a check draws stays far below
_DECIMAL = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?|-?inf|nan")


@dataclass(frozen=True, slots=True)
class Bar:
    """One value's bar from `left`, `width` wide, in [0, BAR]."""

    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """One place of two arrays. bars: the two values drawn to one scale; None: there is no such scale."""

    place: str
    got: str
    expected: str
    bars: tuple[Bar, Bar] | None = None

    @property
    def same(self) -> bool:
        return self.got.strip() == self.expected.strip()


@dataclass(frozen=True, slots=True)
class Example:
    """expected: "" where nothing came back to compare. rows: the arrays number by number, where small.

    whole: what these are the numbers of. zero: where zero lies in the bars. beside: what gave `expected`,
    where that is another answer of the student and may be the wrong one of the two.
    """

    what: str
    got: str
    expected: str
    paste: str
    rows: tuple[Row, ...] = ()
    whole: str = ""
    zero: float = 0.0
    beside: str = ""

    @property
    def other(self) -> str:
        """What stands over the numbers that are compared with those that came back."""
        return "the other call" if self.beside else "expected"

    @property
    def is_code(self) -> bool:
        """Whether `what` is an expression such as softmax(scores)[0], and not prose."""
        return _parsed(self.what) is not None


def example(question: str, found: Counterexample, code: str) -> Example:
    """code: the cell that defines the question's function, for the names of its parameters."""
    rows = tuple(_rows(*found.whole)) or tuple(_rows(found.got, found.expected))
    got, expected = (bounded(printable(text), _LONGEST) for text in (found.got, found.expected))
    if _DECIMAL.fullmatch(got) and _DECIMAL.fullmatch(expected):
        got, expected = aligned((got, expected))
    zero = _scale([row.got for row in rows] + [row.expected for row in rows])[0]
    what = printable(found.what).rstrip(",")
    whole = re.sub(r"\[[\d, ]+\]$", "", what) if found.whole[0] else what
    pasted = paste(question, found, code)
    return Example(what, got, expected, pasted, rows, whole, zero, printable(found.beside))


def bounded(text: str, longest: int) -> str:
    """`text`, cut where it is longer; the cut says so."""
    rest = len(text) - longest
    return f"{text[:longest]}… and {rest:,} more characters" if rest > 0 else text


def paste(question: str, found: Counterexample, code: str) -> str:
    """Python that asks the student's function what the check asked it."""
    lines = [f"{given.name} = {bounded(printable(given.value), _LONGEST)}" for given in found.when]
    call = _call(question, found, code)
    if call and found.beside == BEFORE:  # twice, as only the two together show it
        call = f"{call}, {call}"
    history = _history(found.what, question, [given.name for given in found.when])
    lines += history or [call or f"# now look at {_in_one_line(found.what)}"]
    needed = [text for used, text in _IMPORTS.items() if any(used in line for line in lines)]
    told = textwrap.wrap(_in_one_line(found.alone), 76, initial_indent="# ", subsequent_indent="# ")
    return "\n".join([*told, *needed, "", *lines] if needed else [*told, *lines])


def _history(what: str, question: str, names: Sequence[str]) -> list[str]:
    """The lines of "stack = Stack(3); stack.pop()", how an object came to be; [] for all else."""
    if "; " not in what or f"= {question}(" not in what:
        return []
    try:
        statements = ast.parse(what).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    made = what.partition(" = ")[0]
    known = all(_known(statement, {"np", "namedtuple", question, made, *names}) for statement in statements)
    return [ast.unparse(statement) for statement in statements] if known else []


def aligned(numbers: Sequence[str]) -> list[str]:
    """The numbers, padded so that their points stand below one another in a fixed-width font."""
    heads = [re.split(r"[.e]", number, maxsplit=1)[0] for number in numbers]
    widest = max(map(len, heads), default=0)
    return [" " * (widest - len(head)) + number for head, number in zip(heads, numbers, strict=True)]


def _in_one_line(text: str) -> str:
    return " ".join(bounded(printable(text), _LONGEST).split())


def _call(question: str, found: Counterexample, code: str) -> str:
    """The call that the example is about, if it can be made of its inputs alone; "" otherwise."""
    names = [given.name for given in found.when]
    if f"{question}(" in found.what:  # a call that is told in words is another than the plain one
        return next(_calls_in(found.what, question, names), "")
    return _call_by_signature(question, names, code)


def _calls_in(text: str, question: str, names: Sequence[str]) -> Iterator[str]:
    """Calls of `question` in prose such as "the weights of attend(a, b)[2]"."""
    start = text.find(f"{question}(")
    ends = [match.end() for match in re.finditer(r"\)", text) if start >= 0]
    for end in reversed(ends):  # the longest call: Stack(3).push(1), not Stack(3) alone
        call = text[start:end]
        tree = _parsed(call)
        if tree and isinstance(tree.body, ast.Call) and _known(tree, {"np", question, *names}):
            yield call


def _parsed(text: str) -> ast.Expression | None:
    try:
        return ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _known(tree: ast.AST, names: set[str]) -> bool:
    """Whether a student can run it: nothing is left out of it, and nothing unknown is in it."""
    nodes = list(ast.walk(tree))
    elided = any(isinstance(node, ast.Constant) and node.value is ... for node in nodes)
    return not elided and {node.id for node in nodes if isinstance(node, ast.Name)} <= names


def _call_by_signature(question: str, names: Sequence[str], code: str) -> str:
    try:
        body = ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    for node in body:
        if isinstance(node, ast.FunctionDef) and node.name == question:
            wanted = [parameter.arg for parameter in node.args.args]
            wanted = wanted[: len(wanted) - len(node.args.defaults)]
            return f"{question}({', '.join(wanted)})" if wanted and set(wanted) <= set(names) else ""
    return ""


def _rows(got: str, expected: str) -> Iterator[Row]:
    """The places of two lists of one shape; none if the texts are anything else."""
    lists = _numbers(got), _numbers(expected)
    if lists[0] is None or lists[1] is None:
        return
    (places, gots), (other_places, dues) = (_flat(numbers) for numbers in lists if numbers is not None)
    if places != other_places:
        return
    zero, scale = _scale([*gots, *dues])
    texts = aligned(gots), aligned(dues)
    for index, place in enumerate(places):
        bars = (_bar(gots[index], zero, scale), _bar(dues[index], zero, scale)) if scale else None
        yield Row(place, texts[0][index], texts[1][index], bars)


def _numbers(text: str) -> list[object] | None:
    """The list in a text like "[0, nan, 2.5]". Numbers stay the text that told them."""
    named = re.sub(r"-?inf|nan", lambda word: f'"{word[0]}"', text)
    try:
        found = json.loads(named, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list) and found else None


def _flat(numbers: Iterable[object], above: tuple[int, ...] = ()) -> tuple[list[str], list[str]]:
    """Places such as "0" and "1, 2", and the number at each."""
    places, found = [], []
    for index, item in enumerate(numbers):
        here = (*above, index)
        inner = _flat(item, here) if isinstance(item, list) else ([", ".join(map(str, here))], [str(item)])
        places += inner[0]
        found += inner[1]
    return places, found


def _scale(numbers: Sequence[str]) -> tuple[float, float]:
    """Where zero lies in [0, BAR], and the width of 1; width 0 if the numbers cannot be drawn."""
    try:
        values = [0.0, *map(float, numbers)]
    except ValueError:
        return 0.0, 0.0
    if not all(map(math.isfinite, values)):
        return 0.0, 0.0
    span = max(values) - min(values)
    if not math.isfinite(span) or not span:
        return 0.0, 0.0
    return round(-min(values) / span * BAR, 2), BAR / span


def _bar(number: str, zero: float, scale: float) -> Bar:
    length = float(number) * scale
    return Bar(round(zero + min(length, 0.0), 2), round(abs(length), 2))
