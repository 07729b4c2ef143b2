"""What is the same for every submission: a fingerprint tells whether it is."""

from pathlib import Path

import pytest

from grader.course import load_course
from grader.grading import set_up


@pytest.mark.parametrize(
    "file",
    ["assignments/tiny/checks.py", "solutions/tiny/checks.py", "solutions/tiny/tiny.py", "course.toml"],
)
def test_fingerprint_sees_every_file(small: Path, file: str) -> None:
    """A changed check, reference, limit or key is another assignment to a report."""
    before = set_up(load_course(small), "tiny", "").provenance.assignment
    path = small / file
    path.write_text(path.read_text().replace("secret", "another secret") + "\n# changed\n")

    after = set_up(load_course(small), "tiny", "").provenance.assignment

    assert before != after
