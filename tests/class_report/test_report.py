"""The report on a class: its figures are right, and its page can be read by all, and runs nothing."""

import csv
import html
import json
import re
from contextlib import chdir
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from feedback.reports import crashed, failed, question, report, result
from playwright.sync_api import Browser, Page, expect
from scipy.stats import pointbiserialr
from typer.testing import CliRunner
from widths import too_narrow

from grader.class_report import report_class
from grader.class_report.derive import facts
from grader.class_report.facts import Facts
from grader.class_report.page import render
from grader.class_report.plots import scores_plot
from grader.class_report.statistics import discrimination, surely_weak
from grader.class_report.write import write_report
from grader.cli import app
from grader.course import Lateness, load_course
from grader.files import write_file
from grader.gradebook import SubmissionScore
from grader.model import GONE, Diagnosis, Repair, Report, Verdict
from grader.records import to_json
from grader.records.journal import Act, Entry, JournalLine

HOSTILE = "<script>window.ran = 1</script><img src=x onerror=window.ran=2>"
ADDS, POSITIVE = "The weights add up to one.", "The weights are positive."
BLENDS = "The context is a blend."
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def submission(student: str, *, adds: bool = True, positive: bool = True, blends: bool = True) -> Report:
    softmax = question(
        result(ADDS, Verdict.PASSED) if adds else failed(ADDS),
        result(POSITIVE, Verdict.PASSED) if positive else crashed(POSITIVE),
        behaviour="" if adds and positive else f"b{adds}{positive}",
    )
    attend = question(result(BLENDS, Verdict.PASSED, hidden=True) if blends else failed(BLENDS, hidden=True))
    return report({"softmax": softmax, "attend": attend}, student=student)


def class_of_twelve() -> list[Report]:
    """Six are right; three add up wrongly, one of them blends wrongly too; one crashes; trouble besides."""
    right = [submission(f"right{number}") for number in range(6)]
    wrong = [submission(f"adds{number}", adds=False, blends=number > 0) for number in range(3)]
    slip = Diagnosis("halves", "Halves the weights.", "What is half of one?")
    softmax = replace(wrong[0].questions["softmax"], diagnoses=(slip,))
    named = replace(wrong[0], questions=wrong[0].questions | {"softmax": softmax})
    hostile = submission(HOSTILE, positive=False)
    repaired = replace(hostile, repairs=(Repair("softmax", "moved", f"put back {HOSTILE}"),))
    unreadable = report({}, student="gone", status="unreadable", reason=HOSTILE, score=0.0, points=3.0)
    broken = report({}, student="ours", status="broken", reason="the grader failed", score=0.0, points=3.0)
    return [*right, named, *wrong[1:], repaired, unreadable, broken]


def found(reports: list[Report], **more: Any) -> Facts:
    given = {"scored": {}, "journal": [], "pages": {}, "names": {}, "late": {}, **more}
    return facts(reports, course="Language", assignment="attention", **given)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(tmp_path_factory.mktemp("report"), found(class_of_twelve()))


def test_discrimination() -> None:
    """It is SciPy's point-biserial correlation of passing the item with the score on the rest."""
    item = [1, 1, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0]
    total = [9, 8, 9, 4, 7, 5, 1, 6, 2, 8, 3, 4]
    rest = [whole - part for part, whole in zip(item, total, strict=True)]

    assert discrimination(item, total) == pytest.approx(pointbiserialr(item, rest).statistic)


@pytest.mark.parametrize("item", [[1] * 12, [0, 1] * 2])
def test_no_discrimination(item: list[int]) -> None:
    """Where all do alike, or there are few, nothing is said."""
    assert discrimination(item, [5 * part for part in item]) is None


def test_few_who_fail() -> None:
    """Where one or two of thirty fail, nothing is said: it would be said of them."""
    total = list(range(30))

    assert discrimination([0, 0, 0, 0] + [1] * 26, total) is None
    assert discrimination([0, 0, 0, 0, 0] + [1] * 25, total) == pytest.approx(0.62, abs=0.05)


