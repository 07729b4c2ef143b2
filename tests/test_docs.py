"""The documentation tells the truth: what it shows is run, and what can be run stands in it."""

import runpy
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_commands_page() -> None:
    """docs/commands.md has what every command says; `uv run python docs/write_commands.py` writes it anew."""
    written = (ROOT / "docs/commands.md").read_text("utf-8")

    assert written == runpy.run_path(str(ROOT / "docs/write_commands.py"))["page"]()
