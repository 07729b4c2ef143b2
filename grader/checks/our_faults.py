"""A fault of ours in telling of a failure costs the telling, and no verdict."""

import traceback
from collections.abc import Callable
from typing import TypeVar

from grader.errors import CourseError, SandboxUnavailable

FIRST, LAST = 20, 40  # lines of a traceback that are kept
LONGEST = 1_000  # characters of one
Lost = Callable[[Exception], None]  # is told of the fault
Told = TypeVar("Told")


def unless_lost(tell: Callable[[], Told], plain: Told, lost: Lost | None) -> Told:
    """What `tell` gives; `plain`, where that is our fault.

    Raises: CourseError, SandboxUnavailable: it is the author's, or the machine's.
    """
    try:
        return tell()
    except (CourseError, SandboxUnavailable):
        raise
    except Exception as fault:
        if lost is None:
            raise
        lost(fault)
        return plain


def as_traceback(fault: BaseException) -> str:
    """For the instructor: all of it, or how it begins and ends where it is long, as of a deep recursion."""
    lines = "".join(traceback.format_exception(fault)).splitlines()
    if len(lines) > FIRST + LAST:
        left_out = f"  … {len(lines) - FIRST - LAST} lines left out …"
        lines = [*lines[:FIRST], left_out, *lines[-LAST:]]
    return "".join(f"{line[:LONGEST]}\n" for line in lines)
