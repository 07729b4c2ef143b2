"""Whatever line of code a notebook's text tells students to run does run, on right answers."""

import ast
import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import matplotlib.pyplot as plt
import pytest

from grader.course.load import load_assignment, load_course
from grader.solutions.known import load_reference

ROOT = Path(__file__).parents[2]
NAMES = ("attention", "bahdanau")


def suggested(name: str) -> list[str]:
    """Blocks of Python, and calls of a demonstration within a sentence."""
    _, source = load_assignment(load_course(ROOT), name)
    text = "\n\n".join(cell.text for cell in source.cells if cell.kind == "markdown")
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    spans = [" ".join(span.split()) for span in re.findall(r"(?<!`)`([^`]+)`(?!`)", text)]
    return [*blocks, *(span for span in spans if re.match(r"demo\.\w+\(", span))]


@pytest.fixture
def demo(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The students' module, imported as a notebook does; figures are drawn and thrown away."""
    monkeypatch.syspath_prepend(str(ROOT / "assignments" / request.param))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    plt.switch_backend("agg")
    yield importlib.import_module("data.demonstrations")
    plt.close("all")
    for name in [name for name in sys.modules if name.split(".")[0] == "data"]:
        del sys.modules[name]


@pytest.mark.parametrize("demo", NAMES, indirect=True)
def test_suggested_code_runs(demo: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """It raises nothing, and its demonstration does not have to be polite about it."""
    name = Path(str(demo.__file__)).parents[1].name
    assignment, _ = load_assignment(load_course(ROOT), name)
    lines = suggested(name)

    for line in lines:
        exec(compile(ast.parse(line), line, "exec"), {**load_reference(assignment), "demo": demo})
        said = capsys.readouterr().out
        assert ("does not fit here" in said, "waits for your" in said) == (False, False), line
    assert lines
