"""What was not as released, in words for the student."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from grader.model import GONE, Repair
from grader.submissions.match import Cell, Match, defined, same
from grader.submissions.mend import Slip
from grader.wording import printable

_RECOGNISED = {
    "id": "its id",
    "function": "the function it defines",
    "text": "its text",
    "place": "its place",
}
_SLIPS = {
    "joined": "it had been split inside the function; the parts are one cell again",
    "parted": "it had been merged into a cell of text; it is a cell of its own again",
    "unfenced": "it stood between the marks of a Markdown code block; it is a code cell again",
    "blanks": "its code held blanks that Python does not read, as web pages have; they are plain blanks now",
    "left": "its cell was left as released; the definition in another cell counts",
    "gathered": "its cell was left as released; what you wrote beside it is taken as the answer",
}
OWN = ("stub", "answer")  # roles of cells that are the student's to fill in, and to place
_KINDS = {"code": "code", "markdown": "Markdown", "raw": "raw"}
_NAMED_AT_MOST = 4
_LONGEST_NAME = 40


def repairs(
    there: Sequence[Cell], wanted: Sequence[Cell], found: Mapping[int, Match], slips: Sequence[Slip]
) -> tuple[Repair, ...]:
    """Alike repairs are one.

    there: the submitted cells. wanted: the released ones. found: from `matches`.
    slips: what else was put right, in the order in which it is told.
    """
    faults = [
        *_recognised(wanted, found),
        *_copied(wanted, found),
        *_retyped(there, wanted, found),
        *_rewritten(there, wanted, found),
        *_missing(there, wanted, found),
        *_moved(wanted, found),
        *(Repair(slip.name, slip.rule, _SLIPS[slip.rule]) for slip in slips),
    ]
    return tuple(_folded(faults))


def salvage_repair(name: str, error: str) -> Repair:
    """Of a stub whose cell ended in `error`, its function run all the same."""
    kind = error.partition(":")[0]
    return Repair(name, "salvaged", f"its cell stopped with {kind}; the function in it was run by itself")


def ended_repairs(ended: Sequence[tuple[str, str]]) -> tuple[Repair, ...]:
    """Of cells that were ended, or not run at all. ended: the text of each, and what became of it."""
    return tuple(_folded([Repair(_beginning(text), "ended", f"this cell {what}") for text, what in ended]))


def check_cell_repair(name: str, earned: str, at_the_end: str, cell: str, changed: Sequence[str]) -> Repair:
    """Of a question that is judged as it is where its check cell stands, as `cell` below spoils it.

    earned, at_the_end: "6 of 6", there and at the end of the notebook. changed: names that it uses and that
    the text of `cell` gives a meaning or takes away.
    """
    what = f"changes what it uses ({', '.join(changed)})" if changed else "changes something that it uses"
    what = f"gives {name} another value" if name in changed else what
    first = _beginning(cell)
    done = (
        f"it has {earned} points where its check cell stands, and these count; at the end it has {at_the_end}"
    )
    return Repair(name, "stands", f"{done}, as the cell that begins with {first} {what}")


def name_repairs(found: str, wanted: str, choice: str = "") -> tuple[Repair, ...]:
    """Of a file that was called something else, or was one of several; () for the right name alone.

    choice: why it was this one.
    """
    done = f'it was called "{printable(found)}"; it counts as {wanted}'
    called = () if found == wanted else (Repair("the file", "name", done),)
    return (*called, Repair("the file", "choice", choice)) if choice else called


def must_keep(cell: Cell, released: Cell) -> bool:
    """Whether a student wrote something of their own into a read-only cell, and not just deleted from it."""
    return bool(Counter(cell.words) - Counter(released.words))


def _recognised(wanted: Sequence[Cell], found: Mapping[int, Match]) -> Iterator[Repair]:
    for index, match in sorted(found.items()):
        if match.rule != "label":
            done = f"it has no label; it was recognised by {_RECOGNISED[match.rule]}"
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
            done = "this read-only cell is not as in the release; the released one counts"
            if must_keep(cell, released):
                done += "; what yours adds has a cell of its own in the copy that was graded"
            yield Repair(_called(released), "rewritten", done)


def _missing(there: Sequence[Cell], wanted: Sequence[Cell], found: Mapping[int, Match]) -> Iterator[Repair]:
    names = defined(there)
    for index, released in enumerate(wanted):
        if not released.role or index in found:
            continue
        rule, done = "missing", "it was missing and has been put back"
        if released.role == "answer":
            rule, done = GONE, "its cell was missing; it has been put back, without an answer"
        elif released.role == "stub" and released.name in names:
            done = "its cell was missing; the definition in another cell counts"
        elif released.role == "stub":
            rule, done = GONE, "its cell was missing, and no other cell defines it"
        yield Repair(_called(released), rule, done)


def _moved(wanted: Sequence[Cell], found: Mapping[int, Match]) -> Iterator[Repair]:
    for index in sorted(moved(wanted, found)):
        stays = wanted[index].role in OWN
        done = "it stays where you put it" if stays else "it is there again"
        yield Repair(_called(wanted[index]), "moved", f"it was not in its released place; {done}")


def moved(wanted: Sequence[Cell], found: Mapping[int, Match]) -> set[int]:
    """The fewest cells whose going back would restore the released order, read-only ones if they will do."""
    order = sorted(found, key=lambda index: found[index].submitted)
    weight = {index: len(wanted) if wanted[index].role in OWN else 1 for index in order}
    return set(order) - set(_heaviest_rise(order, weight))


def _heaviest_rise(numbers: Sequence[int], weight: Mapping[int, int]) -> list[int]:
    """The increasing subsequence of the most weight, the first of several."""
    best: list[tuple[int, list[int]]] = []
    for number in numbers:
        heavy, rise = max((one for one in best if one[1][-1] < number), key=itemgetter(0), default=(0, []))
        best.append((heavy + weight[number], [*rise, number]))
    return max(best, key=itemgetter(0), default=(0, []))[1]


def _folded(faults: Sequence[Repair]) -> Iterator[Repair]:
    """One repair for all cells with the same fault, so that a notebook without labels is one line."""
    cells: dict[tuple[str, str], list[str]] = {}
    for fault in faults:
        cells.setdefault((fault.rule, fault.done), []).append(fault.cell)
    for (rule, done), names in cells.items():
        most = len(names) if rule == GONE else _NAMED_AT_MOST  # what is gone may have cost points
        shown, rest = ", ".join(names[:most]), len(names) - most
        yield Repair(f"{shown} and {rest} more" if rest > 0 else shown, rule, done)


def _called(cell: Cell) -> str:
    """What a student would call the cell: its question, or its first words."""
    if cell.role in ("stub", "answer"):
        return cell.name
    if cell.role == "check":
        return f"the check of {cell.name}"
    return _beginning(cell.text.strip().lstrip("# "))


def _beginning(text: str) -> str:
    first = printable((text.strip().splitlines() or ["empty"])[0])
    return f'"{first}"' if len(first) <= _LONGEST_NAME else f'"{first[: _LONGEST_NAME - 1]}…"'
