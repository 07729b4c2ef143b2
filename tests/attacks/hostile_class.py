"""A class of the small course in which every other student is hostile, graded by the commands themselves.

Each file in notebooks/ is one hostile student: a docstring that says what it tries, a header that says what
it should come to, and either `spoil(notebook, cells)`, which changes a right notebook (cells: by grade_id),
or `hand_in(home, content)`, which writes something else into the student's folder.
"""

import importlib.util
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import Any

from small_course import REFERENCE, STUBS, write_course

from grader.notebooks.build import release_notebook
from grader.notebooks.source import read_source
from grader.solutions.demo import filled_in

ROOT = Path(__file__).parents[2]
NOTEBOOKS = Path(__file__).parent / "notebooks"
ATTACKS = sorted(path.stem for path in NOTEBOOKS.glob("*.py"))
CANARY = "canary-6f1c2a94"  # stands wherever no student should see
FORBIDDEN = "script iframe object embed svg form input link base style video audio".split()
RUNS = re.compile(r"\s*(javascript|vbscript|data:text)", re.IGNORECASE)


@dataclass(frozen=True)
class Said:
    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Graded:
    """The course's folder, the reports by student, and what the commands said."""

    root: Path
    reports: dict[str, Any]
    autograde: Said
    feedback: Said

    def report(self, attack: str) -> dict[str, Any]:
        report: dict[str, Any] = self.reports[student_of(attack)]
        return report

    def outcome(self, attack: str) -> str:
        """graded, 8 or unreadable: reason"""
        report = self.report(attack)
        return f"{report['status']}" + (
            f": {report['reason']}" if report["reason"] else f", {report['score']:g}"
        )

    def files(self, attack: str) -> dict[str, str]:
        """What the grader made of a hostile submission, by file name."""
        homes = [self.root / "class" / part / student_of(attack) for part in ("autograded", "feedback")]
        paths = [path for home in homes for path in home.rglob("*") if path.is_file()]
        return {path.name: path.read_bytes().decode(errors="replace") for path in paths}


class Active(HTMLParser):
    """Collects whatever in a page could run, load or look like the page's own."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        runs = [
            f"{name}={value}"
            for name, value in attributes
            if name.startswith("on") or RUNS.match(value or "")
        ]
        self.found += [tag] * (tag in FORBIDDEN) + runs


def active(markup: str) -> list[str]:
    """Tags and attributes of a page that a browser would do something about."""
    parser = Active()
    parser.feed(markup)
    return parser.found


def graded_class(root: Path, attacks: list[str], *, package: Path = ROOT) -> Graded:
    """Every attack, and after each an honest student; graded by the `grader` in the folder `package`."""
    course = write_course(root)
    _plant(course)
    notebook = filled_in(release_notebook(read_source(course / "assignments/tiny/tiny.py")), STUBS, REFERENCE)
    for number, attack in enumerate(["", *attacks]):
        if attack:
            _hand_in(attack, _home(course, student_of(attack)), notebook)
        secret = notebook.replace(b"Your answer here.", CANARY.encode())
        (_home(course, f"honest-{number:02}") / "tiny.ipynb").write_bytes(secret)
    autograde = command("autograde", "tiny", "--json", "--workers", "2", cwd=course, package=package)
    assert autograde.out, autograde.err
    reports = {report["student"]: report for report in json.loads(autograde.out)}
    return Graded(course, reports, autograde, command("feedback", "tiny", cwd=course, package=package))


def command(*words: str, cwd: Path, package: Path) -> Said:
    """The real command, with a secret in its environment."""
    code = f"import sys; sys.path.insert(0, {str(package)!r}); from grader.cli import main; main()"
    environment = {**os.environ, "GRADER_CANARY": CANARY, "COLUMNS": "80"}
    done = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=cwd, env=environment, capture_output=True, text=True
    )
    return Said(done.returncode, done.stdout, done.stderr)


def student_of(attack: str) -> str:
    return str(getattr(_module(attack), "STUDENT", f"hostile-{attack}"))


def expected(attack: str) -> str:
    """The header, `# expected: graded, 8` or `# expected: unreadable: words of the reason`, as a pattern."""
    text = (NOTEBOOKS / f"{attack}.py").read_text()
    header = re.search(r"^# expected: (.+)$", text, re.MULTILINE)
    assert header, f"{attack}.py does not say what to expect"
    status, colon, reason = header.group(1).partition(": ")
    return re.escape(status) + (f": .*{re.escape(reason)}.*" if colon else "")


def _plant(course: Path) -> None:
    """A canary in the reference, the hidden checks and the key; of hidden checks only claims are told."""
    for name in ("tiny.py", "checks.py"):
        path = course / "solutions/tiny" / name
        path.write_text(path.read_text() + f"\nCANARY = {CANARY!r}\n")
    toml = course / "course.toml"
    text = toml.read_text().replace('key = "secret"', f'key = "{CANARY}"')
    toml.write_text(text.replace("[limits]", '[feedback]\nhidden = "claim"\n\n[limits]'))


def _home(course: Path, student: str) -> Path:
    home = course / "class/submitted" / student / "tiny"
    home.mkdir(parents=True)
    return home


def _hand_in(attack: str, home: Path, content: bytes) -> None:
    module = _module(attack)
    if hasattr(module, "hand_in"):
        module.hand_in(home, content)
        return
    notebook = json.loads(content)
    module.spoil(notebook, {cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in notebook["cells"]})
    (home / "tiny.ipynb").write_text(json.dumps(notebook))


def _module(attack: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"attack_{attack}", NOTEBOOKS / f"{attack}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
