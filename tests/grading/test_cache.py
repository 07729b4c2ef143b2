"""Examples that a class was graded with are kept beside it, and are used only where they still fit."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import strategies as st

from grader.checks.claims import Check
from grader.checks.draw import draw
from grader.grading.cache import drawn_before
from grader.model import Provenance

MADE_BY = Provenance(notebook="", assignment="this one", grader="1", environment="python 3")
CHECK = Check("a", "double", "claim", 1, "", None, True, True, print, ("double",), {"x": st.integers()})


def marked(path: Path) -> None:
    """Change the first example in the file to one that nobody draws."""
    first, _, rest = path.read_text().partition("\n")
    tables = json.loads(rest)
    tables["pools"][0][0] = {"x": "from the file"}
    path.write_text(f"{first}\n{json.dumps(tables)}")


def first_of(path: Path, provenance: Provenance, checks: Sequence[Check] = (CHECK,)) -> object:
    return drawn_before(path, provenance)(checks, "key")["a"][0]["x"]


def test_first_time(tmp_path: Path) -> None:
    """Where nothing is kept, examples are drawn with the course's key, and kept."""
    path = tmp_path / ".grader" / "tiny.examples.json"

    pools = drawn_before(path, MADE_BY)([CHECK], "key")

    assert pools == draw([CHECK], "key") != draw([CHECK], "another key")
    assert [one.name for one in path.parent.iterdir()] == ["tiny.examples.json"]


def test_next_time(tmp_path: Path) -> None:
    """What is kept is not drawn again."""
    path = tmp_path / "tiny.examples.json"
    drawn_before(path, MADE_BY)([CHECK], "key")
    marked(path)

    assert first_of(path, MADE_BY) == "from the file"


@pytest.mark.parametrize("field", ["assignment", "grader", "environment"])
def test_something_changed(tmp_path: Path, field: str) -> None:
    """Examples of other files, of another version of ours or of Hypothesis are not taken for these."""
    path = tmp_path / "tiny.examples.json"
    drawn_before(path, MADE_BY)([CHECK], "key")
    marked(path)

    assert first_of(path, replace(MADE_BY, **{field: "another"})) != "from the file"
    assert first_of(path, replace(MADE_BY, **{field: "another"})) == draw([CHECK], "key")["a"][0]["x"]


@pytest.mark.parametrize("left", [0, 10, 80, -1])
def test_broken_off(tmp_path: Path, left: int) -> None:
    """Half a file is as good as none."""
    path = tmp_path / "tiny.examples.json"
    drawn_before(path, MADE_BY)([CHECK], "key")
    whole = path.read_bytes()
    path.write_bytes(whole[:left])

    assert drawn_before(path, MADE_BY)([CHECK], "key") == draw([CHECK], "key")
    assert path.read_bytes() == whole


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """Grading goes on where nothing can be kept."""
    (tmp_path / "file").write_text("in the way of a folder")

    assert first_of(tmp_path / "file" / "tiny.examples.json", MADE_BY) == draw([CHECK], "key")["a"][0]["x"]
