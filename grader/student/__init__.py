"""What a student's notebook imports: `selfcheck("softmax")` tries the public checks on their function.

It works without threads, processes, signals and sockets, and needs only numpy and hypothesis.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from linecache import getline
from pathlib import Path
from traceback import walk_tb
from typing import Any

from grader.checks.cells_run import why_stopped
from grader.checks.in_process import in_process
from grader.errors import CourseError, NotTheirs
from grader.student.cell_text import line_of_cell, told_of_cell
from grader.student.handout import HandoutMissing, read_handout
from grader.student.messages import UnknownQuestion, show
from grader.student.waiting import watched
from grader.values import Objects
from grader.wording import ENDLESS, wrapped

TELL = "Fetch them anew; if that does not help, show your instructor this message."

STOP = (
    "Stop it: press ■ in the bar above, or choose Interrupt in the menu Kernel (in Colab, Runtime). Then you "
    "are told in which line it was."
)


class NotAllPassed(AssertionError):
    """A check did not pass, while nbgrader runs the notebook. Its text is the whole report."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows: the report alone, as nobody looks for a slip in our code."""
        return str(self).split("\n")


class Stopped(NotTheirs, KeyboardInterrupt):
    """Somebody interrupted a self-check. The text says where the student's code was."""

    def _render_traceback_(self) -> list[str]:
        return str(self).split("\n")


def selfcheck(question: object = None) -> None:
    """Print what the public checks find out about your function, or, without a name, about all of them.

    Raises: NotAllPassed: the same words, where nbgrader validates or grades the notebook, for it looks at
    nothing but errors. In your own run it only prints, so that all cells can be run at once. Stopped: it was
    interrupted, as a loop that never ends has to be.
    """
    namespace = sys._getframe(1).f_globals  # of the notebook whose cell is running
    said: list[str] = []
    passed = _check(question, namespace, said.append if _under_nbgrader() else print)
    if _under_nbgrader():
        if not passed:
            raise NotAllPassed("\n".join(said))
        print("\n".join(said))


def _under_nbgrader() -> bool:
    """Whether nbgrader runs this kernel: it says so to the kernel, "validate" or "autograde"."""
    return bool(os.environ.get("NBGRADER_EXECUTION"))


def _check(question: object, namespace: dict[str, Any], say: Callable[[str], None]) -> bool:
    """Whether all passed that there is to check."""
    try:
        handout = read_handout(Path.cwd())
        for line in _older(question, [one.name for one in handout.questions], namespace):
            say(line)
        # Its own: what is printed meanwhile goes nowhere. A student may have put there what has neither.
        write, flush = getattr(sys.stdout, "write", len), getattr(sys.stdout, "flush", list)

        def at_once(text: str) -> None:
            write(f"{text}\n")
            flush()

        with watched(in_process(namespace, handout.returns), at_once, cure=STOP) as ask:
            of_cell = {"aside": partial(told_of_cell, namespace), "line": partial(line_of_cell, namespace)}
            return show(handout, question, ask, say, **of_cell)
    except (HandoutMissing, UnknownQuestion) as problem:
        say(str(problem))
    except CourseError as error:
        say(f"The files that came with this notebook cannot be used here: {error}\n{TELL}")
    except KeyboardInterrupt as interrupt:
        raise Stopped(_place(interrupt, namespace)) from None
    finally:
        Objects.leave_all()  # the notebook goes on with its classes as they were
    return False


def _older(question: object, known: Sequence[str], namespace: dict[str, Any]) -> Iterator[str]:
    """What is said of functions and answers that are there from an earlier cell than the student's last."""
    asked = [one for one in known if question is None or (type(question) is str and question == one)]
    for name in asked:
        if name in namespace and (error := why_stopped(name, namespace)):
            text = f"An older {name} is checked, as the last cell with it stopped: {error}"
            yield "\n".join(wrapped(text, 80, hanging="    "))


def _place(interrupt: KeyboardInterrupt, namespace: dict[str, Any]) -> str:
    """Where in the notebook's own functions, which live in `namespace`, an interrupt came."""
    own = [
        (frame.f_code, line)
        for frame, line in walk_tb(interrupt.__traceback__)
        if frame.f_globals is namespace
    ]
    if not own:
        return "The self-check was stopped, outside of your functions. Run it again."
    code, line = own[-1]
    source = getline(code.co_filename, line, namespace).strip()
    return f"Stopped in {code.co_name}, at line {line} of its cell: {source}\n{ENDLESS}"
