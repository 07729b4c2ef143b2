"""A submission is read whatever state it is in, or refused with a reason its author understands."""

import json
import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import UnreadableNotebook
from grader.submissions.open import read_bytes
from grader.submissions.read import parse_submission, read_submission

CELL = {"cell_type": "code", "id": "a", "metadata": {}, "source": "x = 1", "outputs": []}


def written(folder: Path, tree: Any) -> Path:
    path = folder / "attention.ipynb"
    path.write_text(json.dumps(tree))
    return path


def notebook(*cells: dict[str, Any], minor: int = 5) -> dict[str, Any]:
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": minor}


UNREADABLE = {
    "empty": (b"", "the file is empty; save the notebook and hand it in again"),
    "blank": (b"\n  \n", "the file is empty; save the notebook and hand it in again"),
    "blank, oddly": ("\x0b\u2028".encode(), "the file is empty; save the notebook and hand it in again"),
    "truncated": (
        b'{\n "cells": [\n  {"cell_type": "co',
        "the file breaks off at line 3, column 17; save the notebook again and hand in the whole file",
    ),
    "truncated between": (
        b'{\n "cells": [\n  {},',
        "the file breaks off at line 3, column 6; save the notebook again and hand in the whole file",
    ),
    "damaged": (
        b'{\n "cells": [;]\n}',
        "the file is damaged at line 2, column 12; open it in Jupyter, save it and hand it in again",
    ),
    "conflict": (
        b'{\n "cells": [\n<<<<<<< HEAD\n {}\n=======\n []\n>>>>>>> other\n]}',
        "line 3 has the mark of an unresolved merge, <<<<<<<; resolve it, or hand in one version",
    ),
    "script": (
        b"import numpy as np\nx = 1\n",
        'this is not a notebook: it starts with "import numpy as np"; hand in the .ipynb file itself',
    ),
    "web page": (
        b"<!DOCTYPE html><html></html>",
        "this is a web page (HTML), expected a notebook; hand in the .ipynb file itself",
    ),
    "zip": (b"PK\x03\x04rest", "this is a ZIP archive; unpack it and hand in the .ipynb file in it"),
    "pdf": (b"%PDF-1.7", "this is a PDF document; hand in the notebook itself, the .ipynb file"),
    "binary": (b"\xff\xfa\x80\x01abc", "this is not text (byte 0), so not a notebook"),
    "a list": (b"[]", "this is JSON, but not a notebook: it is a list"),
    "no cells": (b'{"a": 1}', "this is JSON, but not a notebook: it has no cells"),
    "deep": (b"[" * 100_000, "its data is nested too deeply for a notebook"),
    "crowded": (b"[" * 1_000_000, "the notebook holds too much data; clear the outputs and save it again"),
    "too many cells": (
        b'{"cells": [' + b"{}," * 2_000 + b"{}]}",
        "the notebook has 2001 cells, expected at most 2000",
    ),
    "too large": (
        b" " * 1_500_000 + b"{}",
        "the file has 1.5 MB, expected at most 1; clear the outputs and save it again",
    ),
}


@pytest.mark.parametrize("fault", UNREADABLE)
def test_what_is_no_notebook_is_refused_with_the_reason(fault: str, tmp_path: Path) -> None:
    """The reason says what the file is instead, and what to do."""
    content, reason = UNREADABLE[fault]
    path = tmp_path / "attention.ipynb"
    path.write_bytes(content)

    with pytest.raises(UnreadableNotebook) as caught:
        read_submission(path, megabytes=1)

    assert str(caught.value) == reason


def test_an_endless_integer_is_refused(tmp_path: Path) -> None:
    """Python refuses to convert thousands of digits, and so do we."""
    path = tmp_path / "attention.ipynb"
    path.write_text('{"cells": [], "nbformat": ' + "9" * 5_000 + "}")

    with pytest.raises(UnreadableNotebook, match="it holds something no notebook holds"):
        read_submission(path, megabytes=1)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    """A student's link may point at a file that only the instructor can read."""
    written(tmp_path, notebook(CELL))
    link = tmp_path / "link.ipynb"
    link.symlink_to("attention.ipynb")

    with pytest.raises(UnreadableNotebook) as caught:
        read_submission(link, megabytes=1)

    assert str(caught.value) == "link.ipynb is a link, expected the file itself; hand in a copy"


