r"""An instructor's evening, from a Canvas download to a file for Canvas, in a real terminal and browser.

    uv run python benchmarks/evening.py                  # a class of 200, and four troublemakers
    uv run python benchmarks/evening.py --students 10 --homework tiny    # what the tests do
    uv run python benchmarks/evening.py --students 2000 --homework tiny --gradebook postgresql \
        --cluster local:2 --by-keyboard 200

Commands are typed as an instructor would; written answers are marked by keyboard in Chromium. In the end
every total is compared wherever it stands. Ends with 1 where two differ. --keep leaves the class in a folder.
--homework tiny is the small course of the tests. --gradebook postgresql starts a server of its own.
--cluster is passed on to `grader autograde`. --by-keyboard: only the first so many answers of a marker are
marked by keyboard. For the others, the requests are sent that the page would send, as a browser takes time to
show each page.
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
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from bs4 import BeautifulSoup, SoupStrainer
from evening_class import HOMEWORK, Homework, letters, rubric_path, set_the_table
from machine import postgresql
from playwright.sync_api import Page, expect, sync_playwright

PATIENCE = 60_000  # milliseconds
READ = SoupStrainer(
    ["article", "fieldset", "button", "input", "textarea"]
)  # of a page, where no browser does


@dataclass
class Evening:
    """Where it happens, what was typed, and how long it took.

    answers: by student, which sample answer they wrote their own version of. url: the gradebook's; "": SQLite
    in the class folder. by_keyboard: so many answers of each marker. served: milliseconds from a request to
    its answer.
    """

    root: Path
    homework: Homework
    answers: dict[str, int]
    url: str
    by_keyboard: int = 1_000_000
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
    page.keyboard.press("Enter")
    heading = page.locator("h1")
    expect(heading).to_have_text(re.compile("Answer [0-9]+ of"), timeout=PATIENCE)
    first, total = map(int, re.findall(r"\d+", heading.inner_text()))
    last = min(total, first - 1 + evening.by_keyboard)
    for number in range(first, last + 1):
        expect(heading).to_have_text(f"Answer {number} of {total}", timeout=PATIENCE)
        keys = keys_for(evening, page.locator(".answer").inner_text())
        if disagree:
            keys[0], disagree = "1" if keys[0] == "0" else "0", False
        press(evening, page, [*keys, "Enter"])
    if last < total:
        expect(heading).to_have_text(f"Answer {last + 1} of {total}", timeout=PATIENCE)
        mark_by_requests(evening, page)
    expect(page.get_by_role("heading", name="Written answers")).to_be_visible(timeout=PATIENCE)
    return total + 1 - first


def mark_by_requests(evening: Evening, page: Page) -> None:
    """The rest of the answers, by what page.js would send for the same keys, in the browser's own session."""
    address, shown = page.url, parsed(page.request.get(page.url).text())
    while answer := shown.select_one(".answer"):
        for key in [*keys_for(evening, answer.get_text()), "Enter"]:
            begun = time.perf_counter()
            response = page.request.post(address, form=form_of(shown, key))
            evening.served.append(1000 * (time.perf_counter() - begun))
            evening.keys += 1
            assert response.ok, response.text()
            address, shown = response.url, parsed(response.text())
    page.goto(address)


def parsed(page: str) -> BeautifulSoup:
    return BeautifulSoup(page, "html.parser", parse_only=READ)


def form_of(shown: BeautifulSoup, key: str) -> dict[str, str]:
    """What a browser sends when the key presses its button."""
    fields = {one["name"]: one["value"] for one in shown.select("input[name]")}
    digit = shown.select_one(f'[data-active] [data-digit="{key}"]') if key.isdigit() else None
    keyed = (one for one in shown.select("button[data-key]") if key in one["data-key"].split())
    return {
        **fields,
        "comment": shown.select_one("#comment").get_text(),
        "act": (digit or next(keyed))["value"],
    }


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
            f"{seconds:7.1f} s  {number} answers marked, {min(number, evening.by_keyboard)} by keyboard: "
            f"{evening.keys / number:.1f} keys an answer; "
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
    evening = Evening(root, homework, answers, url, by_keyboard=chosen.by_keyboard)
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
    parser.add_argument("--by-keyboard", type=int, default=1_000_000, help="So many answers of each marker.")
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
