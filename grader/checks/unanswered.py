"""What came back in place of an answer, in words for the student."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from grader.checks.special_methods import lacks
from grader.errors import CallRaised, CallTimedOut
from grader.values import Call, Died, Hung, Raised
from grader.wording import NEEDS, NO_FUNCTION, NOT_WRITTEN, RAISED, counted

# What Python says of a call that a function's header does not take; no line of the function has run.
_MISFIT = re.compile(
    r"raised TypeError: (?:\S*<locals>\.)?(?:(?P<kind>\w+)\.)?(?P<name>\w+)\(\) "
    r"(?:(?P<none>takes no arguments)|takes |missing \d+ required "
    r"|got (?:an unexpected keyword|multiple values|some positional-only))"
    r"(?!.*\(line \d+ of its cell\)$)",
    re.DOTALL,
)
QUOTED = "; put the answer between quotation marks"
# Why the cell of a quiz question stopped, where its answer is no text.
_NO_TEXT = re.compile(r"for its cell stopped: (?:NameError: name '|SyntaxError)")
_NO_NAME = re.compile(r"raised NameError(?:: name '(\w+)' is not defined)?")
_MODULES = {"np": "numpy as np", "plt": "matplotlib.pyplot as plt", "math": "math", "numpy": "numpy"}
MUCH_ALIKE = 0.8  # two spellings of one name
UNDEFINED = "is not defined"  # after its name, the text of the NameError for a function that is not there


def renamed(name: str, names: Iterable[str]) -> str:
    """What to add to "is not defined" where one of these is like `name`, or holds it; "": none does."""
    known = sorted(names)
    near = [one for one in known if name in one] or get_close_matches(name, known, n=1)
    return f"; the notebook has {near[0]}: call it {name} everywhere" if near else ""


def misspelt(name: str, names: Iterable[str]) -> str:
    """The same for a value, whose name may be any; only where one is spelled much like it."""
    near = get_close_matches(name, sorted(names), n=1, cutoff=MUCH_ALIKE)
    return renamed(name, near)


def no_answer(call: Call, reply: Raised | Hung | Died, *, written: str) -> CallRaised | CallTimedOut:
    """written: the call, as a student would write it."""
    if isinstance(reply, Raised) and reply.text.startswith(f"{call.function} {UNDEFINED}"):
        return CallRaised(call.function, reply.text.removeprefix(f"{call.function} ") + _cure(reply, call))
    if isinstance(reply, Hung) and reply.together:
        before = f"all cells and calls before it took more than {counted(reply.seconds, 'second')} together"
        return CallTimedOut(written, f"was not tried, as {before}")
    if isinstance(reply, Hung):
        return CallTimedOut(written, f"did not return within {counted(reply.seconds, 'second')}")
    if isinstance(reply, Died):
        return CallRaised(written, reply.reason)
    kinds = (reply.kind, *reply.bases)
    if reply.kind == "NotImplementedError":
        another = reply.unwritten.isidentifier() and not written.startswith(f"{reply.unwritten}(")
        needed = f"{NEEDS}{reply.unwritten}, which " if another else ""
        method = call.step.name if call.step else ""
        names = {"", call.function, reply.unwritten, method, f"{call.function}.{method}"}
        spoken = reply.text.strip() not in names  # a stub says no more than its name
        return CallRaised(written, f"{needed}{NOT_WRITTEN}", kinds=kinds if spoken else ())
    where = f" (line {reply.line} of its cell)" if reply.line else ""
    text = f": {reply.text}" if reply.text else ""
    return CallRaised(written, f"raised {reply.kind}{text}{where}", kinds=kinds)


def why_raised(written: str, happened: str) -> str:
    """What to ask about an exception. written: the call, or the attribute, that ended in it."""
    if lacked := lacks(happened):
        kind, name = lacked
        if name.startswith("__") or written.endswith(")"):
            return f"The class {kind} has no method {name}. Give it one: def {name}(self, …)."
        return f"Which method of the class {kind} has to set self.{name}?"
    return unfit(happened) or no_name(happened) or (NO_FUNCTION if "is not callable" in happened else RAISED)


def unfit(happened: str) -> str:
    """What to ask where a call did not fit the header of what was called; "": that is not what happened."""
    found = _MISFIT.match(happened)
    if not found:
        return ""
    name = found["name"]
    if found["none"]:
        spelled = "How is it spelled there, and are there two underscores on each side?"
        return f"Python finds no method __init__ in your class {name}. {spelled}"
    header = f"Which names stand in the brackets of your line def {name}(…), and"
    if found["kind"]:
        return f"{header} is self the first of them? Python puts the object itself there."
    return f"{header} what does this call put into each of them?"


def no_name(happened: str) -> str:
    """What to ask where a name has no value; "": that is not what happened."""
    found = _NO_NAME.match(happened)
    if found and found[1] in _MODULES:
        line = f"import {_MODULES[found[1]]}"
        return (
            f"Which cell has the line `{line}`, and did it run? If no cell has it, write it into one at the "
            "top. Then restart the kernel and run all cells from the top."
        )
    return "Which cell gives this name its value? Restart, and run all cells from the top." if found else ""


def gives_name(code: str, happened: str) -> bool:
    """Whether `code` gives a value to the very name that had none, so that it does not show what happened."""
    found = _NO_NAME.match(happened)
    sets = found and found[1] and rf"^(?:{found[1]} =|import (?:\S+ as )?{found[1]}$)"
    return bool(sets and re.search(sets, code, re.MULTILINE))


def _cure(reply: Raised, call: Call) -> str:
    """What to do about a name that is not there, unless the reply says so itself."""
    if call.reads == "variable" and _NO_TEXT.search(reply.text):
        return QUOTED
    line = f"{'class' if call.reads == 'made' else 'def'} {call.function}"
    line = f"{call.function} =" if call.reads == "variable" else line
    return f"; run the cell with `{line}`, and keep that name" if reply.text.endswith(UNDEFINED) else ""
