"""docs/security.md names tests that exist, at least one for every promise, and all that attack."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs/security.md").read_text("utf-8")
PROMISES = re.findall(
    r"^- \*\*(.+?)\*\*", TEXT.partition("\n## Promises\n")[2].partition("\n## ")[0], re.MULTILINE
)
SHOWN = re.findall(r"^\| \*\*(.+?)\*\* \| (.*) \|$", TEXT, re.MULTILINE)
IDS = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)))


@pytest.mark.parametrize(("file", "name"), IDS, ids=[name for _, name in IDS])
def test_there_is_such_a_test(file: str, name: str) -> None:
    """The function is in that file, under that name."""
    tree = ast.parse((ROOT / file).read_text("utf-8"))

    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_promise_is_shown() -> None:
    """No promise without a test."""
    assert [promise for promise, shown in SHOWN if "::" not in shown] == []
    assert [promise for promise, _ in SHOWN] == PROMISES
    assert len(set(PROMISES)) == len(PROMISES) == TEXT.count("\n| **") > 20


ON_COLLECT = ("impostors", "disguises", "exchange")
ATTACKS = [
    *(ROOT / "tests/attacks").glob("test_*.py"),
    *(ROOT / f"tests/collect/test_{name}.py" for name in ON_COLLECT),
]


def test_what_attacks_show_is_promised() -> None:
    """Every test of an attack stands beside a promise; walls' are named by their file."""
    found = {
        f"{path.relative_to(ROOT).as_posix()}::{node.name}"
        for path in ATTACKS
        if not path.stem.endswith("walls")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }

    assert sorted(found - {f"{file}::{name}" for file, name in IDS}) == []
