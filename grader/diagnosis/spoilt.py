"""What is said where answers are right, and arguments are others after the call."""

from collections.abc import Sequence

import numpy as np

from grader.diagnosis.changes import Point
from grader.errors import changed
from grader.model import Contrast, Result

# What is said of answers, and of arguments that are other ones after the call.
_CHANGES = {
    "Wrong for every": "Changes what it is given for every",
    "right for all others tried": "and for no other",
    "Right for every input tried, except": "Leaves what it is given as it was, except",
    "Right for all": "Leaves what it is given as it was for all",
    "wrong for some with more": "and changes it for some with more",
    "Goes wrong only": "Changes what it is given only",
}


def spoils(sentence: str) -> str:
    """The sentence on where it goes wrong, of a function whose answers are right, but not what it leaves."""
    for wrong, words in _CHANGES.items():
        sentence = sentence.replace(wrong, words)
    return sentence


def spoilt_by(lost: Sequence[Result]) -> list[str]:
    """The arguments that are others after the call, if that is all that fails."""
    found = [changed(one.counterexample.what) if one.counterexample else "" for one in lost]
    return [*dict.fromkeys(found)] if all(found) else []


def what_was_given(
    spoilt: Sequence[str], there: str, points: Sequence[Point], names: Sequence[str], *, draws: bool
) -> Contrast:
    """there: where that is so; "": everywhere, or nobody knows."""
    kinds = {list: "list", np.ndarray: "array"}
    told, asked = [], set()
    for name in spoilt:
        at = names.index(name) if name in names else len(names)
        given = {kinds.get(type(one.call.arguments[at])) for one in points if len(one.call.arguments) > at}
        kind = given.pop() if len(given) == 1 else None
        told.append(f"the {kind} `{name}`" if kind else f"`{name}`")
        asked.add(f"{'an' if kind == 'array' else 'a'} {kind}" if kind else "something")
    text = there or f"Changes {' and '.join(told)} that it was given."
    question = f"Which line changes {' or '.join(sorted(asked))} that you were given, and not a copy of it?"
    return Contrast(f"{text} What it {'draws' if draws else 'returns'} is right.", question)
