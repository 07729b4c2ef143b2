"""formgrader, served by a real Jupyter server, on a class folder that we made."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from machine import PATIENCE
from nbformat.v4 import new_output

from grader.gradebook import open_gradebook, register_assignment, save_report, write_autograded
from grader.notebooks.build import to_bytes

from .conftest import DUE, LATE, make_class, write
from .course import ANSWERED, RIGHT, release, report, submission
from .serving import TOKEN, jupyter

Get = Callable[..., str]
HANDED_IN = datetime.fromisoformat(LATE.replace(" UTC", "+00:00"))
ATTACK = "<script>steal()</script><img src=x onerror=steal()>"


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class folder where bob, who would like other marks, is graded and ada is not."""
    folder = make_class(tmp_path_factory.mktemp("formgrader") / "class")
    write(folder / "submitted/eve/attention/attention.ipynb", submission(softmax=RIGHT))
    found = report("bob", softmax=7.5)
    notebook = submission(softmax=RIGHT, bottleneck=f"{ANSWERED} {ATTACK}")
    notebook.cells[2].outputs = [
        new_output("display_data", {kind: ATTACK})
        for kind in ("text/html", "text/markdown", "image/svg+xml", "application/javascript")
    ]
    with open_gradebook(f"sqlite:///{folder}/gradebook.db", course="nlp") as book:
        register_assignment(book, release(), "attention", duedate=DUE)
        save_report(book, found, timestamp=HANDED_IN, comments={})
        write_autograded(folder, found, to_bytes(notebook), b"{}", HANDED_IN)
    return folder


@pytest.fixture(scope="module")
def get(graded: Path, environment: dict[str, str]) -> Iterator[Get]:
    """Fetches a page of formgrader, as the instructor's browser does."""
    with jupyter(graded, environment) as address:

        def fetch(path: str, method: str = "GET", **data: object) -> str:
            body = json.dumps(data).encode() if data else None
            headers = {"Authorization": f"token {TOKEN}"}
            request = Request(f"{address}formgrader/{path}", body, headers, method=method)
            with urlopen(request, timeout=PATIENCE) as answer:
                return str(answer.read().decode())

        yield fetch


def submission_of(get: Get, student: str) -> Any:
    listed = json.loads(get("api/submissions/attention"))
    return next(one for one in listed if one["student"] == student)


def test_assignment_is_listed(get: Get) -> None:
    """formgrader lists what we released, with its points, although there is no source folder."""
    [listed] = json.loads(get("api/assignments"))

    assert (listed["name"], listed["max_score"], listed["num_submissions"]) == ("attention", 22, 3)


def test_submission_is_graded(get: Get) -> None:
    """formgrader counts the submission as autograded, and sees our score and what is left to mark."""
    found = submission_of(get, "bob")

    assert (found["code_score"], found["autograded"], found["submitted"]) == (7.5, True, True)
    assert found["needs_manual_grade"]


def test_submission_is_not_graded_yet(get: Get) -> None:
    """A submission that we have not graded is offered for grading."""
    found = submission_of(get, "ada")

    assert (found["autograded"], found["submitted"]) == (False, True)


def test_manage_submissions_page(get: Get) -> None:
    """The page where an instructor grades an assignment opens."""
    page = get("manage_submissions/attention")

    assert "attention" in page
    assert "formgrader/static" in page


@pytest.fixture(scope="module")
def page(get: Get) -> str:
    """Where bob's submission is marked."""
    [notebook] = json.loads(get("api/submitted_notebooks/attention/attention"))
    return get(f"submissions/{notebook['id']}/")


def test_submission_page_shows_the_notebook(page: str) -> None:
    """The page where an answer is marked shows the student's answer, with a field for its score."""
    assert ANSWERED in page
    assert "softmax" in page
    assert re.search(r'<input[^>]*id="bottleneck"', page)


def test_answers_cannot_run_scripts(page: str) -> None:
    """A script in a written answer or an output does not run beside the buttons that change marks."""
    assert "<script>steal()" not in page
    assert "<img src=x onerror" not in page
    assert "onerror=" not in re.sub(r"&lt;.*?&gt;", "", page)


def test_grades_are_served(get: Get) -> None:
    """The scores that the page fills in are ours."""
    [notebook] = json.loads(get("api/submitted_notebooks/attention/attention"))
    grades = json.loads(get(f"api/grades?submission_id={notebook['id']}"))

    assert {grade["name"]: grade["auto_score"] for grade in grades} == {
        "softmax-check": 7.5,
        "bottleneck": None,
    }


def test_mark_survives_a_regrade(get: Get, graded: Path) -> None:
    """A mark given in formgrader is still there, and seen by formgrader, after we grade again meanwhile."""
    [notebook] = json.loads(get("api/submitted_notebooks/attention/attention"))
    grades = json.loads(get(f"api/grades?submission_id={notebook['id']}"))
    answer = next(grade for grade in grades if grade["name"] == "bottleneck")
    get(f"api/grade/{answer['id']}", "PUT", manual_score=6.5)

    with open_gradebook(f"sqlite:///{graded}/gradebook.db", course="nlp") as book:
        save_report(book, report("bob", softmax=7.5), timestamp=HANDED_IN, comments={})

    assert json.loads(get(f"api/grade/{answer['id']}"))["manual_score"] == 6.5
    assert submission_of(get, "bob")["score"] == 14


def test_autograde_button(get: Get) -> None:
    """formgrader's Autograde button grades with our engine."""
    said = json.loads(get("api/submission/attention/eve/autograde", "POST"))

    assert said["success"], said
    assert submission_of(get, "eve")["score"] == 12
