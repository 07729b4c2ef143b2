"""Under which heading of the notebook a question stands, as its students know it."""

import re

from grader.notebooks.source import Source

_HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)
_WORTH = re.compile(r" *\([\d.]+ points?\)$")


def headings(source: Source) -> dict[str, str]:
    """By question, the last heading in its cell or above it, without its points. No heading, no entry.

    "### 7a. The bottleneck (10 points)" → "7a. The bottleneck"
    """
    found: dict[str, str] = {}
    last = ""
    for cell in source.cells:
        if cell.kind == "markdown":
            last = next(reversed(_HEADING.findall(cell.text)), last)
        if last and cell.role in ("stub", "answer"):
            found[cell.name] = _WORTH.sub("", last)
    return found
