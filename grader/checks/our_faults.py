"""A fault of ours in telling of a failure costs the telling, and no verdict."""

from collections.abc import Callable
from typing import TypeVar

from grader.errors import CourseError, SandboxUnavailable

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
