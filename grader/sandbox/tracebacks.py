"""Runs inside: says what went wrong in a student's own code, in terms of cells and lines.

Every method of the exception may be the student's, so all of them are called with care.
"""

import re
import traceback

from grader.values import functions_of
from grader.values.texts import LONGEST_TEXT, cut

MOST_FRAMES = 8
_CELL = re.compile(r"cell (\d+)\Z")


def cell_name(number: int) -> str:
    """The file name under which cell `number` is compiled."""
    return f"cell {number}"


def kind_and_text(error: BaseException) -> tuple[str, str]:
    """The exception's type and text, bounded."""
    try:
        text = str(error.msg if isinstance(error, SyntaxError) else error)[:LONGEST_TEXT]
    except BaseException:
        text = "(its text cannot be shown)"
    return cut(str(type(error).__name__)), cut(str.__str__(text))


def places(error: BaseException) -> list[tuple[str, int, str]]:
    """The student's own frames, outermost first: (cell, line, function)."""
    try:
        return _places(error)
    except BaseException:
        return []


def _places(error: BaseException) -> list[tuple[str, int, str]]:
    found = [
        (frame.f_code.co_filename, line, frame.f_code.co_name)
        for frame, line in traceback.walk_tb(error.__traceback__)
        if _CELL.match(frame.f_code.co_filename)
    ]
    if isinstance(error, SyntaxError) and _CELL.match(str(error.filename)):
        found.append((str(error.filename), error.lineno or 0, "<module>"))
    return found


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


def traceback_of(error: BaseException, sources: dict[str, list[str]], *, ends: str) -> str:
    """The student's own frames. `sources`: the lines of every cell by name; `ends`: the last line."""
    found = places(error)
    shown = found if len(found) <= MOST_FRAMES else [*found[:2], *found[2 - MOST_FRAMES :]]
    lines = []
    for cell, line, function in shown:
        lines.append(f"{cell}, line {line}" + ("" if function == "<module>" else f", in {function}"))
        source = sources.get(cell, [])
        if 0 < line <= len(source):
            lines.append(f"    {source[line - 1].strip()[:80]}")
    return cut("\n".join([*lines, ends]))
