"""Of an example that does not fail in a fresh kernel, the student is told what has to come before."""

import json
import re
from typing import Any

import nbformat
import numpy as np
import pytest

from grader.grading.submission import Setup, blank_report, grade_notebook
from grader.model import Counterexample
from grader.sandbox import Zygote
from grader.wording import sentences

BY_SHAPE = "seen = {}\n\ndef double(numbers):\n    return seen.setdefault(numbers.shape, 2 * numbers)"
GROWING = "def double(numbers, calls=[]):\n    calls.append(1)\n    return 2 * numbers * len(calls)"
WRONG = "def double(numbers):\n    return 3 * numbers"


def shown(setup: Setup, zygote: Zygote, double: str) -> Counterexample:
    """What the student reads of the first claim about double."""
    notebook = nbformat.from_dict(json.loads(json.dumps(setup.release)))  # type: ignore[no-untyped-call]
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "double":
            cell.source = double
    report = grade_notebook(setup, zygote, notebook, blank_report(setup, "ada")).report
    found = report.questions["double"].results[0].counterexample
    assert found is not None
    return found


def test_an_answer_kept_by_shape(small_setup: Setup, zygote: Zygote) -> None:
    """The call that has to come before is shown, and with it the example fails indeed."""
    found = shown(small_setup, zygote, BY_SHAPE)

    told = re.fullmatch(
        r"This example passes alone, in a fresh process\. It fails after the same with numbers = (.*)\. "
        r"What does your function keep .*",
        found.alone,
    )
    assert told
    first, second = (eval(text, {"np": np}) for text in (told[1], found.when[0].value))
    names: dict[str, Any] = {}
    exec(BY_SHAPE, names)
    names["double"](first)
    assert not np.array_equal(names["double"](second), 2 * second)


def test_a_default_that_grows(small_setup: Setup, zygote: Zygote) -> None:
    """An example that is right once and wrong the second time is told as that."""
    found = shown(small_setup, zygote, GROWING)

    assert "It fails when it is run twice." in found.alone


def test_an_example_that_fails_alone(
    small_setup: Setup, zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of it nothing more is said, and finding out takes one process more."""
    sessions: list[int] = []
    start = zygote.session
    monkeypatch.setattr(zygote, "session", lambda: sessions.append(1) or start())

    found = shown(small_setup, zygote, WRONG)

    assert found.alone == ""
    assert len(sessions) == 2


def test_it_is_said_wherever_the_example_is_shown() -> None:
    """In words, above the code that can be pasted."""
    found = Counterexample("double(numbers)[0]", "2", "4", alone="It remembers.", code="double(numbers)")

    assert sentences(found)[1] == "It remembers."
