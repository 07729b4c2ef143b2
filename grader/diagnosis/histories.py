"""What checks ask of an object of a student's class, where it answers as the reference does.

Every game starts with the same calls, but of a class these only make objects. What tells a wrong class from
another comes later, and a submission that fails early is not asked it. So it is asked what is missing.
"""

from collections.abc import Mapping, Sequence

from grader.checks.in_process import in_process
from grader.checks.judge import Prepared
from grader.checks.parts import knowing_parts
from grader.checks.play import Asks, Opening
from grader.checks.run import attempt, quiet
from grader.checks.student_functions import Returns
from grader.model import FINE, Result
from grader.solutions import Functions
from grader.values import Call, Died, Hung, Reply, frames, is_class

MOST_CALLS = 100  # of one class; those of each check's first examples come first


def history_calls(start: Opening, returns: Returns, reference: Functions, question: str) -> dict[bytes, Call]:
    """By frames.key, the calls that make objects of a class, and those that ask them."""
    found: dict[bytes, Call] = {}
    right = knowing_parts(in_process(reference))

    def ask(call: Call) -> Reply:
        if call.function == question and call.reads in ("made", "value", "kept") and not call.stand_ins:
            found.setdefault(frames.key(call), call)
        return right(call)

    with quiet():
        for run in sorted(start.parked, key=lambda run: run.index):
            if question in run.check.functions and len(found) < MOST_CALLS:
                attempt(run.check, run.example, returns, ask)
    return dict(list(found.items())[:MOST_CALLS])


def complete(
    prepared: Prepared,
    calls: Mapping[str, Mapping[bytes, Call]],
    asks: Asks,
    replies: dict[bytes, Reply],
    results: Sequence[Result],
) -> None:
    """Ask classes that lost points what they were not asked in the game.

    calls: by question, those of its function; replies: gets what comes back.
    """
    of = {check.id: check.question for check in prepared.checks}
    lost = dict.fromkeys(of[one.check] for one in results if one.verdict not in FINE)
    for question in lost:
        if is_class(prepared.returns[question]):
            _ask_the_rest(asks, calls[question], replies)


def _ask_the_rest(asks: Asks, calls: Mapping[bytes, Call], replies: dict[bytes, Reply]) -> None:
    """Up to the first that stops."""
    while missing := [key for key in calls if key not in replies]:
        found = asks([calls[key] for key in missing], missing)
        replies |= zip(missing, found, strict=False)
        if not found or isinstance(found[-1], Hung | Died):
            return
