"""Keys for what follows from an assignment's reference and checks: once these change, it is found anew."""

from collections.abc import Iterable

from grader.checks.claims import Check
from grader.checks.draw import seed_of
from grader.checks.judge import Prepared
from grader.checks.sources import Sources, of_program
from grader.files import cache_key
from grader.model import Assignment, Limits
from grader.solutions.known import reference_text


class Keys:
    """limits: how long a call may take."""

    def __init__(self, assignment: Assignment, prepared: Prepared, limits: Limits) -> None:
        sources = Sources(prepared.checks)
        reference = of_program(reference_text(assignment))
        self._shared = (reference, limits.call_seconds, repr(sorted(prepared.returns.items())))
        self._of = {
            check.id: (
                sources.of_verdict(check),
                sources.of_pool(check),
                str(seed_of(check, prepared.key)) if check.strategies else "",
            )
            for check in prepared.checks
        }

    def of(self, what: str, text: str, question: str, checks: Iterable[Check]) -> str:
        """What comes of something with this text on a question. checks: all that it depends on.

        what: the kind of result, such as "played".
        """
        return cache_key(what, *self._shared, text, question, tuple(self._of[check.id] for check in checks))
