"""What was put right in a notebook, as its page tells it."""

from collections.abc import Sequence
from dataclasses import replace

from grader.model import Repair

# Rules of repairs that a student need not have made necessary: another release does, or another program.
UNLIKE = ("id", "function", "text", "place", "rewritten", "missing")


def put_right(repairs: Sequence[Repair]) -> list[Repair]:
    """What was not as released; all that was done to the same cells is one."""
    done: dict[str, list[Repair]] = {}
    for one in repairs:
        if not one.lacking and not one.gone:
            done.setdefault(one.cell, []).append(one)
    return [
        replace(same[0], done=_each(cell) + "; ".join(one.done for one in same))
        for cell, same in done.items()
    ]


def _each(cell: str) -> str:
    """Before what was done to several cells, which are in quotation marks, with commas between them."""
    return "for each of these, " if '", "' in cell else ""


def in_words(repairs: Sequence[Repair]) -> str:
    """What was done, to follow "something"."""
    rules = {one.rule for one in repairs}
    alone = {"stands": "was counted in your favour", "ended": "stopped in your notebook"}
    return (len(rules) == 1 and alone.get(*rules)) or "was put right in your notebook"


def unlike_release(repairs: Sequence[Repair]) -> bool:
    """Whether something is told that needs another cause than the student."""
    return any(one.rule in UNLIKE for one in repairs)
