"""A student's own text as a page shows it."""

from grader.errors import bounded
from grader.wording import printable

_LONGEST_LINE = 2_000  # characters
_MOST_LINES = 400


def cell_lines(text: str) -> tuple[str, ...]:
    """A notebook may hold anything; a page stays readable."""
    lines = printable(text).expandtabs(4).rstrip().split("\n")
    shown = [bounded(line, _LONGEST_LINE) for line in lines[:_MOST_LINES]]
    rest = len(lines) - _MOST_LINES
    told = [f"… and {rest:,} more lines"] if rest > 0 else []
    return (*shown, *told) if text.strip() else ()
