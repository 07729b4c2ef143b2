"""A failure as it comes about in a fresh process, where whoever reads it will try it.

What a function keeps from one call to the next (a default that grows, answers kept by shape, an array used
again) shows in its own history alone. So the calls that have to come before are found, what is told is what
came back there, and where the student's text shows what is kept, its name is told too.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

from grader.checks.claims import Check, Example
from grader.checks.explain import Shown
from grader.checks.judge import Prepared
from grader.checks.parts import knowing_parts
from grader.checks.recorded_calls import RecordedCall
from grader.checks.run import Failure, attempt, quiet
from grader.errors import CallRaised, CallTimedOut, CheckFailed
from grader.grading.alone import alike, in_the_end, is_refilled, needed, needed_after
from grader.grading.culprits import with_culprit
from grader.grading.earlier import earlier_ones
from grader.grading.memory import Memory, memory
from grader.grading.which_call import told, up_to_the_wrong_one
from grader.sandbox import Session, Zygote
from grader.values import Call, Reply, frames
from grader.wording import BEFORE, CHANGED, LAST_OBJECT, LASTING, NEEDS, NOT_WRITTEN

MOST_PROCESSES = 20  # for one submission
QUICK = 4.0  # CPU seconds that a submission may have used: each process runs its cells anew
# What is said of a function that keeps something; what it keeps comes after it.
TWICE = f"The first call is right, and the same call made again is not: the first {CHANGED}"
AFTER = f"In a fresh kernel {{}} is right, and after another call it is not: the other {CHANGED}"
OBJECTS = f"{LAST_OBJECT} below is right where no other comes before it: another {CHANGED}"
USED = f"Called first, in a fresh kernel, {{}} gives another answer: a call before it {CHANGED}"
SOME = "What is right in a fresh kernel is wrong after some calls, and which these are is chance."
SOMETIMES = f"In a fresh kernel a call is right, and after other calls it is not: one of these {CHANGED}"
UNTRIED = "A call went wrong after other calls. In a fresh kernel it may be right."
AGAIN = f"The same call does not give the same answer twice: the first {CHANGED}"
REFILLED = (
    f"Given a new array with the same numbers, the last call gives another answer: the call before {CHANGED}"
)
OVERWRITTEN = "A later call overwrites what an earlier one gave: both are in the same memory."

Judging = Callable[[Check, Failure, Sequence[Check]], Shown]


@contextmanager
def in_fresh_process(prepared: Prepared, zygote: Zygote, session: Session) -> Iterator[Judging]:
    """Yields what tells of a failure how it comes about in a fresh process.

    session: in which all cells have run, and which found the failures.
    """
    with ExitStack() as stack:
        yield _FreshProcess(prepared, zygote, session, stack)


@dataclass(frozen=True, slots=True, eq=False)
class _Run:
    """What a check raised on an example, None if it held, and the calls that it made."""

    error: BaseException | None
    calls: tuple[RecordedCall, ...]


class _FreshProcess:
    """One process serves the examples of all public checks, and one those of all hidden checks, while nothing
    was seen that remembers. Then each has its own.
    """

    def __init__(self, prepared: Prepared, zygote: Zygote, session: Session, stack: ExitStack) -> None:
        self._prepared, self._zygote, self._session, self._stack = prepared, zygote, session, stack
        # By whether the check is hidden: what a public one tells, its student reads.
        self._shared: dict[bool, Session] = {}
        self._careful = False
        self._processes = 0

    def __call__(self, check: Check, failure: Failure, failing: Sequence[Check]) -> Shown:
        """failing: all checks that failed on this submission."""
        shown = self._there(check, failure, failing)
        return replace(shown, failure=with_culprit(shown.failure, check.question, self._session.cells))

    def _there(self, check: Check, failure: Failure, failing: Sequence[Check]) -> Shown:
        if not _worth_it(failure) or self._session.cpu_seconds() > QUICK:
            return Shown(failure)
        kept = memory(check.question, self._session.cells)
        named = kept if kept and not kept.chance else None  # many a right function calls np.empty
        self._careful |= named is not None or any(not one.merge for one in failing)
        found = self._played(check, [failure.example])
        if not found:
            return Shown(_unseen(failure), alone=told(UNTRIED, check, kept)) if named else Shown(failure)
        if found[-1].error:
            now = _as_there(failure, found[-1])
            if refilled := self._refilled(check, now, named):
                return Shown(needed(now, check.question, self._fresh), alone=refilled)
            why = self._why(check, now, named)
            if not (why and named and named.by_id):
                spare = named is None and self._processes < MOST_PROCESSES
                return Shown(needed(now, check.question, self._fresh) if spare else now, alone=why)
        if named and named.by_id:
            return Shown(_unseen(failure), alone=told(SOME, check, named))
        self._careful = True
        for other, earlier in self._tries(check, failure.example):
            found = self._played(check, [earlier, failure.example], first=other)
            held = not found or not found[0].error or earlier is failure.example or other is not check
            if found and found[-1].error and held:
                said = TWICE if earlier is failure.example else AFTER
                answers = tuple(one for one in found[0].calls if one.shows == "answer")
                before = answers or found[0].calls  # of a check that looks at what else a call does
                before, last = self._fewer(check, before, failure.example, found[-1])
                now = _as_there(failure, last, other=True)
                left = MOST_PROCESSES - self._processes
                before, now = needed_after(before, now, check.question, self._fresh, most=left)
                left = MOST_PROCESSES - self._processes
                now, wrong = up_to_the_wrong_one(now, check.question, self._fresh, most=left)
                said = OBJECTS if before[-1].call.of_objects() else said
                return Shown(now, before, told(said, check, kept, now, wrong))
        return Shown(_unseen(failure), alone=told(SOMETIMES, check, kept))

    def _tries(self, check: Check, example: Example) -> Iterator[tuple[Check, Example]]:
        """What may come before an example: this check with others, those of the question's other checks that
        are as open as this one as well; then those others, with inputs of their kinds, as far as there are.
        """
        others = [one for one in self._prepared.of(check.question) if one.hidden <= check.hidden]
        pools = self._prepared.pools
        every = [
            one for each in dict.fromkeys([check.id, *(one.id for one in others)]) for one in pools[each]
        ]
        yield from ((check, one) for one in earlier_ones(example, every))
        of_kinds = [one for one in others if one.inputs and one is not check and pools[one.id]]
        yield from ((one, pools[one.id][0]) for one in of_kinds)

    def _played(self, check: Check, examples: Sequence[Example], *, first: Check | None = None) -> list[_Run]:
        """What came of these examples, in order, in a fresh process; [] where too much was tried.

        first: the check that the first of them is of, if it is another.
        """
        if not self._careful:
            if check.hidden not in self._shared:
                self._shared[check.hidden] = self._stack.enter_context(self._fresh())
            return self._runs(self._shared[check.hidden], check, examples, first)
        if self._processes >= MOST_PROCESSES:
            return []
        with self._fresh() as session:
            return self._runs(session, check, examples, first)

    def _fewer(
        self, check: Check, before: tuple[RecordedCall, ...], example: Example, last: _Run
    ) -> tuple[tuple[RecordedCall, ...], _Run]:
        """A single one of these calls that brings it about, or the first few, and what came after them."""
        every = [*((one,) for one in before), *(before[:count] for count in range(2, len(before)))]
        for few in every * (len(before) > 1):
            if self._processes >= MOST_PROCESSES:
                break
            with self._fresh() as session:
                session.call([one.call for one in few])
                run = self._runs(session, check, [example])
            if run and type(run[0].error) is type(last.error):
                return few, run[0]
        return before, last

    @contextmanager
    def _fresh(self) -> Iterator[Session]:
        self._processes += 1
        with self._zygote.session(spent=self._session.spent) as session:
            session.load(self._session.cells)
            yield session

    def _runs(
        self, session: Session, check: Check, examples: Sequence[Example], first: Check | None = None
    ) -> list[_Run]:
        """None, where the submission has no time left: what it did not answer tells nothing."""
        checks = [first or check, *(check for _ in examples[1:])]
        found = [self._run(session, *one) for one in zip(checks, examples, strict=True)]
        return [] if session.overspent() else found

    def _run(self, session: Session, check: Check, example: Example) -> _Run:
        known: dict[bytes, Reply] = {}

        def ask(call: Call) -> Reply:
            key = frames.key(call)
            if not check.merge or key not in known:  # as it was played: the same call was made once
                known[key] = session.ask([key], [call])[0]
            return known[key]

        calls: list[RecordedCall] = []
        with quiet():
            error = attempt(check, example, self._prepared.returns, knowing_parts(ask), calls=calls)
        return _Run(error, tuple(calls))

    def _refilled(self, check: Check, failure: Failure, kept: Memory | None) -> str:
        """Of a call with an array that was changed in place: that a new array gives another answer."""
        last = failure.calls[-1:]
        if not last or last[0].call.step or not is_refilled(last[0].call):
            return ""
        if self._processes >= MOST_PROCESSES:
            return ""
        with self._fresh() as session:
            first = session.call([in_the_end(last[0].call)])[0]
        return "" if alike(first, last[0].reply) else told(REFILLED, check, kept)

    def _why(self, check: Check, failure: Failure, kept: Memory | None) -> str:
        """Of what fails by itself: that it does so by what is kept; "" if nothing shows that."""
        beside = failure.error.beside if isinstance(failure.error, CheckFailed) else ""
        if kept is None:
            return ""
        if beside in (BEFORE, LASTING):
            return told(AGAIN if beside == BEFORE else OVERWRITTEN, check, kept)
        own = [one for one in failure.calls if one.call.function == check.question and one.shows == "answer"]
        if len(own) < 2 or self._processes >= MOST_PROCESSES:
            return ""
        with self._fresh() as session:
            first = session.call([own[-1].call])[0]
        return "" if alike(first, own[-1].reply) else told(USED, check, kept, failure)


def _worth_it(failure: Failure) -> bool:
    """Nothing is gained where nothing is written, or where each try would cost a limit."""
    error = failure.error
    if isinstance(error, CallRaised):
        return not error.happened.startswith((NOT_WRITTEN, NEEDS, "is not defined", "ended the process"))
    return not isinstance(error, CallTimedOut)


def _as_there(failure: Failure, run: _Run, *, other: bool = False) -> Failure:
    """The failure with the numbers that came back in that process, if it is of the same kind there.

    other: or of another kind.
    """
    error = run.error
    kinds = {isinstance(one, CallRaised | CallTimedOut) for one in (error, failure.error)}
    if error is None or (len(kinds) > 1 and not other) or isinstance(error, CallTimedOut):
        return failure
    return replace(failure, error=error.with_traceback(None), calls=run.calls)


def _unseen(failure: Failure) -> Failure:
    """Without the numbers, as no few calls bring them about."""
    error = failure.error
    if isinstance(error, CallRaised):
        happened = f"{error.happened}, but only after other calls"
        return Failure(failure.index, {}, CallRaised(error.what, happened, kinds=error.kinds))
    if isinstance(error, CheckFailed):
        words = ("another answer after other calls", "the same as in a fresh kernel")
        return Failure(failure.index, {}, CheckFailed(error.what, *words))
    return failure
