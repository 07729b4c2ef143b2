"""What a self-check says: each claim with its verdict, and what is decided only after handing in."""

from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO

from grader.checks.ask import Ask
from grader.checks.run import play_one_by_one
from grader.checks.shrink import shrinker
from grader.checks.verdict import results
from grader.model import Question, Result, Verdict
from grader.student.handout import Handout
from grader.words import lines, points


@dataclass(frozen=True, slots=True)
class Found:
    """What the public checks of one question came to; no results where a question has none."""

    question: Question
    results: tuple[Result, ...]

    @property
    def here(self) -> float:
        """The points that public checks are worth."""
        return sum(result.points for result in self.results)

    @property
    def score(self) -> float:
        return sum(result.score for result in self.results)


def show(handout: Handout, question: str | None, ask: Ask, say: Callable[[str], None]) -> bool:
    """Check one question, or all, and say each as soon as it is known. Returns whether all of it passed."""
    checked = {check.question for check in handout.checks}
    if question is not None and question not in checked:
        names = ", ".join(f'"{known.name}"' for known in handout.questions if known.name in checked)
        say(f"There is no question {question!r} to check. Known: {names}.")
        return False
    found = []
    for known in handout.questions:
        if question in (None, known.name):
            found.append(find(handout, known, ask))
            if found[-1].results:
                say("\n".join([*told(found[-1]), *([""] if question is None else [])]))
    if question is None:
        say("\n".join(summary(found)))
    return all(result.verdict is Verdict.PASSED for one in found for result in one.results)


def find(handout: Handout, question: Question, ask: Ask) -> Found:
    """Play a question's public checks on whoever answers `ask`, and shrink what fails."""
    checks = [check for check in handout.checks if check.question == question.name]
    with redirect_stdout(StringIO()):  # hundreds of calls would print the same line hundreds of times
        failures = play_one_by_one(checks, handout.pools, handout.returns, ask)
        found = results(checks, failures, handout.returns, shrink=shrinker("", handout.returns, ask))
    return Found(question, found)


def told(found: Found) -> list[str]:
    """The report on one question, with what is only checked later said plainly."""
    question, passed = found.question, sum(one.verdict is Verdict.PASSED for one in found.results)
    said = [question.name, *(line for result in found.results for line in lines(result))]
    of = f"{passed} of {len(found.results)} checks passed"
    said.append(f"{of}: {points(found.score)} of {points(found.here)} points.")
    if found.here < question.points:
        rest = f"{points(question.points - found.here)} of {points(question.points)} points"
        said.append(f"Further checks, worth {rest}, are run after you hand in.")
    return said


def summary(found: Sequence[Found]) -> list[str]:
    """All questions at a glance. Nobody shall read "all passed" as full marks.

    question        here       after you hand in
    softmax         7 of 7     5 of 12
    """
    width = max(len("all together"), *(len(one.question.name) for one in found))
    score, here = sum(one.score for one in found), sum(one.here for one in found)
    total = sum(one.question.points for one in found)
    rows = [(one.question.name, one.score, one.here, one.question.points) for one in found]
    said = ["Points so far", f"{'question':{width}}  here          after you hand in"]
    for name, own, public, worth in [*rows, ("all together", score, here, total)]:
        now = f"{points(own)} of {points(public)}" if public else "-"
        said.append(f"{name:{width}}  {now:12}  {points(worth - public)} of {points(worth)}")
    if total > here:
        later = f"{points(total - here)} of {points(total)} points are decided after you hand in."
        said.append(f"{later} All passed here is not yet full marks.")
    return said
