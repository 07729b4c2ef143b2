"""What takes seconds to find out and changes only with the course, kept in the class folder.

In class/.grader, <name>.examples.json holds an assignment's drawn examples, <name>.npz what its wrong
solutions answer. Both are safe to delete. They are written aside and then renamed, and read only if they were
made by this version for the very same files, versions and key; what cannot be read is found out anew.
"""

import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from grader.checks.claims import Check
from grader.checks.draw import Pools, draw
from grader.checks.judge import Draws, Prepared
from grader.checks.pool_file import pools_from, to_json
from grader.diagnosis import Diagnoser, WrongAnswers, diagnoser
from grader.errors import CourseError
from grader.files import disk_in_words, replace_file
from grader.model import Assignment, Limits, Provenance
from grader.solutions import Functions, Known, load_known
from grader.values import Array

LAYOUT = 1  # of the file, and of what answers.py makes of an answer; count up when either changes


def ready_diagnoser(
    assignment: Assignment,
    prepared: Prepared,
    reference: Functions,
    provenance: Provenance,
    class_folder: Path | None = None,
    *,
    limits: Limits,
) -> Diagnoser:
    """A diagnoser, with what was found out before where that is of use.

    Raises: CourseError: a wrong solution cannot be run.
    """
    wrong = load_known(assignment, "wrong")
    path = class_folder and class_folder / ".grader" / f"{assignment.name}.npz"
    key = _key(provenance, wrong)
    found = read(path, key) if path else None
    made = diagnoser(
        assignment.name,
        prepared.opening,
        prepared.returns,
        reference,
        wrong,
        remembered=found,
        seconds=limits.call_seconds,
    )
    if path and found is None:
        with suppress(CourseError):  # a class folder that cannot be written to has other ways to say so
            write(path, key, made.wrong)
    return made


def drawn_before(path: Path, provenance: Provenance) -> Draws:
    """Draws examples from the file at `path`, or anew, and then into that file."""
    made_for = _digest([LAYOUT, provenance.assignment, provenance.grader, provenance.environment])

    def draws(checks: Sequence[Check], key: str) -> Pools:
        with suppress(OSError, ValueError, KeyError, IndexError, TypeError):
            first, _, rest = path.read_text("utf-8").partition("\n")
            if first == made_for:
                return pools_from(rest, checks, key)
        pools = draw(checks, key)
        with suppress(CourseError):  # a folder that cannot be written to has other ways to say so
            _put(path, f"{made_for}\n{to_json(checks, pools)}".encode())
        return pools

    return draws


def _key(provenance: Provenance, wrong: Sequence[Known]) -> str:
    facts = [LAYOUT, provenance.assignment, provenance.grader, provenance.environment]
    facts += [hashlib.sha256(known.path.read_bytes()).hexdigest() for known in wrong]
    facts += [known.path.stem for known in wrong]
    return _digest(facts)


def _digest(facts: Sequence[object]) -> str:
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def write(path: Path, key: str, known: Mapping[str, WrongAnswers]) -> None:
    """Raises: CourseError: the folder cannot be written to."""
    content = io.BytesIO()
    np.savez(content, allow_pickle=False, key=np.array(key), **dict(_arrays(known)))
    _put(path, content.getvalue())


def _put(path: Path, content: bytes) -> None:
    with disk_in_words(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, content)


def _arrays(known: Mapping[str, WrongAnswers]) -> Iterator[tuple[str, Array]]:
    for question, found in known.items():
        yield f"{question}/unsteady", np.array(found.unsteady, str)
        for form, (names, numbers) in found.rows.items():
            yield f"{question}/names/{form}", np.array(names, str)
            yield f"{question}/numbers/{form}", numbers


def read(path: Path, key: str) -> dict[str, WrongAnswers] | None:
    """What was written with this key; None where that is not to be had."""
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            if file["key"].item() != key:
                return None
            arrays = {name: file[name] for name in file.files if name != "key"}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    found = {}
    for question in (name.removesuffix("/unsteady") for name in arrays if name.endswith("/unsteady")):
        head = f"{question}/names/"
        rows = {
            name.removeprefix(head): (
                tuple(map(str, names)),
                arrays[f"{question}/numbers/{name.removeprefix(head)}"],
            )
            for name, names in arrays.items()
            if name.startswith(head)
        }
        found[question] = WrongAnswers(rows, tuple(map(str, arrays[f"{question}/unsteady"])))
    return found
