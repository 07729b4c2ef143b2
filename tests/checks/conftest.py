"""A checks file from text, as a test writes it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.checks.claims import Check
from grader.checks.load import load_checks
from grader.model import Question

QUESTIONS = (
    Question("double", "stub", 6.0),
    Question("spread", "stub", 2.0, ("low", "high")),
    Question("why", "answer", 3.0),
)
DOUBLED = '''
MANY = st.integers(3, 6).flatmap(lambda n: arrays(float, n, elements=st.integers(-99, 99).map(float)))

@check("double", points=1, hint="")
@given(numbers=MANY)
def doubled(double, numbers):
    """Every number is doubled."""
    assert_close(double(numbers), 2 * numbers, what="double(numbers)")
'''
RETURNS = {"double": (), "spread": ("low", "high")}

HEAD = """\
import numpy as np
from hypothesis import assume, example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grader.checks import assert_agrees, assert_close, assert_same, assert_that, check

NUMBERS = st.integers(1, 4).flatmap(lambda n: arrays(float, n, elements=st.integers(-9, 9).map(float)))
"""

Load = Callable[..., dict[str, Check]]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """load(public, hidden=None): the checks by id. Both texts go below the usual imports."""

    def loaded(public: str, hidden: str | None = None) -> dict[str, Check]:
        (tmp_path / "checks.py").write_text(HEAD + public)
        if hidden is not None:
            (tmp_path / "hidden.py").write_text(HEAD + hidden)
        found = load_checks(tmp_path / "checks.py", tmp_path / "hidden.py" if hidden else None, QUESTIONS)
        return {check.id: check for check in found}

    return loaded
