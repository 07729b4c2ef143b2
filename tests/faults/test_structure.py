"""Whatever was done to a notebook's structure, it is graded as what it is, or refused in words.

`fuzz/fuzz.py` runs the same tests, guided by coverage.
"""

import copy
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from fault import Cell, Notebook, right
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode
from small_course import STUBS, write_course

from grader.errors import UnreadableNotebook
from grader.grading.graded_notebook import graded_notebook
from grader.model import QuestionReport
from grader.notebooks.build import release_notebook, to_bytes
from grader.notebooks.names import bound_names
from grader.notebooks.source import read_source
from grader.submissions.anchor import Anchored, anchor_notebook, student_code
from grader.submissions.read import parse_submission

REPORTS = {name: QuestionReport(0.0, 1.0) for name in ("double", "spread", "why")}


@cache
def handed_in() -> tuple[Notebook, NotebookNode]:
    """A right student's notebook, and the release it answers."""
    with TemporaryDirectory() as folder:
        root = write_course(Path(folder))
        return right(root), release_notebook(read_source(root / "assignments/tiny/tiny.py"))


# --- what happens to a notebook: two places and a number say where ---


def deleted(cells: list[Cell], at: int, _: int, __: int) -> None:
    del cells[at]


def duplicated(cells: list[Cell], at: int, to: int, _: int) -> None:
    cells.insert(to, copy.deepcopy(cells[at]))


def swapped(cells: list[Cell], at: int, to: int, _: int) -> None:
    cells[at], cells[to] = cells[to], cells[at]


def split(cells: list[Cell], at: int, _: int, where: int) -> None:
    text = str(cells[at].get("source"))
    cut = where % (len(text) + 1)
    cells.insert(at + 1, {**cells[at], "source": text[cut:]})
    cells[at] = {**cells[at], "source": text[:cut]}


def merged(cells: list[Cell], at: int, to: int, _: int) -> None:
    cells[at]["source"] = f"{cells[at].get('source')}\n\n{cells[to].get('source')}"
    del cells[to]


def retyped(cells: list[Cell], at: int, _: int, kind: int) -> None:
    cells[at]["cell_type"] = ("code", "markdown", "raw", "heading")[kind % 4]


def unlabelled(cells: list[Cell], at: int, _: int, what: int) -> None:
    for key in (("metadata",), ("id",), ("metadata", "id"))[what % 3]:
        cells[at].pop(key, None)


def relabelled(cells: list[Cell], at: int, to: int, _: int) -> None:
    cells[at]["metadata"] = copy.deepcopy(cells[to].get("metadata"))


def emptied(cells: list[Cell], at: int, _: int, __: int) -> None:
    cells[at]["source"] = ""


Change = Callable[[list[Cell], int, int, int], None]
CHANGES: list[Change] = [
    deleted, duplicated, swapped, split, merged, retyped, unlabelled, relabelled, emptied,
]  # fmt: skip
STEPS = st.tuples(st.sampled_from(CHANGES), st.integers(0, 99), st.integers(0, 99), st.integers(0, 999))
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)
FIELDS = ["cell_type", "source", "id", "metadata", "outputs", "attachments", "input", "level"]
ODD_FIELDS = st.tuples(st.integers(0, 99), st.sampled_from(FIELDS), ODD)


def changed(steps: list[tuple[Change, int, int, int]]) -> list[Cell]:
    cells: list[Cell] = copy.deepcopy(handed_in()[0]["cells"])
    for change, at, to, number in steps:
        if cells:
            change(cells, at % len(cells), to % len(cells), number)
    return cells


def read(cells: object) -> Anchored | str:
    """The notebook as it is run, or the reason why it is not."""
    try:
        return anchor_notebook(parse_submission(json.dumps({"cells": cells}).encode()), handed_in()[1])
    except UnreadableNotebook as unreadable:
        return str(unreadable)


def is_whole(anchored: Anchored) -> bool:
    """Each graded cell is there once, and the graded notebook is a valid file."""
    release = handed_in()[1]
    graded = [cell.name for cell in anchored.cells if cell.role in ("check", "answer")]
    file = to_bytes(graded_notebook(anchored, release, {}, REPORTS))
    nbformat.validate(nbformat.reads(file.decode(), as_version=4))
    return sorted(graded) == ["double", "spread", "why"] and student_code(anchored, release) is not None


CONFIGURED = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


@CONFIGURED
@given(steps=st.lists(STEPS, max_size=6), odd=st.lists(ODD_FIELDS, max_size=3))
def test_a_notebook_to_run_or_a_reason(
    steps: list[tuple[Change, int, int, int]], odd: list[tuple[int, str, object]]
) -> None:
    """Odd values in every field, and cells cut, glued and moved: nothing else is ever raised."""
    cells = changed(steps)
    for at, field, value in odd:
        if cells:
            cells[at % len(cells)][field] = value

    outcome = read(cells)

    assert is_whole(outcome) if isinstance(outcome, Anchored) else 20 < len(outcome) < 200


@CONFIGURED
@example(steps=[(duplicated, 4, 2, 0), (deleted, 3, 0, 0)])  # a copy of spread where double stood
@given(steps=st.lists(STEPS, max_size=6))
def test_no_guess_gives_an_answer_to_another_question(steps: list[tuple[Change, int, int, int]]) -> None:
    """Without labels and ids, a cell that answers one question alone is never taken for another's."""
    cells = [{**cell, "metadata": {}, "id": None} for cell in changed(steps)]

    outcome = read(cells)

    own = [cell for cell in outcome.cells if cell.role == "stub"] if isinstance(outcome, Anchored) else []
    assert [
        cell.name
        for cell in own
        if bound_names(cell.text) & set(STUBS) and cell.name not in bound_names(cell.text)
    ] == []


@CONFIGURED
@example(steps=[(relabelled, 4, 6, 0)])
@given(steps=st.lists(STEPS, max_size=4))
def test_an_answer_that_is_still_there_whole_is_run(steps: list[tuple[Change, int, int, int]]) -> None:
    """Text of a code cell that was neither cut nor glued nor retyped is among what is executed."""
    harmless = [step for step in steps if step[0] in (duplicated, swapped, unlabelled, relabelled)]

    outcome = read(changed(harmless))

    assert isinstance(outcome, Anchored)
    names = {name for _, text in student_code(outcome, handed_in()[1]) for name in bound_names(text)}
    assert set(STUBS) <= names
