"""What a damaged notebook's JSON may have been before somebody edited or merged it as text."""

import re
from collections.abc import Iterator

# A text, one that never ends included, or else a comma before a closing bracket.
_TEXT_OR_LAST_COMMA = re.compile(r'("(?:[^"\\]|\\.)*+"?)|,(?=\s*[\]}])', re.DOTALL)
_MARK = re.compile(r"([<|=>])\1{6}(?: |$)")


def readings(text: str) -> tuple[str, ...]:
    """The versions of an unresolved merge, or the text without commas before closing brackets.

    Where all readings say the same, there is no doubt what was meant.
    """
    versions = ("<", ">") if any(_marks(text)) else ("",)
    return tuple(_TEXT_OR_LAST_COMMA.sub(r"\1", _side(text, version)) for version in versions)


def conflict(text: str) -> tuple[int, str] | None:
    """Line and mark of the first unresolved merge."""
    return next(_marks(text), None)


def _marks(text: str) -> Iterator[tuple[int, str]]:
    """Whole lines only: JSON writes a line break within a text as two characters."""
    for number, line in enumerate(text.split("\n"), start=1):
        if found := _MARK.match(line):
            yield number, found.group().rstrip()


def _side(text: str, version: str) -> str:
    """One version of a merge: "<", above the =======, or ">", below it; "": the text has no marks."""
    if not version:
        return text
    kept, within = [], ""
    for line in text.split("\n"):
        if found := _MARK.match(line):
            within = {"<": "<", "|": "|", "=": ">", ">": ""}[found[1]]
        elif within in ("", version):
            kept.append(line)
    return "\n".join(kept)
