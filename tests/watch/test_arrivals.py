"""What is in a folder into which others write, whatever they put there."""

import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from long_paths import make_long_path

from grader.collect import LabelledFile
from grader.collect.label import Label
from grader.collect.sources import File
from grader.watch.arrivals import Look, is_whole, look


def test_a_folder_that_cannot_be_looked_into(tmp_path: Path) -> None:
    """Hides nothing that stands beside it."""
    beside = [tmp_path / who / "tiny.ipynb" for who in ("ada", "bob", "zoe")]
    for path in beside:
        path.parent.mkdir()
        path.touch()
    make_long_path(tmp_path, "cem")

    assert {*look([tmp_path], Look()).files} == {*beside}


def test_a_folder_that_is_named_by_a_link(tmp_path: Path) -> None:
    """Whoever watches may name it so; links further in are not followed."""
    (tmp_path / "inbound").mkdir()
    (tmp_path / "inbound/root").symlink_to("/")
    (tmp_path / "link").symlink_to("inbound")

    assert [*look([tmp_path / "link", tmp_path / "gone"], Look()).files] == [tmp_path / "link/root"]


def test_a_folder_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what a student fills with files not all is looked at, whenever we look; others' is."""
    monkeypatch.setattr("grader.collect.sources._MOST_BELOW", {1: 60, 2: 30})
    (tmp_path / "inbound/ada/tiny").mkdir(parents=True)
    for number in range(99):
        (tmp_path / f"inbound/ada/tiny/{number}.txt").touch()
    (tmp_path / "inbound/bob").mkdir()
    (tmp_path / "inbound/bob/tiny.ipynb").touch()

    found = [*look([tmp_path / "inbound"], Look()).files]

    assert len(found) < 60
    assert tmp_path / "inbound/bob/tiny.ipynb" in found


def test_a_folder_that_is_closed_after_a_look(tmp_path: Path) -> None:
    """Its owner ends nothing by that, for it is not looked into again; nor by a name of any length."""
    name = f"{'a' * 300}+tiny+2026-12-20 10:00:00 UTC"
    paths = [tmp_path / name / one for one in ("tiny.ipynb", "timestamp.txt")]
    file = File(str(paths[0]), (name, "tiny.ipynb"), datetime.now(UTC), lambda: b"{}", outer=2)
    together = [LabelledFile("nbgrader", Label(), file, (name,))]
    without, complete = (Look(0.0, dict.fromkeys(some, ((0, 0, 0, 0), 1.0))) for some in (paths[:1], paths))

    assert [is_whole(one, tmp_path, together) for one in (without, complete)] == [False, True]


@pytest.mark.parametrize(
    ("raw", "whole"),
    [(b"[" + b"[]," * 100_000 + b"[]]", True), (b'{"cells": [', False), (b"[" * 100_000, False)],
)
def test_a_notebook_of_nothing_but_lists(raw: bytes, whole: bool, tmp_path: Path) -> None:
    """Whether its end is there is seen without making them, which would take thirty times its size."""
    path = tmp_path / "tiny.ipynb"
    path.write_bytes(raw)
    found = replace(look([tmp_path], Look()), files={path: ((0, 0, 0, 0), 1.0)})
    file = File(str(path), ("tiny.ipynb",), datetime.now(UTC), lambda: raw, outer=1)

    tracemalloc.start()
    ended = is_whole(found, tmp_path, [LabelledFile("folder", Label(), file, ("tiny.ipynb",))])
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert ended is whole
    assert most < 300_000
