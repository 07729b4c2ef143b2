"""Known solutions, played question by question, over all cores; what came of it is kept by content.

They are ours and run in our processes. `call_by_call` finds the verdicts that they would get as submissions.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from grader.checks.judge import Prepared
from grader.checks.verdict import result_of
from grader.cores import over_cores
from grader.files import from_cache, put_in_cache
from grader.model import Limits, Result
from grader.solutions.call_by_call import verdicts
from grader.solutions.keys import Keys
from grader.solutions.known import Functions
from grader.wording import FORMS

Results = tuple[Result, ...]
_RESULTS = msgspec.json.Decoder(Results)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What is to be played: a known solution, and the questions on which it may do its own thing.

    make: its functions; where it may remember calls, new ones each time. text: its source, or whatever else
    tells it from all others.
    """

    make: Callable[[], Functions]
    text: str
    questions: Sequence[str]


def played(
    parts: Sequence[Part], prepared: Prepared, reference: Functions, *, keys: Keys, limits: Limits
) -> list[Results]:
    """The results of each part, in the order of the checks, whether they were found out now or before.

    keys: of what follows from these checks and the reference. limits: how long a call may take.
    """
    checks = {question: prepared.of(question) for one in parts for question in one.questions}
    wanted = {
        (at, question): keys.of("played", one.text, question, checks[question])
        for at, one in enumerate(parts)
        for question in one.questions
    }
    found = {way: results for way, key in wanted.items() if (results := from_cache(key, read)) is not None}
    absent = list(dict.fromkeys(at for at, question in wanted if (at, question) not in found))

    def play(at: int) -> Mapping[str, Results]:
        missing = [question for question in parts[at].questions if (at, question) not in found]
        make = parts[at].make
        return {one: verdicts(make, prepared, one, reference=reference, limits=limits) for one in missing}

    for at, new in zip(absent, over_cores(play, absent, what="playing known solutions"), strict=True):
        for question, results in new.items():
            found[at, question] = results
            if not any(one.slip for one in results):  # which names a line, and an edit above it moves that
                put_in_cache(wanted[at, question], written(results))
    return [_told(prepared, [found[at, name] for name in one.questions]) for at, one in enumerate(parts)]


def written(results: Results) -> bytes:
    """To be kept: all fields of all."""
    return msgspec.json.encode(results)


def read(content: bytes) -> Results:
    """Raises: ValueError: it was not `written`."""
    try:
        return _RESULTS.decode(content)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from error


def _told(prepared: Prepared, found: Sequence[Results]) -> Results:
    """In the order of the checks, with the points and hints that these have today."""
    own = {result.check: result for results in found for result in results}
    told = []
    for check in prepared.checks:
        if result := own.get(check.id):
            now = result_of(check, result.verdict)
            hint = result.hint if result.hint in FORMS else now.hint
            told.append(replace(result, score=now.score, points=now.points, hint=hint, asked=now.asked))
    return tuple(told)
