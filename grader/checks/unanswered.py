"""What came back in place of an answer, in words for the student."""

from grader.errors import CallRaised, CallTimedOut
from grader.values import Call, Died, Hung, Raised
from grader.wording import NEEDS, NOT_WRITTEN

UNDEFINED = "is not defined"  # after its name, the text of the NameError for a function that is not there


def no_answer(call: Call, reply: Raised | Hung | Died, *, written: str) -> CallRaised | CallTimedOut:
    """written: the call, as a student would write it."""
    if isinstance(reply, Raised) and reply.text.startswith(f"{call.function} {UNDEFINED}"):
        return CallRaised(call.function, reply.text.removeprefix(f"{call.function} ") + _cure(reply, call))
    if isinstance(reply, Hung) and reply.together:
        before = f"all cells and calls before it took more than {reply.seconds:g} seconds together"
        return CallTimedOut(written, f"was not tried, as {before}")
    if isinstance(reply, Hung):
        return CallTimedOut(written, f"did not return within {reply.seconds:g} seconds")
    if isinstance(reply, Died):
        return CallRaised(written, reply.reason)
    if reply.kind == "NotImplementedError":
        another = reply.unwritten.isidentifier() and not written.startswith(f"{reply.unwritten}(")
        needed = f"{NEEDS}{reply.unwritten}, which " if another else ""
        return CallRaised(written, f"{needed}{NOT_WRITTEN}")
    where = f" (line {reply.line} of its cell)" if reply.line else ""
    text = f": {reply.text}" if reply.text else ""
    return CallRaised(written, f"raised {reply.kind}{text}{where}", kinds=(reply.kind, *reply.bases))


def _cure(reply: Raised, call: Call) -> str:
    """What to do about a name that is not there, unless the reply says why it is not."""
    line = f"{call.function} =" if call.reads == "variable" else f"def {call.function}"
    return f"; run the cell with `{line}`, and keep that name" if reply.text.endswith(UNDEFINED) else ""
