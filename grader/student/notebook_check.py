"""`grader check`: a notebook's cells and its public checks, in the sandbox if this machine can build one."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from grader.errors import CourseError, SandboxUnavailable, UnreadableNotebook
from grader.model import Limits
from grader.notebooks import code_lines, defined_names
from grader.sandbox import NOT_INSTALLED, Session, Wall, probe, start_zygote
from grader.student.handout import HandoutMissing, read_handout
from grader.student.messages import UnknownQuestion, show
from grader.student.terminal import check_plainly, notebooks_in
from grader.submissions import read_submission
from grader.values import Call, CellRun, Reply

Say = Callable[[str], None]


def check_notebooks(path: Path, question: str | None, *, told: Say, say: Say) -> int:
    """Check a notebook, or each in a folder, as `check_notebook` does; the worst of their outcomes counts."""
    notebooks = notebooks_in(path)
    if not notebooks:
        say(f"grader: {path}: no notebook there, expected an .ipynb file, or a folder with one")
        return 2
    status = 0
    for one in notebooks:
        if len(notebooks) > 1:
            told(f"{one}\n")
        status = max(status, check_notebook(one, question, told=told, say=say))
    return status


def check_notebook(notebook: Path, question: str | None, *, told: Say, say: Say) -> int:
    """Check one notebook. told: takes the report's lines; say: takes what is beside it.

    Returns: 0 all passed, 1 not so, 2 the notebook or what came with it cannot be used.
    """
    try:
        wall = probe()
    except SandboxUnavailable:
        say(f"{notebook}: run without a sandbox, as this machine has none; it can do all that you can")
        return check_plainly(notebook, question)
    try:
        return _walled(wall, notebook, question, told=told, say=say)
    except (HandoutMissing, CourseError, UnknownQuestion, UnreadableNotebook) as problem:
        say(f"{notebook}: {problem}")
        return 2


def _walled(wall: Wall, notebook: Path, question: str | None, *, told: Say, say: Say) -> int:
    limits, home = Limits(), notebook.resolve().parent
    cells = read_submission(notebook, megabytes=limits.notebook_mb).cells
    handout = read_handout(home)
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    with start_zygote(wall, limits, data=home / "data") as zygote, zygote.session() as session:
        for number, run in enumerate(session.load(code), start=1):
            if run.error:
                say(f"code cell {number} stopped: {run.error}")
            for line in _printed(run):
                if line.endswith(NOT_INSTALLED):
                    say(f"code cell {number}: {line}")
        of_cell = partial(_line, code)
        return 0 if show(handout, question, lambda call: _answer(session, call), told, line=of_cell) else 1


def _line(cells: Sequence[str], question: str, number: int) -> str:
    """The line of this number in the last cell that defines the question's function; "": there is none."""
    own = next((cell for cell in reversed(cells) if question in defined_names(cell)), "")
    return "".join(code_lines(own)[number - 1 : number])


def _printed(run: CellRun) -> Iterator[str]:
    for output in run.outputs:
        if output.kind == "stream":
            yield from "".join(output.data.values()).splitlines()


def _answer(session: Session, call: Call) -> Reply:
    return session.call([call])[0]
