"""What is in a folder into which others write, whatever they put there."""

from pathlib import Path

from long_paths import make_long_path

from grader.watch.arrivals import Look, look


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
