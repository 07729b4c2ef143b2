"""What was not as released, in words for the student."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from grader.model import Repair
from grader.notebooks.match import Cell, Match, defined, same

_RECOGNISED = {
    "id": "its id",
    "function": "the function it defines",
    "text": "its text",
    "place": "its place",
}
_GATHERED = "its cell was left as released; what you wrote beside it is taken as the answer"
_KINDS = {"code": "code", "markdown": "Markdown", "raw": "raw"}
_NAMED_AT_MOST = 4
_LONGEST_NAME = 40


def repairs(
    there: Sequence[Cell], wanted: Sequence[Cell], found: Mapping[int, Match], gathered: Sequence[str]
) -> tuple[Repair, ...]:
    """Alike repairs are one.

    there: the submitted cells. wanted: the released ones. found: from `matches`.
    gathered: the answers that were found in cells beside their own.
    """
    faults = [
        *_recognised(wanted, found),
        *_copied(wanted, found),
        *_retyped(there, wanted, found),
        *_rewritten(there, wanted, found),
        *_missing(there, wanted, found),
        *_moved(wanted, found),
        *(Repair(name, "gathered", _GATHERED) for name in gathered),
    ]
    return tuple(_folded(faults))


def must_keep(cell: Cell, released: Cell) -> bool:
    """Whether a student wrote something of their own into a read-only cell, and not just deleted from it."""
    return bool(Counter(cell.words) - Counter(released.words))


def _recognised(wanted: Sequence[Cell], found: Mapping[int, Match]) -> Iterator[Repair]:
    for index, match in sorted(found.items()):
        if match.rule != "label":
            done = f"its label was lost; it was recognised by {_RECOGNISED[match.rule]}"
            yield Repair(_called(wanted[index]), match.rule, done)


def _copied(wanted: Sequence[Cell], found: Mapping[int, Match]) -> Iterator[Repair]:
    owned = {match.submitted for match in found.values()}
    for index, match in sorted(found.items()):
        copies = [rival for rival in match.rivals if rival not in owned]
        if match.rule == "label" and copies:
            times = "twice" if len(copies) == 1 else f"{len(copies) + 1} times"
            which = "the one you worked on" if wanted[index].role in ("stub", "answer") else "one of them"
            done = f"it was there {times}; {which} counts, and the rest stay as ordinary cells"
            yield Repair(_called(wanted[index]), "copied", done)


def _retyped(there: Sequence[Cell], wanted: Sequence[Cell], found: Mapping[int, Match]) -> Iterator[Repair]:
    for index, match in sorted(found.items()):
        was, due = there[match.submitted].kind, wanted[index].kind
        if was != due:
            done = f"it had become a {_KINDS[was]} cell, and is a {_KINDS[due]} cell again"
            yield Repair(_called(wanted[index]), "retyped", done)


def _rewritten(there: Sequence[Cell], wanted: Sequence[Cell], found: Mapping[int, Match]) -> Iterator[Repair]:
    for index, match in sorted(found.items()):
        cell, released = there[match.submitted], wanted[index]
        if released.role in ("check", "locked") and not same(cell, released):
            kept = "; what you wrote in it has a cell of its own below" if must_keep(cell, released) else ""
            done = f"this cell is read-only and was changed; it is as released again{kept}"
            yield Repair(_called(released), "rewritten", done)


def _missing(there: Sequence[Cell], wanted: Sequence[Cell], found: Mapping[int, Match]) -> Iterator[Repair]:
    names = defined(there)
    for index, released in enumerate(wanted):
        if not released.role or index in found:
            continue
        done = "it was missing and has been put back"
        if released.role == "answer":
            done += ", without an answer"
        if released.role == "stub":
            done = "its cell was missing, and no other cell defines it"
            if released.name in names:
                done = "its cell was missing; the definition in another cell counts"
        yield Repair(_called(released), "missing", done)


def _moved(wanted: Sequence[Cell], found: Mapping[int, Match]) -> Iterator[Repair]:
    """The fewest cells whose going back would restore the released order."""
    order = sorted(found, key=lambda index: found[index].submitted)
    kept = set(_longest_rise(order))
    done = "it was not in its released place; it stays where you put it"
    for index in sorted(found):
        if index not in kept:
            yield Repair(_called(wanted[index]), "moved", done)


def _longest_rise(numbers: Sequence[int]) -> list[int]:
    """The longest increasing subsequence, the first of several."""
    best: list[list[int]] = []
    for number in numbers:
        below = max((rise for rise in best if rise[-1] < number), key=len, default=[])
        best.append([*below, number])
    return max(best, key=len, default=[])


def _folded(faults: Sequence[Repair]) -> Iterator[Repair]:
    """One repair for all cells with the same fault, so that a notebook without labels is one line."""
    cells: dict[tuple[str, str], list[str]] = {}
    for fault in faults:
        cells.setdefault((fault.rule, fault.done), []).append(fault.cell)
    for (rule, done), names in cells.items():
        shown = ", ".join(names[:_NAMED_AT_MOST])
        rest = len(names) - _NAMED_AT_MOST
        yield Repair(f"{shown} and {rest} more" if rest > 0 else shown, rule, done)


def _called(cell: Cell) -> str:
    """What a student would call the cell: its question, or its first words."""
    if cell.role in ("stub", "answer"):
        return cell.name
    if cell.role == "check":
        return f"the check of {cell.name}"
    first = (cell.text.strip().splitlines() or ["empty"])[0].lstrip("# ")
    return f'"{first}"' if len(first) <= _LONGEST_NAME else f'"{first[: _LONGEST_NAME - 1]}…"'
