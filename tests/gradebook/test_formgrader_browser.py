"""A marker works in formgrader, in a tab of JupyterLab, on what we graded; our commands follow."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import grader
from playwright.sync_api import Frame, Locator, Page, expect
from small_course import REFERENCE, WRONG, hand_in, write_course

from .serving import TOKEN, jupyter

SAID = "1 of 6 points. 2 of 3 checks did not hold; first: double(numbers)[0] is 9, expected 6"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course whose class of two our own commands graded. Bob squares, where he should double."""
    root = write_course(tmp_path_factory.mktemp("course"))
    hand_in(root / "class", root, ada=REFERENCE, bob=WRONG["double_squares"])
    assert grader("release", "tiny", cwd=root).status == 0
    assert grader("autograde", "tiny", "--workers", "1", cwd=root).status == 0
    return root


@pytest.fixture(scope="module")
def address(root: Path, environment: dict[str, str]) -> Iterator[str]:
    with jupyter(root / "class", environment) as address:
        yield address


@pytest.fixture
def submission(address: str, page: Page) -> Frame:
    """Bob's, found as a marker finds it: in JupyterLab, from the menu, and clicked through."""
    page.goto(f"{address}lab?token={TOKEN}")
    page.get_by_role("button", name="No", exact=True).click()  # to news of Jupyter's
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_role("menuitem", name="Formgrader", exact=True).click()
    expect(page.get_by_role("tab", name="Formgrader")).to_be_visible()
    tab = page.locator("#formgrader-iframe iframe").element_handle().content_frame()
    assert tab is not None
    tab.get_by_role("link", name="Manual Grading").click()
    for page_of in (
        "tiny",
        "tiny/tiny",
    ):  # the assignment, then its notebook: a link of one name on either page
        tab.locator("tbody").get_by_role("link", name="tiny").click()
        tab.wait_for_url(f"**/gradebook/{page_of}")
    tab.get_by_role("link", name="Submission #1").wait_for()
    tab.get_by_role("button", name="Show All Names").click()
    tab.get_by_role("link", name="bob").click()
    return tab


def field(tab: Frame, cell: str) -> Locator:
    return tab.locator(f"[id='{cell}']")


def put(tab: Frame, cell: str, text: str, *, kind: str) -> None:
    """Type into a field and leave it; formgrader sends it then, and this waits until it is kept."""
    with tab.page.expect_response(lambda answer: f"/api/{kind}/" in answer.url) as kept:
        field(tab, cell).fill(text)
        tab.page.keyboard.press("Tab")
    assert kept.value.status == 200


def totals(root: Path) -> dict[str, str]:
    """What goes to nbgrader's CSV, by student."""
    run = grader("export", "tiny", "--format", "nbgrader", "--unmarked-as-zero", cwd=root)
    rows = csv.DictReader(io.StringIO(Path(root, run.out.strip()).read_text("utf-8-sig")))
    return {row["student_id"]: row["score"] for row in rows}


def test_override(submission: Frame, page: Page, root: Path) -> None:
    """Our score, words and outputs are there; what a marker puts in their place holds whatever we do next."""
    tab = submission

    expect(field(tab, "double-check")).to_have_attribute("placeholder", "1")
    expect(field(tab, "double-comment")).to_have_attribute("placeholder", SAID)
    expect(tab.get_by_text("✗ failed, 0 of 4 points: Every number is doubled.")).to_be_visible()
    put(tab, "double-check", "4.25", kind="grade")
    put(tab, "double-comment", "You told me what you meant.", kind="comment")
    put(tab, "why", "2", kind="grade")
    forced = grader("autograde", "tiny", "--force", "--workers", "1", cwd=root)
    again = grader("regrade", "tiny", "--workers", "1", cwd=root)
    agree = grader("verify", "tiny", cwd=root)
    assert grader("feedback", "tiny", cwd=root).status == 0
    assert (forced.status, again.status, agree.status) == (0, 0, 0)
    assert totals(root) == {"ada": "8", "bob": "8.25"}  # 4.25 and 2 of a person, and 2 of spread
    tab.goto(tab.url)

    expect(field(tab, "double-check")).to_have_value("4.25")
    expect(field(tab, "double-comment")).to_have_value("You told me what you meant.")
    expect(field(tab, "why")).to_have_value("2")
    page.goto((root / "class/feedback/bob/tiny/tiny.html").as_uri())
    expect(page.get_by_text("8.25").first).to_be_visible()
    expect(page.get_by_text("You told me what you meant.")).to_be_visible()
