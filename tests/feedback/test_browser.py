"""The pages as a browser shows them."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from widths import too_narrow

STUDENTS = (
    "right", "unreadable", "softmax_threshold", "score_transposed", "attend_returns_scores",
    "context_vector_misses_last",
)  # fmt: skip
MOST_TELLING = "score_transposed"  # errors, skipped claims, a misconception, an error of an earlier question
MALLORY = "mallory/tiny/tiny.html"
HANDLERS = """
    [...document.querySelectorAll('*')].flatMap(element => [...element.attributes])
        .filter(({name, value}) => name.startsWith('on') || /^\\s*javascript:/i.test(value)).length
"""
COLOURS = {"runOnly": {"type": "tag", "values": ["cat.color"]}}  # all that a dark page has of its own
ACTIVE = "script, iframe, object, embed, img, form, link, base, video, audio"


def address(pages: Path, student: str) -> str:
    return (pages / student / "attention/attention.html").as_uri()


@pytest.mark.parametrize("student", STUDENTS)
def test_no_request(page: Page, pages: Path, student: str) -> None:
    """A page asks for nothing but itself, and has nothing to complain about."""
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))

    page.goto(address(pages, student), wait_until="networkidle")

    assert asked == [address(pages, student)]
    assert said == []


def test_hostile_notebook(page: Page, hostile: Path) -> None:
    """Whatever a notebook holds, nothing of it runs, loads or becomes an element."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto((hostile / MALLORY).as_uri(), wait_until="networkidle")

    assert page.evaluate("window.ran") is None
    assert asked == [(hostile / MALLORY).as_uri()]
    assert page.locator(ACTIVE).count() == 0
    assert page.evaluate(HANDLERS) == 0


def test_hostile_notebook_is_shown(page: Page, hostile: Path) -> None:
    """What a notebook holds is shown as the text it is: code, answer, error, and what a function returned."""
    page.goto((hostile / MALLORY).as_uri())

    text = page.locator("main").inner_text()
    assert "# <script>window.ran = 1</script> </code></pre><img src=x onerror=" in text
    assert "[a](javascript:window.ran=3) {{ 7 * 7 }} {% raw %}" in text
    assert "raised ValueError: <script>window.ran = 4</script><svg onload=window.ran=5>' onerror=" in text
    assert "<script>window.ran = 8</script>" in text


def test_policy_stops_a_script(page: Page, pages: Path, tmp_path: Path) -> None:
    """Were a script to slip through, the page's own policy would keep it from running."""
    text = (pages / "right/attention/attention.html").read_text("utf-8")
    (tmp_path / "spoilt.html").write_text(
        text.replace("<h1>", "<script>window.ran = 1</script><h1>"), "utf-8"
    )

    page.goto((tmp_path / "spoilt.html").as_uri())

    assert page.locator("script").count() == 1
    assert page.evaluate("window.ran") is None


@pytest.mark.parametrize("student", STUDENTS)
def test_width(page: Page, pages: Path, student: str) -> None:
    """No page scrolls sideways, and nothing in a table covers what is beside it, at any width."""
    page.goto(address(pages, student))

    assert too_narrow(page) == {}


def test_width_of_a_hostile_notebook(page: Page, hostile: Path) -> None:
    """Long lines of a student's are broken."""
    page.goto((hostile / MALLORY).as_uri())

    assert too_narrow(page) == {}


@pytest.mark.parametrize(("scheme", "rules"), [("light", None), ("dark", COLOURS)], ids=["light", "dark"])
@pytest.mark.parametrize("student", STUDENTS)
def test_accessible(page: Page, pages: Path, student: str, scheme: Any, rules: Any) -> None:
    """axe-core finds nothing to object to, folds open, on light and on dark ground."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(address(pages, student))
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")

    found = Axe().run(page, options=rules)

    assert found.response["violations"] == [], found.generate_report()


def test_keyboard(page: Page, pages: Path) -> None:
    """The keyboard leads past the head of the page, opens a fold and closes it."""
    page.goto(address(pages, "right"))
    fold = page.locator("details").first

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the feedback")).to_be_focused()
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(fold.locator("li").first).to_be_visible()
    page.keyboard.press("Space")
    expect(fold.locator("li").first).to_be_hidden()


def test_focus_is_seen(page: Page, pages: Path) -> None:
    """What has the keyboard's focus has an outline."""
    page.goto(address(pages, "right"))

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")

    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_print(page: Page, pages: Path) -> None:
    """On paper every fold is open."""
    page.goto(address(pages, "right"))
    claim = page.get_by_text("There is one weight for every score")
    expect(claim).to_be_hidden()

    page.emulate_media(media="print")

    expect(claim).to_be_visible()


def test_block_is_copied_whole(page: Page, pages: Path) -> None:
    """One click selects all of an example, and nothing beside it."""
    page.goto(address(pages, "softmax_threshold"))

    page.locator("pre.paste").first.click()

    selected = page.evaluate("getSelection().toString()")
    assert selected == "import numpy as np\n\nscores = np.array([1.0, 2.0, 4.0])\nnp.min(softmax(scores))"


def test_line_numbers_are_not_copied(page: Page, pages: Path) -> None:
    """The student's code is numbered, and copied without the numbers."""
    page.goto(address(pages, MOST_TELLING))
    code = page.locator("pre.lines").first

    code.evaluate("element => getSelection().selectAllChildren(element)")

    assert page.evaluate("getSelection().toString()").startswith("def score(")


def test_headings(page: Page, pages: Path) -> None:
    """No level of heading is left out, and there is one of the first."""
    page.goto(address(pages, MOST_TELLING))

    levels = page.evaluate("[...document.querySelectorAll('h1, h2, h3, h4')].map(one => +one.tagName[1])")

    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_error_of_an_earlier_question(page: Page, pages: Path) -> None:
    """A link leads from an error to the question that it comes from."""
    page.goto(address(pages, MOST_TELLING))

    page.get_by_role("region", name="attend").get_by_role("link", name="score").first.click()

    expect(page).to_have_url(re.compile("#score$"))
    expect(page.get_by_role("heading", name="score", exact=False).first).to_be_in_viewport()
