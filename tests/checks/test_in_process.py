"""Functions of this process answer as a worker would: what they raise, where, and what ends a cell."""

import signal
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.checks.in_process import in_process
from grader.checks.student_functions import StudentFunction
from grader.errors import CallRaised

NUMBERS = np.array([1.0, 2.0])


def called(function: Callable[..., Any]) -> StudentFunction:
    return StudentFunction("f", (), in_process({"f": function}), {"numbers": NUMBERS})


def test_exit_is_a_crash() -> None:
    """A function that calls exit() does not end the notebook."""
    with pytest.raises(CallRaised, match=r"f\(numbers\) raised SystemExit: 3"):
        called(lambda x: exit(3))(NUMBERS)


def test_interrupt_passes() -> None:
    """Ctrl-C in an endless loop ends the check, also while an exception makes its text."""

    def endless(x: np.ndarray) -> None:
        while True:
            signal.raise_signal(signal.SIGINT)

    class Slow(Exception):
        def __str__(self) -> str:
            return str(endless(NUMBERS))

    def raising(x: np.ndarray) -> None:
        raise Slow

    for function in (endless, raising):
        with pytest.raises(KeyboardInterrupt):
            called(function)(NUMBERS)


def test_line_is_the_students_own() -> None:
    """The line told is the innermost in the notebook, not one inside numpy."""
    namespace: dict[str, Any] = {}
    exec("import numpy as np\ndef f(x):\n    return np.concatenate([x, np.ones((2, 2))])\n", namespace)
    called_in_vain = in_process(namespace)

    with pytest.raises(CallRaised, match=r"raised ValueError: .* \(line 3 of its cell\)"):
        StudentFunction("f", (), called_in_vain, {"numbers": NUMBERS})(NUMBERS)


def test_no_line_to_tell() -> None:
    """A function that is none of the notebook's has no line there."""
    with pytest.raises(CallRaised) as crashed:
        called(np.linalg.inv)(NUMBERS)

    assert "line" not in str(crashed.value)
