"""Runs a notebook's cells in this process, without Jupyter, then the public checks on what they define.

A program: `python -m grader.student.notebook attention.ipynb [QUESTION]`, in the notebook's folder.
"""

import json
import linecache
import re
import sys
from contextlib import redirect_stderr
from functools import partial
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

import grader
from grader.checks.in_process import in_process
from grader.errors import CourseError
from grader.student.cell_text import line_of_cell
from grader.student.handout import HandoutMissing, read_handout
from grader.student.messages import UnknownQuestion, show
from grader.student.waiting import watched
from grader.values import cell_name, is_theirs, kind_and_text, line_in, printed_to, stopped
from grader.wording import printable

NOT_PYTHON = ("%", "!", "?")  # how a line for Jupyter begins
RUN_AS_IT_IS = re.compile(r"\s*%%(?:time|capture|prun)\b.*\n")  # above what Jupyter runs, too


def main(name: str, question: str | None = None) -> int:
    """Exit status: 0 all passed, 1 not so, 2 the notebook or what came with it cannot be used."""
    try:
        handout = read_handout(Path())
        cells = code_cells(Path(name))
        names = run_cells(cells)
        ask, say = in_process(names, handout.returns), partial(print, file=sys.stderr)
        with watched(ask, say, cure="Ctrl-C stops it.") as asking:
            passed = show(handout, question, asking, print, line=partial(line_of_cell, names))
            return 0 if passed else 1
    except (HandoutMissing, CourseError, UnknownQuestion) as problem:
        print(printable(f"{name}: {problem}"), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(printable(f"{name}: stopped"), file=sys.stderr)
        return 1


def code_cells(path: Path) -> list[str]:
    """The text of each code cell, in order.

    Raises: CourseError: the file is no notebook.
    """
    try:
        cells = json.loads(path.read_text("utf-8-sig"))["cells"]
        return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError) as error:
        found = f"no notebook ({type(error).__name__}: {error})"
        raise CourseError(path, "", found, cure="save it in Jupyter again") from None


def run_cells(cells: list[str]) -> dict[str, Any]:
    """What the cells define. A cell that fails is told of, and does not stop the next."""
    module = ModuleType("__main__")
    sys.modules["__main__"] = module
    vars(grader)["selfcheck"] = _nothing  # the cells call it, and all is checked together afterwards
    for number, text in enumerate(cells, start=1):
        try:
            with printed_to(), redirect_stderr(StringIO()):
                lines = text.splitlines(keepends=True)
                linecache.cache[cell_name(number)] = (len(text), None, lines, cell_name(number))
                exec(compile(_python(text), cell_name(number), "exec"), vars(module))
        except BaseException as error:
            if not is_theirs(error):
                raise
            said = stopped(*kind_and_text(error), line_in(cell_name(number), error))
            print(printable(f"code cell {number} stopped: {said}"), file=sys.stderr)
    return vars(module)


def _python(text: str) -> str:
    """Less what only Jupyter understands, line numbers kept."""
    if text.lstrip().startswith("%%") and not RUN_AS_IT_IS.match(text):
        return ""
    return "\n".join("" if line.startswith(NOT_PYTHON) else line for line in text.split("\n"))


def _nothing(*_: object, **__: object) -> None: ...


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
