"""What a student pasted into a written answer is seen on their own page, and nothing else is."""

import base64
import json
import struct
from pathlib import Path

import pytest
from small_course import hand_in, write_course

from grader.feedback import GradedSubmission, own_cells, pictures, render
from grader.feedback.view import view
from grader.feedback.write import write_page
from grader.grading.setup import Setup
from grader.grading.submission import Submission, grade_submission
from grader.sandbox import Zygote

from .reports import question, report

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
LARGE = base64.b64encode(
    b"\x89PNG\r\n\x1a\n" + struct.pack(">8xII", 7_500, 7_500)
).decode()  # by its own words
SHOWN = f'<img src="data:image/png;base64,{PIXEL}" alt="'


def page(text: str, **attached: dict[str, object]) -> str:
    """Of one written answer."""
    answered = report({"why": question(points=3.0, awaits_marker=True)})
    return render(view(answered, own={"why": text}), pictures={"why": attached})  # type: ignore[dict-item]


def test_pasted_as_a_data_url(small_setup: Setup, zygote: Zygote, tmp_path: Path) -> None:
    """As Colab saves it: shown between the words before and after it."""
    root = write_course(tmp_path / "course")
    path = hand_in(root / "class", root, ada="") / "submitted/ada/tiny/tiny.ipynb"
    notebook = json.loads(path.read_bytes())
    (why,) = (
        cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == "why"
    )
    why["source"] = f"Look: ![my drawing](data:image/png;base64,{PIXEL}) done."
    path.write_text(json.dumps(notebook))
    graded = grade_submission(small_setup, zygote, Submission("ada", path), below=root / "class")
    home = root / "class/autograded/ada/tiny"
    home.mkdir(parents=True)
    (home / "tiny.ipynb").write_bytes(graded.notebook or b"")

    shown = write_page(
        root / "class", small_setup.course, GradedSubmission(graded.report, home), {}
    ).read_text()

    assert f'Look: {SHOWN}my drawing"> done.' in shown
    assert "img-src data:; base-uri" in shown


@pytest.mark.parametrize(
    ("name", "bundle"),
    [
        ("other.png", {"image/png": PIXEL}),
        ("a.png", {"image/svg+xml": PIXEL}),
        ("a.png", {"text/html": "PGI+"}),
        ("a.png", {"image/png": "no base64"}),
        ("a.png", {"image/png": 3}),
        ("a.png", {"image/png": f'{PIXEL}" onerror="'}),
    ],
)
def test_what_is_no_picture(name: str, bundle: dict[str, object]) -> None:
    """It stays the text that it is, and the page may show no picture at all."""
    shown = page("![<b>](attachment:a.png)", **{name: bundle})

    assert "![&lt;b&gt;](attachment:a.png)" in shown
    assert "<img" not in shown and "img-src" not in shown


def test_what_it_is_called() -> None:
    """Its label is text."""
    shown = page('![">](attachment:a.png)![](attachment:a.png)', **{"a.png": {"image/png": PIXEL}})

    assert f'{SHOWN}&#34;&gt;">{SHOWN}a picture without a description">' in shown


def test_one_picture_a_thousand_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page holds so much of them; where there is no room left, words stand in their place."""
    monkeypatch.setattr(pictures, "MOST", 1000)
    text = "![it](attachment:a.png)\n" * 300

    shown = page(text, **{"a.png": {"image/png": PIXEL}})

    assert shown.count(SHOWN) == 10
    assert shown.count("[picture it: too large to be shown here; it is in your notebook]") == 290


def test_pictures_of_gigabytes_together() -> None:
    """A browser can hold each of them, and the page shows four."""
    shown = page("![it](attachment:a.png)\n" * 9, **{"a.png": {"image/png": LARGE}})

    assert (shown.count("<img"), shown.count("[picture it: too large to be shown here")) == (4, 5)


def test_what_another_page_had_no_room_for(tmp_path: Path) -> None:
    """Of pictures that formgrader's page could not show as well, this one has them again."""
    answered = report({"why": question(points=3.0, awaits_marker=True)})
    cell = {
        "cell_type": "markdown",
        "metadata": {"nbgrader": {"grade_id": "why", "solution": True}},
        "source": "![it](#attachment:a.png)",
    }
    (tmp_path / f"{answered.assignment}.ipynb").write_text(json.dumps({"cells": [cell]}))

    own = own_cells(GradedSubmission(answered, tmp_path))

    assert own["why"].text == "![it](attachment:a.png)"
