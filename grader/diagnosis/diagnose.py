"""Which misconception a submission shows, if its answers say so.

Every game starts with the same calls, whoever answers (`Opening`). A known wrong solution's answers to those
of a question's own function are computed once for a class. A submission that lost points there, and gave the
same answers to all of them, has that misconception; otherwise none is named. Nothing here touches a score.

A solution that is wrong about one question also answers questions that build on it in a way of its own. A
submission that shows it in both is told so, instead of a second misconception.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from io import StringIO

import numpy as np

from grader.checks.judge import in_turn
from grader.checks.play import Asks, Opening
from grader.checks.run import quiet
from grader.checks.student_functions import Returns, in_process
from grader.diagnosis.answers import Answers, Numbers, answers, behaviour, close, same
from grader.errors import CourseError
from grader.model import Diagnosis, Limits, QuestionReport, Verdict
from grader.solutions import Functions, Known, interrupting
from grader.values import Call, Hung, Reply

AGAIN = 5  # one call in so many is asked a second time, to see whether the answer stays

Calls = Mapping[str, Mapping[bytes, Call]]  # by question, the calls of its function by wire.key, in order


@dataclass(frozen=True, slots=True, eq=False)
class WrongAnswers:
    """How wrong solutions answer a question, where not as the reference does.

    rows: by form, the solutions whose answers have it and their numbers, (solutions, n). unsteady: solutions
    that answer the same call now so, now otherwise; nobody can be shown to answer as they do.
    """

    rows: Mapping[str, tuple[tuple[str, ...], Numbers]]
    unsteady: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Diagnoser:
    """All that diagnosing needs, computed once for a class.

    origin: by solution, the first question that it answers wrongly. about: what to say of it.
    """

    assignment: str
    returns: Returns
    calls: Calls
    reference: Mapping[str, Answers]
    wrong: Mapping[str, WrongAnswers]
    origin: Mapping[str, str]
    about: Mapping[str, Diagnosis]


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
    remembered: Mapping[str, WrongAnswers] | None = None,
    seconds: float = Limits().call_seconds,
) -> Diagnoser:
    """remembered: what an earlier call found out about the same solutions, in `wrong`. seconds: for a call.

    Raises: CourseError: the reference did not answer in time.
    """
    calls = opening_calls(start, list(returns))
    right = {
        question: _right_answers(assignment, reference, question, list(asked.values()), returns, seconds)
        for question, asked in calls.items()
    }
    found = remembered or {
        question: _wrong_answers(question, list(asked.values()), returns, wrong, right[question], seconds)
        for question, asked in calls.items()
    }
    origin: dict[str, str] = {}
    for question in returns:
        for name in (*_names(found[question]), *found[question].unsteady):
            origin.setdefault(name, question)
    about = {one.path.stem: Diagnosis(one.path.stem, one.name, one.hint) for one in wrong}
    return Diagnoser(assignment, returns, calls, right, found, origin, about)


def _names(known: WrongAnswers) -> Iterator[str]:
    return (name for names, _ in known.rows.values() for name in names)


# --- how known solutions answer ---


def _right_answers(
    assignment: str,
    reference: Functions,
    question: str,
    calls: Sequence[Call],
    returns: Returns,
    seconds: float,
) -> Answers:
    found = _answers(reference, question, calls, returns, seconds)
    if found is None:
        problem = f"{question} did not return within {seconds:g} seconds"
        cure = "make it faster, or raise call_seconds in course.toml, [limits]"
        raise CourseError(f"the reference of {assignment}", "", problem, cure=cure)
    return found


def _wrong_answers(
    question: str,
    calls: Sequence[Call],
    returns: Returns,
    wrong: Sequence[Known],
    right: Answers,
    seconds: float,
) -> WrongAnswers:
    rows: dict[str, list[tuple[str, Numbers]]] = {}
    unsteady = []
    for known in wrong:
        if question not in known.touches:
            continue  # it answers as the reference does
        found = _answers(known.functions, question, calls, returns, seconds)
        if found is None or not _steady(known.functions, question, calls, returns, found, seconds):
            unsteady.append(known.path.stem)
        elif not same(found, right):
            rows.setdefault(found.form, []).append((known.path.stem, found.numbers))
    stacked = {
        form: (tuple(name for name, _ in rows), np.stack([numbers for _, numbers in rows]))
        for form, rows in rows.items()
    }
    return WrongAnswers(stacked, tuple(unsteady))


def _answers(
    functions: Functions, question: str, calls: Sequence[Call], returns: Returns, seconds: float
) -> Answers | None:
    """None: a call did not return in time, and the rest was not asked."""
    with quiet(), redirect_stdout(StringIO()), interrupting(seconds) as timed:
        replies = in_turn(timed(in_process(functions)))(calls, ())
    hung = bool(replies) and isinstance(replies[-1], Hung)
    return None if hung else answers(replies, returns[question])


def _steady(
    functions: Functions,
    question: str,
    calls: Sequence[Call],
    returns: Returns,
    found: Answers,
    seconds: float,
) -> bool:
    """Whether a solution answers as it did. Asked backwards: one that remembers would follow the order."""
    again = list(range(len(calls) - 1, -1, -AGAIN))
    second = _answers(functions, question, [calls[place] for place in again], returns, seconds)
    if second is None:
        return False
    all_first = list(found.each())
    first = [all_first[place] for place in again]
    kinds = [form[:2] for form, _ in first] == [form[:2] for form in second.forms]
    numbers = np.concatenate([np.empty(0), *(numbers for _, numbers in first)])
    return kinds and numbers.size == second.numbers.size and bool(close(numbers, second.numbers).all())


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
    shown: dict[str, tuple[str, ...]] = {}
    found = dict(reports)
    for question, report in reports.items():
        if question not in using.calls or not _lost(report):
            continue
        given = answers([replies.get(key) for key in using.calls[question]], using.returns[question])
        names, nearest = _matches(using.wrong[question], given)
        shown[question] = _plausible(using, question, names, shown)
        # Named after the known answers, if these are known: then noise cannot split a group.
        name = behaviour(nearest, using.reference[question], using.assignment, question)
        diagnoses = tuple(_said(using, question, one) for one in shown[question])
        found[question] = replace(report, diagnoses=diagnoses, behaviour=name)
    return found


def _lost(report: QuestionReport) -> bool:
    fine = (Verdict.PASSED, Verdict.BROKEN)
    return any(result.verdict not in fine for result in report.results)


def _matches(known: WrongAnswers, given: Answers) -> tuple[tuple[str, ...], Answers]:
    """The solutions that answer so, and the first one's answers; none, and the given ones."""
    names, numbers = known.rows.get(given.form, ((), np.empty((0, given.numbers.size))))
    alike = np.flatnonzero(close(given.numbers, numbers).all(axis=1))
    nearest = replace(given, numbers=numbers[alike[0]]) if alike.size else given
    return tuple(names[place] for place in alike), nearest


def _plausible(
    using: Diagnoser, question: str, names: Sequence[str], shown: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """Of solutions that answer alike, those seen where they begin, which explain this too; else its own."""
    follow = tuple(name for name in names if name in shown.get(using.origin[name], ()))
    return follow or tuple(name for name in names if using.origin[name] == question)


def _said(using: Diagnoser, question: str, solution: str) -> Diagnosis:
    said, origin = using.about[solution], using.origin[solution]
    return said if origin == question else replace(said, name=f"In {origin}: {said.name}")
