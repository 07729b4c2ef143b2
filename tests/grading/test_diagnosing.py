"""The calls of an example that a student is shown are kept: a name has to fit them."""

from types import SimpleNamespace
from typing import Any

from grader.checks.explain import Shown
from grader.checks.recorded_calls import RecordedCall
from grader.checks.run import Failure
from grader.errors import CheckFailed
from grader.grading.diagnosing import noting
from grader.values import Call, Returned

CALL = RecordedCall(Call("double", ()), Returned(2.0))
FAILURE = Failure(0, {}, CheckFailed("double()", "2", "4"), calls=(CALL,))


def test_what_is_shown_is_kept() -> None:
    """By question; what came of calls before it is theirs, and left out."""
    check: Any = SimpleNamespace(question="double")
    for before, kept in (((), {"double": [CALL]}), ((CALL,), {})):
        shown = Shown(FAILURE, before)
        note, noted = noting(lambda check, failure, failing, shown=shown: shown)

        assert note(check, FAILURE, []) is shown
        assert noted == kept
