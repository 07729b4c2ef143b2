"""How an assignment's wrong solutions answer: it takes long to find out, and changes only with the course."""

import io
import zipfile
from collections.abc import Iterator, Mapping

import numpy as np

from grader.checks.judge import Prepared
from grader.diagnosis import Diagnoser, WrongAnswers, diagnoser
from grader.files import found_once, key_of
from grader.model import Assignment, Limits, Provenance
from grader.solutions import Functions, load_known
from grader.values import Array


def ready_diagnoser(
    assignment: Assignment,
    prepared: Prepared,
    reference: Functions,
    provenance: Provenance,
    *,
    limits: Limits,
) -> Diagnoser:
    """A diagnoser; what wrong solutions answer comes from the user's cache, where it was found out before.

    Raises: CourseError: a wrong solution cannot be run.
    """
    wrong = load_known(assignment, "wrong")

    def made(remembered: Mapping[str, WrongAnswers] | None = None) -> Diagnoser:
        return diagnoser(
            assignment.name,
            prepared.opening,
            prepared.returns,
            reference,
            wrong,
            remembered=remembered,
            seconds=limits.call_seconds,
        )

    texts = tuple((known.path.name, known.path.read_bytes()) for known in wrong)
    key = key_of("wrong answers", provenance.assignment, texts)
    return found_once(
        key, made, read=lambda content: made(unpacked(content)), write=lambda made: packed(made.wrong)
    )


def packed(known: Mapping[str, WrongAnswers]) -> bytes:
    content = io.BytesIO()
    np.savez(content, allow_pickle=False, **dict(_arrays(known)))
    return content.getvalue()


def _arrays(known: Mapping[str, WrongAnswers]) -> Iterator[tuple[str, Array]]:
    for question, found in known.items():
        yield f"{question}/unsteady", np.array(found.unsteady, str)
        for form, (names, numbers) in found.rows.items():
            yield f"{question}/names/{form}", np.array(names, str)
            yield f"{question}/numbers/{form}", numbers


def unpacked(content: bytes) -> dict[str, WrongAnswers]:
    """What was packed. Raises: ValueError: it cannot be read."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
    except (OSError, EOFError, zipfile.BadZipFile) as problem:
        raise ValueError(str(problem)) from problem
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
