"""The marking page in a real browser, by keyboard."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from grader.marking.desk import queue
from grader.marking.entering import marks, refresh
from grader.marking.opening import opened

from .conftest import Sit
from .test_marks import at, mark
from .written import hand_in_again

Serve = Callable[..., str]
COLOURS = {"runOnly": {"type": "tag", "values": ["cat.color"]}}  # all that a dark page has of its own
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
IN_FORMGRADER = """
    SELECT student_id, manual_score, manual_comment FROM grade
    JOIN base_cell AS graded ON graded.id = grade.cell_id
    JOIN comment ON comment.notebook_id = grade.notebook_id
    JOIN base_cell AS commented ON commented.id = comment.cell_id AND commented.name = graded.name
    JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
    JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
    WHERE manual_score IS NOT NULL
"""
SMALL = """
    [...document.querySelectorAll('button, summary, main a, header a, textarea, input[type=checkbox]')]
        .filter(one => one.checkVisibility()).map(one => one.closest('label') ?? one)
        .map(one => [one.textContent.trim(), one.getBoundingClientRect()])
        .filter(([, box]) => box.width < 44 || box.height < 44).map(([text]) => text)
"""


def in_formgrader(root: Path) -> dict[str, tuple[float, str]]:
    """By student, what nbgrader's own database has."""
    connection = sqlite3.connect(root / "class/gradebook.db")
    found = {student: (points, told) for student, points, told in connection.execute(IN_FORMGRADER)}
    connection.close()
    return found


def total(page: Page, text: str) -> None:
    expect(page.locator(".total")).to_contain_text(text)


