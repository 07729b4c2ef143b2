"""A student does the whole assignment in JupyterLab, in a browser, with nothing but what was released.

With SCREENSHOTS=folder, a picture of every step is kept there.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from machine import PATIENCE
from playwright.sync_api import Locator, Page, expect

from grader.grading.setup import Setup
from grader.grading.submission import Submission, grade_submission
from grader.release import write_release
from grader.sandbox import Zygote

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
UV = os.environ.get("UV", "uv")  # `uv run` says where it is
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
TOKEN = "student"
REFERENCE = (ROOT / "solutions/attention/attention.py").read_text("utf-8")
STUBS = {
    part.name: ast.get_source_segment(REFERENCE, part) or ""
    for part in ast.parse(REFERENCE).body
    if isinstance(part, ast.FunctionDef)
}
QUIZ = {"static_or_dynamic": 'static_or_dynamic = "dynamic"', "model_family": 'model_family = "transformers"'}
RAN = re.compile(r"\[\d+\]:")
WRITTEN = "The encoder hands over **one** vector of fixed size.\n\nDetails of long sentences are lost."
LINEAR = "def softmax(scores):\n    return scores / scores.sum()"
ANSWERS = ["bottleneck", "analogy", "comparison", "practice_problem", "practice_states"]
OTHERS = {"set-up": "Run this cell first", "imports": "import matplotlib", "heat map": "demo.translation("}


@dataclass(frozen=True)
class Lab:
    """A JupyterLab that runs in `folder`."""

    folder: Path
    address: str


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A student's Python: JupyterLab, what self-check needs, and pip to install the wheel with."""
    home = tmp_path_factory.mktemp("student") / "venv"
    subprocess.run([UV, "venv", "--quiet", "--seed", "--python", sys.executable, home], check=True, cwd=ROOT)
    packages = [
        "jupyterlab",
        "numpy",
        "matplotlib",
        "hypothesis",
    ]  # in the versions that pyproject.toml names
    into = ["--python", home / "bin/python"]
    subprocess.run([UV, "pip", "install", "--quiet", *into, *packages], check=True, cwd=ROOT)
    return home / "bin/python"


