"""A small assignment's source."""

from pathlib import Path

import pytest
from example_source import TEXT

from grader.notebooks.source import Source, read_source


@pytest.fixture
def source_file(tmp_path: Path) -> Path:
    path = tmp_path / "attention.py"
    path.write_text(TEXT)
    return path


@pytest.fixture
def source(source_file: Path) -> Source:
    return read_source(source_file)