@pytest.mark.parametrize(
    ("correlation", "students", "weak"),
    [(-0.1, 30, False), (-0.3, 30, True), (0.0, 300, True), (-1.0, 3, False)],
)
def test_worth_a_look(correlation: float, students: int, weak: bool) -> None:
    """A check is pointed at where its discrimination is below 0.1 by more than chance."""
    assert surely_weak(correlation, students) is weak


def test_every_cell_that_is_gone_is_named(tmp_path: Path) -> None:
    """Whoever lost cells, and whichever: each is listed with all whose notebooks lack it."""
    done, without = (
        "its cell was missing, and no other cell defines it",
        "it has been put back, without an answer",
    )
    ada = (Repair("softmax, attend", GONE, done), Repair("why", GONE, without))
    others = [f"student{number}" for number in range(10, 30)]
    lacking = [("ada", ada), *((name, (Repair("attend", GONE, done),)) for name in others)]

    known = found([replace(submission(name), repairs=some) for name, some in lacking])
    page = write_report(tmp_path, known).read_text("utf-8")

    listed = {one.example.partition(":")[0]: one.students for one in known.repairs}
    assert listed == {"attend": ("ada", *others), "softmax": ("ada",), "why": ("ada",)}
    trouble = page.partition('id="trouble"')[2]
    assert all(name in trouble for name in others)


def test_a_cell_that_nobody_found_is_no_repair() -> None:
    """What could not be put right is not said to have cost nobody points."""
    lost = Repair("softmax", GONE, "its cell was missing, and no other cell defines it")
    moved = Repair("softmax", "moved", "it stays where you put it")
    ada, bob = (replace(submission(name), repairs=(one,)) for name, one in (("ada", lost), ("bob", moved)))

    alone, both = render(found([ada])), render(found([ada, bob]))

    assert ("cost nobody points" in alone, "1 notebook lacked a cell" in alone) == (False, True)
    assert "1 notebook had to be put right; that cost nobody points." in both


def test_names_and_lateness() -> None:
    """Students are called by name, and two of one name by their ids as well. How late they were is told."""
    students = [submission(name) for name in ("ada", "bob", "cem", "dee")]
    names = {"ada": "Ada Lovelace", "bob": "Kim Lee", "cem": "Kim Lee"}
    known = Lateness("ada", None, None, 93_600.0, 3.0, 0.5, 0.5, False)
    unknown = Lateness("dee", None, None, 0.0, 3.0, 0.0, 0.0, False, called_late=True)
    late = {"ada": known, "dee": unknown}
    entered = SubmissionScore("ada", "", "", "", None, None, Decimal("3"), Decimal("0.5"), ())

    page = render(found(students, names=names, late=late, scored={"ada": entered}))
    text = re.sub(r"<[^>]+>", "", page)

    assert "Ada Lovelace ada2.5" in text.replace("\n", "")
    assert ("Kim Lee (bob)" in text, "Kim Lee (cem)" in text) == (True, True)
    assert "1 d 2 h \N{MINUS SIGN}0.5" in text
    assert page.count('data-sort="0.0">\N{EN DASH}<') == 2  # bob and cem, of whom nobody says so
    assert page.count("no time is known") == 1


def test_checks() -> None:
    """Shares are of those whose notebooks could be graded."""
    checks = {one.claim: one for one in found(class_of_twelve()).checks}

    assert (checks[ADDS].students, checks[ADDS].passed, checks[ADDS].failed) == (10, 0.7, 3)
    assert (checks[POSITIVE].passed, checks[POSITIVE].crashed) == (0.9, 1)
    assert (checks[BLENDS].question, checks[BLENDS].hidden, checks[BLENDS].failed) == ("attend", True, 1)


