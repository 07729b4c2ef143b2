r"""An instructor's evening, from a Canvas download to a file for Canvas, in a real terminal and browser.

    uv run python benchmarks/evening.py                  # a class of 200, and four troublemakers
    uv run python benchmarks/evening.py --students 10 --homework tiny    # what the tests do
    uv run python benchmarks/evening.py --students 2000 --homework tiny --gradebook postgresql \
        --cluster local:2 --alike

Commands are typed as an instructor would; written answers are marked by keyboard in Chromium. In the end
every total is compared wherever it stands. Ends with 1 where two differ. --keep leaves the class in a folder.
--homework tiny is the small course of the tests. --gradebook postgresql starts a server of its own.
--cluster is passed on to `grader autograde`. --alike: a marker also presses the key that gives the same mark
to all answers that say nearly the same, as one does in a large class.
"""

import argparse
import csv
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from evening_class import HOMEWORK, Homework, letters, rubric_path, set_the_table
from machine import postgresql
from playwright.sync_api import Page, expect, sync_playwright

PATIENCE = 60_000  # milliseconds


@dataclass
class Evening:
    """Where it happens, what was typed, and how long it took.

    answers: by student, which sample answer they wrote their own version of. url: the gradebook's; "": SQLite
    in the class folder. alike: nearly equal answers get the same mark by one key. served: milliseconds from a
    request to its answer.
    """

    root: Path
    homework: Homework
    answers: dict[str, int]
    url: str
    alike: bool = False
    keys: int = 0
    served: list[float] = field(default_factory=list)

    def grader(self, *words: str, ends: int = 0) -> str:
        """A command in a terminal of 80 columns. Returns what it prints."""
        begun = time.perf_counter()
        done = subprocess.run(command(*words), cwd=self.root, env=TERMINAL, capture_output=True, text=True)
        assert done.returncode == ends, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
        say(f"{time.perf_counter() - begun:7.1f} s  grader {' '.join(words)}")
        return done.stdout


TERMINAL = {**os.environ, "COLUMNS": "80", "TERM": "dumb"}


def say(line: str) -> None:
    print(line, flush=True)  # at once, as an evening may be long


def command(*words: str) -> list[str]:
    return [sys.executable, "-c", "from grader.cli import main; main()", *words]


# --- marking by keyboard ---


