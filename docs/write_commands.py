"""Writes docs/commands.md: what every command says of itself, as a terminal of 80 columns shows it.

uv run python docs/write_commands.py
"""

from pathlib import Path

from typer.testing import CliRunner

from grader.cli import COMMANDS, app

PAGE = Path(__file__).with_name("commands.md")
TERMINAL = {"COLUMNS": "80", "TERM": "dumb", "NO_COLOR": "1"}
HEAD = """\
# Commands

This page shows what `grader COMMAND --help` prints. Data goes to standard output, and remarks go to standard
error. The exit status is 0 if all is well, 1 if the course or a student needs attention, and 2 if the command
line was wrong. [running-a-course.md](running-a-course.md) explains when to use each command. `uv run python
docs/write_commands.py` writes this page.
"""


def page() -> str:
    """The page as it should be."""
    names = [command.__name__ for command in COMMANDS]
    return "\n".join([HEAD, _block(), *(f"## {name}\n\n{_block(name)}" for name in names)])


def _block(*command: str) -> str:
    run = CliRunner().invoke(
        app, [*command, "--help"], prog_name="grader", env=TERMINAL, catch_exceptions=False
    )
    said = "\n".join(line.rstrip() for line in run.stdout.strip("\n ").splitlines())
    return f"```text\n {said.lstrip()}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