def test_together() -> None:
    """Of the four who lost points on softmax one lost points on attend; of that one, one."""
    together = {one.question: (one.students, one.also) for one in found(class_of_twelve()).together}

    assert together == {
        "softmax": (4, {"softmax": 4, "attend": 1}),
        "attend": (1, {"softmax": 1, "attend": 1}),
    }


def test_gradebook_counts() -> None:
    """A student's score is the gradebook's, with what is still unmarked beside it."""
    entered = SubmissionScore("ada", "", "", "", None, None, Decimal("5.5"), Decimal("0.5"), ("softmax",))

    (student,) = found([submission("ada")], scored={"ada": entered}).students

    assert (student.score, student.machine, student.penalty, student.unmarked) == (
        5.0,
        3.0,
        0.5,
        ("softmax",),
    )


def test_times() -> None:
    """How long grading took is told by the journal, of this assignment alone."""
    acts = [("attention", 0), ("attention", 2), ("other", 50), ("attention", 5)]
    entries = [
        Entry("", NOON + timedelta(seconds=second), "0.1", Act("graded", name, "ada", "", ""))
        for name, second in acts
    ]

    times = found([submission("ada")], journal=[JournalLine(1, "", one) for one in entries]).times

    assert times is not None
    assert (times.first, times.last, times.seconds) == (NOON, NOON + timedelta(seconds=5), 2.5)


def test_what_could_not_be_told() -> None:
    """Whose last grading could not tell all, by our fault, is listed, until it is graded again."""
    acts = [("ada", "KeyError: 'x'"), ("bob", "KeyError: 'x'"), ("bob", "")]
    entries = [
        Entry("", NOON, "0.1", Act("graded", "attention", name, "", "", fault=fault)) for name, fault in acts
    ]

    known = found(
        [submission("ada"), submission("bob")], journal=[JournalLine(1, "", one) for one in entries]
    )

    assert [one.remark for one in known.students] == ["by our fault, not all is told (KeyError: 'x')", ""]
    assert "not all is told (KeyError" in render(known).partition('id="trouble"')[2]


def test_class_of_one() -> None:
    """One submission makes a page that says what cannot be said of one."""
    text = render(found([submission("ada")]))

    assert "1 submission: from fewer than 10 nothing is said" in text
    assert "Nobody's functions answer wrongly" in text
    assert "<svg" not in text


def test_empty_class() -> None:
    """Before anything is graded the page says what to do."""
    assert "Run <code>grader autograde attention</code>" in render(found([]))


def test_same_bytes() -> None:
    """The same class is the same page."""
    assert render(found(class_of_twelve())) == render(found(class_of_twelve()[::-1]))


def test_figures_beside_it(written: Path) -> None:
    """CSV and JSON say what the page says."""
    with (written.parent / "students.csv").open(newline="") as file:
        students = list(csv.DictReader(file))
    figures = json.loads((written.parent / "figures.json").read_text())

    assert [row["student"] for row in students] == [one["student"] for one in figures["students"]]
    assert figures["quartiles"] == [2.0, 3.0, 3.0]


