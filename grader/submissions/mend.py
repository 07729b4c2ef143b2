"""A submission's cells, cut and glued again where a slip in the editor went through a stub's code.

Done before any cell is recognised, and only where Python itself says that it is right: the outcome parses and
binds the stub's name, and what was there did not.

    joined      the cell was split inside the function
    parted      the cell was merged into a cell of text
    unfenced    the code stands between the marks of a Markdown code block
    blanks      blanks from a web page, which Python does not read
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from grader.notebooks import bound, parses
from grader.submissions.match import Cell, defined

MOST_PARTS = 20  # cells that one stub is put together from
_FENCE = re.compile(r"^```[ \t]*(?:python|py)?[ \t]*\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)
_STARTS = re.compile(r"^(?:def|async def|class|import|from|@)\b", re.MULTILINE)
_ODD_BLANKS = dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2009\u202f\u3000"), " ")


@dataclass(frozen=True, slots=True)
class Slip:
    """What was amiss with the stub or answer `name`; rule: one of those above, or a Repair's."""

    name: str
    rule: str


def mended(cells: Sequence[Cell], stubs: Collection[str]) -> tuple[list[Cell], list[Slip]]:
    """The cells as they were meant, and what was done to them. stubs: the names they should bind."""
    done: list[Slip] = []
    read = [_legible(cell, stubs, done) for cell in cells]
    whole = list(_joined(read, stubs, done))
    lost = set(stubs) - defined(cell for cell in whole if parses(cell.text))
    return [part for cell in whole for part in _parted(cell, lost, done)], done


def _legible(cell: Cell, stubs: Collection[str], done: list[Slip]) -> Cell:
    """Code whose only fault are blanks that look like blanks."""
    if cell.kind != "code" or parses(cell.text):
        return cell
    text = cell.text.translate(_ODD_BLANKS)
    if text == cell.text or not parses(text):
        return cell
    done += [Slip(name, "blanks") for name in sorted(bound(text) & set(stubs))]
    return replace(cell, text=text)


def _joined(cells: Sequence[Cell], stubs: Collection[str], done: list[Slip]) -> Iterator[Cell]:
    """A cell that begins indented ends the function of the cell above, if both together are Python."""
    waiting = list(cells)
    while waiting:
        head = waiting.pop(0)
        number = _tails(head, waiting, stubs) if head.kind == "code" else 0
        if number:
            head = replace(head, text="\n".join(cell.text for cell in [head, *waiting[:number]]))
            done += [Slip(name, "joined") for name in sorted(head.bound & set(stubs))]
            del waiting[:number]
        yield head


def _tails(head: Cell, below: Sequence[Cell], stubs: Collection[str]) -> int:
    """How many of the cells below belong to it."""
    text, found = head.text, 0
    for number, cell in enumerate(below[:MOST_PARTS], start=1):
        if cell.kind != "code" or not cell.text.lstrip("\n")[:1].isspace():
            break
        text += f"\n{cell.text}"
        if parses(text) and bound(text) & set(stubs):
            found = number
    return found


def _parted(cell: Cell, lost: set[str], done: list[Slip]) -> Iterator[Cell]:
    """A cell of text that defines a function nobody else does, as that text and a cell of code."""
    names = sorted(name for name in lost if name in cell.text)
    if (cell.kind == "code" and parses(cell.text)) or not names:
        yield cell
        return
    merged = _trailing(cell.text) if cell.kind != "code" else ()
    for text, code, rule in (*_fenced(cell.text), *merged):
        found = [name for name in names if name in bound(code)] if parses(code) else []
        if found:
            lost.difference_update(found)
            done += [Slip(name, rule) for name in found]
            if text.strip():
                yield replace(cell, text=text)
                yield Cell("code", code, "", "")
            else:
                yield replace(cell, text=code)
            return
    yield cell


def _fenced(text: str) -> Iterator[tuple[str, str, str]]:
    for found in _FENCE.finditer(text):
        yield text[: found.start()] + text[found.end() :], found[1], "unfenced"


def _trailing(text: str) -> Iterator[tuple[str, str, str]]:
    """Text above, code below."""
    for found in list(_STARTS.finditer(text))[:MOST_PARTS]:
        if found.start():
            yield text[: found.start()].rstrip(), text[found.start() :], "parted"
