"""What is the same for every submission of an assignment, read and drawn once."""

import hashlib
import importlib.metadata
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from grader.checks.drawn import drawn
from grader.checks.in_process import in_process
from grader.checks.judge import Prepared, drawing_once, prepare
from grader.checks.quiz import read_key
from grader.course import load_assignment, refuse_missing
from grader.diagnosis import Diagnoser
from grader.grading.diagnosing import ready_diagnoser
from grader.grading.environment import environment
from grader.model import Assignment, Course, Provenance
from grader.notebooks import Source, release_notebook
from grader.sandbox import Wall, Zygote, start_zygote
from grader.solutions import Functions, load_reference
from grader.values import Ask


@dataclass(frozen=True, slots=True, eq=False)
class Setup:
    """All that is the same for every submission of an assignment, read and drawn once.

    right: answers as the reference does.
    """

    course: Course
    assignment: Assignment
    release: NotebookNode
    prepared: Prepared
    reference: Functions
    isolation: str
    provenance: Provenance
    diagnoser: Diagnoser
    right: Ask


def set_up(course: Course, name: str, isolation: str) -> Setup:
    """Read an assignment, draw its examples, load its solutions.

    isolation: what stands between us and students' code.
    Raises: CourseError: something in the course's files cannot be used, or solutions are absent.
    """
    assignment, source = load_assignment(course, name)
    refuse_missing(course.root / "course.toml", name, assignment.requires)
    reference = load_reference(assignment)
    provenance = Provenance(
        notebook="",
        assignment=fingerprint(course, assignment, source),
        grader=importlib.metadata.version("attention-grader"),
        environment=environment(assignment.requires),
        told=wording_fingerprint(course, assignment),
    )
    prepared = prepare(assignment, course.key, draws=drawn, remember=True)
    release = release_notebook(source)
    using = ready_diagnoser(assignment, prepared, reference, course.limits)
    right = drawing_once(in_process(reference))
    return Setup(course, assignment, release, prepared, reference, isolation, provenance, using, right)


@contextmanager
def ready_to_grade(course: Course, name: str, wall: Wall) -> Iterator[tuple[Setup, Zygote]]:
    """As `set_up`, and a sandbox behind `wall`, which starts while examples are drawn.

    Raises: CourseError, SandboxUnavailable: one of them could not be had.
    """
    assignment, _ = load_assignment(course, name)
    data, tables = assignment.folder / "data", assignment.has_tables
    with closing(start_zygote(wall, course.limits, data=data, tables=tables)) as zygote:
        setup = set_up(course, name, wall.isolation)
        zygote.wait()
        yield setup, zygote


def fingerprint(course: Course, assignment: Assignment, source: Source) -> str:
    """Of all that verdicts depend on: of each of `regrade.PARTS`, some digits of a SHA-256.

    What could be guessed, as the key or which choice of a quiz is right, is hashed with what cannot be.
    """
    folder, private = assignment.folder, assignment.solutions
    quizzes = [one for one in assignment.questions if one.kind == "quiz"]
    answers = read_key(private / "rubric.toml", quizzes) if private and quizzes else ""
    parts = (
        _of(repr(course.limits)),
        _of(source.path),
        _of(folder / "checks.py"),
        _of(*sorted((folder / "data").rglob("*"))),
        _of(*([private / f"{assignment.name}.py"] if private else [])),
        _of(repr(course.key), repr(answers), *([private / "checks.py"] if private else [])),
    )
    return "-".join(parts)


def _of(*found: Path | str) -> str:
    """Of texts, and of what files hold."""
    digest = hashlib.sha256()
    for one in found:
        content = one.encode() if isinstance(one, str) else one.read_bytes() if one.is_file() else b""
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()[:16]


def wording_fingerprint(course: Course, assignment: Assignment) -> str:
    """SHA-256, in hex, of what decides how verdicts are told and not what they are."""
    digest = hashlib.sha256(repr(course.feedback.hidden).encode())
    for path in sorted((assignment.solutions / "wrong").glob("*.py")) if assignment.solutions else []:
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
