"""What nbgrader loads from us, by the names that nbgrader_config.py gives it."""

from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import bleach
import nbformat
from nbformat import NotebookNode
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode
from traitlets.utils.importstring import import_item

from grader.course import load_course, penalty
from grader.notebooks import sanitised

_TAGS = """a abbr b blockquote br caption code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i img li ol p pre s
    span strong sub sup table tbody td tfoot th thead tr ul""".split()
_PROTOCOLS = ("http", "https", "mailto", "data")


def without_scripts(html: str) -> str:
    """`html` as text and pictures: nothing in it runs, loads from elsewhere, or can be typed into.

    What is nested too deeply to be cleaned in time is shown as it was typed.
    """
    if sanitised.deep(str(html)):
        return f"<pre>{escape(str(html))}</pre>"
    return str(bleach.clean(str(html), tags=_TAGS, attributes=_is_harmless, protocols=_PROTOCOLS))


def _is_harmless(tag: str, name: str, value: str) -> bool:
    if tag == "img":
        return name == "alt" or (name == "src" and value.startswith("data:image/"))
    if tag == "a":
        return name == "title" or (name == "href" and not value.strip().lower().startswith("data:"))
    return name == "class" and tag in ("div", "pre", "span", "table")


class Autograded(NamedTuple):
    """What grading gave: two files for autograded/. refused: why there is no score; "": there is one."""

    notebook: bytes
    report: bytes
    refused: str = ""


class NotGraded(Exception):
    """nbgrader logs the text, records nothing, and goes on with the next submission."""


class SandboxedExecute(NbGraderPreprocessor):  # type: ignore[misc]
    """Grades a submission as `grader autograde` does, where nbgrader's Execute would run it unguarded."""

    course = Unicode(help="The folder of course.toml.").tag(config=True)
    grade = Unicode("grader.grading.nbgrader_engine.grade", help="What grades; see there.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """The graded notebook, whose check cells' results are the scores; report.json is written beside it.

        Raises: NotGraded: the notebook cannot be read, or a check of ours is broken: there is no score.
        """
        student, assignment = resources["nbgrader"]["student"], resources["nbgrader"]["assignment"]
        run = self.parent.parent  # nbgrader's Autograde, which made the exporter, which made us
        folder = run.coursedir.format_path(run.coursedir.submitted_directory, student, assignment)
        found: Autograded = import_item(self.grade)(
            Path(folder, f"{assignment}.ipynb"),
            student=student,
            assignment=assignment,
            course=Path(self.course),
            run=run,
        )
        if found.refused:
            raise NotGraded(f"submission of {student}: {found.refused}")
        others = resources.get("outputs") or {}
        resources["outputs"] = others | {"report.json": found.report}
        return nbformat.reads(found.notebook.decode(), as_version=4), resources


class CourseLateRule(LateSubmissionPlugin):  # type: ignore[misc]
    """Takes off for coming late what `grader autograde` takes off: [late] in course.toml."""

    course = Unicode(help="The folder of course.toml.").tag(config=True)

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float:
        """Raises: CourseError: course.toml cannot be used."""
        return penalty(load_course(Path(self.course)).late, score, total_seconds_late)
