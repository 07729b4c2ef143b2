"""The same mistake gets the same words at a student's home and on the feedback page."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import matplotlib.pyplot as plt
import pytest

from grader.checks.draw import draw
from grader.checks.in_process import in_process
from grader.checks.judge import Prepared, in_turn, judge, prepare
from grader.course.load import load_assignment, load_course
from grader.feedback.findings import findings
from grader.model import Result
from grader.solutions.known import KnownSolution, load_known, load_reference
from grader.wording import headline

COURSE = load_course(Path(__file__).parents[2])
NAMES = ("attention", "bahdanau")


FEW = 10  # one of so many, where each takes long: of pictures


def known() -> Iterator[tuple[str, KnownSolution]]:
    for name in NAMES:
        every = load_known(load_assignment(COURSE, name)[0], "wrong")
        drawn = [one for one in every if one.path.stem.startswith("plot_")]
        yield from ((name, one) for one in every if one not in drawn or one in drawn[::FEW])


@cache
def prepared(name: str, *, home: bool) -> Prepared:
    """Public checks alone, as at home, or all of them, on few examples."""
    assignment, _ = load_assignment(COURSE, name)
    seen = replace(assignment, solutions=None) if home else assignment
    return prepare(seen, "", draws=lambda checks, key: draw(checks, key, size=3))


@pytest.mark.long
@pytest.mark.parametrize(("name", "wrong"), [pytest.param(*one, id=one[1].path.stem) for one in known()])
def test_what_is_asked(name: str, wrong: KnownSolution) -> None:
    """Headline and question, of each public claim. What is on the way to a right answer, home cannot know."""
    reference = in_process(load_reference(load_assignment(COURSE, name)[0]))
    (question,) = sorted(wrong.touches)[:1]
    with plt.rc_context({"backend": "agg"}):
        at_home = judge(
            prepared(name, home=True),
            in_turn(in_process(wrong.functions)),
            questions=[question],
            shrinking=False,
        )
        graded = judge(
            prepared(name, home=False),
            in_turn(in_process(wrong.again())),
            questions=[question],
            shrinking=False,
            reference=reference,
        )
    public = [one for one in graded if not one.hidden]
    asked = {one.check: one.hint for one in at_home if one.hint and not _on_the_way(public, one.check)}

    told: dict[str, str] = {}
    for finding in findings(question, public, stopped_before={}):
        example = finding.example.question if finding.example else ""
        for one in finding.claims:
            told[one.check] = finding.advice or example or finding.hint
    assert headline(at_home) == headline(public)
    assert asked == {check: text for check, text in told.items() if check in asked}


def _on_the_way(results: list[Result], check: str) -> bool:
    return any(one.check == check and one.counterexample and one.counterexample.way for one in results)
