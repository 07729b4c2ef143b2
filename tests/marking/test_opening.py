"""How a browser comes to the marking page, where others work on the same machine."""

from pathlib import Path

import pytest

from grader.marking.opening import opened


def test_where_the_token_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a file that this user alone can read, while it is served, and on no command line."""
    given: list[str] = []
    monkeypatch.setattr("webbrowser.open", given.append)

    with opened("http://127.0.0.1:9/?token=secret", tmp_path):
        (path,) = tmp_path.iterdir()
        mode, text = path.stat().st_mode & 0o777, path.read_text()

    assert given == [path.as_uri()]
    assert (mode, "0;url=http://127.0.0.1:9/?token=secret" in text) == (0o600, True)
    assert [*tmp_path.iterdir()] == []
