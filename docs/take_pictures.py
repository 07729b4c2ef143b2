"""Takes the pictures in docs/pictures: of the class that benchmarks/evening.py leaves behind.

uv run python benchmarks/evening.py --students 24 --keep /tmp/evening
uv run python docs/take_pictures.py /tmp/evening
"""

import io
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

PICTURES = Path(__file__).with_name("pictures")
NAME, STUDENT, QUESTION = "attention", "s005", "softmax"  # who got it wrong


def main(root: Path) -> None:
    """root: the course's folder."""
    PICTURES.mkdir(exist_ok=True)
    class_folder = root / "class"
    pages = {
        "feedback": f"{(class_folder / 'feedback' / STUDENT / NAME / f'{NAME}.html').as_uri()}#{QUESTION}",
        "report": (class_folder / "report" / NAME / f"{NAME}.html").as_uri(),
    }
    words = f"from grader.cli import main; main()|mark|{NAME}|--marker|a newcomer".split("|")
    with (
        sync_playwright() as playwright,
        subprocess.Popen(
            [sys.executable, "-c", *words],
            cwd=root,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as serving,
    ):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1000, "height": 640})
        page.emulate_media(reduced_motion="reduce")  # or a page is still on its way to the question
        for name, address in pages.items():
            page.goto(address)
            keep(page.screenshot(), name)
        assert serving.stdout is not None
        page.goto(serving.stdout.readline().strip())
        page.keyboard.press("Enter")
        page.wait_for_selector(".criterion")
        page.keyboard.type("12")
        page.wait_for_selector(".decided")
        keep(page.screenshot(), "mark")
        browser.close()
        serving.send_signal(signal.SIGINT)


def keep(picture: bytes, name: str) -> None:
    """In 48 colours, which is a third of the bytes."""
    Image.open(io.BytesIO(picture)).quantize(48).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
