"""Judging and diagnosing by asking the process that a submission runs in; what known solutions answer."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from grader.checks.claims import Check
from grader.checks.explain import Shown
from grader.checks.judge import Prepared, judge
from grader.checks.our_faults import Lost, as_traceback
from grader.checks.play import Asks
from grader.checks.recorded_calls import RecordedCall
from grader.checks.run import Failure
from grader.checks.sources import data_in
from grader.checks.verdict import Remark
from grader.diagnosis import Diagnoser, StudentCode, complete, diagnosed, diagnoser, keeping
from grader.grading.budget import Spent
from grader.model import Assignment, Limits, QuestionReport
from grader.sandbox import Session
from grader.solutions import Functions, load_known, mutants
from grader.submissions import Anchored
from grader.values import Ask, Call, Died, Hung, Reply

Examples = dict[str, list[RecordedCall]]  # by question, the calls of those that are shown


def ready_diagnoser(
    assignment: Assignment, prepared: Prepared, reference: Functions, limits: Limits
) -> Diagnoser:
    """A diagnoser that knows the course's wrong solutions, and mutants of its reference.

    Raises: CourseError: a wrong solution cannot be run, or the reference does not answer in time.
    """
    return diagnoser(
        assignment.name,
        prepared.opening,
        prepared.returns,
        reference,
        load_known(assignment, "wrong"),
        mutants=partial(mutants, assignment, reference),
        seconds=limits.call_seconds,
        files=(*data_in(assignment.folder), *_text_of_reference(assignment)),
    )


def _text_of_reference(assignment: Assignment) -> list[str]:
    """What the slips are made in; none where there are no solutions."""
    written = assignment.solutions and assignment.solutions / f"{assignment.name}.py"
    return [written.read_text("utf-8")] if written and written.is_file() else []


def judging(
    session: Session,
    anchored: Anchored,
    prepared: Prepared,
    using: Diagnoser,
    right: Ask,
    found: Mapping[str, QuestionReport],
    lost: Lost,
) -> Callable[[str], QuestionReport]:
    """Judges one question as the session stands. right: answers as the reference does. found: what each
    question came to before. lost: as verdict.results has it.
    """

    def judged(question: str) -> QuestionReport:
        replies: dict[bytes, Reply] = {}
        asks = _asking(session)
        listening = keeping(asks, using.calls, replies)
        note, examples = noting(lambda check, failure, failing: Shown(failure))
        own = judge(prepared, listening, questions=[question], reference=right, lost=lost, remark=note)
        complete(prepared, using.calls, asks, replies, own)
        score = sum(result.score for result in own)
        before = found[question]  # with what was said of the end of the notebook
        plain = QuestionReport(score, before.points, own, before.awaits_marker)
        asked = asked_again(session, anchored, examples)
        with session.spent.apart():
            return told(using, replies, {question: plain}, asked)[0][question]

    return judged


def noting(remark: Remark) -> tuple[Remark, Examples]:
    """As `remark`, and what gets the calls of each example that it tells of."""
    into: Examples = {}

    def remarking(check: Check, failure: Failure, failing: Sequence[Check]) -> Shown:
        shown = remark(check, failure, failing)
        if not shown.before:  # what comes of others that came before is theirs
            into.setdefault(check.question, []).extend(shown.failure.calls)
        return shown

    return remarking, into


def scoring(session: Session, prepared: Prepared, right: Ask, lost: Lost) -> Callable[[str], float]:
    """The points of a question as the session stands; nothing is looked for that would be told."""

    def score(question: str) -> float:
        own = judge(
            prepared, _asking(session), questions=[question], shrinking=False, reference=right, lost=lost
        )
        return sum((result.score for result in own), 0.0)

    return score


def _asking(session: Session) -> Asks:
    return lambda calls, keys: session.ask(keys, calls)


def told(
    using: Diagnoser,
    replies: Mapping[bytes, Reply],
    judged: Mapping[str, QuestionReport],
    student: StudentCode,
) -> tuple[dict[str, QuestionReport], str]:
    """The reports with diagnoses, and "". If something to tell fails, it alone is left out, and our traceback
    says why. If there is no time left to diagnose, the reports are as they are.
    """
    lost: list[Exception] = []
    try:
        return diagnosed(using, replies, judged, student=student, lost=lost.append), first_of(lost)
    except (Exception, Spent) as error:
        return dict(judged), as_traceback(error)


def first_of(lost: Sequence[Exception]) -> str:
    """Of our faults, the first as a traceback."""
    return as_traceback(lost[0]) if lost else ""


def asked_again(session: Session, anchored: Anchored, examples: Examples) -> StudentCode:
    """A submission's functions as they stand in this session, and the cells that they are written in.

    examples: as StudentCode has them.
    After the first call that comes to no end, none is asked: each may cost its whole limit.
    """
    code = {cell.name: cell.text for cell in anchored.cells if cell.role == "stub"}
    ended: list[Reply] = []

    def ask(calls: Sequence[Call]) -> list[Reply]:
        replies = [] if ended else session.call(calls)
        ended.extend(reply for reply in replies if isinstance(reply, Hung | Died))
        return replies

    return StudentCode(ask, code, examples, session.cells)
