"""What a rule is, and those about an argument that says how many rows are due."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.diagnosis.answers import Numbers, close
from grader.values import Call

_PARTS = "What does your line do with one {}: put it in whole, or its parts one by one?"


@dataclass(frozen=True, slots=True)
class Pair:
    """A call, what came back and what was due. part: what this is called, where there are several. names: of
    the call's arguments.
    """

    call: Call
    got: Numbers
    due: Numbers
    part: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What is so of an answer, beside the right one. tells: and by that, all that the answer is. where: it
    says, too, which answers are wrong. of_sizes: it is about these, of which the failed claim has an example.
    """

    holds: Callable[[Any, Any], bool]
    words: str
    question: str
    tells: bool = True
    where: bool = False
    of_sizes: bool = False


def equal(got: Any, due: Any) -> bool:
    return np.shape(got) == np.shape(due) and bool(close(np.asarray(got), np.asarray(due)).all())


def never(got: Any, due: Any) -> bool:
    """Of what no right answer is."""
    return False


def too_few(pairs: Sequence[Pair]) -> Rule | None:
    """Where an argument says how many rows are due, and fewer came back, each as long as it should be."""
    for at, name in enumerate(pairs[0].names):
        if all(_are_fewer(pair, at) for pair in pairs):
            words = f"Fewer {_entries(pairs[0].part)} come back than {name} says"
            asked = f"Is it {name} alone that decides how many come back? What else does, in your code?"
            return Rule(never, words, asked, of_sizes=True)
    return None


def _entries(part: str) -> str:
    """outputs; rows of the alignment."""
    return part if part.endswith("s") else f"rows of the {part}" if part else "rows"


def _are_fewer(pair: Pair, at: int) -> bool:
    (got, *rest), (due, *others) = pair.got.shape or (0, 0), pair.due.shape or (0, 1)
    return _said(pair, at) == due > got and rest == others


def taken_apart(pairs: Sequence[Pair]) -> Rule | None:
    """Of right numbers: where an argument says how many rows are due, and their parts came one by one."""
    for at, name in enumerate(pairs[0].names):
        if not _all_flat(pairs, at):
            continue
        if longer := [pair for pair in pairs if 1 < _said(pair, at) < len(pair.got)]:  # one row shows nothing
            pair, part = min(longer, key=lambda pair: pair.got.size), pairs[0].part
            words = f"The parts of the {_entries(part)} come back one by one: {len(pair.got)} entries"
            asked = _PARTS.format("of them" if part.endswith("s") else "row")
            return Rule(never, f"{words}, where {name} is {_said(pair, at)}", asked, of_sizes=True)
    return None


def _all_flat(pairs: Sequence[Pair], at: int) -> bool:
    return all(pair.got.ndim == 1 < pair.due.ndim and _said(pair, at) == len(pair.due) for pair in pairs)


def _said(pair: Pair, at: int) -> int:
    """-1: this argument is no whole number."""
    said = pair.call.arguments[at] if at < len(pair.call.arguments) else None
    return said if type(said) is int else -1
