"""A submission's cells, cut and glued again where a slip in the editor went through a stub's code.

Done before any cell is recognised, and only where Python itself says that it is right: the outcome parses and
binds the stub's name, and what was there did not.

    joined      the cell was split inside the function
    parted      the cell was merged into a cell of text
    unfenced    the code stands between the marks of a Markdown code block
    blanks      blanks and unseen marks from a web page, which Python does not read
"""

import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from grader.notebooks import bound_names, parses
from grader.submissions.match import Cell, defined

MOST_PARTS = 20  # cells that one stub is put together from
PARSED = 4  # so many times its own length a notebook is parsed while its parts are put together, and
PARSED_AT_LEAST = 100_000  # characters, however short it is
_FENCE = re.compile(r"^```[ \t]*(python|py)?[ \t]*$", re.MULTILINE)
_STARTS = re.compile(r"^(?:def|async def|class|import|from|@)\b", re.MULTILINE)
_ODD_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2009\u202f\u3000"), " ")
_ODD_BLANKS |= dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), "")  # nobody sees them


@dataclass(frozen=True, slots=True)
class Slip:
    """What was amiss with the stub or answer `name`; rule: one of those above, or a Repair's."""

    name: str
    rule: str


class _Reader:
    """Reads Python until it has read enough: hostile cells can be put together in very many ways."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        self._left = PARSED * sum(len(cell.text) for cell in cells) + PARSED_AT_LEAST  # characters

    def names(self, text: str) -> frozenset[str]:
        """What `text` binds; nothing where it is not Python, or enough was read."""
        self._left -= len(text)
        return bound_names(text) if self._left > 0 and parses(text) else frozenset()


def mended(cells: Sequence[Cell], stubs: Collection[str]) -> tuple[list[Cell], list[Slip]]:
    """The cells as they were meant, and what was done to them. stubs: the names they should bind."""
    done: list[Slip] = []
    reader, wanted = _Reader(cells), set(stubs)
    read = [_legible(cell, wanted, done) for cell in cells]
    whole = list(_joined(read, wanted, done, reader))
    lost = wanted - defined(cell for cell in whole if parses(cell.text))
    return [part for cell in whole for part in _parted(cell, lost, done, reader)], done


def _legible(cell: Cell, stubs: set[str], done: list[Slip]) -> Cell:
    """Code whose only fault are blanks that look like blanks."""
    if cell.kind != "code" or parses(cell.text):
        return cell
    text = cell.text.translate(_ODD_BLANKS)
    if text == cell.text or not parses(text):
        return cell
    done += [Slip(name, "blanks") for name in sorted(bound_names(text) & stubs)]
    return replace(cell, text=text)


def _joined(cells: Sequence[Cell], stubs: set[str], done: list[Slip], reader: _Reader) -> Iterator[Cell]:
    """A cell that begins indented ends the function of the cell above, if both together are Python."""
    waiting = deque(cells)
    while waiting:
        head = waiting.popleft()
        number = _tails(head, waiting, stubs, reader) if head.kind == "code" else 0
        if number:
            tails = [waiting.popleft() for _ in range(number)]
            head = replace(head, text="\n".join(cell.text for cell in [head, *tails]))
            done += [Slip(name, "joined") for name in sorted(head.bound & stubs)]
        yield head


def _tails(head: Cell, below: Iterable[Cell], stubs: set[str], reader: _Reader) -> int:
    """How many of the cells below belong to it."""
    text, found = head.text, 0
    for number, cell in enumerate(islice(below, MOST_PARTS), start=1):
        if cell.kind != "code" or not cell.text.lstrip("\n")[:1].isspace():
            break
        text += f"\n{cell.text}"
        if reader.names(text) & stubs:
            found = number
    return found


def _parted(cell: Cell, lost: set[str], done: list[Slip], reader: _Reader) -> Iterator[Cell]:
    """A cell of text that defines a function nobody else does, as that text and a cell of code."""
    names = {name for name in lost if name in cell.text}
    if not names or (cell.kind == "code" and parses(cell.text)):
        yield cell
        return
    merged = _trailing(cell.text) if cell.kind != "code" else iter(())
    for start, end, code, rule in chain(_fenced(cell.text, names), merged):
        found = sorted(names & reader.names(code))
        if found:
            lost.difference_update(found)
            done += [Slip(name, rule) for name in found]
            text = cell.text[:start] + cell.text[end:]
            if text.strip():
                yield replace(cell, text=text)
                yield Cell("code", code, "", "")
            else:
                yield replace(cell, text=code)
            return
    yield cell


def _fenced(text: str, names: set[str]) -> Iterator[tuple[int, int, str, str]]:
    """The blocks of code that say one of the names: start, end, and what is between the marks."""
    opened: re.Match[str] | None = None
    for mark in _FENCE.finditer(text):
        if opened is None:
            opened = mark
        elif not mark[1]:
            code = text[opened.end() + 1 : mark.start()]
            if any(name in code for name in names):
                yield opened.start(), mark.end(), code, "unfenced"
            opened = None


def _trailing(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Text above, code below."""
    for found in islice(_STARTS.finditer(text), MOST_PARTS):
        if found.start():
            yield len(text[: found.start()].rstrip()), len(text), text[found.start() :], "parted"
