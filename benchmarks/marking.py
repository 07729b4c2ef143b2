"""What a marker waits for: server time of a key and of a page, in a class of 1,000.

    uv run python benchmarks/marking.py [students]

Answers are the rubric's samples with words put in; one question is marked by keys as the page sends them.
"""

import copy
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from threading import Thread
from urllib.parse import urlencode

from uvicorn import Config, Server

from grader.course.load import load_assignment, load_course
from grader.course.rubric import load_rubrics
from grader.gradebook import gradebook_of, register_assignment, save_report, write_autograded
from grader.marking.desk import open_desk
from grader.marking.entering import refresh
from grader.marking.web import application
from grader.model import Provenance, QuestionReport, Report
from grader.notebooks.build import release_notebook, to_bytes
from grader.records.reports import to_json

ROOT = Path(__file__).parents[1]
NAME, QUESTION, TOKEN, PORT = "attention", "bottleneck", "benchmark", 8765
FILLERS = "really then also therefore always often perhaps quite".split()
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


def main(students: int) -> None:
    course = load_course(ROOT)
    with tempfile.TemporaryDirectory() as home, gradebook_of(course, Path(home)) as book:
        started = time.perf_counter()
        make_class(course, book, Path(home), students)
        told("class made", started)
        started = time.perf_counter()
        desk = open_desk(course, NAME, Path(home), book, marker="bench", say=print)
        refresh(desk)
        told("desk opened", started)
        app = application(desk, TOKEN, cookie=f"grader-mark-{PORT}")
        server = Server(Config(app, port=PORT, log_level="warning"))
        Thread(target=server.run, daemon=True).start()
        while not server.started:
            time.sleep(0.01)
        keys, pages = mark(f"/{QUESTION}", min(100, students // 2))
        server.should_exit = True
    for what, seconds in (("a key", keys), ("a page", pages)):
        worst = quantiles(seconds, n=100)[98]
        print(f"{what:>12}: median {1000 * median(seconds):6.1f} ms, 99 % below {1000 * worst:6.1f} ms")
    each = (sum(keys) + sum(pages)) / len(pages)
    print(f"{'an answer':>12}: {1000 * each:6.1f} ms for {len(keys) // len(pages)} keys and the next page")


def make_class(course, book, home: Path, students: int) -> None:
    """Files and gradebook as `grader autograde` leaves them."""
    assignment, source = load_assignment(course, NAME)
    rubrics = load_rubrics(assignment.solutions / "rubric.toml", assignment.questions)
    release, dice = release_notebook(source), random.Random(1)
    register_assignment(book, release, NAME, duedate=None)
    for number in range(students):
        notebook, questions = copy.deepcopy(release), {}
        for one in assignment.questions:
            written = one.kind == "answer"
            score = 0.0 if written else one.points
            questions[one.name] = QuestionReport(score, one.points, awaits_marker=written)
        for cell in notebook.cells:
            if rubric := rubrics.get(cell.metadata["nbgrader"]["grade_id"]):
                cell.source = varied(dice.choice(rubric.sample).text, dice)
        provenance = Provenance(*(digit * 64 for digit in "0123"))
        report = Report(
            f"student{number:04}", NAME, "graded", 60.0, 100.0, questions, (), "bubblewrap", provenance
        )  # fmt: skip
        save_report(book, report, timestamp=NOON, comments={})
        write_autograded(home, report, to_bytes(notebook), to_json(report), NOON)


def varied(text: str, dice: random.Random) -> str:
    words = text.split(" ")
    for _ in range(dice.randint(0, 8)):
        words.insert(dice.randrange(len(words)), dice.choice(FILLERS))
    return " ".join(words)


def mark(path: str, answers: int) -> tuple[list[float], list[float]]:
    """Seconds of each key (the form and the page after it), and of each page that is gone on to."""
    keys, pages = [], []
    taken, path, page = walked(path)
    for number in range(answers):
        form = dict(re.findall(r'name="(token|rubric|was)" value="([^"]*)"', page))
        for value in (*(f"level:{index}:{number % 2}" for index in range(5)), "error:Training is slow"):
            taken, _, _ = walked(path, form | {"act": value, "comment": form["was"]})
            keys.append(taken)
        taken, path, page = walked(path, form | {"act": "next", "comment": form["was"]})
        pages.append(taken)
    return keys, pages


def walked(path: str, form: dict[str, str] | None = None) -> tuple[float, str, str]:
    """Seconds until the page, wherever it was sent to; its path, and its text."""
    started = time.perf_counter()
    for body in followed(form):
        connection = HTTPConnection("127.0.0.1", PORT)
        connection.request("POST" if body else "GET", path, body, {"Cookie": f"grader-mark-{PORT}={TOKEN}"})
        answer = connection.getresponse()
        text, path = answer.read().decode(), answer.getheader("location") or path
        connection.close()
        if answer.status == 200:
            return time.perf_counter() - started, path, text
    raise RuntimeError(f"{path}: {answer.status} {text}")


def followed(form: dict[str, str] | None) -> Iterator[str | None]:
    yield urlencode(form) if form else None
    yield from (None, None)


def told(what: str, started: float) -> None:
    print(f"{what:>12}: {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