def test_a_linked_folder_is_not_followed(tmp_path: Path) -> None:
    """Every folder below the class's own is opened without following links."""
    (tmp_path / "real").mkdir()
    written(tmp_path / "real", notebook(CELL))
    (tmp_path / "ada").symlink_to("real")

    with pytest.raises(UnreadableNotebook) as caught:
        read_bytes(tmp_path / "ada" / "attention.ipynb", megabytes=1, below=tmp_path)

    assert str(caught.value) == "ada is a link, expected the file itself; hand in a copy"


def test_a_path_that_climbs_out_is_refused(tmp_path: Path) -> None:
    """`..` leads out of the class's folder without any link."""
    written(tmp_path, notebook(CELL))
    (tmp_path / "class").mkdir()

    with pytest.raises(UnreadableNotebook) as caught:
        read_bytes(tmp_path / "class" / ".." / "attention.ipynb", megabytes=1, below=tmp_path / "class")

    assert str(caught.value) == "the file lies outside the class's folder"


def test_a_fifo_is_refused_at_once(tmp_path: Path) -> None:
    """Opening one the ordinary way would wait for a writer for ever."""
    path = tmp_path / "attention.ipynb"
    os.mkfifo(path)

    with pytest.raises(UnreadableNotebook) as caught:
        read_submission(path, megabytes=1)

    assert str(caught.value) == "this is no plain file, expected a notebook (.ipynb)"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    """A folder named like a notebook is not one."""
    path = tmp_path / "attention.ipynb"
    path.mkdir()

    with pytest.raises(UnreadableNotebook) as caught:
        read_submission(path, megabytes=1)

    assert str(caught.value) == "this is a folder, expected a notebook (.ipynb)"


def test_millions_of_numbers_are_refused_before_they_are_parsed() -> None:
    """Each is two bytes in the file, and may be thirty in memory."""
    with pytest.raises(UnreadableNotebook, match="holds too much data"):
        parse_submission(b'{"cells":[],"metadata":[' + b"1," * 5_000_001 + b"1]}")


def test_a_missing_file_is_named_so(tmp_path: Path) -> None:
    """No traceback for a file that is not there."""
    with pytest.raises(UnreadableNotebook) as caught:
        read_submission(tmp_path / "attention.ipynb", megabytes=1)

    assert str(caught.value) == "there is no file called attention.ipynb"


def test_source_may_be_a_list_or_missing(tmp_path: Path) -> None:
    """Both forms that nbformat allows, and one it does not."""
    cells = {**CELL, "source": ["a\r\n", "b"]}, {"cell_type": "code"}
    path = written(tmp_path, notebook(*cells))

    read = read_submission(path, megabytes=1)

    assert [cell.source for cell in read.cells] == ["a\nb", ""]


def test_ids_become_unique_and_valid(tmp_path: Path) -> None:
    """The first cell keeps a doubled id; missing and invalid ids are made up without a clash."""
    ids = ["a", "a", None, "no good!", "cell-3"]
    path = written(tmp_path, notebook(*({**CELL, "id": name} for name in ids)))

    read = read_submission(path, megabytes=1)

    assert [cell.id for cell in read.cells] == ["a", "cell-2", "cell-3-", "cell-4", "cell-3"]


def test_colabs_ids_are_found_in_the_metadata(tmp_path: Path) -> None:
    """Colab saves as nbformat 4.0, where cells have no id of their own."""
    cell = {"cell_type": "code", "metadata": {"id": "softmax"}, "source": ""}
    path = written(tmp_path, notebook(cell, minor=0))

    read = read_submission(path, megabytes=1)

    assert read.cells[0].id == "softmax"


