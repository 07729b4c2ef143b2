"""docs/kinds.md: each kind of question is checked by a property, at home and in the sandbox alike."""

import re
from collections.abc import Iterator, Sequence
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from grader.checks.draw import draw
from grader.checks.in_process import in_process
from grader.checks.judge import Prepared, in_turn, judge, returns_of
from grader.checks.load import load_checks
from grader.checks.play import opening
from grader.model import Limits, Result, Verdict
from grader.notebooks.source import questions_in, read_source
from grader.sandbox import Zygote, probe, start_zygote

PAGE = (Path(__file__).parents[2] / "docs/kinds.md").read_text("utf-8")
FILE = re.compile(r"^`data/(\S+)` is\n\n```csv\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEAD, *_ = BLOCK.findall(PAGE)
SECTIONS = [BLOCK.findall(section) for section in PAGE.split("\n## ")[1:]]
KINDS = [re.search(r'stub="(\w+)"', right)[1] for right, _, _ in SECTIONS]  # type: ignore[index]


@dataclass(frozen=True)
class Kinds:
    """All sections of the page as one assignment, in a folder.

    right, wrong: cells, as a notebook has them.
    """

    folder: Path
    prepared: Prepared
    right: list[str]
    wrong: list[str]


@pytest.fixture(scope="module", autouse=True)
def in_the_folder(kinds: Kinds) -> Iterator[None]:
    """As a notebook runs in the folder that it is in."""
    with chdir(kinds.folder):
        yield


@pytest.fixture(scope="module")
def walled(kinds: Kinds) -> Iterator[Zygote]:
    """A sandbox with the page's files."""
    with start_zygote(probe(), Limits(), data=kinds.folder / "data") as zygote:
        yield zygote


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Kinds:
    root = tmp_path_factory.mktemp("kinds")
    cells = [
        f'{right}\n# %% check="{name}" points=1\nselfcheck("{name}")\n'
        for name, (right, *_) in zip(KINDS, SECTIONS, strict=True)
    ]
    (root / "data").mkdir()
    for name, text in FILE.findall(PAGE):
        (root / "data" / name).write_text(text, "utf-8")
    (root / "kinds.py").write_text("\n".join(cells), "utf-8")
    (root / "checks.py").write_text("\n\n".join([HEAD, *(check for _, check, _ in SECTIONS)]), "utf-8")
    asked = questions_in(read_source(root / "kinds.py"))
    checks = load_checks(root / "checks.py", None, asked)
    pools, returns = draw(checks, ""), returns_of(asked)
    prepared = Prepared(checks, pools, returns, "", opening(checks, pools, returns))
    right = ["import numpy as np", *(right for right, _, _ in SECTIONS)]
    return Kinds(root, prepared, right, [*right, *(wrong for _, _, wrong in SECTIONS)])


def namespace(cells: list[str]) -> dict[str, Any]:
    names: dict[str, Any] = {}
    for cell in cells:
        exec(cell, names)
    return names


@pytest.fixture(scope="module")
def at_home(kinds: Kinds) -> dict[str, dict[str, Result]]:
    """What comes of right answers and of wrong ones, by question."""
    return {
        "right": by_question(judge(kinds.prepared, in_turn(in_process(namespace(kinds.right))))),
        "wrong": by_question(judge(kinds.prepared, in_turn(in_process(namespace(kinds.wrong))))),
    }


def by_question(results: Sequence[Result]) -> dict[str, Result]:
    return dict(zip(KINDS, results, strict=True))


@pytest.mark.parametrize("name", KINDS)
def test_a_right_answer_passes(at_home: dict[str, dict[str, Result]], name: str) -> None:
    """And the page shows it."""
    found = at_home["right"][name]

    assert (found.verdict, found.message) == (Verdict.PASSED, "")


@pytest.mark.parametrize("name", KINDS)
def test_a_wrong_answer_fails_with_what_can_be_pasted(
    kinds: Kinds, at_home: dict[str, dict[str, Result]], name: str
) -> None:
    """The smallest counterexample is Python that runs in a fresh notebook."""
    found = at_home["wrong"][name]

    assert found.verdict is Verdict.FAILED, found.message
    assert found.counterexample and found.counterexample.code
    exec(found.counterexample.code, namespace(kinds.wrong))


@pytest.mark.parametrize("answers", ["right", "wrong"])
def test_home_and_sandbox_say_the_same(
    kinds: Kinds, at_home: dict[str, dict[str, Result]], walled: Zygote, answers: str
) -> None:
    """Verdicts, words and counterexamples."""
    with walled.session() as session:
        session.load(getattr(kinds, answers))
        found = judge(kinds.prepared, lambda calls, keys: session.ask(keys, calls))

    assert by_question(found) == at_home[answers]
