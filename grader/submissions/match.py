"""Which cell of a submission is which cell of the release.

Rule by rule over all cells, the surest first, so that no guess takes what a later cell could have claimed:

    label      nbgrader's grade_id
    id         the notebook's own cell id
    function   the stub's function is defined in it
    text       its words are the released ones, exactly or nearly
    place      it stands where the released cell stood, between neighbours already found
"""

import difflib
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nlargest
from itertools import islice, pairwise
from typing import Any, Literal

from rapidfuzz.distance import Indel

from grader.notebooks import Kind, Role, bound_names

Rule = Literal["label", "id", "function", "text", "place"]

ALIKE = 0.6  # difflib's own advice for "close"
SHORTEST = 8  # words; a shorter text is like too many others to be recognised by half of it
_WORD = re.compile(r"\w+|[^\w\s]")
_MOST_WORDS = 400
_MOST_RIVALS = 200
_MOST_COMPARED = 5


@dataclass(frozen=True)
class Cell:
    """What anchoring knows of a cell, released or submitted. role: "" where its label does not matter.

    attachments: pictures pasted into Markdown.
    """

    kind: Kind
    text: str
    label: str
    id: str
    role: Role | Literal[""] = ""
    name: str = ""
    attachments: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(_WORD.findall(self.text))

    @cached_property
    def bound(self) -> frozenset[str]:
        return bound_names(self.text)


@dataclass(frozen=True, slots=True)
class Match:
    """submitted: the cell's index. rivals: indices of the cells with as good a claim."""

    submitted: int
    rule: Rule
    rivals: tuple[int, ...] = ()


def matches(submitted: Sequence[Cell], release: Sequence[Cell]) -> dict[int, Match]:
    """Release index → match, for every released cell with a role that was found."""
    search = _Search(submitted, release, {}, dict(enumerate(submitted)))
    stubs = {cell.name for cell in release if cell.role == "stub"}
    search.by("label", lambda wanted, cell: cell.label == wanted.label and not _misfit(wanted, cell, stubs))
    search.by("id", lambda wanted, cell: cell.id == wanted.id and not _misfit(wanted, cell, stubs))
    search.by("function", lambda wanted, cell: wanted.role == "stub" and wanted.name in cell.bound)
    _by_equal_text(search)
    _by_nearest_text(search)
    _by_place(search)
    return search.found


def _misfit(wanted: Cell, cell: Cell, stubs: set[str]) -> bool:
    """A stub's code is no written answer, though its cell was made by copying that one."""
    return wanted.role == "answer" and cell.kind == "code" != wanted.kind and bool(cell.bound & stubs)


def defined(cells: Iterable[Cell]) -> frozenset[str]:
    """The names that the code cells among `cells` bind."""
    return frozenset[str]().union(*(cell.bound for cell in cells if cell.kind == "code"))


def same(one: Cell, other: Cell) -> bool:
    """Alike but for blanks."""
    return one.words == other.words


@dataclass(frozen=True, slots=True)
class _Search:
    """What has been `found` so far, and which submitted cells are still `free`."""

    submitted: Sequence[Cell]
    release: Sequence[Cell]
    found: dict[int, Match]
    free: dict[int, Cell]

    def missing(self) -> list[tuple[int, Cell]]:
        """Released cells yet to be found, by index."""
        return [(i, cell) for i, cell in enumerate(self.release) if cell.role and i not in self.found]

    def by(self, rule: Rule, claims: Callable[[Cell, Cell], bool]) -> None:
        for index, wanted in self.missing():
            rivals = [number for number, cell in self.free.items() if claims(wanted, cell)]
            if rivals:
                self.take(index, _best(wanted, rivals, self.free), rule, rivals)

    def take(self, index: int, number: int, rule: Rule, rivals: Iterable[int] = ()) -> None:
        self.found[index] = Match(number, rule, tuple(rival for rival in rivals if rival != number))
        del self.free[number]


def _best(wanted: Cell, rivals: Sequence[int], free: Mapping[int, Cell]) -> int:
    """Of copies, the one its author worked on; of several such, the one that would count in a run."""

    def worth(number: int) -> tuple[bool, bool, int, int]:
        cell = free[number]
        changed = not same(cell, wanted)
        if wanted.role == "stub":
            return wanted.name in cell.bound, changed, 0, number
        if wanted.role == "answer":
            return True, changed, len(cell.text), -number
        return True, not changed, 0, -number

    return max(rivals, key=worth)


def _by_equal_text(search: _Search) -> None:
    """Equal words claim a cell, unless the release says the same words twice ("Your answer here.")."""
    times = Counter(cell.words for cell in search.release)
    search.by("text", lambda wanted, cell: same(wanted, cell) and times[wanted.words] == 1)


def _by_nearest_text(search: _Search) -> None:
    for index, wanted in _elsewhere(search):
        if wanted.role == "check" or len(wanted.words) < SHORTEST:
            continue
        matcher = difflib.SequenceMatcher[str](autojunk=False)
        matcher.set_seq2(wanted.words[:_MOST_WORDS])
        best, nearest = ALIKE, -1
        for number in _hopeful(wanted, search.free):
            matcher.set_seq1(search.free[number].words[:_MOST_WORDS])
            if matcher.ratio() > best:
                best, nearest = matcher.ratio(), number
        if nearest >= 0:
            search.take(index, nearest, "text")


def _hopeful(wanted: Cell, free: Mapping[int, Cell]) -> list[int]:
    """The few cells that may be alike, in order.

    This likeness is never below difflib's ratio, and is found in a thousandth of its time.
    """
    words = wanted.words[:_MOST_WORDS]
    likeness = {
        number: Indel.normalized_similarity(words, cell.words[:_MOST_WORDS], score_cutoff=ALIKE)
        for number, cell in islice(free.items(), _MOST_RIVALS)
    }
    return sorted(nlargest(_MOST_COMPARED, filter(likeness.get, likeness), key=likeness.__getitem__))


def _by_place(search: _Search) -> None:
    """Stubs and answers, whose text is their author's own, by the released cells around them."""
    stubs = {cell.name for cell in search.release if cell.role == "stub"}
    known = [(index, search.found[index].submitted) for index in sorted(search.found)]
    missing = [(index, cell) for index, cell in _elsewhere(search) if cell.role in ("stub", "answer")]
    for (before, start), (after, end) in pairwise([(-1, -1), *known, (len(search.release), sys.maxsize)]):
        for kind in ("code", "markdown"):
            slots = [index for index, cell in missing if before < index < after and cell.kind == kind]
            gap = [
                (number, cell)
                for number, cell in search.free.items()
                if start < number < end and not stubs & cell.bound  # that one answers another question
            ]
            _fill(search, slots, [number for number, cell in gap if cell.kind == kind and cell.words])


def _fill(search: _Search, slots: Sequence[int], there: Sequence[int]) -> None:
    """One slot takes the first cell with words of its own; several take theirs in order."""
    if len(slots) == 1:
        wanted = search.release[slots[0]]
        there = [n for n in there if not same(search.free[n], wanted)] or there
    for index, number in zip(slots, there, strict=False):
        search.take(index, number, "place")


def _elsewhere(search: _Search) -> list[tuple[int, Cell]]:
    """What is missing and worth a guess. A stub whose function another cell defines is not."""
    names = defined(search.submitted)
    return [(i, cell) for i, cell in search.missing() if cell.role != "stub" or cell.name not in names]
