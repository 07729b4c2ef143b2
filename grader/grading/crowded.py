"""A first try, while others are graded beside it: a call that times out there may have been crowded out.

The submission is then tried once more, alone, and what comes of that counts. So the first try ends with that
call: whatever else would hang is waited for once.
"""

from collections.abc import Sequence

from grader.checks.play import Asks
from grader.errors import NotTheirs
from grader.model import Limits
from grader.sandbox import TimeSpent
from grader.values import Call, Hung, Reply

SHARE = 0.1  # of a submission's time: who has used more may need all that is left, and goes on


class CrowdedOut(NotTheirs):
    """A call timed out early in a first try.

    A BaseException, as errors.CallTimedOut is: a check would take an Exception for what it looks for.
    """


def giving_up(asks: Asks, spent: TimeSpent, limits: Limits) -> Asks:
    """Answers as `asks` does. Raises (when it is asked): CrowdedOut."""

    def asking(calls: Sequence[Call], keys: Sequence[bytes]) -> Sequence[Reply]:
        replies = asks(calls, keys)
        hung = bool(replies) and isinstance(replies[-1], Hung)
        if hung and spent.seconds() <= SHARE * limits.submission_seconds:
            raise CrowdedOut
        return replies

    return asking
