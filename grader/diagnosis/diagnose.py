"""Which misconception a submission shows, if its answers say so.

Every game starts with the same calls, whoever answers (`Opening`). A submission that lost points on a
question, and gave to all of its calls the answers of a known wrong solution, has that misconception;
otherwise none is named. Solutions that somebody wrote come first, then mutants with one slip, then with two.
Nothing here touches a score. What known solutions answer is found out when somebody may match (`learn`).

A solution that is wrong about one question also answers questions that build on it in a way of its own. A
submission that shows it in both is told so, instead of a second misconception.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from grader.checks.play import Asks, Opening
from grader.checks.student_functions import Returns
from grader.diagnosis.answers import Answers, answers, behaviour, same
from grader.diagnosis.learn import Asked, Shelf, Solution, alike, asked
from grader.errors import CourseError
from grader.model import Diagnosis, Limits, QuestionReport, Verdict
from grader.solutions import Functions, Known, Mutant, rebuilt
from grader.values import Call, Reply, Returned

MOST = 2  # slips that answer alike and are named; more would be a list to guess from

Calls = Mapping[str, Mapping[bytes, Call]]  # by question, the calls of its function by frames.key, in order
Mutants = Callable[[str], Iterable[Mutant]]


@dataclass(frozen=True, slots=True, eq=False)
class Diagnoser:
    """All that diagnosing needs; what known solutions answer is filled in as it is asked for.

    reference: by question, the right answers. known: by file stem, the wrong solutions that somebody wrote.
    """

    assignment: str
    returns: Returns
    calls: Calls
    asked: Mapping[str, Asked]
    functions: Functions
    reference: Mapping[str, Answers]
    known: Mapping[str, Known]
    mutants: Mutants
    shelves: dict[tuple[str, str], Shelf] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """A known solution that answers as a submission does. origin: the first question it answers wrongly."""

    origin: str
    solution: Solution


def opening_calls(start: Opening, questions: Sequence[str]) -> Calls:
    """What every submission is asked first, by question."""
    calls: dict[str, dict[bytes, Call]] = {question: {} for question in questions}
    for run in start.parked:
        calls[run.call.function].setdefault(run.key, run.call)
    return calls


def diagnoser(
    assignment: str,
    start: Opening,
    returns: Returns,
    reference: Functions,
    wrong: Sequence[Known],
    *,
    mutants: Mutants = lambda question: (),
    seconds: float = Limits().call_seconds,
) -> Diagnoser:
    """mutants: those of a question, the likeliest first. seconds: for a call.

    Raises: CourseError: the reference did not answer in time.
    """
    calls = opening_calls(start, list(returns))
    asking = {
        question: asked(question, list(some.values()), returns[question], seconds)
        for question, some in calls.items()
    }
    right = {question: _right_answers(assignment, reference, one) for question, one in asking.items()}
    known = {one.path.stem: one for one in wrong}
    return Diagnoser(assignment, returns, calls, asking, reference, right, known, mutants)


def _right_answers(assignment: str, reference: Functions, asking: Asked) -> Answers:
    found = asking.all(reference.get(asking.question))
    if found is None:
        problem = f"{asking.question} did not return within {asking.seconds:g} seconds"
        cure = "make it faster, or raise call_seconds in course.toml, [limits]"
        raise CourseError(f"the reference of {assignment}", "", problem, cure=cure)
    return found


# --- how a submission answered ---


def keeping(asks: Asks, calls: Calls, kept: dict[bytes, Reply]) -> Asks:
    """Answers as `asks` does; the first reply to each opening call is put into `kept`, by its key."""
    wanted = {key for asked in calls.values() for key in asked}

    def asking(batch: Sequence[Call], keys: Sequence[bytes]) -> Sequence[Reply]:
        replies = asks(batch, keys)
        for key, reply in zip(keys, replies, strict=False):
            if key in wanted:
                kept.setdefault(key, reply)
        return replies

    return asking


def diagnosed(
    using: Diagnoser, replies: Mapping[bytes, Reply], reports: Mapping[str, QuestionReport]
) -> dict[str, QuestionReport]:
    """The reports of one submission, with behaviour and diagnoses for questions that lost points."""
    shown: dict[str, Match] = {}
    found = dict(reports)
    for question, report in reports.items():
        if question not in using.calls or not _lost(report):
            continue
        given = [replies.get(key) for key in using.calls[question]]
        matches, nearest = _matches(using, question, given, shown)
        # Named after the known answers, if these are known: then noise cannot split a group.
        name = behaviour(nearest, using.reference[question], using.assignment, question)
        slips = tuple(_said(match, question) for match in matches)
        shown |= {match.solution.id: match for match in matches}
        found[question] = replace(report, diagnoses=slips, behaviour=name)
    return found


def _lost(report: QuestionReport) -> bool:
    fine = (Verdict.PASSED, Verdict.BROKEN)
    return any(result.verdict not in fine for result in report.results)


def _matches(
    using: Diagnoser, question: str, replies: Sequence[Reply | None], shown: Mapping[str, Match]
) -> tuple[list[Match], Answers]:
    """The slips that explain these answers, and the answers of the first solution that gives them.

    None, and the answers themselves: they are right, or nobody known answers so.
    """
    given = answers(replies, using.returns[question])
    if not replies or same(given, using.reference[question]):
        return [], given
    each, nearest = list(given.each()), given
    wordy = not any(isinstance(reply, Returned) for reply in replies)
    right = using.reference[question].each()
    wrong = {place for place, (one, due) in enumerate(zip(each, right, strict=True)) if not alike(one, due)}
    tells = any(isinstance(replies[place], Returned) for place in wrong)
    for shelf in _shelves(using, question, shown):
        if shelf.pure and not tells:
            break  # errors are few, and slips are many: that two end in the same one says little
        places = shelf.matching(each, wrong, wordy=wordy)
        if places and nearest is given:
            nearest = replace(given, numbers=shelf.answers(places[0]).numbers)
        matches = [_match(using, question, shelf.solutions[place], shown) for place in places]
        follow = [match for match in matches if match.solution.id in shown]
        if plausible := follow or [match for match in matches if match.origin == question]:
            called: dict[str, Match] = {}
            for match in plausible:
                called.setdefault(match.solution.name, match)
            return list(called.values())[: shelf.most], nearest
    return [], nearest


def _shelves(using: Diagnoser, question: str, shown: Mapping[str, Match]) -> Iterator[Shelf]:
    """Where to look: what somebody wrote, what follows from a slip in a part, one slip, two slips."""

    def shelf(name: str, solutions: Callable[[], list[Solution]], *, pure: bool = True) -> Shelf:
        if (question, name) not in using.shelves:
            most = MOST if pure else len(using.known)
            using.shelves[question, name] = Shelf(using.asked[question], solutions(), most, pure)
        return using.shelves[question, name]

    yield shelf("written", lambda: _written(using, question), pure=False)
    for match in shown.values():
        if match.solution.id not in using.known:
            yield shelf(match.solution.id, partial(_following, using, question, match))
    for slips in (1, 2):
        yield shelf(f"{slips}", partial(_mutants, using, question, slips))


def _written(using: Diagnoser, question: str) -> list[Solution]:
    """The others answer as the reference does."""
    return [
        Solution(stem, one.name, one.hint, lambda one=one: one.again().get(question))  # type: ignore[misc]
        for stem, one in using.known.items()
        if question in one.touches
    ]


def _following(using: Diagnoser, question: str, match: Match) -> list[Solution]:
    """What the reference becomes where a part of it is wrong."""

    def make() -> Any:
        return rebuilt(using.functions, {match.origin: match.solution.make()})[question]

    return [replace(match.solution, make=make)]


def _mutants(using: Diagnoser, question: str, slips: int) -> list[Solution]:
    found = (one for one in using.mutants(question) if len(one.edits) == slips)
    return [Solution(one.id, one.name, one.hint, one.function) for one in found]


def _match(using: Diagnoser, question: str, found: Solution, shown: Mapping[str, Match]) -> Match:
    if found.id in shown:
        return shown[found.id]
    return Match(origin(using, found.id) if found.id in using.known else question, found)


def origin(using: Diagnoser, stem: str) -> str:
    """The first question that a solution answers otherwise than the reference."""
    if stem not in using.origins:
        known = using.known[stem]
        using.origins[stem] = next(
            (
                question
                for question, asking in using.asked.items()
                if question in known.touches
                and asking.differs(known.again().get(question), using.reference[question])
            ),
            "",
        )
    return using.origins[stem]


def _said(match: Match, question: str) -> Diagnosis:
    name = match.solution.name if match.origin == question else f"In {match.origin}: {match.solution.name}"
    return Diagnosis(match.solution.id, name, match.solution.hint)
