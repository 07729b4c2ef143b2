"""Checks that are no pure functions: each is run twice on the same example and the same answers.

What a check draws by itself, keeps or changes makes its verdict depend on what was run before it.
"""

import copy
from collections.abc import Callable, Iterator

from grader.checks.claims import Check, Example, file_of, line_of
from grader.checks.in_process import in_process
from grader.checks.judge import Prepared
from grader.checks.parts import knowing_parts
from grader.checks.run import attempt, quiet
from grader.errors import CourseError, NotTheirs
from grader.files import from_cache, put_in_cache
from grader.solutions.interrupt import interrupting
from grader.solutions.keys import Keys
from grader.solutions.known import Functions
from grader.solutions.slips import Slip
from grader.values import Ask, Call, Reply, as_source, frames

TRIED = 5  # examples of a check
PURE = b"pure"


class _Other(NotTheirs):
    """The check makes another call than before. Not an Exception, or it might catch it."""


def impure(prepared: Prepared, reference: Functions, *, keys: Keys, seconds: float) -> Iterator[Slip]:
    """Each such check once. seconds: that a call may take. What is pure is kept by content."""
    for check in prepared.checks:
        key = keys.of("pure", "", check.question, [check])
        if check.body.__module__ not in ("public", "hidden") or from_cache(key, bytes) == PURE:
            continue
        with interrupting(seconds) as timed, quiet():
            ask = timed(in_process(reference))
            pool = prepared.pools[check.id][:TRIED]
            found = next(filter(None, (_twice(check, one, prepared, ask) for one in pool)), None)
        if found:
            place = f"line {line_of(check)}, check {check.id}"
            yield Slip(check.id, str(CourseError(file_of(check), place, found[0], cure=found[1])))
        else:
            put_in_cache(key, PURE)


def _twice(check: Check, example: Example, prepared: Prepared, ask: Ask) -> tuple[str, str] | None:
    """What is another when the check is run again, and the cure; None: nothing."""
    own = copy.deepcopy(dict(example))
    made: list[tuple[bytes, Reply]] = []

    def first(call: Call) -> Reply:
        made.append((frames.key(call), ask(call)))
        return made[-1][1]

    before = attempt(check, own, prepared.returns, knowing_parts(first))
    for name, value in example.items():
        if as_source(own[name]) != as_source(value):
            return f"it changes its example, {name}", f"work on a copy, or on sorted({name})"
    try:
        after = attempt(check, own, prepared.returns, knowing_parts(_again(made)))
    except _Other:
        after = _Other()
    if (type(before), str(before)) == (type(after), str(after)):
        return None
    found = "it does something else when it is run again, on the same example and the same answers"
    return found, "let @given draw what is to vary, and keep nothing from one run to the next"


def _again(made: list[tuple[bytes, Reply]]) -> Callable[[Call], Reply]:
    """Answers the same calls in the same order. Raises: _Other: it is another call."""
    left = iter(made)

    def ask(call: Call) -> Reply:
        key, reply = next(left, (b"", None))
        if reply is None or key != frames.key(call):
            raise _Other
        return reply

    return ask
