"""What a student's exception says, in words, and whether an exception is theirs.

Every method and attribute of an exception may be the student's, so all of them are called with care. The
words are the same at home and in the sandbox.
"""

import re
from dis import opmap
from traceback import walk_tb
from types import FrameType
from typing import Any

from grader.errors import NotTheirs
from grader.values.grammar import name_of
from grader.values.stand_ins import functions_of

LONGEST_TEXT = 2_000  # characters
UNSPEAKABLE = "(its text cannot be shown)"
_CELL = re.compile(r"cell (\d+)\Z")
_TRACEBACK = BaseException.__dict__["__traceback__"]


def cut(text: str) -> str:
    """At most LONGEST_TEXT characters, and never a lone surrogate, which no frame can carry."""
    return text[:LONGEST_TEXT].encode("utf-8", "replace").decode()


def is_theirs(error: BaseException) -> bool:
    """Whether a student's code raised it. What interrupts that code is not: Ctrl-C, or a limit of ours."""
    kind = type(error)
    if kind is KeyboardInterrupt:
        return _was_raised(error)
    return not issubclass(kind, NotTheirs)


def _was_raised(error: BaseException) -> bool:
    """Whether a line raised it: Ctrl-C comes between two steps of a program, and no step raises it."""
    frames = _walked(error)
    if not frames:
        return False
    frame, _, step = frames[-1]
    return frame.f_code.co_code[step] == opmap["RAISE_VARARGS"]


def kind_and_text(error: Any) -> tuple[str, str]:
    """The exception's type and text, bounded.

    Raises: what is not theirs (`is_theirs`): Ctrl-C while the text is being made.
    """
    try:
        text = str.__str__(str(error.msg if issubclass(type(error), SyntaxError) else error))[:LONGEST_TEXT]
    except BaseException as another:
        if not is_theirs(another):
            raise
        text = UNSPEAKABLE
    return cut(name_of(type(error))), cut(text)


def cell_name(number: int) -> str:
    """The file name under which cell `number` is compiled."""
    return f"cell {number}"


def stopped(kind: str, text: str, line: int) -> str:
    """What there is to say of a cell that an exception ended. line: of the cell; 0: none."""
    where = f" (line {line} of its cell)" if line else ""
    room = LONGEST_TEXT - len(f"{kind}: {where}")
    return f"{kind}: {text[:room]}{where}" if text else f"{kind}{where}"


def too_slow(seconds: float) -> str:
    """What a cell did that took more than these."""
    return f"did not finish within {seconds:g} second{'s' * (seconds != 1)}"


def places(error: BaseException) -> list[tuple[str, int, str]]:
    """The student's own frames, outermost first: (cell, line, function)."""
    found = [
        (frame.f_code.co_filename, line, frame.f_code.co_name)
        for frame, line, _ in _walked(error)
        if _CELL.match(frame.f_code.co_filename)
    ]
    return [*found, *_not_python(error)]


def _not_python(error: Any) -> list[tuple[str, int, str]]:
    """Where a cell is no Python, if that is what is said."""
    try:
        if issubclass(type(error), SyntaxError) and _CELL.match(str(error.filename)):
            return [(str(error.filename), int(error.lineno or 0), "<module>")]
    except BaseException as another:
        if not is_theirs(another):
            raise
    return []


def line_of(error: BaseException, function: object = None) -> int:
    """The line of its cell where the student's code raised, 0 if it was not in a cell.

    function: only lines of its own cell count; of an error from another cell, the line that called there.
    """
    own = {one.__code__.co_filename for one in functions_of(function)}
    found = [place for place in places(error) if not own or place[0] in own]
    return max(0, found[-1][1]) if found else 0


def line_in(cell: str, error: BaseException) -> int:
    """The line of the cell of this name where the error came from, 0 if from none."""
    return max([0, *[line for name, line, _ in places(error) if name == cell][-1:]])


def unwritten_function(error: BaseException, function: Any) -> str:
    """The function that is not written yet, where `function` came upon another; "" in every other case."""
    functions = functions_of(function)
    frames = _walked(error) if functions and issubclass(type(error), NotImplementedError) else []
    found = frames[-1][0] if frames else None
    if found is None or found.f_globals is not functions[0].__globals__:
        return ""
    if any(found.f_code is one.__code__ for one in functions):
        return ""
    return found.f_code.co_name if found.f_code.co_name.isidentifier() else ""


def own_lines(error: BaseException, files: set[str]) -> list[int]:
    """The lines of these files that it went through, outermost first."""
    return [line for frame, line, _ in _walked(error) if frame.f_code.co_filename in files]


def _walked(error: BaseException) -> list[tuple[FrameType, int, int]]:
    """Its frames, outermost first, each with its line and its step, whatever the exception says of them."""
    found, ahead = list[tuple[FrameType, int, int]](), _TRACEBACK.__get__(error)
    for frame, line in walk_tb(ahead):
        found.append((frame, line, ahead.tb_lasti))
        ahead = ahead.tb_next
    return found
