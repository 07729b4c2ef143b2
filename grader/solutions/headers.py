"""The header of a wrong solution's file: which checks catch it, and what it keeps by design.

# caught by: weights_share_out_one, only_differences_of_scores_count
# keeps: 9 of 12, because it is right for small scores
"""

import ast
import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.errors import CourseError
from grader.files import write_file

OPEN = "..."  # stands for a reason that the author has yet to give
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Keeps:
    """More than half of the points of its question, which a wrong solution keeps by design."""

    score: float
    points: float
    because: str


def caught_by(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", _entry(text, "caught by")))


def keeps(path: Path, text: str) -> Keeps | None:
    """Raises: CourseError: it does not say how many points, or not why."""
    entry = _entry(text, "keeps")
    if not entry:
        return None
    parts = re.fullmatch(r"(\d+(?:\.\d+)?) of (\d+(?:\.\d+)?), because (\S.*)", entry)
    if parts is None:
        wanted = '"9 of 12, because" and the reason'
        raise CourseError(path, "header", f'it keeps "{entry}"', wanted=wanted)
    return Keeps(float(parts[1]), float(parts[2]), parts[3])


def _entry(text: str, key: str) -> str:
    """What stands behind `# key:`, and in the lines below it that are indented as comments; "" if nothing."""
    found = re.search(rf"^# {key}:(.*(?:\n#   .*)*)", text, re.MULTILINE)
    return " ".join(found[1].replace("\n#", " ").split()) if found else ""


def write_header(path: Path, caught: Iterable[str], share: tuple[float, float] | None) -> str:
    """Write the lines that the header lacks, and return them; "" if it lacks none.

    caught: ids of checks. share: the points it keeps, and all points of its question; None: not over half.
    """
    text = path.read_text("utf-8").rstrip("\n") + "\n"
    new = ""
    if not caught_by(text):
        line = f"# caught by: {', '.join(caught)}"
        new += "\n".join(textwrap.wrap(line, _WIDTH, subsequent_indent="#   ")) + "\n"
    if share and not _entry(text, "keeps"):
        new += f"# keeps: {share[0]:g} of {share[1]:g}, because {OPEN}\n"
    if new:
        at = _below(text)
        write_file(path, f"{text[:at]}{new}{text[at:]}".encode())
    return new


def _below(text: str) -> int:
    """The place below the docstring, or below the line that says what catches it."""
    if there := re.search(r"^# caught by:.*(?:\n#   .*)*\n", text, re.MULTILINE):
        return there.end()
    docstring = ast.parse(text).body[0]
    return sum(map(len, text.splitlines(keepends=True)[: docstring.end_lineno]))
