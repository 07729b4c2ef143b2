"""A behaviour: the short name of wrong answers, the same for all who answer alike, known mistake or not."""

import hashlib
from typing import cast

import numpy as np

from grader.diagnosis.answers import TOLERANCE, Answers, Numbers, close

SAMPLE = 64  # wrong answers that a name is made of
CELLS = 100  # to a factor of e: numbers that differ by less than a percent mostly share a cell


def behaviour(found: Answers, reference: Answers, *about: str) -> str:
    """A short name, in hex, for how these answers differ from the reference's: equal for equal answers.

    It is made of all forms, of which answers are right, and of a sample of the wrong ones in steps of a
    percent. Rounding has edges: a number that noise takes across one, or across the tolerance between right
    and wrong, gives another name; float64's noise does so once in millions, float32's in some dozens.
    about: what else the name stands for, such as assignment and question.
    """
    wrong = [
        (place, numbers)
        for place, ((form, numbers), (due, expected)) in enumerate(
            zip(found.each(), reference.each(), strict=True)
        )
        if form != due or not close(numbers, expected).all()
    ]
    step = max(1, len(wrong) / SAMPLE)
    sample = [wrong[int(index * step)][1] for index in range(min(SAMPLE, len(wrong)))]
    facts = (about, found.form, [place for place, _ in wrong], [_coarse(numbers) for numbers in sample])
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:12]


def _coarse(numbers: Numbers) -> list[float]:
    """Signed cells on a logarithmic scale, none of whose edges is a number that people compute with."""
    sizes = np.abs(numbers)
    finite = np.isfinite(numbers)
    nothing = TOLERANCE * max(1.0, float(sizes[finite].max(initial=0.0)))
    counted = finite & (sizes > nothing)
    logarithms = np.log(np.where(counted, sizes / nothing, 1.0))
    cells = np.sign(numbers) * (1 + np.floor(CELLS * logarithms + 0.6180339887))
    cells = np.where(finite, np.where(counted, cells, 0.0), numbers)
    return cast(list[float], (cells + 0.0).tolist())  # no -0.0
