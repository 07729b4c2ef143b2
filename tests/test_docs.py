"""The documentation tells the truth: what it shows is run, and what can be run stands in it."""

import re
import runpy
import subprocess
import tomllib
from dataclasses import fields
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from grader import course
from grader.cli import app
from grader.model import Limits

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"`([\w./]+)`(?: goes on)?(?:, with [^:]*)?:\n\n\Z")  # what stands before a file's block


def grader(*words: str) -> str:
    """What a command prints, where it ends well."""
    run = CliRunner().invoke(app, words, env={"COLUMNS": "80", "TERM": "dumb"}, catch_exceptions=False)
    assert run.exit_code == 0, run.output
    return run.stdout


def console(text: str) -> None:
    """Run what a console block shows, and hold it to what it shows below."""
    for step in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = step.partition("\n")
        if command.startswith("uv run grader "):
            assert grader(*command.split()[3:]) == shown or not shown
        else:
            subprocess.run(command, shell=True, check=True)


def follow(page: str) -> None:
    """Do what a page says, block by block: write the files that it names, run the commands."""
    for block in BLOCK.finditer(page):
        if block[1] == "console":
            console(block[2])
        elif named := NAMED.search(page[: block.start()]):
            path, text = Path(named[1]), block[2]
            if "goes on" in named[0]:
                head, below, _ = path.read_text("utf-8").partition("import numpy as np\n")
                text = f"{head}{below}\n{text}"
            path.write_text(text, "utf-8")


def files(root: Path) -> dict[str, str]:
    halves = [path for half in ("assignments", "solutions") for path in (root / half).rglob("*.*")]
    return {
        str(path.relative_to(root)): path.read_text("utf-8")
        for path in halves
        if path.suffix in (".py", ".toml")
    }


def test_commands_page() -> None:
    """docs/commands.md has what every command says; `uv run python docs/write_commands.py` writes it anew."""
    written = (ROOT / "docs/commands.md").read_text("utf-8")

    assert written == runpy.run_path(str(ROOT / "docs/write_commands.py"))["page"]()


def test_step_by_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What docs/authoring.md says step by step leads to docs/example, and to an audit without a fault."""
    page = (ROOT / "docs/authoring.md").read_text("utf-8").partition("\n## Step by step\n")[2]
    monkeypatch.chdir(tmp_path)

    follow(page)

    assert files(tmp_path) == files(ROOT / "docs/example")


def keys(struct: type[msgspec.Struct]) -> set[str]:
    return {field.encode_name for field in msgspec.structs.fields(struct)}


def test_course_toml() -> None:
    """docs/authoring.md shows every key of course.toml, and none that there is not."""
    page = (ROOT / "docs/authoring.md").read_text("utf-8")
    shown = tomllib.loads(next(block[2] for block in BLOCK.finditer(page) if block[2].startswith("[course]")))

    assert set(shown) == keys(course._File)
    assert set(shown["course"]) == keys(course._About)
    assert set(shown["limits"].items()) == {(one.name, one.default) for one in fields(Limits)}
    assert set(shown["feedback"]) == keys(course._Feedback)
    assert set(shown["late"]) == keys(course._Late) - {"points"}  # in place of percent
    assert set(shown["assignment"][0]) == keys(course._Scheduled)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links(page: Path) -> None:
    """Every link to a place in this repository leads there."""
    linked = re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", page.read_text("utf-8"))

    assert [link for link in linked if not (page.parent / link).exists()] == []
