"""Which known solutions somebody's answers are compared with, and in which order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Any

from grader.cores import over_cores
from grader.diagnosis.diagnoser import Diagnoser
from grader.diagnosis.learn import CallPlan, Shelf, Solution
from grader.solutions import KnownSolution, is_stateful, rebuilt
from grader.values import FIGURE

# Mutants of a function that draws, each of which takes a good part of a second; the likeliest.
MOST_DRAWN = 40


@dataclass(frozen=True, slots=True)
class Match:
    """A known solution that answers as a submission does. origin: the first question it answers wrongly."""

    origin: str
    solution: Solution


def shelves_of(
    using: Diagnoser, question: str, shown: Mapping[str, Match]
) -> Iterator[tuple[int, Sequence[Shelf]]]:
    """Where to look: what somebody wrote (0 slips), what follows from a slip in a part, one slip, two."""

    def shelves(name: str, solutions: Callable[[], list[Solution]]) -> Sequence[Shelf]:
        if (question, name) not in using.shelves:
            using.shelves[question, name] = _shelved(using.plans[question], solutions())
        return using.shelves[question, name]

    yield 0, shelves("written", lambda: _written(using, question))
    for match in shown.values():
        if match.solution.id not in using.known:
            yield 1, shelves(match.solution.id, partial(_following, using, question, match))
    draws = using.plans[question].returns == FIGURE
    for slips in (1,) if draws else (1, 2):
        yield slips, shelves(f"{slips}", partial(_mutants, using, question, slips))


def learn_drawn(using: Diagnoser) -> None:
    """Find out what known solutions that draw answer first: it is dear, and kept for all that grade here."""
    drawn = [question for question, plan in using.plans.items() if plan.returns == FIGURE]
    shelves = [shelf for one in drawn for _, some in shelves_of(using, one, {}) for shelf in some]
    for _ in over_cores(Shelf.learn_first, shelves, what="drawing as known solutions do"):
        pass


def _shelved(plan: CallPlan, solutions: Sequence[Solution]) -> Sequence[Shelf]:
    """Those without a state, and those that may have one."""
    kinds = {kind: [one for one in solutions if one.stateful is kind] for kind in (False, True)}
    return [Shelf(plan, some, kind) for kind, some in kinds.items() if some]


def _written(using: Diagnoser, question: str) -> list[Solution]:
    """The others answer as the reference does."""

    def source(one: KnownSolution) -> str:
        """With the reference before it: what it does not write is as there."""
        reference = one.path.parents[1] / f"{using.assignment}.py"
        return "\n".join(path.read_text("utf-8") for path in (reference, one.path))

    return [
        Solution(
            stem,
            one.name,
            one.hint,
            lambda one=one: one.again().get(question),  # type: ignore[misc]
            partial(source, one),
            stateful=is_stateful(one.functions[question]),
        )
        for stem, one in using.known.items()
        if question in one.touches
    ]


def _following(using: Diagnoser, question: str, match: Match) -> list[Solution]:
    """What the reference becomes where a part of it is wrong."""

    def make() -> Any:
        return rebuilt(using.functions, {match.origin: match.solution.make()})[question]

    return [replace(match.solution, make=make)]


def _mutants(using: Diagnoser, question: str, slips: int) -> list[Solution]:
    draws = using.plans[question].returns == FIGURE
    found = (one for one in using.mutants(question) if len(one.edits) == slips)
    few = islice(found, MOST_DRAWN if draws else None)
    return [
        Solution(
            one.id,
            one.name,
            one.hint,
            one.function,
            lambda one=one: one.source,  # type: ignore[misc]
            slip_of=one.form.source,
            foreign=not (one.form.own or one.form.written_out),
        )
        for one in few
    ]
