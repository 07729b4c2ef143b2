"""A class of written answers, graded as far as machines can: files and gradebook as autograde leaves them."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from nbformat.v4 import new_notebook
from small_course import write_course

from grader.course.load import load_assignment, load_course
from grader.gradebook import gradebook_of, register_assignment, save_report, write_autograded
from grader.model import Provenance, QuestionReport, Report
from grader.notebooks import PictureSize, sanitised
from grader.notebooks.build import release_notebook, to_bytes
from grader.records.reports import to_json

RUBRIC = """\
[[question]]
name = "why"
model = "Because **twice** is a sum."

[[question.criterion]]
name = "A reason"
levels = [{ points = 2, when = "said" }, { points = 1, when = "half said" }]

[[question.criterion]]
name = "An example"
levels = [{ points = 1, when = "there is one" }]

[[question.error]]
name = "Squares"
deduct = 0.5
rule = "Twice is not the square."

[[question.sample]]
text = "Adding it to itself, as 3 + 3."
criteria = [2, 1]
points = 3
"""
PLACEHOLDER = "*Your answer here.*"
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


def write_class(root: Path, **answers: str) -> Path:
    """The small course in `root`, its class with these answers by student. Returns the class folder."""
    write_course(root)
    (root / "solutions/tiny/rubric.toml").write_text(RUBRIC, "utf-8")
    course = load_course(root)
    _, source = load_assignment(course, "tiny")
    folder = root / "class"
    with gradebook_of(course, folder) as book:
        register_assignment(book, release_notebook(source), "tiny", duedate=None)
        for student, text in answers.items():
            found = report(student, text, answered=text != PLACEHOLDER)
            save_report(book, found, timestamp=NOON, comments={})
            write_autograded(folder, found, notebook(root, text), to_json(found), NOON)
    return folder


def hand_in_again(root: Path, student: str, text: str, **attachments: dict[str, str]) -> None:
    """Another notebook of the same student, graded."""
    content, found = notebook(root, text, **attachments), report(student, text)
    write_autograded(root / "class", found, content, to_json(found), NOON)


def report(student: str, text: str, *, answered: bool = True) -> Report:
    """What machines found out: all of the stubs, nothing of the answer."""
    questions = {
        "double": QuestionReport(6.0, 6.0),
        "spread": QuestionReport(2.0, 2.0),
        "why": QuestionReport(0.0, 3.0, awaits_marker=answered),
    }
    provenance = Provenance(hashlib.sha256(text.encode()).hexdigest(), "1" * 64, "2" * 64, "3" * 64)
    return Report(student, "tiny", "graded", 8.0, 11.0, questions, (), "bubblewrap", provenance)


def notebook(root: Path, text: str, **attachments: dict[str, str]) -> bytes:
    """As autograde leaves it, with this answer."""
    _, source = load_assignment(load_course(root), "tiny")
    made = new_notebook(cells=release_notebook(source).cells)
    [cell] = [cell for cell in made.cells if cell.metadata["nbgrader"]["grade_id"] == "why"]
    cell.source = sanitised.markdown(text, dict.fromkeys(attachments, PictureSize(0, 0)))
    if attachments:
        cell.attachments = attachments
    return to_bytes(made)
