"""What a broken notebook is made of, what it should come to, and what it did come to.

A file of `notebooks/` is one fault: its docstring says what happened, EXPECTED what grading should make of
it, and `broken(notebook)` does it to a right student's notebook, a dict as JSON has it, in which a source is
one text. It returns a notebook, a file's bytes, or a Folder of several files.
"""

import json
import re
import runpy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from small_course import REFERENCE, SOURCE, STUBS

from grader.model import QuestionReport, Report, Verdict
from grader.notebooks.build import release_notebook
from grader.notebooks.source import read_source
from grader.solutions.demo import filled_in

NOTEBOOKS = Path(__file__).parent / "notebooks"
NAMES = sorted(path.stem for path in NOTEBOOKS.glob("*.py"))
RELEASED = ("title", "setup", "double", "double-check", "spread", "spread-check", "why")
UNWRITTEN = "\n".join(SOURCE.split('# %% stub="double"\n')[1].splitlines()[:3])  # the stub of `double`
WRITTEN = "Because two is one and one, whatever the number."

_TIME = re.compile(r"\d[\d.e+]* [nμm]?s\b")  # no two runs take the same

Notebook = dict[str, Any]
Cell = dict[str, Any]


# --- what should come of it ---


@dataclass(frozen=True, kw_only=True)
class Graded:
    """It was graded, and where nothing else is said it came out as an intact notebook does.

    cells: of the graded notebook, in order; "own" for a student's. repairs: cell, rule, what was done.
    lost: by question that lost points, its score and the first message. written: the answer a marker sees.
    shown: what stands below the cells that ran: printed text, and the last line of an error.
    """

    cells: str = " ".join(RELEASED)
    repairs: Sequence[tuple[str, str, str]] = ()
    lost: Mapping[str, tuple[float, str]] = field(default_factory=dict)
    written: str = WRITTEN
    shown: Sequence[str] = ()


@dataclass(frozen=True)
class Unreadable:
    """No cell of it could be found; `reason` is what the student reads."""

    reason: str


@dataclass(frozen=True)
class Folder:
    """What was handed in, by file name, where it is not the one file it should be."""

    files: Mapping[str, Notebook | bytes]


Expected = Graded | Unreadable


# --- what there is to break ---


def code(text: str) -> Cell:
    """A student's own code cell, without an id or a label."""
    return {"cell_type": "code", "metadata": {}, "source": text, "execution_count": None, "outputs": []}


def prose(text: str) -> Cell:
    """A student's own Markdown cell, without an id or a label."""
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def at(notebook: Notebook, name: str) -> int:
    """Where the cell of RELEASED with this name is; it still has its label."""
    return [_name(one) for one in notebook["cells"]].index(name)


def cell(notebook: Notebook, name: str) -> Cell:
    """That cell itself."""
    found: Cell = notebook["cells"][at(notebook, name)]
    return found


def released(notebook: Notebook) -> Notebook:
    """The same, as it was handed out: nothing written into it."""
    parts = SOURCE.split("# %%")
    texts = {name: parts[at].split("\n", 1)[1].strip() for name, at in (("double", 3), ("spread", 5))}
    texts["why"] = "*Your answer here.*"
    other: Notebook = json.loads(json.dumps(notebook))
    for name, text in texts.items():
        cell(other, name)["source"] = text
    return other


def saved(notebook: Notebook, *, indent: int | None = 1) -> bytes:
    """The file's bytes, as Jupyter writes them."""
    return json.dumps(notebook, indent=indent, ensure_ascii=False).encode() + b"\n"


def right(root: Path) -> Notebook:
    """The notebook of the small course at `root` as a right student hands it in."""
    release = release_notebook(read_source(root / "assignments/tiny/tiny.py"))
    notebook: Notebook = json.loads(filled_in(release, STUBS, REFERENCE))
    for one in notebook["cells"]:
        one["source"] = "".join(one["source"])
    cell(notebook, "why")["source"] = WRITTEN
    return notebook


# --- from a file to what is handed in, and from a report to what came of it ---


@dataclass(frozen=True)
class Fault:
    """A file of `notebooks/`, loaded."""

    about: str
    expected: Expected
    broken: Callable[[Notebook], Notebook | bytes | Folder]


def load(name: str) -> Fault:
    found = runpy.run_path(str(NOTEBOOKS / f"{name}.py"))
    return Fault(found["__doc__"], found["EXPECTED"], found["broken"])


def handed_in(fault: Fault, notebook: Notebook) -> dict[str, bytes]:
    """By name, the files of one student."""
    made = fault.broken(notebook)
    files = made.files if isinstance(made, Folder) else {"tiny.ipynb": made}
    return {name: one if isinstance(one, bytes) else saved(one) for name, one in files.items()}


def outcome(report: Report, graded: Notebook | None) -> Expected:
    """What grading made of it. graded: the notebook in autograded/, None: there is none.

    Raises: AssertionError: it is neither graded nor unreadable.
    """
    if report.status == "unreadable":
        return Unreadable(report.reason)
    assert report.status == "graded", report.reason
    assert graded is not None
    return Graded(
        cells=" ".join(map(_name, graded["cells"])),
        repairs=tuple((one.cell, one.rule, one.done) for one in report.repairs),
        lost={name: _loss(one) for name, one in report.questions.items() if not _all_passed(one)},
        written="".join(cell(graded, "why")["source"]) if report.questions["why"].awaits_marker else "",
        shown=tuple(text for one in graded["cells"] if "check" not in _name(one) for text in _texts(one)),
    )


def _name(one: Cell) -> str:
    label = one["metadata"].get("nbgrader", {}).get("grade_id", "own")
    if label.startswith("locked-"):
        return "title" if one["cell_type"] == "markdown" else "setup"
    return str(label)


def _all_passed(question: QuestionReport) -> bool:
    return all(result.verdict is Verdict.PASSED for result in question.results)


def _loss(question: QuestionReport) -> tuple[float, str]:
    first = next(result for result in question.results if result.verdict is not Verdict.PASSED)
    return question.score, first.message


def _texts(one: Cell) -> Iterator[str]:
    for output in one.get("outputs", ()):
        match output["output_type"]:
            case "stream":
                yield _TIME.sub("0 s", "".join(output["text"]).strip())
            case "error":
                yield f"{output['ename']}: {output['evalue']}"
            case _:
                yield "".join(output["data"].get("text/plain", " ".join(output["data"])))
