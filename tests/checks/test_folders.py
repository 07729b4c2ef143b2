"""A known solution runs in its folder; thousands of calls need not go there and back."""

from pathlib import Path
from typing import Any

from grader.checks.folders import FOLDER, in_its_folder, staying


def place_of(folder: Path) -> Path:
    """Where a function of a known solution in `folder` runs."""
    names: dict[str, Any] = {FOLDER: str(folder)}
    exec("def here(): ...", names)
    with in_its_folder(names["here"]):
        return Path.cwd()


def test_each_runs_in_its_own_folder_and_the_process_comes_back(tmp_path: Path) -> None:
    """Between two calls it is back; within `staying`, only in the end, and there each finds its own, too."""
    one, other, home = tmp_path / "one", tmp_path / "other", Path.cwd()
    one.mkdir()
    other.mkdir()

    assert place_of(one) == one
    assert Path.cwd() == home
    with staying():
        assert [place_of(one), place_of(one), place_of(other), place_of(one)] == [one, one, other, one]
        with staying():
            assert place_of(other) == other
        assert Path.cwd() == one
        assert place_of(other) == other
    assert Path.cwd() == home
