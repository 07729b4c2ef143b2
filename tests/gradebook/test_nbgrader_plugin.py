import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course.load import load_assignment, load_course
from grader.gradebook import open_gradebook, register_assignment
from grader.gradebook.nbgrader_config import config_text
from grader.gradebook.nbgrader_plugin import without_scripts
from grader.notebooks.build import release_notebook

from .conftest import make_class, write
from .course import RIGHT, release
from .rows import SCORES, rows

COURSE = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "html",
    [
        "<p>One <em>vector</em>.</p>",
        '<h2>Title</h2><table class="dataframe"><tbody><tr><td>1</td></tr></tbody></table>',
        '<img alt="heat map" src="data:image/png;base64,AAAA">',
        '<a href="https://arxiv.org/abs/1409.0473">paper</a>',
        "$x &lt; y$",
    ],
)
def test_answers_keep_their_looks(html: str) -> None:
    """Text, tables, formulas, links and pictures in an answer stay as they are."""
    assert without_scripts(html) == html


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<script>x()</script>", "&lt;script&gt;x()&lt;/script&gt;"),
        ('<p onclick="x()">a</p>', "<p>a</p>"),
        ('<a href="javascript:x()">a</a>', "<a>a</a>"),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>"),
        ('<img src="https://example.org/seen.png">', "<img>"),
        ('<p style="position:fixed" id="save">a</p>', "<p>a</p>"),
    ],
)
def test_answers_lose_what_acts(html: str, shown: str) -> None:
    """What would run, load from elsewhere or cover the page is taken out, or shown as text."""
    assert without_scripts(html) == shown


def test_no_score_where_there_is_none(tmp_path: Path, nbgrader_fails: Callable[..., str]) -> None:
    """When a check of ours is broken, `nbgrader autograde` says so, and enters no score."""
    folder = make_class(tmp_path / "class")
    config = folder / "nbgrader_config.py"
    config.write_text(config.read_text().replace("stand_in.grade", "stand_in.broken"))
    with open_gradebook(f"sqlite:///{folder}/gradebook.db", course="nlp") as book:
        register_assignment(book, release(), "attention", duedate=None)

    said = nbgrader_fails(folder, "autograde", "attention", "--student", "ada")

    assert "NotGraded: submission of ada: a check is broken" in said
    assert {row[2] for row in rows(folder / "gradebook.db", SCORES)["grade"]} == {None}
    assert not (folder / "autograded/ada/attention").exists()


def test_grades_in_the_sandbox(tmp_path: Path, nbgrader: Callable[..., str]) -> None:
    """`nbgrader autograde` runs this course's checks in the sandbox, on the file as it was handed in."""
    course = load_course(COURSE)
    _, source = load_assignment(course, "attention")
    released, filled = release_notebook(source), release_notebook(source)
    stub = next(cell for cell in filled.cells if cell.metadata.nbgrader.grade_id == "softmax")
    stub.source = RIGHT
    handed_in = tmp_path / "submitted/ada/attention/attention.ipynb"
    write(handed_in, filled)
    write(tmp_path / "release/attention/attention.ipynb", released)
    (tmp_path / "nbgrader_config.py").write_text(config_text(course.id, course_root=str(COURSE)))
    with open_gradebook(f"sqlite:///{tmp_path}/gradebook.db", course=course.id) as book:
        register_assignment(book, released, "attention", duedate=None)

    nbgrader(tmp_path, "autograde", "attention")

    report = json.loads((tmp_path / "autograded/ada/attention/report.json").read_text())
    scores = {row[1]: row[2] for row in rows(tmp_path / "gradebook.db", SCORES)["grade"]}
    assert report["isolation"] == "bubblewrap"
    assert report["provenance"]["notebook"] == hashlib.sha256(handed_in.read_bytes()).hexdigest()
    assert scores["softmax-check"] == report["questions"]["softmax"]["score"] > 0
    assert scores["attend-check"] == 0


def test_database_server_is_named() -> None:
    """A gradebook that is not the class folder's own is named in nbgrader's configuration."""
    assert 'c.CourseDirectory.db_url = "postgresql+psycopg://host/nlp"' in config_text(
        "nlp", gradebook="postgresql+psycopg://host/nlp"
    ).replace("'", '"')


def test_configuration_is_python() -> None:
    """Names with quotes in them do not end up as code."""
    compile(config_text("O'Neill's \"course\"\n", timezone="Europe/Paris"), "nbgrader_config.py", "exec")
