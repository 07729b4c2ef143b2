"""The students' notebook is what nbgrader expects, down to its checksums."""

import subprocess
import sys
from pathlib import Path

import nbformat
from machine import PATIENCE
from nbformat import NotebookNode

from grader.notebooks.build import release_notebook, to_bytes
from grader.notebooks.source import Source, read_source


def test_nbgraders_own_validator_accepts_it(release: NotebookNode) -> None:
    """Schema version 3, unique grade_ids, points where they belong."""
    from nbgrader.nbgraderformat.v3 import MetadataValidatorV3

    validator = MetadataValidatorV3()

    assert validator.validate_nb(release) is None
    assert nbformat.validate(release) is None


def test_checksums_are_nbgraders(release: NotebookNode) -> None:
    """Each label's checksum is what nbgrader.utils.compute_checksum says."""
    from nbgrader.utils import compute_checksum

    ours = [cell.metadata.nbgrader.checksum for cell in release.cells]

    assert ours == [compute_checksum(cell) for cell in release.cells]


def test_what_each_role_is_to_nbgrader(release: NotebookNode) -> None:
    """Stubs are solutions, checks are graded and locked, answers are graded solutions, prose is locked."""
    labels = {cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader for cell in release.cells}

    facts = {
        name: (found.grade, found.solution, found.locked, found.get("points"))
        for name, found in labels.items()
        if not name.startswith("locked-")
    }

    assert facts == {
        "softmax": (False, True, False, None),
        "softmax-check": (True, False, True, 12.0),
        "attend": (False, True, False, None),
        "attend-check": (True, False, True, 7.5),
        "bottleneck": (True, True, False, 10.0),
        "analogy": (True, True, False, 8.0),
    }


def test_a_cell_with_a_title_is_folded(source_file: Path) -> None:
    """Jupyter shows its first line, Colab a form of that title; no other cell is folded."""
    source_file.write_text(f"# %%\n# @title Set up\nimport math\n\n{source_file.read_text()}")

    first, *others = release_notebook(read_source(source_file)).cells

    assert (first.metadata.cellView, first.metadata.jupyter) == ("form", {"source_hidden": True})
    assert not any({"cellView", "jupyter"} & set(cell.metadata) for cell in others)


def test_the_same_source_gives_the_same_bytes(source_file: Path) -> None:
    """Nothing random, nothing dated: a release can be compared byte for byte."""
    first = to_bytes(release_notebook(read_source(source_file)))

    second = to_bytes(release_notebook(read_source(source_file)))

    assert first == second


def test_a_cells_id_is_its_grade_id(release: NotebookNode) -> None:
    """Either of the two finds a cell again when a tool drops the other."""
    ids = [cell.id for cell in release.cells]

    assert ids == [cell.metadata.nbgrader.grade_id for cell in release.cells]


def test_nbgrader_validate_passes_a_filled_in_copy(source: Source, tmp_path: Path) -> None:
    """The real command runs the notebook and finds nothing changed and nothing failed."""
    notebook = release_notebook(source)
    for cell in notebook.cells:
        cell.source = cell.source.replace("raise NotImplementedError", "return 1").replace("Your", "My")
    notebook.cells.insert(0, nbformat.v4.new_code_cell("def selfcheck(name): return None", id="given"))
    path = tmp_path / "filled.ipynb"
    path.write_bytes(to_bytes(notebook))

    command = [sys.executable, "-m", "nbgrader", "validate", str(path)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)

    assert "Success! Your notebook passes all the tests." in ran.stdout
    assert ran.returncode == 0
