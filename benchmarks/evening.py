"""An instructor's evening, from a Canvas download to a file for Canvas, in a real terminal and browser.

    uv run python benchmarks/evening.py                  # a class of 200, and four troublemakers
    uv run python benchmarks/evening.py --students 24    # what the tests do

Commands are typed as an instructor would; written answers are marked by keyboard in Chromium. In the end
every total is compared wherever it stands. Ends with 1 where two differ. --keep leaves the class in a folder.
"""

import argparse
import csv
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import cycle, islice
from pathlib import Path

import nbformat
from playwright.sync_api import Page, expect, sync_playwright

from grader.course.load import load_assignment, load_course
from grader.notebooks.build import release_notebook, to_bytes
from grader.release import write_release
from grader.solutions.demo import UNREADABLE, filled_in, troublemakers

ROOT = Path(__file__).parent.parent
NAME, QUESTION = "attention", "bottleneck"
# It has no key, as the repository's own course has none: examples that were drawn before are in the cache.
COURSE = """
[course]
id = "evening"
name = "An evening"
timezone = "Europe/Paris"

[limits]
call_seconds = 1

[late]
percent = 10

[[assignment]]
name = "attention"
due = 2026-12-20T23:59:00
"""
CODE = (
    "right/*",
    "wrong/score_*",
    "wrong/softmax_*",
    "wrong/attend_*",
)  # of which known solutions the class is
OPENINGS = ("", "I think: ", "As I see it, ", "In the lesson: ", "Well. ")
PATIENCE = 60_000  # milliseconds
SMALLER = (  # what the instructor changes: half a criterion is worth less
    ('{ points = 1.5, when = "says only that a vector', '{ points = 1, when = "says only that a vector'),
    ("criteria = [1.5, 0, 3, 0, 0]\npoints = 4.5", "criteria = [1, 0, 3, 0, 0]\npoints = 4"),
)


@dataclass
class Evening:
    """Where it happens, what was typed, and how long it took."""

    root: Path
    answers: dict[str, int]  # by student, which sample answer they wrote their own version of
    lines: list[str] = field(default_factory=list)
    keys: int = 0
    served: list[float] = field(default_factory=list)  # milliseconds from a request to its answer

    def grader(self, *words: str, ends: int = 0) -> str:
        """A command in a terminal of 80 columns. Returns what it prints."""
        begun = time.perf_counter()
        done = subprocess.run(command(*words), cwd=self.root, env=TERMINAL, capture_output=True, text=True)
        assert done.returncode == ends, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
        self.lines.append(f"{time.perf_counter() - begun:7.1f} s  grader {' '.join(words)}")
        return done.stdout


TERMINAL = {**os.environ, "COLUMNS": "80", "TERM": "dumb"}


def command(*words: str) -> list[str]:
    return [sys.executable, "-c", "from grader.cli import main; main()", *words]


# --- the class and its download ---


