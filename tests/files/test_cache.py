"""What is kept by content is found again, never believed when it differs, and never in the way."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.files import cache, cache_key, cached, from_cache, put_in_cache


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of one's own."""
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def counted(content: bytes = b"found") -> tuple[Callable[[], bytes], list[int]]:
    """Something dear to find out, and how often it was."""
    times: list[int] = []

    def make() -> bytes:
        times.append(1)
        return content

    return make, times


def once(key: str, make: Callable[[], bytes]) -> bytes:
    return cached(key, make, read=bytes, write=bytes)


def test_found_out_once(folder: Path) -> None:
    """The second time it is read, and no lock is left behind."""
    make, times = counted()

    assert [once("a" * 64, make), once("a" * 64, make)] == [b"found", b"found"]
    assert (len(times), len(files(folder))) == (1, 1)


def test_deleted(folder: Path) -> None:
    """Whatever is deleted is found out again."""
    make, times = counted()
    once("a" * 64, make)
    files(folder)[0].unlink()

    assert once("a" * 64, make) == b"found"
    assert len(times) == 2


@pytest.mark.parametrize(
    "spoil", [lambda whole: whole[:-1], lambda whole: b"", lambda whole: whole[:-1] + b"D"]
)
def test_damaged(folder: Path, spoil: Callable[[bytes], bytes]) -> None:
    """What is not as it was written is not believed, and is written anew."""
    make, _ = counted()
    once("a" * 64, make)
    (file,) = files(folder)
    whole = file.read_bytes()
    file.write_bytes(spoil(whole))

    assert from_cache("a" * 64, bytes) is None
    assert once("a" * 64, make) == b"found"
    assert file.read_bytes() == whole


def test_under_another_name(folder: Path) -> None:
    """A file that was kept under another key is not believed, either."""
    put_in_cache("a" * 64, b"found")
    (file,) = files(folder)
    (folder / "bb").mkdir()
    file.rename(folder / "bb" / ("b" * 62))

    assert from_cache("b" * 64, bytes) is None


def test_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be kept everything is found out anew, and nothing else is different."""
    (tmp_path / "file").write_text("in the way of a folder")
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "file" / "cache"))
    make, times = counted()

    assert [once("a" * 64, make), once("a" * 64, make)] == [b"found", b"found"]
    assert len(times) == 2


def test_bounded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the bound, what was not used for longest goes first."""
    monkeypatch.setattr(cache, "MOST", 400)
    monkeypatch.setattr(cache, "EVERY", 1)
    for place, key in enumerate("abcd"):  # 92 bytes each
        put_in_cache(key * 64, bytes(60))
        os.utime(folder / (key * 2) / (key * 62), (place, place))

    put_in_cache("e" * 64, bytes(60))

    assert [key for key in "abcde" if from_cache(key * 64, bytes) is not None] == ["c", "d", "e"]


def test_keys() -> None:
    """Equal facts have one key, different ones never."""
    assert cache_key("pool", b"text", 3) == cache_key("pool", b"text", 3)
    assert (
        len(
            {
                cache_key("ab", "c"),
                cache_key("a", "bc"),
                cache_key("a", b"bc"),
                cache_key("abc"),
                cache_key(("ab", "c")),
            }
        )
        == 5
    )


def test_for_the_user_alone(folder: Path) -> None:
    """Nobody else may read it: hidden examples are kept here."""
    put_in_cache("a" * 64, b"hidden")

    assert {path.stat().st_mode & 0o077 for path in files(folder)} == {0}


def linked(path: Path) -> None:
    path.replace(path.with_name("elsewhere"))
    path.symlink_to(path.with_name("elsewhere"))


@pytest.mark.parametrize(
    "open_up", [lambda path: path.chmod(0o666), lambda path: path.parent.chmod(0o777), linked]
)
def test_where_others_may_write(folder: Path, open_up: Callable[[Path], None]) -> None:
    """In a shared folder, somebody else may have written it."""
    make, times = counted()
    once("a" * 64, make)
    open_up(files(folder)[0])

    assert once("a" * 64, make) == b"found"
    assert len(times) == 2


@pytest.mark.skipif(os.geteuid() != 0, reason="NOT TESTED: only root can give a file away")
def test_what_somebody_else_wrote(folder: Path) -> None:
    """It is not believed, however right its seal is."""
    make, times = counted()
    once("a" * 64, make)
    os.chown(files(folder)[0], 12345, -1)

    assert once("a" * 64, make) == b"found"
    assert len(times) == 2


def others(path: Path, kind: str) -> None:
    """What another user may do in a folder that all may write to."""
    if kind == "link":
        path.parent.symlink_to(path.parents[2] / "precious")
    else:
        path.parent.mkdir()
        path.parent.chmod(0o777)
        path.with_suffix(".lock").symlink_to(path.parents[2] / "precious/thesis.tex")


@pytest.mark.parametrize("kind", ["link", "lock"])
def test_what_is_not_in_the_cache(folder: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is neither emptied, nor deleted, nor written beside, wherever another user's links lead."""
    monkeypatch.setattr(cache, "MOST", 10)
    monkeypatch.setattr(cache, "EVERY", 1)
    precious = folder.parent / "precious/thesis.tex"
    for one in (folder, precious.parent):
        one.mkdir()
    precious.write_text("years of work")
    others(folder / "aa" / ("a" * 62), kind)

    found = once("a" * 64, lambda: b"found"), once("b" * 64, lambda: b"found")

    assert found == (b"found", b"found")
    assert [*precious.parent.iterdir()] == [precious]
    assert precious.read_text() == "years of work"


def test_a_lock_that_another_may_hold(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder that all may write to, nobody waits for one."""
    waited: list[object] = []
    monkeypatch.setattr(fcntl, "flock", lambda *one: waited.append(one))
    (folder / "aa").mkdir(parents=True)
    (folder / "aa").chmod(0o777)

    found = once("a" * 64, lambda: b"found"), once("b" * 64, lambda: b"found")

    assert found == (b"found", b"found")
    assert len(waited) == 1
