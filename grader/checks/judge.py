"""An assignment's checks, made ready once; then their verdicts on one submission after another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from grader.checks.claims import Check
from grader.checks.draw import Pools, draw
from grader.checks.load import load_checks
from grader.checks.our_faults import Lost
from grader.checks.parts import knowing_parts
from grader.checks.play import Asks, Opening, Outcomes, opening, play
from grader.checks.retrace import Ways, retracing
from grader.checks.shrink import shrinker
from grader.checks.stops import Stops
from grader.checks.student_functions import Returns
from grader.checks.verdict import Remark, results
from grader.model import CHECKED, Assignment, Question, Result
from grader.values import Ask, Call, Died, Hung, Reply, frames

MOST_PICTURES = 1_000  # of a few KB each, that are remembered
# Given checks and the key, the examples to play them on.
Draws = Callable[[Sequence[Check], str], Pools]


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """Checks, the examples they are played on, and the key these were drawn with.

    ways: those that shrinking went, filled as submissions are judged; None where replies are not remembered.
    """

    checks: tuple[Check, ...]
    pools: Pools
    returns: Returns
    key: str
    opening: Opening
    ways: Ways | None = field(default=None, kw_only=True)

    @property
    def questions(self) -> list[str]:
        """Those that have checks, in the order of the file."""
        return list(dict.fromkeys(check.question for check in self.checks))

    def of(self, question: str) -> list[Check]:
        return [check for check in self.checks if check.question == question]


def prepare(assignment: Assignment, key: str, *, draws: Draws = draw, remember: bool = False) -> Prepared:
    """The assignment's checks, hidden ones too where solutions are present, with their examples.

    draws: where these come from, if they were drawn before.
    remember: what came of runs, for those who answer with the same Reply objects when answers are the same.
    Raises: CourseError: a checks file cannot be used.
    """
    hidden = assignment.solutions and assignment.solutions / "checks.py"
    checks = load_checks(assignment.folder / "checks.py", hidden, assignment.questions)
    key = f"{key}/{assignment.name}"
    pools, returns = draws(checks, key), returns_of(assignment.questions)
    start = opening(checks, pools, returns)
    if not remember:
        return Prepared(checks, pools, returns, key, start)
    return Prepared(checks, pools, returns, key, replace(start, outcomes=Outcomes()), ways=Ways())


def returns_of(questions: Sequence[Question]) -> Returns:
    return {question.name: question.returns for question in questions if question.kind in CHECKED}


def judge(
    prepared: Prepared,
    asks: Asks,
    *,
    questions: Sequence[str] | None = None,
    shrinking: bool = True,
    reference: Ask | None = None,
    remark: Remark | None = None,
    audited: bool = False,
    lost: Lost | None = None,
) -> tuple[Result, ...]:
    """The verdicts of the checks of these questions (all, if not said) on whoever answers `asks`.

    Public checks are done with, shrinking and telling too, before a hidden one asks anything: whoever was
    asked had not met a hidden example yet, and what is told of public ones cannot carry one or depend on it.

    remark, audited, lost: as verdict.results has them.
    """
    checks = [one for one in prepared.checks if questions is None or one.question in questions]
    public, hidden = ([check for check in checks if check.hidden is one] for one in (False, True))
    stops = Stops()

    def directly(call: Call) -> Reply:
        return asks([call], [frames.key(call)])[0]

    ask = knowing_parts(directly, stops.sparing(directly))
    knowing, right = _knowing_parts(asks, ask), reference and knowing_parts(reference)
    by_ways = shrinker if prepared.ways is None else partial(retracing, prepared.ways)
    shrink = by_ways(prepared.key, prepared.returns, ask, reference=right) if shrinking else None
    failures = play(_only(prepared.opening, public), prepared.returns, knowing, stops=stops)
    told = partial(results, returns=prepared.returns, reference=right, remark=remark, lost=lost)
    told = partial(told, shrink=shrink, audited=audited)
    before = {one.check: one for one in told(public, failures)}
    failures |= play(_only(prepared.opening, hidden), prepared.returns, knowing, stops=stops)
    return told(checks, failures, before=before)


def _knowing_parts(asks: Asks, ask: Ask) -> Asks:
    """Answers as `asks` does, but a Call that reads "usable" as `ask` does."""

    def asking(calls: Sequence[Call], keys: Sequence[bytes]) -> Sequence[Reply]:
        others = [place for place, call in enumerate(calls) if call.reads != "usable"]
        if len(others) == len(calls):
            return asks(calls, keys)
        replies = iter(asks([calls[at] for at in others], [keys[at] for at in others]) if others else ())
        found: list[Reply] = []
        for call in calls:
            found.append(ask(call) if call.reads == "usable" else next(replies))
            if isinstance(found[-1], Hung | Died):  # which ends the list
                break
        return found

    return asking


def _only(start: Opening, checks: Sequence[Check]) -> Opening:
    ids = {check.id for check in checks}
    failures = {check: failure for check, failure in start.failures.items() if check in ids}
    return replace(start, parked=tuple(run for run in start.parked if run.check.id in ids), failures=failures)


def in_turn(ask: Ask) -> Asks:
    """Answers a batch by answering its calls one after another, up to the first that hangs."""

    def asks(calls: Sequence[Call], keys: Sequence[bytes]) -> list[Reply]:
        replies = []
        for call in calls:
            replies.append(ask(call))
            if isinstance(replies[-1], Hung):
                break
        return replies

    return asks


def drawing_once(ask: Ask) -> Ask:
    """Answers as `ask` does, who always draws the same: a picture is dear, and not drawn a second time."""
    known: dict[bytes, Reply] = {}

    def asking(call: Call) -> Reply:
        if call.reads != "figure":
            return ask(call)
        key = frames.key(call)
        if key not in known and len(known) >= MOST_PICTURES:
            known.clear()
        if key not in known:
            known[key] = ask(call)
        return known[key]

    return asking
