"""A term or a factor that is left out is named by the arguments in it."""

from pathlib import Path

import pytest

from grader.course.load import load_assignment, load_course
from grader.solutions import mutants
from grader.solutions.known import load_reference

COURSE = load_course(Path(__file__).parents[2])
ASSIGNMENT, _ = load_assignment(COURSE, "bahdanau")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("additive_score", "Leaves out what is to be added, the part with encoder_states and U"),
        ("score_gradient", "Leaves out what is to be added, the part with encoder_state and U"),
        ("score_gradient", "Leaves out a factor, the part with v"),
    ],
)
def test_the_part_is_named(question: str, told: str) -> None:
    """Students know the arguments; what the reference calls its own values, they do not."""
    names = {one.name for one in mutants(ASSIGNMENT, load_reference(ASSIGNMENT), question)}

    assert any(name.startswith(told) for name in names), sorted(n for n in names if n.startswith("Leaves"))
