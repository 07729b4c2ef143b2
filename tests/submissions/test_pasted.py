"""Pictures that an editor wrote into the text, and cells that are too long for any marker."""

import json

import pytest

from grader.submissions import parse_submission
from grader.submissions.pasted import attached
from grader.submissions.read import MOST_TEXT

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def read(*cells: tuple[str, str]) -> list[str]:
    """The texts of a notebook's cells, as they are graded. cells: kind, text."""
    made = [{"cell_type": kind, "metadata": {}, "source": text} for kind, text in cells]
    return [cell.source for cell in parse_submission(json.dumps({"cells": made}).encode()).cells]


@pytest.mark.parametrize(
    "picture",
    [f"![photo.png](data:image/png;base64,{PIXEL})", f'![](<data:image/png;base64,{PIXEL}> "mine")',
     f'<img width="9" src="data:image/png;base64,{PIXEL}" alt="x">'],
)  # fmt: skip
def test_a_pasted_picture_is_an_attachment(picture: str) -> None:
    """However an editor wrote it; the words around it stay where they are."""
    text, pictures = attached(f"Above.\n\n{picture}\n\nBelow.")

    (name,) = pictures
    assert pictures == {name: {"image/png": PIXEL}}
    assert text.startswith("Above.\n\n![") and text.endswith(f"](attachment:{name})\n\nBelow.")


@pytest.mark.parametrize(
    "text", ["![x](data:text/html;base64,AAAA)", "![x](data:image/svg+xml;base64,AAAA)", "a"]
)
def test_nothing_else_is(text: str) -> None:
    """Only pictures that pages show."""
    assert attached(text) == (text, {})


def test_a_picture_counts_as_no_text() -> None:
    """A photograph does not make a notebook too long to be read."""
    picture = f"![photo.png](data:image/png;base64,{'A' * MOST_TEXT})"

    first, second = read(("markdown", f"{picture}\n\nMy answer."), ("code", "x = 1"))

    assert (first[:23], first[-10:], second) == ("![photo.png](attachment", "My answer.", "x = 1")


@pytest.mark.parametrize(("kind", "mark"), [("code", "# "), ("markdown", "*")])
def test_one_cell_too_long_costs_that_cell(kind: str, mark: str) -> None:
    """It says so in its place; the others are read."""
    long, short = read((kind, "x" * (MOST_TEXT + 1)), ("code", "x = 1"))

    assert long.startswith(
        f"{mark}This cell held 2,000,001 characters, too many for a notebook, and was left"
    )
    assert short == "x = 1"