def test_page_runs_nothing_of_students(page: Page, written: Path) -> None:
    """It asks for nothing but itself; names and reasons from students are text."""
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))

    page.goto(written.as_uri(), wait_until="networkidle")

    assert (asked, said) == ([written.as_uri()], [])
    assert page.evaluate("window.ran") is None
    assert page.locator("img").count() == 0
    expect(page.get_by_text(HOSTILE).first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(page: Page, written: Path, scheme: Any) -> None:
    """axe-core finds nothing to object to, on light and on dark ground."""
    page.emulate_media(color_scheme=scheme)
    page.goto(written.as_uri())

    seen = Axe().run(page)

    assert seen.response["violations"] == [], seen.generate_report()


def test_width(page: Page, written: Path) -> None:
    """At no width does the page scroll sideways; wide tables do so by themselves."""
    page.goto(written.as_uri())

    assert too_narrow(page) == {}


def test_what_goes_on_to_the_right(page: Page, written: Path) -> None:
    """A table that is wider than the page says so; one that is not does not."""
    table, word = (
        page.get_by_role("region", name="Table of students"),
        page.get_by_text("More columns to the right"),
    )

    for width, said in ((390, True), (1280, False)):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(written.as_uri())
        expect(table.locator("xpath=preceding-sibling::p[1]").and_(word)).to_be_visible(visible=said)


def test_sorting(page: Page, written: Path) -> None:
    """A press on a heading sorts by it, another one the other way round, and says so."""
    page.goto(written.as_uri())
    table = page.get_by_role("region", name="Table of students")
    button = table.get_by_role("button", name="Score")

    button.focus()
    page.keyboard.press("Enter")
    lowest = table.locator("tbody tr").first.inner_text()
    page.keyboard.press("Enter")

    assert lowest.startswith(("gone", "ours"))
    expect(table.locator("tbody tr").first).to_contain_text("right")
    expect(table.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")


def test_finding(page: Page, written: Path) -> None:
    """Typed words leave the students whose name, questions and mistakes have them all; without words, all."""
    page.goto(written.as_uri())
    rows = page.get_by_role("region", name="Table of students").locator("tbody tr:visible")
    field = page.get_by_role("searchbox", name="Find a student, question or mistake")

    field.focus()
    page.keyboard.type("ATTEND halves")
    both = (rows.all_inner_texts(), page.get_by_role("status").inner_text())
    page.keyboard.press("Escape")

    assert [text.split()[0] for text in both[0]] == ["adds0"]
    assert both[1] == "1 of 12"
    expect(rows).to_have_count(12)


def test_without_script(browser: Browser, written: Path) -> None:
    """Where no script runs all figures are there, with plain headings."""
    plain = browser.new_page(java_script_enabled=False)
    plain.goto(written.as_uri())

    expect(plain.get_by_role("button").or_(plain.get_by_role("searchbox"))).to_have_count(0)
    expect(plain.get_by_role("region", name="Table of students").locator("tbody tr")).to_have_count(12)
    plain.close()


def test_plots_are_told(page: Page, written: Path) -> None:
    """Every picture has a description in words."""
    page.goto(written.as_uri())

    expect(page.get_by_role("img", name="Scores run from 0 to 3 of 3 points", exact=False)).to_be_visible()


def test_bars_of_a_height() -> None:
    """Two bars of a height are both named as the tallest."""
    right = [submission("ada"), submission("bob")]
    wrong = [submission(name, adds=False, positive=False, blends=False) for name in ("cleo", "dan")]

    plot = scores_plot(found(right + wrong))

    assert plot is not None
    told = "The two tallest bars, 2 students each, are from 0 to 0.3 and from 2.7 to 3 points."
    assert plot.described.endswith(told)


def test_command(small: Path) -> None:
    """It works before anything is graded, prints the page's path, and makes no gradebook."""
    with chdir(small):
        run = CliRunner().invoke(app, ["report", "tiny"])

    assert (run.exit_code, run.stdout) == (0, "class/report/tiny/tiny.html\n")
    assert "Nothing is graded yet" in (small / run.stdout.strip()).read_text()
    assert not (small / "class/gradebook.db").exists()


@pytest.mark.parametrize("student", ["what?", "no#1", "50%25", "a b", "Zoë & 'Bob'"])
def test_links_to_folders_of_any_name(small: Path, student: str) -> None:
    """A link leads to the student's page, whatever a browser would make of the folder's name."""
    pages = small / "class/feedback" / student / "tiny/tiny.html"
    made = replace(submission(student), assignment="tiny")
    write_file(small / "class/autograded" / student / "tiny/report.json", to_json(made))
    write_file(pages, b"")

    path, _ = report_class(load_course(small), "tiny", small / "class", say=print)

    links = re.findall(r'href="(\.\./[^"]+)"', path.read_text("utf-8"))
    found = {unquote(urlsplit(urljoin(path.as_uri(), html.unescape(link))).path) for link in links}
    assert found == {str(pages)}
