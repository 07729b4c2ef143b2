"""The student's command line: `grader check attention.ipynb`, where the course's own is not installed.

It runs the notebook in a process of its own, so that what a cell does to Python stays there.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

STATUS_ALL_PASSED, STATUS_NOT_ALL, STATUS_USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> None:
    """Exit status: 0 all passed, 1 not so, 2 there is no such notebook or command."""
    parser = argparse.ArgumentParser(prog="grader", description="Try the public checks on your notebook.")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="Run a notebook, and the public checks on its functions.")
    check.add_argument("notebook", type=Path, help="A notebook, or a folder with notebooks in it.")
    check.add_argument("--question", help="Check only this one.")
    given = parser.parse_args(arguments)
    notebooks = notebooks_in(given.notebook)
    if not notebooks:
        parser.error(f"{given.notebook}: no notebook there, expected an .ipynb file, or a folder with one")
    raise SystemExit(max(check_plainly(notebook, given.question) for notebook in notebooks))


def notebooks_in(path: Path) -> list[Path]:
    """The notebook itself, or those of a folder, by name."""
    if path.is_dir():
        return sorted(path.glob("*.ipynb"))
    return [path] if path.is_file() and ".ipynb" in path.name.lower() else []


def check_plainly(notebook: Path, question: str | None) -> int:
    """Run and check a notebook in a plain process, in the notebook's own folder. Returns its exit status."""
    words = list(_command(notebook, question))
    environment = {**os.environ, "MPLBACKEND": "agg", "PYTHONIOENCODING": "utf-8"}
    try:
        return subprocess.run(words, cwd=notebook.resolve().parent, env=environment, check=False).returncode
    except KeyboardInterrupt:  # which went to that process, too, and it says so
        return STATUS_NOT_ALL


def _command(notebook: Path, question: str | None) -> Iterator[str]:
    yield from (sys.executable, "-m", "grader.student.notebook", notebook.name)
    if question:
        yield question
