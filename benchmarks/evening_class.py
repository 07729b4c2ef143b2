"""What `evening.py` begins with: a course, released, and a class that has handed in to Canvas."""

import csv
import re
import shutil
import sys
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import cycle, islice
from pathlib import Path

import nbformat

from grader.course import load_assignment, load_course
from grader.model import Assignment
from grader.notebooks import Source, release_notebook, to_bytes
from grader.release import write_release
from grader.solutions.demo import UNREADABLE, filled_in, troublemakers

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from marking.written import RUBRIC  # noqa: E402
from small_course import write_course  # noqa: E402

# It has no key, as the repository's own course has none: examples that were drawn before are in the cache.
COURSE = """
[course]
id = "evening"
name = "An evening"
timezone = "Europe/Paris"
gradebook = "{url}"

[limits]
call_seconds = 1

[late]
percent = 10

[[assignment]]
name = "{name}"
due = 2026-12-20T23:59:00
"""
OPENINGS = ("", "I think: ", "As I see it, ", "In the lesson: ", "Well. ")
MORE_SAMPLES = """
[[question.sample]]
text = "It is a sum, I guess."
criteria = [1, 0]
points = 1

[[question.sample]]
text = "It is the square, for example 3 * 3."
criteria = [0, 1]
errors = ["Squares"]
points = 0.5

[[question.sample]]
text = "No idea."
criteria = [0, 0]
points = 0
"""


@dataclass(frozen=True)
class Homework:
    """What is handed in: an assignment, its written answer, and which known solutions the class is made of.

    smaller: what the instructor changes in rubric.toml, so that half a criterion is worth less.
    """

    name: str
    question: str
    code: tuple[str, ...]
    smaller: tuple[tuple[str, str], ...]

    def rubric(self, root: Path) -> dict:
        questions = tomllib.loads(rubric_path(root, self).read_text("utf-8"))["question"]
        return next(one for one in questions if one["name"] == self.question)


HOMEWORK = {
    "attention": Homework(
        "attention",
        "bottleneck",
        ("right/*", "wrong/score_*", "wrong/softmax_*", "wrong/attend_*"),
        (
            (
                '{ points = 1.5, when = "says only that a vector',
                '{ points = 1, when = "says only that a vector',
            ),
            ("criteria = [1.5, 0, 3, 0, 0]\npoints = 4.5", "criteria = [1, 0, 3, 0, 0]\npoints = 4"),
        ),
    ),
    "tiny": Homework(
        "tiny",
        "why",
        ("right/*", "wrong/*"),
        (
            ('{ points = 1, when = "half said" }', '{ points = 0.5, when = "half said" }'),
            ("criteria = [1, 0]\npoints = 1", "criteria = [0.5, 0]\npoints = 0.5"),
        ),
    ),
}


def rubric_path(root: Path, homework: Homework) -> Path:
    return root / "solutions" / homework.name / "rubric.toml"


def write_files(root: Path, homework: Homework, url: str) -> None:
    """Both halves of the course: the repository's own, or the small one of the tests."""
    if homework.name == "tiny":
        write_course(root)
        rubric_path(root, homework).write_text(RUBRIC + MORE_SAMPLES, "utf-8")
    else:
        for half in ("assignments", "solutions"):
            aside = shutil.ignore_patterns("training")
            shutil.copytree(ROOT / half / homework.name, root / half / homework.name, ignore=aside)
    (root / "course.toml").write_text(COURSE.format(name=homework.name, url=url), "utf-8")


def set_the_table(root: Path, homework: Homework, students: int, *, url: str) -> dict[str, int]:
    """The course, released; submissions.zip, times.csv and class/roster.csv.

    Returns, by student, which sample answer they wrote their own version of.
    """
    write_files(root, homework, url)
    course = load_course(root)
    assignment, source = load_assignment(course, homework.name)
    write_release(course, assignment, source, root / "class")  # weeks ago
    release = release_notebook(source)
    stubs = [one.name for one in assignment.questions if one.kind != "answer"]
    solutions = root / "solutions" / homework.name
    reference = (solutions / f"{homework.name}.py").read_text("utf-8")
    solved = cache(lambda text: filled_in(release, stubs, reference, text))
    code = [
        path.read_text("utf-8") for kind in homework.code for path in sorted(solutions.glob(f"{kind}.py"))[:2]
    ]
    samples = homework.rubric(root)["sample"]
    answers, files, people, times = {}, {}, [], []
    for number, text in enumerate(islice(cycle(code), students), start=1):
        student, late = f"s{number:03}", number % 10 == 0
        answers[student] = number % len(samples)
        words = OPENINGS[number % len(OPENINGS)] + samples[number % len(samples)]["text"] + f" ({number})"
        mark = "LATE_" if late else ""
        name = f"doe{student}_{mark}{4000 + number}_{90_000 + number}_{homework.name}.ipynb"
        files[name] = answered(solved(text), homework.question, words)
        people.append((student, f"Student {number}", "Doe", str(4000 + number)))
        times.append((str(4000 + number), "2026-12-22 02:00:00" if late else "2026-12-20 20:00:00"))
    for number, (student, content) in enumerate(trouble(assignment, source, reference).items()):
        files[f"trouble_{100 + number}_{9000 + number}_{homework.name}.ipynb"] = content
        people.append((student, student, "Trouble", str(100 + number)))
        times.append((str(100 + number), "2026-12-20 20:00:00"))
    write_download(root / "submissions.zip", files)
    table(root / "class/roster.csv", [("id", "first_name", "last_name", "canvas_id"), *people])
    table(root / "times.csv", [("canvas_id", "handed_in"), *times])
    return answers


def trouble(assignment: Assignment, source: Source, reference: str) -> dict[str, bytes]:
    """By student, a notebook that gives trouble; the last one cannot be read."""
    release = release_notebook(source)
    stubs = [one.name for one in assignment.questions if one.kind != "answer"]
    made = {
        name: filled_in(release, stubs, reference, text)
        for name, (_, text) in troublemakers(assignment).items()
    }
    return made | {"trouble-unreadable": UNREADABLE}


def answered(notebook: bytes, question: str, words: str) -> bytes:
    """The notebook with an answer to the question."""
    made = nbformat.reads(notebook.decode(), as_version=4)
    [cell] = [one for one in made.cells if one.metadata.get("nbgrader", {}).get("grade_id") == question]
    cell.source = words
    return to_bytes(made)


def letters(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def write_download(path: Path, files: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)


def table(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
