"""A file is written whole or not at all, whatever the disk says."""

import fcntl
import multiprocessing
import os
import resource
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from grader.errors import CourseError
from grader.files import replace_file, temporary_path, write_folder, writing


def _on_a_full_disk(write: Callable[[], None], said: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
    try:
        write()
    except CourseError as error:
        os.write(said, str(error).encode())
    os._exit(0)


def refused(write: Callable[[], None]) -> str:
    """What is said where the disk takes ten bytes of a file."""
    heard, said = os.pipe()
    writer = multiprocessing.get_context("fork").Process(target=_on_a_full_disk, args=(write, said))
    writer.start()
    writer.join()
    os.close(said)
    with os.fdopen(heard) as words:
        return words.read()


def test_a_disk_that_takes_half_a_file(tmp_path: Path) -> None:
    """What was there is there still, and nothing else; the words say what to do."""
    path = tmp_path / "report.json"
    path.write_bytes(b"before")

    words = refused(lambda: replace_file(path, b"x" * 20))

    assert words.endswith("(File too large); mend that, then run the command again: it goes on")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("report.json", b"before")]


def test_a_disk_that_takes_half_a_folder(tmp_path: Path) -> None:
    """As it was, with nothing beside it; where there is room, all of it is new."""
    home = tmp_path / "release"
    write_folder(home, {"a": b"before", "b/c": b"before"})

    words = refused(lambda: write_folder(home, {"a": b"after", "d/e": b"x" * 20}))
    before = {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    write_folder(home, {"a": b"after"})

    assert words.startswith(f"{home}: it cannot be written")
    assert before == {"a": b"before", "c": b"before"}
    assert [path.name for path in tmp_path.rglob("*")] == ["release", "a"]


def _write_often(path: Path, letter: bytes) -> None:
    for _ in range(200):
        replace_file(path, letter * 100_000)


def test_some_at_once(tmp_path: Path) -> None:
    """Three commands that write one file get in each other's way no more than one after the other."""
    path, letters = tmp_path / "page.html", (b"a", b"b", b"d")
    replace_file(path, b"c" * 100_000)
    context, seen = multiprocessing.get_context("fork"), set[bytes]()
    writers = [context.Process(target=_write_often, args=(path, letter)) for letter in letters]

    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        seen.add(path.read_bytes())

    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert seen <= {letter * 100_000 for letter in (*letters, b"c")}
    assert [*tmp_path.iterdir()] == [path]


def test_one_begins_as_another_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is gone by the time it is looked at is not what a third command began in its place."""
    path, open_file = tmp_path / "page.html", os.open
    aside = temporary_path(path)
    aside.write_bytes(b"the first one's")

    with ExitStack() as third:

        def at_that_moment(name: Path, flags: int, *args: int) -> int:
            if flags & os.O_CREAT or name != aside:
                return open_file(name, flags, *args)
            monkeypatch.setattr(os, "open", open_file)
            aside.unlink()  # the first one has renamed it
            fcntl.flock(third.enter_context(aside.open("wb")), fcntl.LOCK_EX)
            raise FileNotFoundError(name)

        monkeypatch.setattr(os, "open", at_that_moment)
        monkeypatch.setattr(writing, "PATIENCE", 0.0)
        with pytest.raises(CourseError):  # the third takes too long
            replace_file(path, b"the second one's")

    assert (aside.exists(), path.exists()) == (True, False)


def test_what_a_kill_left(tmp_path: Path) -> None:
    """Read-only, a link or a pipe: it is in nobody's way, and nothing is written through it."""
    path, elsewhere = tmp_path / "report.json", tmp_path / "elsewhere"
    elsewhere.write_bytes(b"there")
    left = temporary_path(path)
    ways: list[Callable[[], object]] = [
        lambda: left.symlink_to(elsewhere),
        lambda: left.hardlink_to(elsewhere),
        lambda: os.mkfifo(left),
        lambda: (left.write_bytes(b"half of it, and longer"), left.chmod(0o444)),
    ]

    for number, leave in enumerate(ways):
        leave()
        replace_file(path, bytes([number]), mode=0o640)

        assert (path.read_bytes(), path.stat().st_mode & 0o777) == (bytes([number]), 0o640)
    assert elsewhere.read_bytes() == b"there"
    assert sorted(tmp_path.iterdir()) == [elsewhere, path]