def test_opened_by_a_file(page: Page, served: Serve, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From there a browser gets in, though the cookie is one that it sends to no other site's links."""
    given: list[str] = []
    monkeypatch.setattr("webbrowser.open", given.append)

    with opened(served(), root):
        page.goto(given[0])

        expect(page.locator("h1")).to_contain_text("Written answers")


def test_keyboard_alone(page: Page, served: Serve, sit: Sit, root: Path) -> None:
    """From the overview to marks in formgrader's database, by keys, typed as fast as they come."""
    first, second = [one.student for one in queue(sit(), "why")][:2]
    page.goto(served())

    page.keyboard.press("Enter")
    expect(page.locator(".criterion")).to_have_count(2)
    page.keyboard.type("21acSay which numbers, & why.")
    expect(page.locator("#status")).to_have_text("Comment saved.")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.keyboard.type("00")
    expect(page.locator("#status")).to_have_text("Saved: 0 of 3 points.")

    assert in_formgrader(root) == {
        first: (1.5, "Say which numbers, & why.\n\n1 of 2: A reason\n1 of 1: An example\n-0.5: Squares"),
        second: (0.0, "0 of 2: A reason\n0 of 1: An example"),
    }


def test_undo_and_walk(page: Page, served: Serve, sit: Sit, root: Path) -> None:
    """U takes back what was done last, wherever that was; J and K walk."""
    page.goto(served())
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Answer 1 of 4")
    page.keyboard.type("+j")
    expect(page.locator("h1")).to_have_text("Answer 2 of 4")
    page.keyboard.type("kj1u")
    expect(page.locator(".remark")).to_have_text("Taken back.")

    page.keyboard.press("u")

    expect(page.locator("h1")).to_have_text("Answer 1 of 4")
    total(page, "0 of 3 points so far")
    assert in_formgrader(root) == {}


def test_frame_walks(page: Page, served: Serve) -> None:
    """Arrows move the frame back to a criterion that is decided, so that number keys change it."""
    page.goto(served())
    page.keyboard.press("Enter")
    page.keyboard.type("11")
    total(page, "3 of 3")

    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("2")

    total(page, "2 of 3")


def test_what_comes_to_nothing_is_said(page: Page, served: Serve) -> None:
    """A number that no level has, and an answer that is left half marked."""
    page.goto(served())
    page.keyboard.press("Enter")
    page.keyboard.type("19")
    expect(page.locator(".remark")).to_have_text("No level has the number 9 here.")

    page.keyboard.press("Enter")

    expect(page.locator(".remark")).to_have_text(
        "The last answer is not marked yet: 1 to decide. It comes again."
    )


def test_comment_of_before(page: Page, served: Serve) -> None:
    """A line that was written once is a key away on the next answer."""
    page.goto(served())
    page.keyboard.press("Enter")
    page.keyboard.type("11cSay why.")
    page.keyboard.press("Escape")
    expect(page.locator("#status")).to_have_text("Comment saved.")
    page.keyboard.press("Enter")
    expect(page.locator("#comment")).to_have_value("")

    page.keyboard.press("q")
    expect(page.locator("#comment")).to_have_value("Say why.")
    page.keyboard.press("q")

    expect(page.locator("#comment")).to_have_value("")


def test_alike(page: Page, served: Serve, sit: Sit, root: Path) -> None:
    """V gives the mark to all that say the same, B to the first that nearly does; what differs is marked."""
    url = served()
    page.goto(url)
    page.goto(f"{url.partition('/?')[0]}/why/{at(sit(), 'ada').answer.id}")
    expect(page.locator("ins")).to_have_text("big")

    page.keyboard.type("11v")
    expect(page.locator(".remark")).to_contain_text("The same mark for 1 more")
    expect(page.get_by_text("you gave 3")).to_have_count(1)
    page.keyboard.press("b")
    expect(page.get_by_text("you gave 3")).to_have_count(2)

    assert {student: points for student, (points, _) in in_formgrader(root).items()} == {
        "ada": 3.0, "bob": 3.0, "cleo": 3.0,
    }  # fmt: skip


def test_blanks(page: Page, served: Serve, root: Path) -> None:
    """Blank answers lie apart, and one key marks all of them."""
    page.goto(served())
    expect(page.locator("main")).to_contain_text("4 answers to mark.")
    expect(page.locator("main")).to_contain_text("1 blank, 0 points as they are")
    page.get_by_role("link", name="1 blank").click()
    expect(page.get_by_role("heading", name="1 blank answer")).to_be_visible()

    page.keyboard.press("0")

    expect(page.locator("main")).to_contain_text("All are marked as 0 points")
    assert in_formgrader(root) == {"eve": (0.0, "No response.")}


def test_second_marker(page: Page, served: Serve, sit: Sit) -> None:
    """Markers see nothing of each other until both are done; then what they differ about can be resolved."""
    mia = sit("mia")
    mark(mia, "ada", 1, 1)
    page.goto(served("max"))
    page.goto(f"{page.url}why/{at(mia, 'ada').answer.id}")
    total(page, "0 of 3 points so far")

    page.keyboard.type("21")
    expect(page.get_by_role("button", name="1 differ")).to_be_visible()
    page.keyboard.press("x")
    expect(page.locator(".given").first).to_have_text("mia: 2 · max: 1")
    total(page, "1 of 3 points so far, 1 to decide")
    page.keyboard.press("2")
    total(page, "2 of 3 points")

    refresh(mia)
    assert marks(mia, "why")["ada"].points == 2


def test_differences_from_the_overview(page: Page, served: Serve, sit: Sit) -> None:
    """A link on the overview leads to what markers differ about, too."""
    mark(sit("mia"), "ada", 1, 1)
    mark(sit("max"), "ada", 2, 1)
    page.goto(served("tom", share=0.01))

    page.get_by_role("link", name="1 answer", exact=True).click()

    expect(page.get_by_role("heading", name="Markers differ")).to_be_visible()


def test_agreement_is_shown(page: Page, served: Serve, sit: Sit) -> None:
    """The overview says how far two markers agree, criterion by criterion."""
    mia, max_ = sit("mia"), sit("max")
    for student, one, other in (("ada", 1, 1), ("bob", 0, 0), ("cleo", 1, 0)):
        mark(mia, student, one, 1)
        mark(max_, student, other, 1)

    page.goto(served())

    expect(page.get_by_role("row", name="A reason")).to_contain_text("2 of 30.40")
    expect(page.get_by_role("row", name="An example")).to_contain_text("3 of 3all on one level")


def test_criterion_changes(page: Page, served: Serve, root: Path) -> None:
    """A rubric that changes while somebody marks is followed, and they are told what it changed."""
    page.goto(served())
    page.keyboard.press("Enter")
    page.keyboard.type("21")
    total(page, "2 of 3")
    path = root / "solutions/tiny/rubric.toml"

    path.write_text(path.read_text("utf-8").replace('1, when = "half', '1.5, when = "half'), "utf-8")
    page.reload()

    total(page, "2.5 of 3")
    expect(page.locator(".remark")).to_have_text("why: 1 mark changed in the gradebook")
    assert [points for points, _ in in_formgrader(root).values()] == [2.5]


def test_hostile_answer(page: Page, served: Serve, sit: Sit, root: Path) -> None:
    """Whatever an answer holds is shown, and nothing of it runs, loads or becomes a link."""
    attack = (
        "<script>window.ran = 1</script> <img src=x onerror='window.ran = 2'> [a](javascript:window.ran=3) "
        "![b](https://example.org/b.png) [c](https://example.org/c) # {{ 7 * 7 }}"
        "\n\n# <svg onload=window.ran=4>"
    )
    hand_in_again(root, "dan", attack)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(served())
    page.goto(f"{page.url}why/{at(sit(), 'dan').answer.id}", wait_until="networkidle")

    shown = page.locator(".answer")
    assert page.evaluate("window.ran") is None
    assert shown.locator("script, img, a, svg, h1").count() == 0
    assert "<script>window.ran = 1</script>" in shown.inner_text()
    assert "[picture b: https://example.org/b.png, not shown]" in shown.inner_text()
    assert "c (https://example.org/c) # {{ 7 * 7 }}" in shown.inner_text()
    assert {one.split("/")[2].partition(":")[0] for one in asked} == {"127.0.0.1"}


def test_server_is_gone(page: Page, served: Serve) -> None:
    """When nothing answers any more the page says that it could not save, and keeps what was typed."""
    page.goto(served())
    page.keyboard.press("Enter")
    page.keyboard.type("cNearly.")
    expect(page.locator("#status")).to_have_text("Comment saved.")
    page.keyboard.type(" And why?")

    page.route("**/*", lambda route: route.abort())

    expect(page.locator("#alarm")).to_contain_text("Not saved")
    expect(page.locator("#comment")).to_have_value("Nearly. And why?")
    page.unroute_all()


def test_without_script(browser: Browser, served: Serve, root: Path) -> None:
    """Forms and links alone do for marking."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served())

    page.get_by_role("link", name="why", exact=True).click()
    page.get_by_role("button", name="Best for the open ones").click()
    page.get_by_label("Comment").fill("Well done.")
    page.get_by_role("button", name="Next to mark").click()

    expect(page.locator("h1")).to_have_text("Answer 2 of 4")
    assert [told.splitlines()[0] for _, told in in_formgrader(root).values()] == ["Well done."]
    context.close()


def test_help(page: Page, served: Serve) -> None:
    """A question mark opens the list of keys, Escape closes it; keys can be switched off there."""
    page.goto(served())
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()

    page.get_by_label("Keys are on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")

    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("heading", name="Written answers")).to_be_visible()


def test_focus(page: Page, served: Serve) -> None:
    """What has the focus is seen, and keeps it when the page is answered."""
    page.goto(served())
    page.keyboard.press("Enter")
    page.locator("#level-0-1").focus()

    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")

    total(page, "1 of 3")
    expect(page.locator("#level-0-2")).to_be_focused()


@pytest.mark.parametrize(("scheme", "rules"), [("light", None), ("dark", COLOURS)], ids=["light", "dark"])
def test_accessible(page: Page, served: Serve, sit: Sit, scheme: Any, rules: Any) -> None:
    """axe-core finds nothing to object to on any page, folds and help open."""
    mia, max_ = sit("mia"), sit("max")
    mark(mia, "ada", 1, 1)
    mark(max_, "ada", 2, 1)
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(served())
    overview = page.url

    for path in ("", "why/blank", "why", f"why/{at(mia, 'ada').answer.id}?resolve"):
        page.goto(overview + path)
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        assert Axe().run(page, options=rules).response["violations"] == []
    page.keyboard.press("?")
    assert Axe().run(page, options=rules).response["violations"] == []


@pytest.mark.parametrize("width", [400, 800, 1280])
def test_width(page: Page, served: Serve, root: Path, width: int) -> None:
    """No page scrolls sideways, whatever an answer holds."""
    hand_in_again(root, "dan", "x" * 3_000 + "\n\n" + "|" * 200 + "\n\n    " + "code " * 300)
    hand_in_again(root, "cleo", "* " * 7 + "x")
    hand_in_again(root, "bob", "1. " * 60 + "x\n\nZ" + "\u0301\u0489\u20dd" * 1_000)
    hand_in_again(root, "ada", "|" + "a|" * 900 + "\n|" + "-|" * 900 + "\n|" + "b|" * 900)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(served())
    page.keyboard.press("Enter")
    page.wait_for_selector(".criterion")

    seen = set()
    for _ in range(4):
        seen.add(page.url)
        assert page.evaluate(OVERFLOW) == 0
        with page.expect_navigation():
            page.keyboard.press("j")
    assert len(seen) == 4


def test_tablet(browser: Browser, served: Serve) -> None:
    """A finger finds everything: nothing to press is smaller than 44 pixels."""
    context = browser.new_context(viewport={"width": 820, "height": 1180}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(served())
    assert page.evaluate(SMALL) == []

    page.get_by_role("link", name="Mark").tap()
    page.locator("#level-0-1").tap()

    total(page, "2 of 3")
    assert page.evaluate(SMALL) == []
    context.close()
