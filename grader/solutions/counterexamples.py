"""Counterexamples as students try them: code that runs below their cells, in a fresh notebook.

The code of each runs as a script below the wrong solution, where it has to show what is wrong, and below the
reference, where it must not. What came of it is kept by content.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.cores import CORES, over_cores
from grader.errors import CourseError
from grader.files import cache_key, from_cache, put_in_cache
from grader.model import Assignment, Limits, Result, Verdict
from grader.solutions.faults import Case
from grader.solutions.known import reference_text
from grader.solutions.script_process import ENDED

PROGRAM = Path(__file__).with_name("script_process.py")
TOGETHER = 24  # solutions whose scripts one process runs, at most: its start costs as much as some
FEWEST = 6  # as this, where there are enough, so that all cores have as much to do
_AS_ABOVE = "a check depends on its example and the answers alone, and `what=` names the call that goes wrong"
_NO_ERROR = "where an exception is the right answer, write `with raises(...)`"

_EXCEPTION = re.compile(r"an? [A-Z]\w*")  # as checks.raising says what was expected
Outcome = tuple[str, str]  # the exception, "" if there was none; what was shown


@dataclass(frozen=True, slots=True)
class _Shown:
    """A wrong solution, and the failures of it that come with code."""

    case: Case
    path: Path
    results: tuple[Result, ...]

    @property
    def facts(self) -> tuple[tuple[str, str, str], ...]:
        """All that decides what is wrong with them: verdict, code, what was expected."""
        told = [(one.verdict.value, one.counterexample) for one in self.results]
        return tuple((verdict, found.code, found.expected) for verdict, found in told if found)


def of_counterexamples(assignment: Assignment, cases: Sequence[Case], *, limits: Limits) -> Iterator[str]:
    """Which of them do not show what they are to show; each with its cure. limits: of the call in it.

    Raises: CourseError: the scripts cannot be run.
    """
    if assignment.solutions is None or not hasattr(os, "fork"):
        return
    folder, reference = assignment.solutions / "wrong", reference_text(assignment)
    lost = {id for one in cases if one.kind == "reference" for id in one.caught_by}  # a problem of its own
    wrong = [one for one in cases if one.kind == "wrong"]
    every = [_Shown(one, folder / f"{one.name}.py", _told(one, lost)) for one in wrong]
    every = [one for one in every if one.results]
    keys = [
        cache_key("scripts", reference, one.path.read_text("utf-8"), limits.cell_seconds, one.facts)
        for one in every
    ]
    found = {key: faults for key in keys if (faults := from_cache(key, _read)) is not None}
    absent = [(key, one) for key, one in zip(keys, every, strict=True) if key not in found]
    rounds = -(-len(absent) // (TOGETHER * CORES))
    count = min(rounds * CORES, -(-len(absent) // FEWEST))
    groups = [absent[at::count] for at in range(count)]

    def run(at: int) -> list[list[str]]:
        return _faults([one for _, one in groups[at]], reference, assignment.folder, limits)

    runs = over_cores(run, range(len(groups)), what="running counterexamples as scripts")
    for group, new in zip(groups, runs, strict=True):
        for (key, _), faults in zip(group, new, strict=True):
            found[key] = faults
            put_in_cache(key, json.dumps(faults).encode())
    for key, one in zip(keys, every, strict=True):
        for result, fault in zip(one.results, found[key], strict=True):
            if fault:
                yield f"wrong {one.case.name}: the counterexample of {result.check}, run as a script, {fault}"


def _told(case: Case, lost: Collection[str]) -> tuple[Result, ...]:
    """The failures that come about by themselves, and end. Of the others the words say so.

    lost: checks that even the reference does not pass.
    """
    return tuple(
        one
        for one in case.results
        if one.verdict in (Verdict.FAILED, Verdict.CRASHED)
        and one.check not in lost
        and one.counterexample
        and one.counterexample.code
        and not one.counterexample.alone
    )


def _read(content: bytes) -> list[str]:
    return [str(one) for one in json.loads(content)]


def _faults(some: Sequence[_Shown], reference: str, folder: Path, limits: Limits) -> list[list[str]]:
    """For each solution, what is wrong with the code of each of its results; "" if nothing is."""
    scripts: list[tuple[list[str], str]] = []
    for one in some:
        files = [reference, one.path.read_text("utf-8")]
        scripts += [(below, code) for _, code, _ in one.facts for below in (files, [reference])]
    outcomes = iter(_outcomes(scripts, folder, limits))
    return [[_fault(result, next(outcomes), next(outcomes)) for result in one.results] for one in some]


def _outcomes(scripts: Sequence[tuple[list[str], str]], folder: Path, limits: Limits) -> list[Outcome]:
    """Raises: CourseError: the process that runs them ended."""
    # Loading the files, and the few calls of a script.
    task = {"folder": str(folder), "seconds": limits.cell_seconds, "scripts": scripts}
    ended = subprocess.run(
        [sys.executable, "-P", str(PROGRAM)],
        input=json.dumps(task), capture_output=True, text=True, check=False,
        env={**os.environ, "MPLBACKEND": "agg"},
    )  # fmt: skip
    if ended.returncode:
        last = (ended.stderr.strip().splitlines() or ["it was ended from outside"])[-1]
        raise CourseError(folder, "", f"counterexamples cannot be run as scripts: {last}")
    return [(raised, shown) for raised, shown in json.loads(ended.stdout)]


def _fault(result: Result, wrong: Outcome, right: Outcome) -> str:
    """What is wrong with code that gave this below the wrong solution, and that below the reference."""
    found = result.counterexample
    assert found is not None
    if right[0] == ENDED:
        return f"does not end for the reference: {_quoted(found.code)}; {_AS_ABOVE}"
    if right[0] and not _EXCEPTION.fullmatch(found.expected):
        return f"raises {right[0]} for the reference, too: {_quoted(found.code)}; {_NO_ERROR}"
    if wrong == right:
        return f"shows the same for the reference: {_quoted(found.code)}; {_AS_ABOVE}"
    return ""


def _quoted(code: str) -> str:
    return code.replace("\n", "; ")[:500]
