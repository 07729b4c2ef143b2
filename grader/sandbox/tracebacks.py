"""Runs inside: says what went wrong in a student's own code, in terms of cells and lines."""

from grader.values import UNSPEAKABLE, cut, kind_and_text, line_of, places, type_name

MOST_FRAMES = 8


def raised(error: BaseException, function: object = None) -> tuple[str, str, int]:
    """The exception's type and text, bounded, and the line that raised it. function: as line_of has it."""
    try:
        return *kind_and_text(error), line_of(error, function)
    except BaseException:  # what it is asked for interrupts the worker, so that it looks as if others had
        return cut(type_name(error)), UNSPEAKABLE, 0


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
