"""A name says a number of the student's code only if it stands there, or answers tell it."""

import re
from itertools import takewhile
from pathlib import Path

import pytest

from grader.course.load import load_assignment, load_course
from grader.diagnosis.bounds import without_foreign_bounds
from grader.diagnosis.quoted import as_said
from grader.solutions import Mutant, load_known, load_reference, mutants

ROOT = Path(__file__).parents[2]
CELL = "def f(x, *more):\n    return x"  # without a number
CUT = "Cuts scores off at 400 and -400."
NEAR = "Gives all the same weight where no two scores are more than a thousandth apart."
# Numbers that the answers to a few inputs tell from all others: places, digits, factors, shapes, counts of 2.
TOLD = re.compile(
    r"Rounds .*digits?|shape \(1, [Td]\)|Raises \d+ |into 0 to 1|1 \+ x|float(?:16|32|64)|larger of 0|by 0"
    r"|^Divides .* by \d+|log\(1 \+ exp\)|(?:Sets \w+ to|Comes out as with) .*|score of 0|number 0|but 0|2x"
    r"|at 0, 1, 2|1 - tanh|at 0 along x, and not at 1"
)
COUNTED = re.compile(r"\b(?:eight|ten|twelve|hundred|thousandth?)\b")


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        (CUT, "np.clip(x, -500, 500)", "Cuts scores off at some bound."),
        (CUT, "np.clip(x, -400, 4e2)", CUT),
        (CUT, "np.clip(x, -b, 20**2)", CUT),
        (CUT, "np.clip(x, -400", "Cuts scores off at some bound."),
        ("Cuts scores off above 20.", "np.minimum(x, 30)", "Cuts scores off above some bound."),
        ("Leaves out what is small in x, up to about 0.05.", "x > 0.04", "Leaves out what is small in x."),
        (NEAR, "x.max() - x < 1e-3", NEAR),
        (NEAR, "x.max() - x < 0.002", "Gives all the same weight where no two scores are far apart."),
        ("Rounds x to 2 digits after the point.", CELL, "Rounds x to 2 digits after the point."),
        (CUT, "x = 10 ** 10 ** 10 ** 10", "Cuts scores off at some bound."),
        (CUT, "x = 2 / 0 + 1e308 * 10", "Cuts scores off at some bound."),
        (CUT, "x = 1" + " + 1" * 399, "Cuts scores off at some bound."),
        (CUT, "x = 1" + " + 1" * 700 + "\nnp.clip(x, -400, 400)", CUT),
        (CUT, "x = " + "-" * 900 + "1\nnp.clip(x, -(2 * 200), 400)", CUT),
        (CUT, "x = 1" + " + 1" * 700, "Cuts scores off at some bound."),
    ],
)
def test_a_bound_stands_in_the_cell(name: str, code: str, said: str) -> None:
    """As it is, negated, or written as a product or a power."""
    assert without_foreign_bounds(name, code) == said


@pytest.mark.parametrize("assignment", ["attention", "bahdanau"])
def test_no_title_says_a_number_of_somebody_else(assignment: str) -> None:
    """Of all that somebody wrote, and of all slips of the reference."""
    found, _ = load_assignment(load_course(ROOT), assignment)
    reference = load_reference(found)
    names = {one.name for one in load_known(found, "wrong")}
    for question in reference:
        names |= {one.name for one in takewhile(_is_one_slip, mutants(found, reference, question))}
    said = {as_said(name, "", CELL)[0] for name in names}

    foreign = [name for name in said if re.search(r"\d", TOLD.sub("", name)) or COUNTED.search(name)]

    assert len(names) > 100
    assert sorted(foreign) == []


def _is_one_slip(mutant: Mutant) -> bool:
    return len(mutant.edits) == 1
