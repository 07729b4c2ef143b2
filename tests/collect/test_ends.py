"""A collect that was ended at any moment, or by a full disk: run again, all is as if it had not been."""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest

from grader.errors import CourseError

from .downloads import notebook, save, zip_of
from .test_collect import collected
from .test_impostors import listed

CALLS = ("utime", "unlink", "rename", "replace", "mkdir", "chmod", "open")


class Killed(BaseException):
    """Which nothing catches."""


def download(root: Path, system: str, day: int, words: str) -> Path:
    """What ada handed in on this day: by Canvas without a time, else with one, downloaded at the end."""
    files = {
        "C": f"loveada_11_{900 + day}_attention.ipynb",
        "B": f"HW_ada_attempt_2026-11-{day}-10-00-00_attention.ipynb",
    }
    if system in files:
        at = datetime(2026, 11, day if system == "C" else 28)
        return save(root / f"{day}.zip", zip_of({files[system]: notebook(words)}, at=at), at=at)
    home = root / f"{day}/ada+attention+2026-11-{day} 10:00:00.0 UTC+{words}"
    save(home / "attention.ipynb", notebook(words))
    save(home / "submission_secret.txt", f"{words}{'0' * 40}".encode())
    return root / f"{day}"


def ended(at: int, end: Callable[[], BaseException], *, after: bool, run: Callable[[], object]) -> bool:
    """Whether it was, at the call of that number; else it has run to its end."""
    left = [at]

    def counted(call: Callable[..., object]) -> Callable[..., object]:
        def called(*given: object, **named: object) -> object:
            for is_after in (False, True)[: after + 1]:
                result = call(*given, **named) if is_after else None
                left[0] -= 1
                if left[0] == -1:
                    raise end()
            return result if after else call(*given, **named)

        return called

    with pytest.MonkeyPatch.context() as patched, suppress(Killed, CourseError):
        for name in CALLS:
            patched.setattr(os, name, counted(getattr(os, name)))
        run()
    return left[0] < 0


def state(root: Path) -> dict[str, object]:
    """Every file, its words and its date; what was replaced has any name."""
    home = root / "class/submitted"
    found: dict[str, object] = {
        str(path.relative_to(home)): (path.read_text(), "secret" in path.name or int(path.stat().st_mtime))
        for path in home.rglob("*")
        if path.is_file()
    }
    kept = (root / "class/.grader/replaced").rglob("*.ipynb")
    return found | {"replaced": {path.read_text() for path in kept}}


@pytest.mark.parametrize("end", ["kill", "full disk"])
@pytest.mark.parametrize(
    "history",
    ["CCC", "BBB", "EEE", "CBC", "BCB", "ECB", "BEC", "BBB same", "EEE same", "CCC same", "BBB back"],
)
def test_run_again(tmp_path: Path, history: str, end: str) -> None:
    """Of three downloads, the second is ended at every call of the operating system, and given again."""
    systems, _, how = history.partition(" ")
    days = (12, 10, 11) if how == "back" else (10, 11, 12)
    words = ["a", "a" if how else "b", "c"]
    sources = [
        download(tmp_path, system, day, word) for system, day, word in zip(systems, days, words, strict=True)
    ]
    reason = {"kill": Killed, "full disk": lambda: OSError(errno.ENOSPC, "No space left on device")}[end]

    roster = listed(tmp_path, 'id,name\nada,"Love, Ada"\n')

    def placed(root: Path, source: Path) -> None:
        assert [*collected(root, source, roster=roster)[0]] == ["ada"]

    def ran(root: Path, at: int) -> bool:
        placed(root, sources[0])
        was = at >= 0 and ended(at, reason, after=end == "kill", run=lambda: placed(root, sources[1]))
        for source in sources[1:]:
            placed(root, source)
        return was

    ran(tmp_path / "due", -1)
    due, at = state(tmp_path / "due"), 0
    while ran(tmp_path / str(at), at):
        assert state(tmp_path / str(at)) == due, f"ended at {at}"
        at += 1
    assert at > 2