@pytest.fixture
def lab(python: Path, attention: SimpleNamespace, tmp_path: Path) -> Iterator[Lab]:
    """JupyterLab as it comes, in a folder with what students get; but it saves nothing by itself, as it would
    after two minutes, which a slow machine needs.
    """
    settings = tmp_path / ".jupyter/lab/user-settings/@jupyterlab/docmanager-extension"
    settings.mkdir(parents=True)
    (settings / "plugin.jupyterlab-settings").write_text('{"autosave": false}')
    released = write_release(attention.course, attention.assignment, attention.source, tmp_path / "class")
    folder = Path(shutil.copytree(released, tmp_path / "homework"))
    words = "-m jupyterlab --no-browser --allow-root --ip=127.0.0.1 --port=0"
    updates = "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "JUPYTER"))}
    with (tmp_path / "lab.log").open("w") as log, subprocess.Popen(
        [python, *words.split(), updates, f"--IdentityProvider.token={TOKEN}"],
        cwd=folder, env=own | {"HOME": str(tmp_path)}, stdout=log, stderr=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        try:
            address = next(found[0] for line in server.stderr if (found := ADDRESS.search(line)))
            threading.Thread(target=log.writelines, args=(server.stderr,), daemon=True).start()
            yield Lab(folder, address)
            closing = urllib.request.Request(
                f"{address}/api/shutdown", b"", {"Authorization": f"token {TOKEN}"}
            )
            urllib.request.urlopen(closing, timeout=PATIENCE).close()
            server.wait(timeout=PATIENCE)
        finally:
            server.kill()


@dataclass(frozen=True)
class Desk:
    """The notebook as it lies open in a browser. places: of its cells, by their names."""

    page: Page
    places: dict[str, int]

    def cell(self, name: str) -> Locator:
        return self.page.locator(".jp-Notebook-cell").nth(self.places[name])

    def write(self, name: str, text: str) -> None:
        """Replace all that is in a cell, as by pasting, and run it."""
        editor = self.cell(name).locator(".cm-content")
        if not editor.is_visible():
            self.cell(name).dblclick()
        editor.click()
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Control+Enter")

    def run(self, name: str) -> Locator:
        """Run a cell to its end; its outputs."""
        cell = self.cell(name)
        cell.locator(".jp-InputPrompt").click()
        self.page.keyboard.press("Control+Enter")
        expect(cell.locator(".jp-InputPrompt")).to_have_text(RAN)
        return cell.locator(".jp-OutputArea")

    def run_all_again(self) -> None:
        """Restart the kernel and run everything, to the end."""
        self.page.get_by_role("menuitem", name="Kernel").click()
        self.page.get_by_role("menuitem", name="Restart Kernel and Run All Cells…").click()
        self.page.get_by_role("button", name="Confirm Kernel Restart").click()
        expect(self.cell("model_family-check").locator(".jp-InputPrompt")).to_have_text("[ ]:")
        expect(self.cell("model_family-check").locator(".jp-InputPrompt")).to_have_text(RAN)

    def save(self) -> None:
        """Save by the keyboard; the tab says before that there is something to save, and then no more."""
        unsaved = self.page.locator(".lm-TabBar-tab.jp-mod-dirty")
        expect(unsaved).to_have_count(1)
        self.page.keyboard.press("ControlOrMeta+S")
        expect(unsaved).to_have_count(0)


@pytest.fixture
def desk(lab: Lab, page: Page) -> Desk:
    """The released notebook, open, its kernel idle."""
    page.goto(f"{lab.address}/lab/tree/attention.ipynb?token={TOKEN}")
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.get_by_role("button", name="No", exact=True).click()  # to news of Jupyter's
    cells = nbformat.read(lab.folder / "attention.ipynb", as_version=4).cells
    places = {cell.metadata.nbgrader.grade_id: place for place, cell in enumerate(cells)}
    for name, words in OTHERS.items():
        places[name] = next(place for place, cell in enumerate(cells) if words in cell.source)
    return Desk(page, places)


def picture(page: Page, name: str) -> None:
    """Keep what the browser shows, where somebody asked for it."""
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def test_from_release_to_full_marks(lab: Lab, desk: Desk, attention_setup: Setup, zygote: Zygote) -> None:
    """Set up, a mistake shown and mended, every question answered, all run again, saved: full marks."""
    page = desk.page

    expect(desk.run("set-up")).to_be_empty()
    expect(desk.run("imports")).to_be_empty()
    desk.write("softmax", LINEAR)
    wrong = desk.run("softmax-check")
    expect(wrong).to_contain_text("✗ failed, 0 of 0.5 points: Raising one score by 1 changes")
    expect(wrong).to_contain_text("scores = np.array([0.0, 0.0])")
    picture(page, "1-wrong")
    desk.write("softmax", STUBS["softmax"])
    expect(desk.run("softmax-check")).to_contain_text("10 of 10 checks passed")
    picture(page, "2-right")
    for name, text in (STUBS | QUIZ | dict.fromkeys(ANSWERS, WRITTEN)).items():
        desk.write(name, text)
    picture(page, "3-written")
    desk.run_all_again()
    expect(desk.cell("heat map").locator("img")).to_be_visible()
    expect(page.get_by_text("✗ failed")).to_have_count(0)
    desk.cell("heat map").scroll_into_view_if_needed()
    picture(page, "4-run")
    desk.save()
    saved = Submission("ada", lab.folder / "attention.ipynb")
    report = grade_submission(attention_setup, zygote, saved, below=lab.folder).report

    assert report.repairs == ()
    assert (report.score, report.points) == (64, 100)
    assert [name for name, one in report.questions.items() if one.awaits_marker] == ANSWERS
