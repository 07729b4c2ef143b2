"""What a student put into the cells of a graded notebook, and the digest by which an answer is known again.

A mark by hand is for one answer. Where the digest is another one, it is for none that is there.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.notebooks import picture_size
from grader.wording import printable

_MOST_MEGABYTES = 64


@dataclass(frozen=True, slots=True)
class OwnCell:
    """What a student put into a cell. attachments: file name → MIME type → base64, as the notebook has it."""

    text: str
    attachments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def answer(self) -> str:
        """The text as a marker reads it."""
        return printable(self.text).strip()

    @property
    def pictures(self) -> dict[str, str]:
        """File name → data URL, of those that can be shown."""
        return {
            name: f"data:{kind};base64,{data}"
            for name, bundle in self.attachments.items()
            for kind, data in bundle.items()
            if picture_size(kind, data)
        }

    @property
    def digest(self) -> str:
        """Of text and pictures. class/marks keeps it with each opinion."""
        known = repr((self.answer, sorted(self.pictures.items())))
        return hashlib.sha256(known.encode()).hexdigest()[:16]


def own_cells(path: Path) -> dict[str, OwnCell]:
    """By question, the student's own cells of a graded notebook; none where it cannot be read."""
    try:
        fits = path.is_file() and path.stat().st_size <= _MOST_MEGABYTES * 1e6
        return own_cells_in(path.read_bytes()) if fits else {}
    except OSError:
        return {}


def own_cells_in(notebook: bytes) -> dict[str, OwnCell]:
    """The same of a notebook's bytes."""
    try:
        return dict(_solutions(json.loads(notebook).get("cells", [])))
    except (ValueError, AttributeError, RecursionError):
        return {}


def _solutions(cells: list[dict[str, Any]]) -> Iterator[tuple[str, OwnCell]]:
    for cell in cells:
        metadata = cell.get("metadata")
        label = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        if isinstance(label, dict) and label.get("solution"):
            source = cell.get("source")
            text = "".join(map(str, source)) if isinstance(source, list) else str(source or "")
            # autograded/ holds Markdown that no browser obeys, with the pictures that fit on one page.
            # Here it is text, which none would obey, and has a page of its own.
            written = cell.get("cell_type") == "markdown"
            attached = cell.get("attachments")
            own = OwnCell(
                text.replace("&lt;", "<").replace("#attachment:", "attachment:") if written else text,
                attached if isinstance(attached, dict) else {},
            )
            yield str(label.get("grade_id")), own
