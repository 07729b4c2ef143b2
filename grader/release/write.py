"""What students receive, made from the public half of an assignment alone: one folder, and the same as a zip.

attention/            attention.zip holds the same files
    attention.ipynb
    data/             what the notebook reads
    attention_grader-….whl    self-check, the public checks and their examples
"""

import os
from dataclasses import asdict, dataclass
from pathlib import Path

import msgspec

from grader.checks.drawn import drawn
from grader.checks.load import load_checks
from grader.checks.pool_file import to_json
from grader.course import load_assignment
from grader.diagnosis import learn_drawn
from grader.errors import CourseError
from grader.files import locked, replace_file, write_folder
from grader.gradebook import config_text, register_release
from grader.grading import set_up
from grader.model import Assignment, Course
from grader.notebooks import Source, release_notebook, to_bytes
from grader.release.archive import zip_bytes
from grader.release.wheel import student_wheel
from grader.solutions import audit_course

# What an author's machine leaves in data/ and nobody means to hand out.
LITTER = ("__pycache__", ".ipynb_checkpoints", ".DS_Store")


@dataclass(frozen=True, slots=True)
class Released:
    """home: where it is; None: nothing was released, because of `problems`. audited: it was tried."""

    home: Path | None
    problems: tuple[str, ...]
    audited: bool


def release_assignment(
    course: Course, name: str, class_folder: str | os.PathLike[str], *, unaudited: bool = False
) -> Released:
    """Audit an assignment, write its release, and enter it into the gradebook. What the first grading would
    have to learn is learned, too. unaudited: even where there are no solutions to audit with.

    Raises: CourseError: something in the course's files cannot be used, or another process writes there.
    """
    class_folder = Path(class_folder)
    assignment, source = load_assignment(course, name)
    if assignment.solutions is None and not unaudited:
        cure = "put the solutions there, or release without an audit: --unaudited"
        found = "the folder is missing, so nothing can be audited"
        raise CourseError(course.root / "solutions" / name, "", found, cure=cure)
    audited = assignment.solutions is not None
    if audited and (problems := audit_course(course, name)[0].problems):
        return Released(None, problems, audited)
    with locked(class_folder):
        home = write_release(course, assignment, source, class_folder)
        register_release(course, name, source, class_folder)
    if audited:
        learn_drawn(set_up(course, name, "").diagnoser)
    return Released(home, (), audited)


def write_release(course: Course, assignment: Assignment, source: Source, class_folder: Path) -> Path:
    """Write release/<assignment>/ and the zip of it anew, and return the folder. The same files whether or
    not solutions are present.

    A release is whole or not there. nbgrader's settings for the class folder are written, too.

    Raises: CourseError: also, it cannot be written.
    """
    files = release_files(assignment, source)
    home = class_folder / "release" / assignment.name
    write_folder(home, files)
    replace_file(zip_of(home), zip_bytes(files))
    root = os.path.relpath(course.root.resolve(), class_folder.resolve())
    settings = config_text(course.id, gradebook=course.gradebook, timezone=course.timezone, course_root=root)
    replace_file(class_folder / "nbgrader_config.py", settings.encode())
    return home


def zip_of(home: Path) -> Path:
    """Where the zip of a release's folder is: not beside it, where nbgrader expects assignments only."""
    return home.parent.parent / f"{home.name}.zip"


def release_files(assignment: Assignment, source: Source) -> dict[str, bytes]:
    """Every file that students receive, by its path.

    Raises: CourseError: the public checks cannot be used.
    """
    data = _data(assignment.folder)
    wheel = student_wheel(_handout(assignment) | data, requires=assignment.requires)
    notebook = to_bytes(release_notebook(source))
    return {f"{assignment.name}.ipynb": notebook, wheel.name: wheel.content, **data}


def _handout(assignment: Assignment) -> dict[str, bytes]:
    public = assignment.folder / "checks.py"
    checks = load_checks(public, None, assignment.questions)
    questions = msgspec.json.encode([asdict(question) for question in assignment.questions])
    return {
        "checks.py": public.read_bytes(),
        "questions.json": msgspec.json.format(questions) + b"\n",
        "examples.json": to_json(checks, drawn(checks, "")).encode(),
    }


def _data(folder: Path) -> dict[str, bytes]:
    paths = [path for path in (folder / "data").rglob("*") if path.is_file()]
    inner = [path.relative_to(folder) for path in paths]
    return {
        path.as_posix(): (folder / path).read_bytes() for path in inner if not set(path.parts) & {*LITTER}
    }
