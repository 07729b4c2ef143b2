"""Playing all checks at once. Every (check, example) is a run; a run that calls a student's function waits.

All runs wait at once, so 40 checks of 100 examples need as many messages as the longest chain of calls in one
check, not 4,000: one batch asks for all pending calls, identical ones once. A run is parked by leaving its
check at the call, and goes on by starting the check anew with the answers it has so far; a check is a pure
function of its example and its answers, so it comes by the same way. That is faster than to keep 4,000 stacks
(measured against greenlets), and checks stay plain functions, written in direct style. A run that has come
through MOST_ANEW calls is parked no more: it asks each further one by itself. So what a run costs grows with
its calls, and not with their square.

The first batch asks for everybody's first call. Then each check's first few examples are played to their end:
where one fails, as it does for most wrong answers, nothing more is asked or judged for the others.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from grader.checks.claims import Check, Example
from grader.checks.draw import Pools
from grader.checks.recorded_calls import RecordedCall
from grader.checks.replies import comes_again, made_before
from grader.checks.run import Failure, attempt, line_in, quiet
from grader.checks.stops import Stops
from grader.checks.student_functions import Returns
from grader.errors import NotTheirs
from grader.values import Call, Died, Hung, Reply, fixed, frames

# Examples of each check that are played to their end before the others go on: a wrong answer fails one.
LEADS = 6

# Answers that a check is started anew with. To start it with more costs more than a message of its own.
MOST_ANEW = 32

# Answers calls, given with their frames.key, in order. It may end early, with a Hung or Died.
Asks = Callable[[Sequence[Call], Sequence[bytes]], Sequence[Reply]]


@fixed
class Parked:
    """A run that waits for the answer to `call`, whose frames.key is `key`. Runs of one group share it.

    again: it may be met again, as no answer so far was too large to be remembered.
    """

    check: Check
    index: int
    example: Example
    answers: tuple[Reply, ...]
    call: Call
    key: bytes
    group: object
    again: bool


# What came of a parked run with an answer: None if the check held. A reply that came before is the same
# object again (frames.Seen), and so is what it led to: a run that went the same way for another student is
# not run again. What was not met for longest is forgotten first.
Outcomes = OrderedDict[tuple[Parked, Reply], Parked | Failure | None]
MOST_OUTCOMES = 30_000  # a few KB each


@dataclass(frozen=True, slots=True, eq=False)
class Opening:
    """Every run at its first call. Who answers makes no difference yet, so every game starts from here.

    outcomes: filled as games are played, where replies are remembered; None where they are not.
    """

    parked: tuple[Parked, ...]
    failures: dict[str, Failure]
    outcomes: Outcomes | None = None


class _Park(NotTheirs):
    """Leaves a check at a call that has no answer yet. Not an Exception, or a check might catch it."""

    def __init__(self, call: Call) -> None:
        self.call = call


def opening(checks: Sequence[Check], pools: Pools, returns: Returns) -> Opening:
    """Start every check on every example of its pool."""
    game = _Game(returns, _nobody, Stops())
    with quiet():
        for check in checks:
            for index, example in enumerate(pools[check.id]):
                game.take(check, index, game.run(check, index, example, ()))
                if check.id in game.failures:  # no later example would count
                    break
    return Opening(tuple(game.parked), game.failures)


def play(start: Opening, returns: Returns, asks: Asks, *, stops: Stops | None = None) -> dict[str, Failure]:
    """The checks that did not hold, by id. Whoever `asks` leaves unanswered is asked again for the rest.

    stops: those of games before this one; updated.
    """
    stops = Stops() if stops is None else stops
    game = _Game(returns, asks, stops, start.outcomes)
    game.parked, game.failures = list(start.parked), dict(start.failures)
    with quiet():
        while game.parked:
            asked = game.awaited()
            replies = _answers(asks, asked)
            game.wake(zip(asked, replies, strict=False))
            stopped = bool(replies) and isinstance(replies[-1], Hung | Died)
            if stopped or not game.parked:
                game.follow()
            if stopped:
                stops.note(asked[len(replies) - 1][0].call, replies[-1])
                rest = _undecided(asked[len(replies) :], game.failures)
                game.parked += [run for group in rest for run in group]
    return game.failures


def _answers(asks: Asks, groups: Sequence[Sequence[Parked]]) -> Sequence[Reply]:
    """The replies to the groups' calls, all of them unless the last one stopped."""
    if not groups:
        return []
    replies = asks([group[0].call for group in groups], [group[0].key for group in groups])
    if len(replies) < len(groups) and not (replies and isinstance(replies[-1], Hung | Died)):
        raise RuntimeError(f"{len(groups)} calls were asked, {len(replies)} answered")
    return replies