def test_format_3_is_read(tmp_path: Path) -> None:
    """Worksheets, headings and `input` are what nbformat 3 had."""
    cells = [
        {"cell_type": "heading", "level": 2, "source": "Title"},
        {"cell_type": "code", "input": ["x = 1"], "language": "python", "outputs": []},
    ]
    path = written(tmp_path, {"worksheets": [{"cells": cells}], "metadata": {}, "nbformat": 3})

    read = read_submission(path, megabytes=1)

    assert [cell.cell_type for cell in read.cells] == ["markdown", "code"]
    assert [cell.source for cell in read.cells] == ["## Title", "x = 1"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_other_encodings_are_read(encoding: str, tmp_path: Path) -> None:
    """Editors on Windows save with a byte order mark, or as UTF-16."""
    path = tmp_path / "attention.ipynb"
    path.write_bytes(json.dumps(notebook({**CELL, "source": "é"}), ensure_ascii=False).encode(encoding))

    read = read_submission(path, megabytes=1)

    assert read.cells[0].source == "é"


def test_half_a_surrogate_pair_becomes_a_question_mark(tmp_path: Path) -> None:
    """JSON can spell text that no file can be written with."""
    path = written(tmp_path, notebook({**CELL, "source": "a\ud800b"}))

    read = read_submission(path, megabytes=1)

    assert read.cells[0].source == "a?b"


def test_outputs_tags_and_scores_stay_behind(tmp_path: Path) -> None:
    """What a student's file claims about outputs, points or execution is not even read."""
    label = {"grade_id": "softmax", "points": 1000, "locked": False}
    result = {"output_type": "execute_result", "data": {"text/plain": "12"}, "metadata": {}}
    metadata = {"nbgrader": label, "tags": ["skip-execution"]}
    path = written(tmp_path, notebook({**CELL, "metadata": metadata, "outputs": [result]}))

    read = read_submission(path, megabytes=1)

    assert read.cells[0].metadata == {"nbgrader": {"grade_id": "softmax"}}
    assert read.cells[0].outputs == []


def test_pictures_in_an_answer_are_kept(tmp_path: Path) -> None:
    """A drawing pasted into Markdown is part of the answer; what can run a script is not."""
    bundle = {"image/png": "aGk=", "image/svg+xml": "<svg/>"}
    cell = {"cell_type": "markdown", "source": "![d](attachment:d)", "attachments": {"d": bundle}}
    path = written(tmp_path, notebook(cell))

    read = read_submission(path, megabytes=1)

    assert read.cells[0].attachments == {"d": {"image/png": "aGk="}}


ANY_CHARACTER = st.characters(exclude_categories=())
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(ANY_CHARACTER, max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
CELL_KEYS = "id cell_type source input metadata attachments level outputs".split()
ODD_CELL = ANY_JSON | st.fixed_dictionaries({}, optional=dict.fromkeys(CELL_KEYS, ANY_JSON))
LABELLED = st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["markdown", "code", "heading", "raw", 3])},
    optional={
        "metadata": st.fixed_dictionaries({"nbgrader": st.fixed_dictionaries({"grade_id": ANY_JSON})}),
        "attachments": st.dictionaries(st.text(max_size=3), st.fixed_dictionaries({"image/png": ANY_JSON})),
        "level": ANY_JSON,
    },
)


@settings(deadline=None)
@given(cells=st.lists(ODD_CELL | LABELLED, max_size=4))
def test_whatever_the_fields_hold_a_valid_notebook_comes_out(
    cells: list[Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No type in no place makes reading fail, and the result can be written as a file."""
    path = written(tmp_path_factory.getbasetemp(), {"cells": cells})

    read = read_submission(path, megabytes=1)

    assert nbformat.validate(read) is None
    assert nbformat.writes(read).encode()


@settings(deadline=None)
@given(content=st.binary() | st.text().map(str.encode) | ANY_JSON.map(json.dumps).map(str.encode))
def test_nothing_but_unreadable_is_raised(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever bytes are handed in, the answer is a notebook or a reason."""
    path = tmp_path_factory.getbasetemp() / "any.ipynb"
    path.write_bytes(content)

    with pytest.raises(UnreadableNotebook) as caught:
        read_submission(path, megabytes=1)

    assert len(str(caught.value)) < 200


INTACT = json.dumps(notebook(CELL, {**CELL, "id": "b", "source": ["é\n", "y"]}), indent=1).encode()
LINES = st.tuples(
    st.integers(0, 99), st.sampled_from([b"<<<<<<< HEAD", b"=======", b">>>>>>> b", b",", b"]"])
)


@settings(deadline=None)
@given(
    lines=st.lists(LINES, max_size=5),
    cut=st.none() | st.integers(0, 400),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "latin-1"]),
    swap=st.tuples(st.integers(0, 400), st.binary(max_size=3)),
)
def test_damaged_bytes(
    lines: list[tuple[int, bytes]], cut: int | None, encoding: str, swap: tuple[int, bytes]
) -> None:
    """Marks, commas and brackets out of place, cut short, in any encoding: a notebook or a reason."""
    text = INTACT.split(b"\n")
    for at, line in lines:
        text.insert(at % len(text), line)
    raw = b"\n".join(text).decode().encode(encoding)[:cut]
    at, new = swap

    assert _notebook_or_reason(raw[:at] + new + raw[at + len(new) :])


def _notebook_or_reason(raw: bytes) -> bool:
    try:
        return nbformat.validate(parse_submission(raw)) is None
    except UnreadableNotebook as unreadable:
        return 15 < len(str(unreadable)) < 200
