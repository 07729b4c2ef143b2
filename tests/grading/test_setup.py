"""What is the same for every submission: a fingerprint tells whether it is."""

from pathlib import Path

import pytest

from grader.course import load_course
from grader.grading import set_up
from grader.grading.regrade import causes_of


@pytest.mark.parametrize(
    ("file", "changed"),
    [
        ("assignments/tiny/checks.py", "the public checks"),
        ("assignments/tiny/tiny.py", "the notebook's source"),
        ("solutions/tiny/checks.py", "the hidden checks, the key or a quiz's right answer"),
        ("solutions/tiny/tiny.py", "the reference"),
        ("course.toml", "the hidden checks, the key or a quiz's right answer"),
    ],
)
def test_fingerprint_sees_every_file(small: Path, file: str, changed: str) -> None:
    """A changed check, reference or key is another assignment to a report; a regrade says what it was."""
    before = set_up(load_course(small), "tiny", "").provenance
    path = small / file
    path.write_text(path.read_text().replace("secret", "another secret") + "\n# changed\n")

    after = set_up(load_course(small), "tiny", "").provenance

    assert causes_of(before, after) == (f"{changed} changed",)
