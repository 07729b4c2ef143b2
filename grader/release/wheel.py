"""The wheel that students install: self-check, and what it needs for one assignment.

Written here by the binary distribution format's rules, which for pure Python are three small files: a build
backend would need a project folder, a network or a build environment, and would not hold the bytes still.
https://packaging.python.org/en/latest/specifications/binary-distribution-format/
"""

import ast
import base64
import hashlib
import importlib.metadata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from grader.release.archive import zip_bytes

PROJECT = "attention-grader"
PACKAGE = Path(__file__).parents[1]
COMMAND = "grader.student.terminal"
INSTALL = "grader.student.install"  # the notebook's first cell runs it out of the wheel
STARTS = (COMMAND, "grader.student.notebook", INSTALL)  # import, in the end, all that a student's side runs
HANDOUT = "grader/handout"  # in the wheel; see grader.student.handout


@dataclass(frozen=True, slots=True)
class Wheel:
    """name: the file's. Its version ends in a digest of the contents, so that pip tells releases apart."""

    name: str
    content: bytes


def student_wheel(handout: Mapping[str, bytes], *, requires: Sequence[str] = ()) -> Wheel:
    """The student's side of this package, and the files of `handout` inside it.

    handout: questions.json, checks.py, examples.json, and what is below data/. requires: what pip installs
    with it, beside what self-check needs.
    """
    files = {path: (PACKAGE.parent / path).read_bytes() for path in sorted(student_modules())}
    files |= {f"{HANDOUT}/{name}": content for name, content in handout.items()}
    needs = [need for need in importlib.metadata.requires(PROJECT) or [] if "extra ==" not in need]
    needs += requires
    return _wheel(files, needs, side="The student's side.", command=COMMAND)


def course_wheel() -> Wheel:
    """All of this package, for grading elsewhere; its extra `instructor` is what that needs."""
    paths = [path for path in sorted(PACKAGE.rglob("*")) if path.is_file() and path.suffix != ".pyc"]
    files = {path.relative_to(PACKAGE.parent).as_posix(): path.read_bytes() for path in paths}
    needs = importlib.metadata.requires(PROJECT) or []
    return _wheel(files, needs, side="All of it.", command="grader.cli", extras=("instructor",))


def _wheel(
    files: dict[str, bytes], needs: Sequence[str], *, side: str, command: str, extras: Sequence[str] = ()
) -> Wheel:
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\n{len(files[name])}\n".encode() + files[name])
    version = f"{importlib.metadata.version(PROJECT)}+{digest.hexdigest()[:8]}"
    home = f"attention_grader-{version}.dist-info"
    about = _about(version, needs, side, command, extras)
    files |= {f"{home}/{name}": text.encode() for name, text in about.items()}
    files[f"{home}/RECORD"] = _record(files, f"{home}/RECORD").encode()
    return Wheel(f"attention_grader-{version}-py3-none-any.whl", zip_bytes(files))


def student_modules() -> set[str]:
    """The files of this package that self-check imports, however indirectly: "grader/wording.py"."""
    found: set[str] = set()
    ahead = {*STARTS}
    while ahead:
        path = _file(ahead.pop())
        if path is not None and path not in found:
            found.add(path)
            ahead |= set(_imported(PACKAGE.parent / path))
    return found


def _imported(path: Path) -> Iterator[str]:
    """What a module imports of ours, and the packages around it, which Python imports first."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "grader":
                yield from (".".join(parts[:end]) for end in range(1, len(parts) + 1))


def _file(module: str) -> str | None:
    """A module's file in the wheel; None for a name that is no module."""
    inner = module.replace(".", "/")
    there = [path for path in (f"{inner}/__init__.py", f"{inner}.py") if (PACKAGE.parent / path).exists()]
    return there[0] if there else None


def _about(
    version: str, needs: Sequence[str], side: str, command: str, extras: Sequence[str]
) -> dict[str, str]:
    """The files of .dist-info, less RECORD."""
    about = importlib.metadata.metadata(PROJECT)
    license_text = importlib.metadata.distribution(PROJECT).read_text("licenses/LICENSE")
    return {
        "METADATA": _fields(
            ("Metadata-Version", "2.1"),
            ("Name", PROJECT),
            ("Version", version),
            ("Summary", f"{about['Summary']} {side}"),
            ("License", "MIT"),
            ("Requires-Python", about["Requires-Python"]),
            *(("Provides-Extra", extra) for extra in extras),
            *(("Requires-Dist", need) for need in sorted(needs)),
        ),
        "WHEEL": _fields(
            ("Wheel-Version", "1.0"),
            ("Generator", PROJECT),
            ("Root-Is-Purelib", "true"),
            ("Tag", "py3-none-any"),
        ),
        "entry_points.txt": f"[console_scripts]\ngrader = {command}:main\n",
        **({"licenses/LICENSE": license_text} if license_text else {}),
    }


def _fields(*fields: tuple[str, str]) -> str:
    message = Message()
    for name, value in fields:
        message[name] = value
    return message.as_string()


def _record(files: Mapping[str, bytes], own: str) -> str:
    """Every file's digest and size, in the form that pip verifies; RECORD's own line has neither."""
    lines = []
    for name, content in sorted(files.items()):
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        lines.append(f"{name},sha256={digest},{len(content)}")
    return "\n".join([*lines, f"{own},,", ""])