def set_the_table(root: Path, students: int) -> Evening:
    """The course, released, and a class that has handed in to Canvas."""
    (root / "course.toml").write_text(COURSE, "utf-8")
    for half in ("assignments", "solutions"):
        shutil.copytree(ROOT / half / NAME, root / half / NAME, ignore=shutil.ignore_patterns("training"))
    assignment, source = load_assignment(load_course(root), NAME)
    write_release(load_course(root), assignment, source, root / "class")  # weeks ago
    release = release_notebook(source)
    stubs = [one.name for one in assignment.questions if one.kind != "answer"]
    solutions = root / "solutions" / NAME
    reference = (solutions / f"{NAME}.py").read_text("utf-8")
    code = [path.read_text("utf-8") for kind in CODE for path in sorted(solutions.glob(f"{kind}.py"))[:2]]
    solved = cache(lambda text: filled_in(release, stubs, reference, text))
    samples = rubric(root)["sample"]
    evening = Evening(root, {})
    files, people, times = {}, [], []
    for number, text in enumerate(islice(cycle(code), students), start=1):
        student, late = f"s{number:03}", number % 10 == 0
        evening.answers[student] = number % len(samples)
        words = OPENINGS[number % len(OPENINGS)] + samples[number % len(samples)]["text"] + f" ({number})"
        mark = "LATE_" if late else ""
        files[f"doe{student}_{mark}{4000 + number}_{9000 + number}_{NAME}.ipynb"] = written(
            solved(text), words
        )
        people.append((student, f"Student {number}", "Doe", str(4000 + number)))
        times.append((str(4000 + number), "2026-12-22 02:00:00" if late else "2026-12-20 20:00:00"))
    trouble = {
        name: filled_in(release, stubs, reference, text)
        for name, (_, text) in troublemakers(assignment).items()
    }
    for number, (student, content) in enumerate((trouble | {"trouble-unreadable": UNREADABLE}).items()):
        files[f"trouble_{100 + number}_{9900 + number}_{NAME}.ipynb"] = content
        people.append((student, student, "Trouble", str(100 + number)))
        times.append((str(100 + number), "2026-12-20 20:00:00"))
    with zipfile.ZipFile(root / "submissions.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    table(root / "class/roster.csv", [("id", "first_name", "last_name", "canvas_id"), *people])
    table(root / "times.csv", [("canvas_id", "handed_in"), *times])
    return evening


def written(notebook: bytes, words: str) -> bytes:
    """The notebook with an answer to the question."""
    made = nbformat.reads(notebook.decode(), as_version=4)
    [cell] = [one for one in made.cells if one.metadata.get("nbgrader", {}).get("grade_id") == QUESTION]
    cell.source = words
    return to_bytes(made)


def rubric(root: Path) -> dict:
    questions = tomllib.loads((root / "solutions" / NAME / "rubric.toml").read_text("utf-8"))["question"]
    return next(one for one in questions if one["name"] == QUESTION)


def table(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


# --- marking by keyboard ---


@contextmanager
def desk(evening: Evening, page: Page, *words: str) -> Iterator[str]:
    """`grader mark` as a marker starts and ends it; gives the address of the page that it opened."""
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    with subprocess.Popen(
        command("mark", NAME, *words), cwd=evening.root, env=TERMINAL, **options
    ) as serving:
        assert serving.stdout is not None
        try:
            page.goto(serving.stdout.readline().strip())
            yield page.url
        finally:
            serving.send_signal(signal.SIGINT)  # as Ctrl-C
        assert serving.wait() == 0


def press(evening: Evening, page: Page, keys: Sequence[str]) -> None:
    for key in keys:
        page.keyboard.press(key)
        evening.keys += 1


def keys_for(root: Path, shown: str) -> list[str]:
    """What a marker presses who agrees with the sample answer that this is a version of."""
    found = rubric(root)
    sample = next(one for one in found["sample"] if letters(one["text"]) in letters(shown))
    levels = []
    for points, criterion in zip(sample["criteria"], found["criterion"], strict=True):
        worth = [level["points"] for level in criterion["levels"]]
        levels.append(str(worth.index(points) + 1 if points else 0))
    errors = [one["name"] for one in found["error"]]
    return levels + ["asdfghl"[errors.index(name)] for name in sample.get("errors", ())]


def letters(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def mark_all(evening: Evening, page: Page, *, disagree: bool = False) -> int:
    """Every answer of this marker's, one after the other. disagree: about the first one."""
    page.keyboard.press("Enter")
    heading = page.locator("h1")
    expect(heading).to_have_text(re.compile("Answer 1 of"), timeout=PATIENCE)
    total = int(heading.inner_text().split()[-1])
    for number in range(1, total + 1):
        expect(heading).to_have_text(f"Answer {number} of {total}", timeout=PATIENCE)
        keys = keys_for(evening.root, page.locator(".answer").inner_text())
        if disagree:
            keys[0], disagree = "1" if keys[0] == "0" else "0", False
        press(evening, page, [*keys, "Enter"])
    expect(page.get_by_role("heading", name="Written answers")).to_be_visible(timeout=PATIENCE)
    return total


def mark(evening: Evening, page: Page) -> None:
    """Mia marks all, a criterion changes, Max marks a fifth blind, Mia decides where they differ."""
    page.on("requestfinished", lambda one: evening.served.append(waited(one.timing)))
    with desk(evening, page, "--marker", "mia"):
        evening.keys, begun = 0, time.perf_counter()
        evening.served.clear()
        number = mark_all(evening, page)
        seconds = time.perf_counter() - begun
        slowest = statistics.quantiles(evening.served, n=20)[-1]
        evening.lines.append(
            f"{seconds:7.1f} s  {number} answers marked: {evening.keys / number:.1f} keys an answer; "
            f"a key waits {statistics.median(evening.served):.0f} ms, one in twenty {slowest:.0f} ms"
        )
    path = evening.root / "solutions" / NAME / "rubric.toml"
    text = path.read_text("utf-8")
    for old, new in SMALLER:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")
    evening.grader("mark", NAME, "--summary", "--marker", "mia")
    with desk(evening, page, "--marker", "max", "--share", "20%"):
        mark_all(evening, page, disagree=True)
    with desk(evening, page, "--marker", "mia") as address:
        page.goto(f"{address}{QUESTION}?differ")
        expect(page.locator("h1")).to_have_text("Markers differ", timeout=PATIENCE)
        press(evening, page, [keys_for(evening.root, page.locator(".answer").inner_text())[0]])
        expect(page.locator(".total")).not_to_contain_text("to decide", timeout=PATIENCE)


def waited(timing: Mapping[str, float]) -> float:
    return timing["responseStart"] - timing["requestStart"]


# --- the totals, wherever they stand ---


def totals(evening: Evening, page: Page) -> dict[str, dict[str, Decimal]]:
    """By place, every student's total."""
    class_folder, root = evening.root / "class", evening.root
    found = {"machines, rubric and late rule": expected(evening), "gradebook": in_gradebook(class_folder)}
    for system, key in (("canvas", "SIS Login ID"), ("nbgrader", "student_id")):
        path = root / evening.grader("export", NAME, "--format", system).strip()
        rows = list(csv.DictReader(path.open(encoding="utf-8-sig")))
        column = NAME if system == "canvas" else "score"
        found[f"export to {system}"] = {one[key]: Decimal(one[column]) for one in rows if one[key]}
    report = csv.DictReader((class_folder / "report" / NAME / "students.csv").open(encoding="utf-8-sig"))
    found["report"] = {one["student"]: Decimal(one["score"]) for one in report if one["score"]}
    found["feedback"] = {}
    for student in found["gradebook"]:
        page.goto((class_folder / "feedback" / student / NAME / f"{NAME}.html").as_uri())
        found["feedback"][student] = Decimal(shown(page))
    return found


def shown(page: Page) -> str:
    """The total on a student's page; a notebook that could not be read has none, and comes to nothing."""
    return next(iter(page.locator("p.total b").all_inner_texts()), "0")


def expected(evening: Evening) -> dict[str, Decimal]:
    """By hand: what machines found, what the sample's criteria and errors come to, less ten percent a day."""
    about, found = rubric(evening.root), {}
    deduct = {one["name"]: Decimal(str(one.get("deduct", 0))) for one in about["error"]}
    for path in (evening.root / "class/autograded").glob(f"*/{NAME}/report.json"):
        report = json.loads(path.read_text("utf-8"))
        student, raw = report["student"], Decimal(str(report["score"]))
        if student in evening.answers:
            sample = about["sample"][evening.answers[student]]
            off = sum(deduct[name] for name in sample.get("errors", ()))
            raw += max(Decimal(0), sum(map(Decimal, map(str, sample["criteria"]))) - off)
            raw *= Decimal("0.8") if int(student[1:]) % 10 == 0 else 1  # late by two days begun
        found[student] = raw.normalize()
    return found


def in_gradebook(class_folder: Path) -> dict[str, Decimal]:
    """nbgrader's own sums, by its own classes."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{class_folder}/gradebook.db", "evening") as book:
        return {
            one.student.id: Decimal(repr(one.score - one.late_submission_penalty))
            for one in book.assignment_submissions(NAME)
        }


def spend(root: Path, students: int) -> Evening:
    """The whole evening."""
    evening = set_the_table(root, students)
    evening.grader("collect", NAME, "submissions.zip", "--times", "times.csv")
    evening.grader("autograde", NAME, ends=1)  # one is unreadable
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        mark(evening, page)
        evening.grader("late", NAME)
        evening.grader("feedback", NAME)
        evening.grader("report", NAME)
        evening.grader("verify", NAME)
        compare(evening, totals(evening, page))
        browser.close()
    return evening


def compare(evening: Evening, found: Mapping[str, Mapping[str, Decimal]]) -> None:
    """Raises: AssertionError: somebody's total is not the same everywhere."""
    (first, due), *others = found.items()
    for place, there in others:
        differ = {
            name: (due.get(name), there.get(name))
            for name in {*due, *there}
            if due.get(name) != there.get(name)
        }
        assert not differ, f"{first}, {place}: {dict(sorted(differ.items())[:5])}"
    evening.lines.append(f"{len(due)} totals are the same in {len(found)} places")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--keep", type=Path, help="Leave all of it in this folder, which is new.")
    chosen = parser.parse_args()
    home = chosen.keep or Path(tempfile.mkdtemp(prefix="evening-"))
    home.mkdir(exist_ok=True)
    try:
        print("\n".join(spend(home, chosen.students).lines))
    finally:
        if not chosen.keep:
            shutil.rmtree(home)