@contextmanager
def desk(evening: Evening, page: Page, *words: str) -> Iterator[str]:
    """`grader mark` as a marker starts and ends it; gives the address of the page that it opened."""
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    with subprocess.Popen(
        command("mark", evening.homework.name, *words), cwd=evening.root, env=TERMINAL, **options
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


def keys_for(evening: Evening, shown: str) -> list[str]:
    """What a marker presses who agrees with the sample answer that this is a version of."""
    found = evening.homework.rubric(evening.root)
    sample = next(one for one in found["sample"] if letters(one["text"]) in letters(shown))
    levels = []
    for points, criterion in zip(sample["criteria"], found["criterion"], strict=True):
        worth = [level["points"] for level in criterion["levels"]]
        levels.append(str(worth.index(points) + 1 if points else 0))
    errors = [one["name"] for one in found["error"]]
    return levels + ["asdfghl"[errors.index(name)] for name in sample.get("errors", ())]


def mark_all(evening: Evening, page: Page, *, disagree: bool = False) -> int:
    """Every answer of this marker's, one after the other. disagree: about the first one."""
    heading, shown, total = page.locator("h1"), "Written answers", 0
    page.keyboard.press("Enter")
    while True:
        expect(heading).not_to_have_text(shown, timeout=PATIENCE)
        shown = heading.inner_text()
        if not shown.startswith("Answer"):
            return total
        total = int(shown.split()[-1])
        keys = keys_for(evening, page.locator(".answer").inner_text())
        if disagree:
            keys[0], disagree = "1" if keys[0] == "0" else "0", False
        elif evening.alike and page.locator("[data-key=b]").count():
            keys.append("b")
        press(evening, page, [*keys, "Enter"])


def mark(evening: Evening, page: Page) -> None:
    """Mia marks all, a criterion changes, Max marks a fifth blind, Mia decides where they differ."""
    page.on("requestfinished", lambda one: evening.served.append(waited(one.timing)))
    with desk(evening, page, "--marker", "mia"):
        evening.keys, begun = 0, time.perf_counter()
        evening.served.clear()
        number = mark_all(evening, page)
        seconds = time.perf_counter() - begun
        slowest = statistics.quantiles(evening.served, n=20)[-1]
        say(
            f"{seconds:7.1f} s  {number} answers marked: {evening.keys / number:.1f} keys an answer; "
            f"a key waits {statistics.median(evening.served):.0f} ms, one in twenty {slowest:.0f} ms"
        )
    path = rubric_path(evening.root, evening.homework)
    text = path.read_text("utf-8")
    for old, new in evening.homework.smaller:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")
    evening.grader("mark", evening.homework.name, "--summary", "--marker", "mia")
    with desk(evening, page, "--marker", "max", "--share", "20%"):
        mark_all(evening, page, disagree=True)
    with desk(evening, page, "--marker", "mia") as address:
        page.goto(f"{address}{evening.homework.question}?differ")
        expect(page.locator("h1")).to_have_text("Markers differ", timeout=PATIENCE)
        press(evening, page, [keys_for(evening, page.locator(".answer").inner_text())[0]])
        expect(page.locator(".total")).not_to_contain_text("to decide", timeout=PATIENCE)


def waited(timing: Mapping[str, float]) -> float:
    return timing["responseStart"] - timing["requestStart"]


# --- the totals, wherever they stand ---


def totals(evening: Evening, page: Page) -> dict[str, dict[str, Decimal]]:
    """By place, every student's total."""
    class_folder, root, name = evening.root / "class", evening.root, evening.homework.name
    found = {"machines, rubric and late rule": expected(evening), "gradebook": in_gradebook(evening)}
    for system, key in (("canvas", "SIS Login ID"), ("nbgrader", "student_id")):
        path = root / evening.grader("export", name, "--format", system).strip()
        rows = list(csv.DictReader(path.open(encoding="utf-8-sig")))
        column = name if system == "canvas" else "score"
        found[f"export to {system}"] = {one[key]: Decimal(one[column]) for one in rows if one[key]}
    report = csv.DictReader((class_folder / "report" / name / "students.csv").open(encoding="utf-8-sig"))
    found["report"] = {one["student"]: Decimal(one["score"]) for one in report if one["score"]}
    found["feedback"] = {}
    for student in found["gradebook"]:
        page.goto((class_folder / "feedback" / student / name / f"{name}.html").as_uri())
        found["feedback"][student] = Decimal(shown(page))
    return found


def shown(page: Page) -> str:
    """The total on a student's page; a notebook that could not be read has none, and comes to nothing."""
    return next(iter(page.locator("p.total b").all_inner_texts()), "0")


def expected(evening: Evening) -> dict[str, Decimal]:
    """By hand: what machines found, what the sample's criteria and errors come to, less ten percent a day."""
    about, found = evening.homework.rubric(evening.root), {}
    deduct = {one["name"]: Decimal(str(one.get("deduct", 0))) for one in about["error"]}
    for path in (evening.root / "class/autograded").glob(f"*/{evening.homework.name}/report.json"):
        report = json.loads(path.read_text("utf-8"))
        student, raw = report["student"], Decimal(str(report["score"]))
        if student in evening.answers:
            sample = about["sample"][evening.answers[student]]
            off = sum(deduct[name] for name in sample.get("errors", ()))
            raw += max(Decimal(0), sum(map(Decimal, map(str, sample["criteria"]))) - off)
            raw *= Decimal("0.8") if int(student[1:]) % 10 == 0 else 1  # late by two days begun
        found[student] = raw.normalize()
    return found


def in_gradebook(evening: Evening) -> dict[str, Decimal]:
    """nbgrader's own sums, by its own classes."""
    from nbgrader.api import Gradebook

    with Gradebook(evening.url or f"sqlite:///{evening.root}/class/gradebook.db", "evening") as book:
        return {
            one.student.id: Decimal(repr(one.score - one.late_submission_penalty))
            for one in book.assignment_submissions(evening.homework.name)
        }


def spend(root: Path, homework: Homework, chosen: argparse.Namespace, url: str) -> None:
    """The whole evening. url: the gradebook's."""
    name, cluster = homework.name, chosen.cluster
    answers = set_the_table(root, homework, chosen.students, url=url)
    evening = Evening(root, homework, answers, url, chosen.alike)
    evening.grader("collect", name, "submissions.zip", "--times", "times.csv")
    evening.grader(
        "autograde", name, *(["--cluster", cluster] if cluster else []), ends=1
    )  # one is unreadable
    after_grading(evening)


def after_grading(evening: Evening) -> None:
    """Marking, and all that comes after it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        mark(evening, page)
        for step in ("late", "feedback", "report", "verify"):
            evening.grader(step, evening.homework.name)
        compare(totals(evening, page))
        browser.close()


def compare(found: Mapping[str, Mapping[str, Decimal]]) -> None:
    """Raises: AssertionError: somebody's total is not the same everywhere."""
    (first, due), *others = found.items()
    for place, there in others:
        differ = {
            name: (due.get(name), there.get(name))
            for name in {*due, *there}
            if due.get(name) != there.get(name)
        }
        assert not differ, f"{first}, {place}: {dict(sorted(differ.items())[:5])}"
    say(f"{len(due)} totals are the same in {len(found)} places")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--homework", choices=HOMEWORK, default="attention")
    parser.add_argument("--gradebook", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--cluster", default="", help="The address of a Dask scheduler, or local:N.")
    parser.add_argument("--alike", action="store_true", help="One key marks nearly equal answers.")
    parser.add_argument("--keep", type=Path, help="Leave all of it in this folder, which is new.")
    chosen = parser.parse_args()
    home = chosen.keep or Path(tempfile.mkdtemp(prefix="evening-"))
    home.mkdir(exist_ok=True)
    server = postgresql(durable=True) if chosen.gradebook == "postgresql" else nullcontext("")
    try:
        with server as url:
            address = url.format(name="postgres")
            spend(home, HOMEWORK[chosen.homework], chosen, address)
    finally:
        if not chosen.keep:
            shutil.rmtree(home)
