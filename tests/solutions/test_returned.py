"""A marker whose `returns` the reference does not keep to is said first and alone, with what to write."""

from pathlib import Path

import pytest
from small_course import REFERENCE, SOURCE

from grader.course import load_course
from grader.errors import CourseError
from grader.solutions.audit import audit_course

ASSIGNMENT, PRIVATE = Path("assignments/tiny"), Path("solutions/tiny")
ARRAY = "expected one array of numbers"
FIGURE = "expected a figure, by the axes you drew in"


@pytest.mark.parametrize(
    ("returns", "answer", "told"),
    [
        ("", "{1: 2}", f"a value of type dict, {ARRAY}; write returns=\"value\""),
        ("", "'two'", f"the text 'two', {ARRAY}; write returns=\"text\""),
        ("", "plt.subplots()[1]", f"a value of type Axes, {ARRAY}; write returns=\"figure\""),
        ("", "None", f"nothing, {ARRAY}"),
        ("figure", "{1: 2}", f"a value of type dict, {FIGURE}; write returns=\"value\""),
        ("figure", "None", f"nothing, {FIGURE}"),
        ("text", "2 * numbers", "np.array([6.0]), expected a text; leave returns= out"),
    ],
)  # fmt: skip
def test_another_form(small: Path, returns: str, answer: str, told: str) -> None:
    """Whatever else would follow from it is not said."""
    marked = f'stub="double" returns="{returns}"' if returns else 'stub="double"'
    path = small / ASSIGNMENT / "tiny.py"
    path.write_text(SOURCE.replace('stub="double"', marked))
    start = "import matplotlib.pyplot as plt\n\n"
    (small / PRIVATE / "tiny.py").write_text(start + REFERENCE.replace("2 * numbers", answer, 1))

    with pytest.raises(CourseError) as raised:
        audit_course(load_course(small), "tiny")

    assert str(raised.value) == f"{path}: line 9, cell marker: the reference's double returns {told}"
