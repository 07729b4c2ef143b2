"""A counterexample as a page shows it: the calls to paste, and what came back beside what was expected."""

import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from grader.errors import changed, parsed
from grader.model import Counterexample, Intermediate
from grader.wording import BEFORE, LASTING, printable

NOTHING = 1e-12  # what is nearer to 0 is 0 to the eye
BAR = 100  # the width of the widest bar, in the units of its picture
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
        """As they are read, or nearer than any check looks."""
        if self.got.strip() == self.expected.strip():
            return True
        try:
            return abs(float(self.got) - float(self.expected)) < NOTHING
        except ValueError:
            return False


@dataclass(frozen=True, slots=True)
class Example:
    """expected: "" where nothing came back to compare. rows: the arrays number by number, where small.

    whole: what these are the numbers of. zero: where zero lies in the bars. at, beside, sure, alone, way,
    right, question: as model.Counterexample has them.
    """

    what: str
    got: str
    expected: str
    paste: str
    rows: tuple[Row, ...] = ()
    whole: str = ""
    zero: float = 0.0
    beside: str = ""
    at: str = ""
    sure: bool = False
    alone: str = ""
    way: tuple[Intermediate, ...] = ()
    right: bool = False
    question: str = ""

    @property
    def other(self) -> str:
        """What stands over the numbers that are compared with those that came back."""
        if self.changed:
            return "before"
        if self.beside in (BEFORE, LASTING):
            return "before"
        return "the other" if self.beside and not self.sure else "expected"

    @property
    def doubtful(self) -> bool:
        """Whether either of two answers may be the wrong one; of what is overwritten, that is known."""
        return bool(self.beside) and not self.sure and self.beside != LASTING

    @property
    def digits(self) -> int:
        """How many have to be printed to see the difference, where a notebook prints fewer; else 0."""
        found = re.search(r"printoptions\(precision=(\d+)", self.paste)
        return int(found[1]) if found else 0

    @property
    def changed(self) -> str:
        """The argument that was changed and should not be, where that is what it is about."""
        return changed(self.what)

    @property
    def apart(self) -> float:
        """How far the two numbers are from each other; infinity where they are none."""
        try:
            found = abs(float(self.got) - float(self.expected))
        except ValueError:
            return math.inf
        return found if math.isfinite(found) else math.inf

    @property
    def is_code(self) -> bool:
        """Whether `what` is an expression such as softmax(scores)[0], or a story of objects; no prose."""
        story = re.match(r"\w+ = \w+\(", self.what) is not None
        return (story or parsed(self.what) is not None) and not self.at


def example(found: Counterexample) -> Example:
    """found: as a report has it."""
    rows = tuple(_rows(*found.whole)) or tuple(_rows(found.got, found.expected))
    if changed(found.what) and all(row.same for row in rows):  # so small a change that none is seen
        rows = ()
    got, expected = (printable(text) for text in (found.got, found.expected))
    if _DECIMAL.fullmatch(got) and _DECIMAL.fullmatch(expected):
        got, expected = aligned((got, expected))
    zero = _scale([row.got for row in rows] + [row.expected for row in rows])[0]
    what = printable(found.what).rstrip(",")
    whole = re.sub(r"\[[\d, ]+\]$", "", what) if found.whole[0] and not found.at else what
    beside = printable(found.beside)
    return Example(
        what, got, expected, paste(found), rows, whole, zero, beside, found.at, found.sure, found.alone,
        found.way, found.right, found.question,
    )  # fmt: skip


def paste(found: Counterexample) -> str:
    """Python that shows it, below the student's cell."""
    return printable(found.code) or "\n".join(
        f"{given.name} = {printable(given.value)}" for given in found.when
    )


def aligned(numbers: Sequence[str]) -> list[str]:
    """The numbers, padded so that their points stand below one another in a fixed-width font."""
    heads = [re.split(r"[.e]", number, maxsplit=1)[0] for number in numbers]
    widest = max(map(len, heads), default=0)
    return [" " * (widest - len(head)) + number for head, number in zip(heads, numbers, strict=True)]


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
