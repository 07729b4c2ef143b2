"""The documentation tells the truth: what it shows is run, and what can be run stands in it."""

import inspect
import re
import runpy
import shlex
import subprocess
import tomllib
import zipfile
from collections.abc import Callable
from dataclasses import fields
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import msgspec
import pytest
from typer.testing import CliRunner

from grader import checks
from grader.checks.student_functions import StudentFunction
from grader.cli import app
from grader.course import load
from grader.model import Limits
from grader.notebooks.build import release_notebook, to_bytes
from grader.notebooks.source import read_source
from grader.solutions.new import write_assignment

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "docs/example"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXTS = [*PAGES, ROOT / "CHANGELOG.md", ROOT / "benchmarks/README.md"]
FOLDERS = (r"\.ci", "assignments", "benchmarks", "docs", "fuzz", "grader", "solutions", "tests")
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

    assert set(shown) == keys(load._File)
    assert set(shown["course"]) == keys(load._About)
    assert set(shown["limits"].items()) == {(one.name, one.default) for one in fields(Limits)}
    assert set(shown["feedback"]) == keys(load._Feedback)
    assert set(shown["late"]) == keys(load._Late) - {"points"}  # in place of percent
    assert set(shown["assignment"][0]) == keys(load._Scheduled)


def parameters(found: Callable[..., Any]) -> str:
    """As a reader wants to see them: "(question, *, points)"."""
    signature = inspect.signature(found.__init__ if isinstance(found, type) else found)
    bare = [one.replace(annotation=one.empty) for one in signature.parameters.values() if one.name != "self"]
    return str(inspect.Signature(bare))


def test_names_for_authors() -> None:
    """docs/authoring.md shows every name of grader.checks, and what a student's function can do, as it is."""
    page = (ROOT / "docs/authoring.md").read_text("utf-8").partition("\n### All names\n")[2]
    shown = re.findall(r"^\| `([^`]+\))` \|", page.partition("\n## ")[0], re.MULTILINE)
    names = [name + parameters(getattr(checks, name)) for name in checks.__all__]
    methods = {name: one for name, one in vars(StudentFunction).items() if name[0] != "_"}

    called = [f"attend.{name}{parameters(method)}" for name, method in methods.items()]

    assert sorted(shown) == sorted([*names, *called, f"attend{parameters(StudentFunction.__call__)}"])


AUTHORS = [
    path for half in ("assignments", "solutions", "docs/example") for path in (ROOT / half).rglob("checks.py")
]
AUTHORS += [ROOT / "grader/solutions/template" / name for name in ("public.txt", "hidden.txt")]


@pytest.mark.parametrize("path", AUTHORS, ids=lambda path: str(path.relative_to(ROOT)))
def test_authors_import_one_module(path: Path) -> None:
    """Of this package, checks import `grader.checks` alone."""
    imported = re.findall(r"^(?:from|import) (grader[\w.]*)", path.read_text("utf-8"), re.MULTILINE)

    assert set(imported) == {"grader.checks"}


def headings(page: Path) -> set[str]:
    """The anchors that GitHub gives a page's headings, and that links name."""
    text = BLOCK.sub("", page.read_text("utf-8"))
    found = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in found}


@pytest.mark.parametrize("page", TEXTS, ids=lambda page: str(page.relative_to(ROOT)))
def test_links(page: Path) -> None:
    """Every link to a place in this repository leads there, and to a heading that is there."""
    links = re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", page.read_text("utf-8"))
    places = [(page.parent / link if link else page, anchor) for link, anchor in links]

    assert [str(place) for place, _ in places if not place.exists()] == []
    assert [one for one in places if one[1] and one[1] not in headings(one[0])] == []


@pytest.mark.parametrize("page", TEXTS, ids=lambda page: str(page.relative_to(ROOT)))
def test_quoted_files(page: Path) -> None:
    """Every file of this repository that a page names is there."""
    named = re.findall(rf"`((?:{'|'.join(FOLDERS)})/[\w./-]*\w)", page.read_text("utf-8"))

    assert [one for one in named if not any((root / one).exists() for root in (ROOT, EXAMPLE))] == []


