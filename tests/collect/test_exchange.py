"""nbgrader's submission_secret.txt, which a student may write: no secret ends the release of all pages."""

from pathlib import Path

import pytest

from .downloads import notebook, save
from .test_collect import collected, inside

HOME = "{}+attention+2026-12-20 22:58:31.123456 UTC+x"
SECRET = "submission_secret.txt"
LIKE_NBGRADERS = b"0123456789abcdef" * 8


def secret_of(tmp_path: Path, *, submitted: dict[str, bytes]) -> bytes:
    """Of eve, who hands in these files with a notebook."""
    home = tmp_path / "inbound" / HOME.format("eve")
    for name, content in {"attention.ipynb": notebook("eve"), **submitted}.items():
        save(home / name, content)
    collected(tmp_path, tmp_path / "inbound")
    return (tmp_path / "class/submitted/eve/attention" / SECRET).read_bytes()


def test_nbgraders_own(tmp_path: Path) -> None:
    """Is kept; one that lies deeper is not looked at."""
    found = secret_of(tmp_path, submitted={SECRET: LIKE_NBGRADERS, f"a/{SECRET}": b"other"})

    assert found == LIKE_NBGRADERS


@pytest.mark.parametrize(
    "secret", [b"", b" \n", b"\xff\xfe", b"a\0b", b"\x1b[31m", b"x" * 1001, b"x" * 2_000_000]
)
def test_what_nbgrader_cannot_read(tmp_path: Path, secret: bytes) -> None:
    """nbgrader would end there, and release nobody's page: another takes its place, which nobody knows."""
    found = secret_of(tmp_path, submitted={SECRET: secret})

    assert len(found.decode("ascii")) == 128


def test_none_at_all(tmp_path: Path) -> None:
    """The same."""
    assert len(secret_of(tmp_path, submitted={})) == 128


def test_a_link(tmp_path: Path) -> None:
    """To a file of ours is not followed, or its text could be found out by guessing names of pages."""
    home = save(tmp_path / "inbound" / HOME.format("eve") / "x.txt", b"").parent
    (home / SECRET).symlink_to("/etc/hostname")

    assert len(secret_of(tmp_path, submitted={})) == 128


def test_a_folder_where_it_should_be(tmp_path: Path) -> None:
    """In the class folder, where nbgrader copied all that eve handed in: zoe's is placed."""
    save(tmp_path / "class/submitted/eve/attention" / SECRET / "x", b"")
    for who in ("eve", "zoe"):
        save(tmp_path / "inbound" / HOME.format(who) / "attention.ipynb", notebook(who))

    outcomes, _ = collected(tmp_path, tmp_path / "inbound")

    assert inside(tmp_path) == {"zoe": "zoe"}
    assert outcomes["eve"].why.endswith("is a folder, and in the way; delete it")
