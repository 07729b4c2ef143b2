"""A class graded for real, and its pages."""

from pathlib import Path

import pytest
from small_course import hand_in, write_course

from grader.feedback import graded_submissions
from grader.feedback.write import write_page
from grader.grading.setup import Setup
from grader.grading.submission import Submission, grade_submission
from grader.model import Course
from grader.records.reports import to_json
from grader.sandbox import Zygote, probe, start_zygote
from grader.solutions.demo import UNREADABLE, filled_in

ROOT = Path(__file__).parents[2]
WRONG = ("softmax_threshold", "score_transposed", "attend_returns_scores", "context_vector_misses_last")


HOSTILE = """
MARK = "<script>window.ran = 4</script><svg onload=window.ran=5>\\x1b[31m\\u202e' onerror='window.ran=6"


def double(numbers):
    # <script>window.ran = 1</script> </code></pre><img src=x onerror="window.ran = 2">
    # [a](javascript:window.ran=3) {{ 7 * 7 }} {% raw %} \u202e\u200f
    raise ValueError(MARK + "<a href=javascript:window.ran=7>")


def spread(numbers):
    print(MARK)
    return MARK
"""
ANSWER = (
    "<script>window.ran = 8</script>\n\n[click](javascript:window.ran=9) <iframe src=https://example.org>"
)


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory, attention_setup: Setup) -> Path:
    """The pages of a class graded for real: some known wrong solutions, a right one, a broken file."""
    setup, course = attention_setup, attention_setup.course
    folder = tmp_path_factory.mktemp("class")
    solutions = ROOT / "solutions/attention"
    reference = (solutions / "attention.py").read_text("utf-8")
    stubs = [question.name for question in setup.assignment.questions]
    files = {"right": filled_in(setup.release, stubs, reference), "unreadable": UNREADABLE}
    for name in WRONG:
        text = (solutions / f"wrong/{name}.py").read_text("utf-8")
        files[name] = filled_in(setup.release, stubs, reference, text)
    for student, content in files.items():
        home = folder / "submitted" / student / "attention"
        home.mkdir(parents=True)
        (home / "attention.ipynb").write_bytes(content)
    with start_zygote(probe(), course.limits) as zygote:
        return write_pages(setup, zygote, folder, course)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory, small_setup: Setup, zygote: Zygote) -> Path:
    """The pages of a small class in which mallory's notebook attacks whoever reads about it."""
    root = write_course(tmp_path_factory.mktemp("hostile"))
    folder = hand_in(root / "class", root, mallory=HOSTILE)
    notebook = folder / "submitted/mallory/tiny/tiny.ipynb"
    text = notebook.read_text("utf-8").replace("*Your answer here.*", ANSWER.replace("\n", "\\n"))
    notebook.write_text(text, "utf-8")
    return write_pages(small_setup, zygote, folder, small_setup.course)


def write_pages(setup: Setup, zygote: Zygote, folder: Path, course: Course) -> Path:
    """Grade all that was submitted, without a gradebook; return the folder of its feedback."""
    name = setup.assignment.name
    for path in sorted((folder / "submitted").glob(f"*/{name}/{name}.ipynb")):
        student = path.parent.parent.name
        graded = grade_submission(setup, zygote, Submission(student, path), below=folder / "submitted")
        home = folder / "autograded" / student / name
        home.mkdir(parents=True)
        (home / f"{name}.ipynb").write_bytes(graded.notebook or b"")
        (home / "report.json").write_bytes(to_json(graded.report))
    for sheet in graded_submissions(folder, name, say=print):
        write_page(folder, course, sheet, {})
    return folder / "feedback"