class _Game:
    """The runs in flight, and the first failure of each check so far."""

    def __init__(self, returns: Returns, asks: Asks, stops: Stops, outcomes: Outcomes | None = None) -> None:
        self._returns, self._asks, self._stops, self._outcomes = returns, asks, stops, outcomes
        self.parked: list[Parked] = []
        self.failures: dict[str, Failure] = {}
        self._following: list[tuple[Parked, Reply]] | None = []  # wait for the leads; None: these are done
        self._keys: dict[bytes, bytes] = {}  # equal keys are one, as each may hold an answer of megabytes

    def awaited(self) -> list[list[Parked]]:
        """Unpark all runs, and return the groups to ask for; a function given up answers as it did last."""
        groups = _groups([run for run in self.parked if not self._is_idle(run)])
        self.parked = []
        if not self._stops.noted:  # nearly always
            return groups
        known = [(group, self._stops.instead(group[0].call)) for group in groups]
        self.wake((group, reply) for group, reply in known if reply)
        return [group for group, reply in known if not reply]

    def wake(self, answered: Iterable[tuple[Sequence[Parked], Reply]]) -> None:
        """Take runs on with their answers. While leads are played, the others keep theirs for later."""
        for runs, reply in answered:
            for run in runs:
                if self._following is not None and run.index >= LEADS:
                    self._following.append((run, reply))
                else:
                    self._go_on(run, reply)

    def follow(self) -> None:
        """The leads are done, or cannot be waited for: whoever kept an answer goes on."""
        following, self._following = self._following or (), None
        for run, reply in following:
            self._go_on(run, reply)

    def _go_on(self, run: Parked, reply: Reply) -> None:
        if self.failures and self._is_idle(run):
            return
        way, known = (run, reply), self._outcomes
        if known is not None and way in known:
            known.move_to_end(way)
            came_of_it = known[way]
        else:
            again = run.again and comes_again(reply)
            came_of_it = self.run(run.check, run.index, run.example, (*run.answers, reply), again=again)
            # After so many answers it depends on others, which are yet to come.
            if known is not None and again and len(run.answers) + 1 < MOST_ANEW:
                known[way] = came_of_it
                if len(known) > MOST_OUTCOMES:
                    known.popitem(last=False)
        if came_of_it is not None:
            self.take(run.check, run.index, came_of_it)

    def _is_idle(self, run: Parked) -> bool:
        """Nothing it could find would count: its check failed on an earlier example."""
        first = self.failures.get(run.check.id)
        return first is not None and first.index < run.index

    def take(self, check: Check, index: int, came_of_it: Parked | Failure | None) -> None:
        """Park a run, or note its failure, if it is the first of its check."""
        if isinstance(came_of_it, Parked):
            self.parked.append(came_of_it)
        elif came_of_it and index < getattr(self.failures.get(check.id), "index", index + 1):
            self.failures[check.id] = came_of_it

    def run(
        self, check: Check, index: int, example: Example, answers: tuple[Reply, ...], *, again: bool = True
    ) -> Parked | Failure | None:
        """What comes of a run, taken as far as its answers go. again: as Parked has it."""
        left, made = iter(answers), list[tuple[Call, Reply]]()

        def ask(call: Call) -> Reply:
            if check.merge and (before := made_before(call, made)):
                return before
            reply = next(left, None)
            if reply is None and len(answers) < MOST_ANEW:
                raise _Park(call)
            reply = self._alone(call) if reply is None else reply
            if len(made) < MOST_ANEW:
                made.append((call, reply))
            return reply

        calls: list[RecordedCall] = []
        try:
            error = attempt(check, example, self._returns, ask, calls=calls)
        except _Park as at:
            key = frames.key(at.call)
            key = self._keys.setdefault(key, key)
            group = key if check.merge else (check.id, index, len(answers))
            return Parked(check, index, example, answers, at.call, key, group, again)
        if error is None:
            return None
        line = line_in(check, error)
        error = error.with_traceback(None)  # frames would keep all they saw alive
        return Failure(index, example, error, line, tuple(calls))

    def _alone(self, call: Call) -> Reply:
        """The reply to one call, asked by itself."""
        return self._stops.sparing(lambda one: self._asks([one], [frames.key(one)])[0])(call)


def _nobody(calls: Sequence[Call], keys: Sequence[bytes]) -> Sequence[Reply]:
    """Answers an opening, which asks nothing."""
    raise AssertionError


def _groups(parked: Sequence[Parked]) -> list[list[Parked]]:
    """The parked runs, those together that one answer can serve."""
    groups: dict[object, list[Parked]] = defaultdict(list)
    for run in parked:
        groups[run.group].append(run)
    return list(groups.values())


def _undecided(groups: Sequence[Sequence[Parked]], failures: dict[str, Failure]) -> list[list[Parked]]:
    """Less what only failed checks wait for: they need no more answers, each of which may cost a limit."""
    left = [[run for run in group if run.check.id not in failures] for group in groups]
    return [group for group in left if group]
