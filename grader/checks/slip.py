"""Where and on what a check went wrong, for its author alone."""

from grader.checks.claims import Check, file_of
from grader.checks.run import LONGEST_EXAMPLE, Failure
from grader.errors import did_you_mean
from grader.values import as_source


def slip_of(check: Check, failure: Failure, claimed: bool) -> str:
    """What its author needs to mend it: file, line, error, example. claimed: it claims what is not so."""
    kind = "the reference solution fails it" if claimed else type(failure.error).__name__
    error = f"{kind}{_text(failure.error)}"
    if isinstance(failure.error, AttributeError):
        meant = did_you_mean(str(failure.error.name), dir(failure.error.obj))
        error += f"; {meant}" if meant else ""
    given = ", ".join(f"{name} = {as_source(value)}" for name, value in failure.example.items())
    where = f"{file_of(check)}: line {failure.line}, check {check.id}"
    return f"{where}: {error}" + (f"; it was tried on {given[:LONGEST_EXAMPLE]}" if given else "")


def _text(error: BaseException) -> str:
    return f": {error}" if str(error) else ""
