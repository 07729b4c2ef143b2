"""A known solution is played once, and again for what an edit can change."""

from collections.abc import Iterable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from small_course import HIDDEN, PUBLIC, WRONG

from grader.checks.drawn import drawn
from grader.checks.judge import prepare
from grader.cores import watched_by
from grader.course import load_assignment, load_course
from grader.model import Counterexample, Given, Intermediate, Result, Verdict
from grader.solutions.audit import Audit, audit_assignment
from grader.solutions.plays import read, written

DRAWING, PLAYING = "drawing examples", "playing known solutions"
RUNNING = "running counterexamples as scripts"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty at first."""
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))


def audited(root: Path) -> tuple[Audit, dict[str, int]]:
    """The audit, and how many pools were drawn and solutions played for it."""
    seen: dict[str, int] = {}

    def watch(found: Iterable[Any], what: str, total: int) -> Iterable[Any]:
        seen[what] = total
        return found

    course = load_course(root)
    assignment, source = load_assignment(course, "tiny")
    with watched_by(watch):
        prepared = prepare(assignment, course.key, draws=drawn)
        return audit_assignment(assignment, source, prepared), seen


def broken(root: Path) -> None:
    """So that a check's own line raises, which is told with its file, line and example."""
    text = HIDDEN.replace("doubled.max()", "doubled.no_such_thing")
    (root / "solutions/tiny/checks.py").write_text(text)


def test_once(small: Path) -> None:
    """The second audit plays nothing, and finds the same."""
    first, work = audited(small)

    assert (work[DRAWING], work[PLAYING] > 10) == (2, True)
    assert audited(small) == (first, {})


def test_told_otherwise(small: Path) -> None:
    """New points and hints are counted, and nothing is played for them."""
    audited(small)
    text = PUBLIC.replace('points=4, hint="What is twice 3?"', 'points=3, hint="Twice?"')
    (small / "assignments/tiny/checks.py").write_text(text)

    found, work = audited(small)

    assert "double: its checks are worth 5 points together, the notebook promises 6" in found.problems
    assert (found.cases[0].results[0].score, found.cases[1].results[0].hint) == (3.0, "Twice?")
    assert work == {}


def test_another_wrong_solution(small: Path) -> None:
    """Of the known solutions the one that changed is played, and its counterexamples are run."""
    audited(small)
    path = small / "solutions/tiny/wrong/double_squares.py"
    path.write_text(WRONG["double_squares"].replace("numbers**2", "numbers**3"))

    found, work = audited(small)

    assert (found.problems, work) == ((), {PLAYING: 1, RUNNING: 1})


def test_another_claim(small: Path) -> None:
    """A claim that nothing is caught by any more is noticed; only its question is played."""
    audited(small)
    weaker = HIDDEN.replace("doubled.max()", "high").replace("numbers.max()", "high")
    (small / "solutions/tiny/checks.py").write_text(weaker)

    found, work = audited(small)

    assert "check high_is_the_largest_of_doubled_numbers catches no wrong solution" in found.problems
    assert work.keys() - {RUNNING} == {PLAYING}


def test_one_core_or_many(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The audit is the same, whoever plays what, what it says of a broken check too."""
    broken(small)
    several, work = audited(small)
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "another"))
    monkeypatch.setattr("grader.cores.CORES", 1)

    assert audited(small) == (several, work)


def test_broken_check(small: Path) -> None:
    """It is played again, as its place in the file is told; all that is told stays the same."""
    broken(small)
    first, _ = audited(small)

    second, work = audited(small)

    assert "no_such_thing" in first.problems[0]
    assert (second, work.keys()) == (first, {PLAYING})


def test_all_fields_are_kept() -> None:
    """A result with everything in it is read as it was written."""
    given, whole = (Given("x", "3"),), ("[0]", "[1]")
    example = Counterexample("f(x)[0]", "0", "1", given, whole, "f(x)", "f(y)", "[0]", True, "f(3)")
    way = (Intermediate("their total", "3"),)
    example = replace(example, way=way, right=True, question="why not?")
    result = Result(
        "a", "A.", Verdict.FAILED, 0.5, 1.0, True, "told", "why?", example, "words", "line 3", "how?"
    )

    assert all(getattr(one, field.name) for one in (result, example) for field in fields(one))
    assert read(written((result,))) == (result,)


def test_what_was_not_written() -> None:
    """What cannot be read counts as not kept."""
    with pytest.raises(ValueError, match="Object missing required field"):
        read(b"[{}]")
