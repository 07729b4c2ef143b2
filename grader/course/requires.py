"""Packages that an assignment's answers may use, `requires = ["pandas>=2"]`, and whether they are here.

The sandbox holds the packages that are installed beside the grader, so what is installed here is there.
"""

import importlib.metadata
import sys
from collections.abc import Sequence
from pathlib import Path
from shlex import quote

from packaging.requirements import InvalidRequirement, Requirement

from grader.errors import CourseError
from grader.files import as_toml


def read_requires(path: Path, assignment: str, texts: Sequence[str]) -> tuple[str, ...]:
    """Raises: CourseError: pip would not understand one of them."""
    for text in texts:
        try:
            Requirement(text)
        except InvalidRequirement:
            place, wanted = f"[[assignment]] {assignment}", 'a package as pip is told it, such as "pandas>=2"'
            raise CourseError(path, place, f"requires {as_toml(text)}", wanted=wanted) from None
    return tuple(texts)


def version_of(text: str) -> str:
    """The version of a required package that is installed here, after its name; "" if none will do."""
    wanted = Requirement(text)
    try:
        version = importlib.metadata.version(wanted.name)
    except importlib.metadata.PackageNotFoundError:
        return ""
    return f"{wanted.name} {version}" if wanted.specifier.contains(version, prereleases=True) else ""


def lacking(text: str) -> str:
    """What is the matter with a required package here, in words; "" if it is installed."""
    if version_of(text):
        return ""
    other = version_of(Requirement(text).name)
    return f"not installed here{' in that version, but ' * bool(other)}{other}"


def refuse_missing(path: Path, assignment: str, requires: Sequence[str]) -> None:
    """Raises: CourseError: a required package is not installed here."""
    if missing := [text for text in requires if lacking(text)]:
        found = "; ".join(f"requires {text}, {lacking(text)}" for text in missing)
        cure = f"install it beside the grader: {to_install(missing)}"
        raise CourseError(path, f"[[assignment]] {assignment}", found, cure=cure)


def to_install(packages: Sequence[str]) -> str:
    """The command that puts packages where this program is, from whichever folder it is given."""
    return f"uv pip install --python {' '.join(map(quote, (sys.executable, *packages)))}"
