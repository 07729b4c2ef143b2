"""All that diagnosing needs, made ready once; and the student's replies, as they go by."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from grader.checks.play import Asks, Opening, Parked
from grader.checks.student_functions import Returns
from grader.diagnosis.answers import Answers
from grader.diagnosis.doubts import Beyond
from grader.diagnosis.histories import history_calls
from grader.diagnosis.learn import CallPlan, Shelf, call_plan
from grader.errors import CourseError
from grader.model import Limits
from grader.solutions import Functions, KnownSolution, Mutant
from grader.values import FIGURE, Call, Reply, is_class

Calls = Mapping[str, Mapping[bytes, Call]]  # by question, the calls of its function by frames.key, in order
Mutants = Callable[[str], Iterable[Mutant]]


@dataclass(frozen=True, slots=True, eq=False)
class Diagnoser:
    """All that diagnosing needs; what known solutions answer is filled in as it is asked for.

    reference: by question, the right answers (`right_answers`). known: by file stem, the wrong solutions that
    somebody wrote. beyond: by question, further calls that may be asked. runs: by check, its examples.
    stood_in: by question, the same with stand-ins for its parts (`with_stand_ins`).
    """

    assignment: str
    returns: Returns
    calls: Calls
    plans: Mapping[str, CallPlan]
    functions: Functions
    reference: dict[str, Answers]
    known: Mapping[str, KnownSolution]
    mutants: Mutants
    shelves: dict[tuple[str, str], Sequence[Shelf]] = field(default_factory=dict)
    beyond: dict[str, Beyond] = field(default_factory=dict)
    runs: Mapping[str, Sequence[Parked]] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    stood_in: dict[str, "Diagnoser"] = field(default_factory=dict)


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
    wrong: Sequence[KnownSolution],
    *,
    mutants: Mutants = lambda question: (),
    seconds: float = Limits().call_seconds,
    files: tuple[str, ...] = (),
) -> Diagnoser:
    """mutants: those of a question, the likeliest first. seconds: for a call. files: as CallPlan has it.

    Raises: CourseError: the reference did not answer in time.
    """
    calls = {
        question: history_calls(start, returns, reference, question) if is_class(returns[question]) else some
        for question, some in opening_calls(start, list(returns)).items()
    }
    plans = {
        question: call_plan(question, list(some.values()), returns[question], seconds, files)
        for question, some in calls.items()
    }
    drawn = {question for question in plans if returns[question] == FIGURE}  # dear: as it is asked for
    right = {
        question: _answered(assignment, reference, plan)
        for question, plan in plans.items()
        if question not in drawn
    }
    known = {one.path.stem: one for one in wrong}
    runs: dict[str, list[Parked]] = defaultdict(list)
    for run in start.parked:
        runs[run.check.id].append(run)
    return Diagnoser(assignment, returns, calls, plans, reference, right, known, mutants, runs=runs)


def right_answers(using: Diagnoser, question: str) -> Answers:
    """Raises: CourseError: the reference did not answer in time."""
    if question not in using.reference:
        using.reference[question] = _answered(using.assignment, using.functions, using.plans[question])
    return using.reference[question]


def origin(using: Diagnoser, stem: str) -> str:
    """The first question that a solution answers otherwise than the reference; "": none, or another than the
    solution itself defines, whose answers do not show the mistake.
    """
    if stem not in using.origins:
        known = using.known[stem]
        first = next((question for question in using.plans if _differs(using, known, question)), "")
        using.origins[stem] = first if first in (known.redefines or known.touches) else ""
    return using.origins[stem]


def _differs(using: Diagnoser, known: KnownSolution, question: str) -> bool:
    return question in known.touches and using.plans[question].differs(
        known.again().get(question), right_answers(using, question)
    )


def _answered(assignment: str, reference: Functions, plan: CallPlan) -> Answers:
    found = plan.all(reference.get(plan.question))
    if found is None:
        problem = f"{plan.question} did not return within {plan.seconds:g} seconds"
        cure = "make it faster, or raise call_seconds in course.toml, [limits]"
        raise CourseError(f"the reference of {assignment}", "", problem, cure=cure)
    return found


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
