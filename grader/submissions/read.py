"""A submitted notebook, read with suspicion: every field may be missing, of another type, or a lie.

Kept of each cell: its type, text, id, nbgrader's grade_id, and pictures pasted into Markdown. Everything
else, outputs first of all, is the student's word for what happened and is left behind.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from grader.errors import UnreadableNotebook
from grader.submissions.damaged import conflict, readings
from grader.submissions.open import read_bytes
from grader.submissions.pasted import attached
from grader.wording import printable

MOST_CELLS = 2_000
MOST_TEXT = 2_000_000  # characters in all cells, outputs apart
MOST_BRACKETS = 500_000  # each costs 64 bytes or more once parsed
MOST_COMMAS = 5_000_000  # and so may what each of them parts from the next
_CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_PICTURE = re.compile(r"image/(png|jpeg|gif)")
_OTHER_FORMATS = {
    b"PK\x03\x04": "a ZIP archive; unpack it and hand in the .ipynb file in it",
    b"%PDF": "a PDF document; hand in the notebook itself, the .ipynb file",
    b"\x89PNG": "a picture; hand in the notebook itself, the .ipynb file",
    b"\x1f\x8b": "a compressed archive; unpack it and hand in the .ipynb file in it",
}


def read_submission(path: Path, *, megabytes: float) -> NotebookNode:
    """The notebook as nbformat 4.5: unique valid cell ids, source as one string, no outputs.

    Raises: UnreadableNotebook: and nothing else; the text is the reason, for the student.
    """
    return parse_submission(read_bytes(path, below=path.parent, megabytes=megabytes))


def parse_submission(raw: bytes) -> NotebookNode:
    """The notebook whose file holds these bytes.

    Raises: UnreadableNotebook: as `read_submission`.
    """
    try:
        return undamaged(raw)
    except json.JSONDecodeError as error:
        agreed = _agreed(error.doc)
        if agreed is None:
            raise UnreadableNotebook(_why(error)) from None
        return agreed


def undamaged(raw: bytes) -> NotebookNode:
    """The same, of a file that needs no mending. Raises: UnreadableNotebook, JSONDecodeError."""
    return _notebook(_tree(raw))


def _notebook(tree: Any) -> NotebookNode:
    cells = [cell for cell in _raw_cells(tree) if isinstance(cell, Mapping)]
    if len(cells) > MOST_CELLS:
        raise UnreadableNotebook(f"the notebook has {len(cells)} cells, expected at most {MOST_CELLS}")
    read = list(_with_ids(cells))
    _shorten(read)
    return new_notebook(cells=read)


def _shorten(cells: Sequence[NotebookNode]) -> None:
    """Together they may hold MOST_TEXT characters: the longest are left out until they do, and say so."""
    rest = sum(len(cell.source) for cell in cells)
    for cell in sorted(cells, key=lambda cell: -len(cell.source)):
        if rest <= MOST_TEXT:
            return
        rest -= len(cell.source)
        told = f"This cell held {len(cell.source):,} characters, too many for a notebook, and was left out."
        cell.source = f"# {told}" if cell.cell_type == "code" else f"*{told}*"
        rest += len(cell.source)


def _agreed(text: str) -> NotebookNode | None:
    """The notebook that damaged JSON still says without a doubt; None: there is none, or there are two."""
    try:
        first, *others = [_notebook(json.loads(reading)) for reading in readings(text)]
    except (ValueError, RecursionError, UnreadableNotebook):
        return None
    return first if all(other == first for other in others) else None


def _tree(raw: bytes) -> Any:
    if not raw.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise UnreadableNotebook("the file is empty; save the notebook and hand it in again")
    for magic, what in _OTHER_FORMATS.items():
        if raw.startswith(magic):
            raise UnreadableNotebook(f"this is {what}")
    if raw.count(b"{") + raw.count(b"[") > MOST_BRACKETS or raw.count(b",") > MOST_COMMAS:
        raise UnreadableNotebook("the notebook holds too much data; clear the outputs and save it again")
    try:
        return json.loads(_as_text(raw))
    except json.JSONDecodeError:
        raise
    except RecursionError:
        raise UnreadableNotebook("its data is nested too deeply for a notebook") from None
    except ValueError as error:  # an integer of thousands of digits
        raise UnreadableNotebook(f"it holds something no notebook holds ({error})") from None


def _as_text(raw: bytes) -> str:
    """In the encoding that JSON allows, or else in the one that Windows takes in western Europe."""
    try:
        return raw.decode(json.detect_encoding(raw), "surrogatepass")
    except UnicodeDecodeError as error:
        if not raw.lstrip().startswith(b"{"):
            raise UnreadableNotebook(f"this is not text (byte {error.start}), so not a notebook") from None
        return raw.decode("cp1252", "replace")


def _why(error: json.JSONDecodeError) -> str:
    start = error.doc.lstrip()
    if not start:
        return "the file is empty; save the notebook and hand it in again"
    if found := conflict(error.doc):
        line, mark = found
        return f"line {line} has the mark of an unresolved merge, {mark}; resolve it, or hand in one version"
    if start.startswith("<"):
        return "this is a web page (HTML), expected a notebook; hand in the .ipynb file itself"
    if not start.startswith(("{", "[")):
        first = printable(start.splitlines()[0])[:40]
        return f'this is not a notebook: it starts with "{first}"; hand in the .ipynb file itself'
    where = f"line {error.lineno}, column {error.colno}"
    if error.msg.startswith("Unterminated") or error.pos >= len(error.doc.rstrip()):
        return f"the file breaks off at {where}; save the notebook again and hand in the whole file"
    return f"the file is damaged at {where}; open it in Jupyter, save it and hand it in again"


def _raw_cells(tree: Any) -> list[Any]:
    """nbformat 4 keeps its cells in one list; nbformat 3 kept them in worksheets."""
    if not isinstance(tree, dict):
        raise UnreadableNotebook(f"this is JSON, but not a notebook: it is a {type(tree).__name__}")
    if isinstance(cells := tree.get("cells"), list):
        return cells
    sheets = tree.get("worksheets")
    if not isinstance(sheets, list):
        raise UnreadableNotebook("this is JSON, but not a notebook: it has no cells")
    inner = (sheet.get("cells") for sheet in sheets if isinstance(sheet, dict))
    return [cell for cells in inner if isinstance(cells, list) for cell in cells]


def _with_ids(cells: list[Mapping[str, Any]]) -> Iterator[NotebookNode]:
    taken = {_id(cell) for cell in cells}
    given: set[str] = set()
    for number, cell in enumerate(cells, start=1):
        name = _id(cell)
        if not name or name in given:
            name = next(new for new in _new_ids(number) if new not in taken and new not in given)
        given.add(name)
        yield _read(cell, name)


def _new_ids(number: int) -> Iterator[str]:
    """cell-7, cell-7-, cell-7--, …"""
    name = f"cell-{number}"
    while True:
        yield name
        name += "-"


def _id(cell: Mapping[str, Any]) -> str:
    """Colab saves as nbformat 4.0, which has no ids, and keeps them in the metadata."""
    for found in (cell.get("id"), _mapping(cell.get("metadata")).get("id")):
        if isinstance(found, str) and _CELL_ID.fullmatch(found):
            return found
    return ""


def _read(cell: Mapping[str, Any], name: str) -> NotebookNode:
    kind = cell.get("cell_type")
    text = _text(cell.get("source", cell.get("input")))
    if kind == "heading":  # nbformat 3
        level = cell.get("level")
        text = "#" * (level if isinstance(level, int) and 1 <= level <= 6 else 1) + " " + text
    kind = {"heading": "markdown", "code": "code", "markdown": "markdown"}.get(str(kind), "raw")
    text, pasted = attached(text) if kind == "markdown" else (text, {})
    read = NotebookNode(cell_type=kind, id=name, metadata=_label(cell), source=text)
    if kind == "code":
        read.update(execution_count=None, outputs=[])
    if kind == "markdown" and (pictures := {**_pictures(cell), **pasted}):
        read["attachments"] = NotebookNode({one: NotebookNode(data) for one, data in pictures.items()})
    return read


def _text(source: Any) -> str:
    """Newlines are \\n, and what UTF-8 cannot write is replaced."""
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    text = source if isinstance(source, str) else ""
    text = text.encode("utf-8", "replace").decode()
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _label(cell: Mapping[str, Any]) -> NotebookNode:
    found = _mapping(_mapping(cell.get("metadata")).get("nbgrader")).get("grade_id")
    named = isinstance(found, str) and 0 < len(found) <= 200
    return NotebookNode(nbgrader=NotebookNode(grade_id=_text(found))) if named else NotebookNode()


def _pictures(cell: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    return {
        _text(name): {kind: data}
        for name, bundle in _mapping(cell.get("attachments")).items()
        for kind, data in _mapping(bundle).items()
        if _PICTURE.fullmatch(kind) and isinstance(data, str) and data.isascii()
    }


def _mapping(found: Any) -> Mapping[str, Any]:
    return found if isinstance(found, Mapping) else {}