def test_from_a_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The loop over a class in docs/running-a-course.md grades it; the second time, all is as before."""
    page = (ROOT / "docs/running-a-course.md").read_text("utf-8")
    (loop,) = [block[2] for block in BLOCK.finditer(page) if block[1] == "python"]
    monkeypatch.chdir(tmp_path)
    write_assignment(tmp_path, "attention")
    source = read_source(tmp_path / "assignments/attention/attention.py")
    home = tmp_path / "class/submitted/ada/attention"
    home.mkdir(parents=True)
    (home / "attention.ipynb").write_bytes(to_bytes(release_notebook(source)))

    exec(loop, {})
    exec(loop, {})

    assert capsys.readouterr().out.splitlines() == ["ada 0.0 ", "ada 0.0 as before"]


NOT_RUN = {  # what stands in the documentation's console blocks and is not run here, and why
    "python3 -m pip install": "CI installs so: .ci/run",
    "uv run grader demo": "tests/solutions/test_demo.py",
    "uv run grader watch": "watches until the deadline: tests/watch",
    "uv run grader mark": "serves until Ctrl-C: tests/marking, benchmarks/evening.py",
    "pip download": "as above, for JupyterLite",
    "jupyter lite build": "as above",
    "pip install jupyterlite": "makes a site for students to work on",
    "grader check": "a student's own: tests/student/test_check_command.py",
    "uv run grader new softmax": "would leave an assignment behind",
    "uv run grader collect attention submissions.zip --dry-run": "tests/collect",
    "uv run grader export attention --fill-in": "fills in another system's file: tests/export/test_sheets.py",
}


def shown_commands() -> list[str]:
    """What README and docs tell people to type, each once, in order."""
    blocks = [found for page in PAGES for found in BLOCK.findall(page.read_text("utf-8"))]
    lines = "".join(text for kind, text in blocks if kind == "console").splitlines()
    typed = [line.removeprefix("$ ").partition("  #")[0].strip() for line in lines if line.startswith("$ ")]
    return [
        line
        for line in dict.fromkeys(typed)
        if not line.startswith((*NOT_RUN, "rm ")) and "similarity" not in line
    ]


def test_console_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command that the documentation shows is understood, and does its work on a small class."""
    monkeypatch.chdir(tmp_path)
    write_assignment(tmp_path, "attention")
    told = shown_commands()
    source = read_source(tmp_path / "assignments/attention/attention.py")
    with zipfile.ZipFile("submissions.zip", "w") as archive:
        archive.writestr("lovelaceada_4711_9001_attention.ipynb", to_bytes(release_notebook(source)))

    ended = {command: status_of(command) for command in told}

    assert {command for command, status in ended.items() if status} <= {"uv run grader doctor"}
    assert len(ended) >= 10


def status_of(command: str) -> int:
    words = shlex.split(command)
    assert words[:3] == ["uv", "run", "grader"], f"{command}: say in NOT_RUN why it is not run"
    run = CliRunner().invoke(app, words[3:], env={"COLUMNS": "80", "TERM": "dumb"}, catch_exceptions=False)
    print(command, run.exit_code, run.output)
    return run.exit_code


def test_commands_of_dask() -> None:
    """docs/scaling.md starts clusters with commands and options that this version of Dask has."""
    page = (ROOT / "docs/scaling.md").read_text("utf-8")
    shown = re.findall(r"(?:`|^)dask (\w+)([^`\n]*)", page, re.MULTILINE)

    there = {
        one.name: {option for known in one.load().params for option in known.opts}
        for one in entry_points(group="dask_cli")
    }

    assert {name for name, _ in shown} == {"scheduler", "worker", "ssh"}
    assert all(set(re.findall(r"--[a-z-]+", words)) <= there[name] for name, words in shown)
