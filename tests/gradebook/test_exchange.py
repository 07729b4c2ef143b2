"""Pages are released into nbgrader's exchange, each to its own student."""

from pathlib import Path

import pytest

from grader.gradebook import release_pages, released_page

STUDENTS = ["a", "b", "[ab]", "*", "a?", "{student_id}", "(a"]


@pytest.mark.parametrize("name", ["class", "[class] *"])
@pytest.mark.parametrize("whose", STUDENTS)
def test_whose_page(whose: str, name: str, tmp_path: Path) -> None:
    """Of the student who is named alone, though the name would be a pattern; in any folder."""
    inbound, class_folder = tmp_path / "exchange/nlp/inbound", tmp_path / name
    inbound.mkdir(parents=True)
    for student in STUDENTS:
        home = class_folder / "feedback" / student / "tiny"
        home.mkdir(parents=True)
        (home / "tiny.html").write_text(student)
        (home / "timestamp.txt").write_text("2026-12-20 10:00:00 UTC")
        (home / "submission_secret.txt").write_text(f"secret of {student}")

    release_pages(inbound, class_folder, "tiny", [whose])

    [page] = (inbound.parent / "feedback").iterdir()
    assert (page, page.read_text()) == (released_page(inbound, class_folder, "tiny", whose), whose)
