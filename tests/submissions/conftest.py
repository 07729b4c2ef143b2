"""The release that submissions are anchored to."""

from pathlib import Path

import pytest
from example_source import TEXT
from nbformat import NotebookNode

from grader.notebooks.build import release_notebook
from grader.notebooks.source import read_source


@pytest.fixture
def release(tmp_path: Path) -> NotebookNode:
    path = tmp_path / "attention.py"
    path.write_text(TEXT)
    return release_notebook(read_source(path))
