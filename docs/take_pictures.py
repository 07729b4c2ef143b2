"""Takes the pictures in docs/pictures: of the class that `grader demo` makes, and of a marking page.

uv run grader demo /tmp/demo
uv run python docs/take_pictures.py /tmp/demo
uv run python benchmarks/evening.py --students 24 --keep /tmp/evening
uv run python docs/take_pictures.py /tmp/demo /tmp/evening    # the marking page, too
"""

import io
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, sync_playwright

PICTURES = Path(__file__).with_name("pictures")
NAME, STUDENT, QUESTION = "attention", "wrong-context-vector-reversed", "context_vector"  # who got it wrong
ROOM = 20  # pixels around what a picture shows


def main(demo: Path, evening: Path | None = None) -> None:
    """demo: the class's folder. evening: the course's."""
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1000, "height": 640})
        page.emulate_media(reduced_motion="reduce")  # or a page is still on its way to the question
        page.goto((demo / "feedback" / STUDENT / NAME / f"{NAME}.html").as_uri())
        heading = page.get_by_role("heading", name=QUESTION, exact=False).first
        keep(between(page, heading, page.locator(".finding").first), "feedback")
        page.goto((demo / "report" / NAME / f"{NAME}.html").as_uri())
        students = page.get_by_role("region", name="Table of students")
        students.get_by_role("button", name="Score").click()
        heading = page.get_by_role("heading", name="Students", exact=True)
        keep(between(page, heading, students.locator("tbody tr").nth(8)), "report")
        if evening:
            take_marking(page, evening)
        browser.close()


def between(page: Page, first: Locator, last: Locator) -> bytes:
    """The page from above the one to below the other."""
    above, below = first.bounding_box(), last.bounding_box()
    assert above and below
    top = page.evaluate("scrollY") + above["y"] - ROOM
    height = below["y"] + below["height"] - above["y"] + 2 * ROOM
    return page.screenshot(full_page=True, clip={"x": 0, "y": max(0, top), "width": 1000, "height": height})


def take_marking(page: Page, root: Path) -> None:
    """As one sees it who marks all answers, and has not seen the marks of those before."""
    words = f"from grader.cli import main; main()|mark|{NAME}|--marker|ann|--share|100%".split("|")
    with subprocess.Popen(
        [sys.executable, "-c", *words],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as serving:
        assert serving.stdout is not None
        page.goto(serving.stdout.readline().strip())
        page.keyboard.press("Enter")
        page.wait_for_selector(".criterion")
        page.keyboard.type("12")
        page.wait_for_selector(".decided")
        keep(page.screenshot(), "mark")
        serving.send_signal(signal.SIGINT)


def keep(picture: bytes, name: str) -> None:
    """In 48 colours, which is a third of the bytes."""
    Image.open(io.BytesIO(picture)).quantize(48).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
