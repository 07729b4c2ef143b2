"""What is the same for every submission of an assignment, read and drawn once."""

import hashlib
import importlib.metadata
from dataclasses import dataclass

from nbformat import NotebookNode

from grader.checks.drawn import drawn
from grader.checks.judge import Prepared, prepare
from grader.checks.quiz import read_key
from grader.course import load_assignment, refuse_missing
from grader.diagnosis import Diagnoser
from grader.grading.diagnosing import ready_diagnoser
from grader.grading.environment import environment
from grader.model import Assignment, Course, Provenance
from grader.notebooks import Source, release_notebook
from grader.solutions import Functions, load_reference


@dataclass(frozen=True, slots=True, eq=False)
class Setup:
    """All that is the same for every submission of an assignment, read and drawn once."""

    course: Course
    assignment: Assignment
    release: NotebookNode
    prepared: Prepared
    reference: Functions
    isolation: str
    provenance: Provenance
    diagnoser: Diagnoser


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
    return Setup(course, assignment, release, prepared, reference, isolation, provenance, using)


def fingerprint(course: Course, assignment: Assignment, source: Source) -> str:
    """SHA-256, in hex, of all that verdicts depend on: source, checks, reference, data, key and limits."""
    digest = hashlib.sha256(repr((course.key, course.limits)).encode())
    files = [source.path, assignment.folder / "checks.py", *sorted((assignment.folder / "data").rglob("*"))]
    if assignment.solutions:
        files += [assignment.solutions / f"{assignment.name}.py", assignment.solutions / "checks.py"]
    if assignment.solutions and (quizzes := [one for one in assignment.questions if one.kind == "quiz"]):
        digest.update(repr(read_key(assignment.solutions / "rubric.toml", quizzes)).encode())
    for path in files:
        digest.update(hashlib.sha256(path.read_bytes() if path.is_file() else b"").digest())
    return digest.hexdigest()


def wording_fingerprint(course: Course, assignment: Assignment) -> str:
    """SHA-256, in hex, of what decides how verdicts are told and not what they are."""
    digest = hashlib.sha256(repr(course.feedback.hidden).encode())
    for path in sorted((assignment.solutions / "wrong").glob("*.py")) if assignment.solutions else []:
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
