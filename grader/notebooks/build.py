"""The notebook that students receive: nbformat 4.5, with nbgrader's labels, the same bytes every time."""

from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

from grader.notebooks.labels import grade_id, label
from grader.notebooks.source import Source, SourceCell

_NEW_CELL = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}
_LONGEST_ID = 64  # nbformat 4.5
# Such a cell is folded: Colab shows it as a form of that title, Jupyter as its first line.
_TITLE = "# @title "
_KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def release_notebook(source: Source) -> NotebookNode:
    """No answer can be in it: it is made of the public source alone."""
    metadata = {"kernelspec": dict(_KERNEL), "language_info": {"name": "python"}}
    return new_notebook(cells=[_released(cell) for cell in source.cells], metadata=metadata)


def to_bytes(notebook: NotebookNode) -> bytes:
    """The file's bytes: keys sorted, one-space indent as Jupyter writes them, UTF-8."""
    text: str = nbformat.writes(notebook, version=nbformat.NO_CONVERT)
    return text.encode().rstrip(b"\n") + b"\n"


def _released(cell: SourceCell) -> NotebookNode:
    metadata: dict[str, Any] = {
        "deletable": False,
        "nbgrader": label(cell.role, cell.name, cell.kind, cell.text, cell.points),
    }
    if cell.role in ("check", "locked"):
        metadata["editable"] = False
    if cell.tags:
        metadata["tags"] = list(cell.tags)
    if cell.text.startswith(_TITLE):
        metadata |= {"cellView": "form", "jupyter": {"source_hidden": True}}
    name = grade_id(cell.role, cell.name)
    return _NEW_CELL[cell.kind](source=cell.text, id=name[:_LONGEST_ID], metadata=metadata)
