"""What is the same for every submission: a fingerprint tells whether it is."""

import os
from pathlib import Path

import pytest
from processes import below

from grader.course import load_course
from grader.errors import CourseError, SandboxUnavailable
from grader.grading import ready_to_grade, set_up
from grader.grading.regrade import causes_of
from grader.sandbox import launch, probe


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


@pytest.mark.parametrize(
    ("strategy", "told"), [("st.nothing()", CourseError), ("st.integers(1, 4)", SandboxUnavailable)]
)
def test_sandbox_starts_while_examples_are_drawn(
    small: Path, strategy: str, told: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a course and a sandbox neither of which can be used, the course is told; no process is left."""
    checks = small / "assignments/tiny/checks.py"
    checks.write_text(checks.read_text().replace("st.integers(1, 4)", strategy))
    monkeypatch.setattr(launch, "CODE", "import sys; sys.exit('broken here')")
    before = below(os.getpid())

    with pytest.raises(told), ready_to_grade(load_course(small), "tiny", probe()):
        pass

    assert below(os.getpid()) == before
