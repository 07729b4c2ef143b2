"""What authors say is found on the way to a right answer, tried on every input that starts the game."""

from collections.abc import Iterable, Iterator

from grader.checks.in_process import in_process
from grader.checks.play import Parked
from grader.checks.way import Way, found_on_the_way
from grader.errors import CourseError
from grader.solutions.known import Functions
from grader.values import Returned


def of_ways(runs: Iterable[Parked], reference: Functions) -> Iterator[str]:
    """Those that raise where the reference answers, each once."""
    ask, failed = in_process(reference), set[Way]()
    for run in runs:
        way, call = run.check.way, run.call
        plain = call.function == run.check.question and call.reads == "result" and not call.step
        if way is None or way in failed or not plain or not isinstance(ask(call), Returned):
            continue
        try:
            found_on_the_way(way, call, {})
        except Exception as error:
            failed.add(way)
            place = f"line {way.__code__.co_firstlineno}, {way.__name__}"
            found = f"it raises {type(error).__name__}: {error}, for an input that the reference answers"
            yield str(CourseError(way.__code__.co_filename, place, found))
