"""What is asked of a student says nothing of their code that only some codes have."""

import inspect
import re
from pathlib import Path

import pytest

from grader import wording
from grader.diagnosis import changes, contrast, rules
from grader.diagnosis.writing import fitting_question
from grader.solutions.mutants import questions
from grader.solutions.mutants.methods import LEFT_OUT, METHODS

ROOT = Path(__file__).parents[2]
# A loop, an array or an operator may be written in another way, or not at all.
ONLY_SOME_HAVE = re.compile(
    r"\b[Yy]our (?:\w+ )?(?:loop|array|dictionary|list|first line|slice)\b|[-+*/]=|range\("
    r"|indented|before this step|\bnext round\b|\bthe loop\b|last line\b"
)
A_CELL = "def f(x):\n    return g(x)"  # without a loop, a call of NumPy, or a name


def asked_by_names() -> list[str]:
    """The questions of mistakes that have a name, as they are asked about such a cell."""
    found = []
    for path in sorted(ROOT.glob("solutions/*/wrong/*.py")):
        _, _, hint = (inspect.cleandoc(path.read_text("utf-8").split('"""')[1])).partition("\n\n")
        found.append(" ".join(hint.split()))
    found += [text for name, text in vars(questions).items() if name.isupper()]
    found += [row[3] for row in METHODS] + [asked for _, asked in LEFT_OUT.values()]
    return [fitting_question(one, A_CELL, ()) for one in found]


def asked_of_behaviour() -> list[str]:
    """The questions of what is so, without a name, and of what checks find: nothing is left out of these."""
    kept = [vars(module).items() for module in (rules, changes, contrast, wording)]
    texts = [text for one in kept for name, text in one if isinstance(text, str) and name.isupper()]
    for path in (*ROOT.glob("assignments/*/checks.py"), *ROOT.glob("solutions/*/checks.py")):
        texts += re.findall(r'(?:hint|question|asked)\s*=\s*f?"([^"]+)"', path.read_text("utf-8"))
    return [text for text in texts if "?" in text and text != contrast._ROUNDS]  # asked where a loop is seen


@pytest.mark.parametrize("asked", [asked_by_names, asked_of_behaviour])
def test_no_question_is_about_what_only_some_codes_have(asked) -> None:  # type: ignore[no-untyped-def]
    """A recursive function has no loop, and a list is no array: nobody is asked about either."""
    found = [text for text in asked() if ONLY_SOME_HAVE.search(text)]

    assert len(asked()) > 50
    assert found == []
