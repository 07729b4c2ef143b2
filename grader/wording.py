"""How a result reads: the same words in a terminal, in a notebook and on a page."""

import json
import re
import textwrap
from collections.abc import Sequence, Sized
from decimal import Decimal

from grader.errors import fact
from grader.model import Contrast, Counterexample, Diagnosis, Result, Verdict

GLYPHS = {
    Verdict.PASSED: "✓",
    Verdict.FAILED: "✗",
    Verdict.CRASHED: "!",
    Verdict.TIMED_OUT: "…",
    Verdict.NOT_WRITTEN: "○",
    Verdict.SKIPPED: "-",
    Verdict.BROKEN: "?",
}
NOT_WRITTEN = "is not written yet"
NOT_ANSWERED = "is not answered yet"
CHOICES = "Your answer is one of: "  # what a quiz question claims, before the choices
NEEDS = "needs "  # before the name of the function that is not
BUILDS_ON = "it builds on a check that does not pass yet: "  # before its claim, about one that was skipped
TO_SEE_IT = "to see it, run this in a cell below yours"
# The question to ask where something lasts from one call to the next.
LEFT = "Print {what} before and after each call. What does a call find there, and which call has left it?"
LEFT_IN_DEFAULT = "Print {what} in the first line of that function. What does a later call find there?"
LEFT_BY_OBJECT = "Print {what} before the last lines. Which object has left what the last one finds there?"
LAST_OBJECT = "The last object"  # so begins what is said where an object finds what another one left
CHANGED = "has changed something that lasts."  # what it is comes after that
SOMEHOW = "What does your function keep from one call to the next, or leave to chance?"  # no name is known
# The question to ask where a later call overwrites what an earlier one gave.
HANDED_OUT = "Print what you hand out before and after the next call. Which line writes into it there?"
# The question to ask where an argument is not what it was before.
WRITTEN_INTO = "Whose array do you write into?"
# Of what makes an array, after its name, and the question to ask of that.
UNSET = "makes an array and sets none of its numbers: they are whatever was left in memory."
SET = "Which numbers of that array are read, or added to, before your code has set them?"
LASTING = "before that"  # what gave an answer that is compared with itself, after another call
BEFORE = "before"  # what gave an answer that is compared with that of the same call, made again
# Of what is kept under an array's place in memory, and the question to ask of that.
BY_PLACE = "What it holds is found by `id`, the place of an array in memory, where another may stand later."
BY_ID = (
    "By what does {what} know an array again, and when may another one have the same `id`? Change a number "
    "in an array that it has seen, and make the call again: which numbers does it work with?"
)
# What a figure is, that a call draws into, where an earlier call did so, too, and what to ask then.
NEXT_FIGURE = "the figure of a second call"
NEW_FIGURE = (
    "Do two calls return one and the same figure? Which line makes it, does it run in each call, and does it "
    "ask for a new one there, or for one by its name or number?"
)
CUT_OFF = "Is that text cut off? Print the `dtype` of the array that it went through: how long may a text be?"
FIRST_NAN = "Print what each line of your function gives. Which is the first that gives nan?"
FORM = "Print what came back, its type, and of an array its shape. What does the task ask for?"
AS_TEXT = "Which line makes a text of it: `str`, `format`, an f-string? Which type does the task ask for?"
PARTS = "How many things come back, and how many does the task ask for? Print each of them: which is which?"
NOTHING = "Printing an answer gives nothing back. Which line returns it, and does that line run?"
FORMS = (FORM, AS_TEXT, PARTS, NOTHING)  # no claim was looked at: the answer is of another form than is due
# The question to ask about an exception: no claim was judged, so what its check asks is about something else.
RAISED = "Which line of yours raises that? Print what it works with, just before it."
NO_FUNCTION = "What stands before a bracket on that line is no function. Print it: which line made it?"
TAKEN = "to something else"  # after a function's name
ENDLESS = "Which loop, or which call, may never end? Print something there, and try the smallest input."
_BROKEN = "This check is at fault, not your answer, and costs you nothing. Your instructor sees it too."
WHICH_STEP = "Which line of yours does that?"
ELSEWHERE = "Print what each line of your code gives for such an input. Which is the first that is wrong?"
ON_THE_WAY = "On the way to the right answer, for this input"
FIRST_TO_DIFFER = (
    "Print inside your function what it has at each of these steps, and the result. Which is the first with "
    "other numbers?"
)
EARLY = "If nothing is printed: which line returned?"  # may be asked, too, where a line may return early
_LOST = (Verdict.FAILED, Verdict.CRASHED, Verdict.TIMED_OUT)
_INDENT = "    "
_MANY_BLANKS = re.compile(r"([^\S\n]{100})[^\S\n]+")  # each line that they fill would copy all that are left
_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
# C0 but tab and newline, C1, surrogates, and marks that reorder or hide what follows them.
_UNPRINTABLE = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def printable(text: str) -> str:
    """`text` without anything that a terminal or a page would obey instead of show."""
    return _UNPRINTABLE.sub("", _ANSI.sub("", text.replace("\r\n", "\n")))


def as_printable_json(found: object) -> str:
    """As JSON: what a terminal would obey, or nobody could print, is written with a backslash."""
    return escaped(json.dumps(found, indent=2, ensure_ascii=False))


def clipped(text: str, most: int) -> str:
    """`text`, printable, in at most so many columns."""
    shown = printable(text)
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"


def escaped(json: str) -> str:
    """The same JSON with every such character written as an escape, as JSON allows inside its strings."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json)


def points(number: float) -> str:
    """A score as people write it: 2, 0.5, 1.33."""
    return f"{number:z.2f}".rstrip("0").rstrip(".")


def exactly(number: Decimal) -> str:
    """All digits of a score and no other: 2, 0.5, 1.333333333."""
    return f"{number.normalize():f}"


def lines(result: Result, *, width: int = 80) -> list[str]:
    """What a student reads about one check, no line wider than `width`.

    ✗ failed, 0 of 2 points: The weights are positive and sum to one.
        softmax(scores)[0] is nan, expected 1
        to see it, run this in a cell below yours:
            scores = np.array([710.0])
            softmax(scores)
        hint: Above which number does exp overflow?
    """
    scored = f", {points(result.score)} of {counted(result.points, 'point')}" if result.points else ""
    head = f"{GLYPHS[result.verdict]} {result.verdict}{scored}: {result.claim}"
    found = wrapped(head, width, hanging=_INDENT)
    for paragraph in _body(result):
        found += wrapped(paragraph, width, indent=_INDENT, hanging=_INDENT * 2)
    return found


def _body(result: Result) -> list[str]:
    """The paragraphs below the claim, the hint last."""
    found = [] if result.counterexample is None else sentences(result.counterexample)
    if result.message and result.message not in found:
        found.insert(0, result.message)
    if result.verdict is Verdict.BROKEN:
        found.append(_BROKEN)
    if result.counterexample and result.counterexample.got.startswith("is not defined"):
        return found
    if result.counterexample and (way := result.counterexample.way):
        found.append("\n".join([f"{ON_THE_WAY}:", *(f"{one.words}: {one.value}" for one in way)]))
        return [*found, f"hint: {result.counterexample.question or f'{FIRST_TO_DIFFER} {EARLY}'}"]
    return [*found, f"hint: {result.hint}"] if result.hint else found


def headline(results: Sequence[Result]) -> str:
    """What all that does not hold of a question comes to, in one sentence; "" where each says it itself."""
    return unsteady(results) or special_inputs(results)


def unsteady(results: Sequence[Result]) -> str:
    """What is said of a function that does not answer alike each time; "" where it does."""
    lost = [one for one in results if one.verdict in _LOST]
    if remembered := next((found.alone for one in lost if (found := one.counterexample) and found.alone), ""):
        return remembered
    if any(one.counterexample and one.counterexample.beside == BEFORE for one in lost):
        return (
            "The same call does not give the same answer twice: something is left to chance, or remembered "
            "from an earlier call. Mend that first; the rest may come of it."
        )
    if any(one.counterexample and one.counterexample.beside == LASTING for one in lost):
        return "A later call overwrites what an earlier one gave: both are in the same memory."
    return ""


def special_inputs(results: Sequence[Result]) -> str:
    """Which kinds of input all failed checks are about; "" where one is about all kinds."""
    kinds = list(dict.fromkeys(one.inputs for one in results if one.verdict in _LOST))
    if not kinds or not all(kinds):
        return ""
    listed = " and ".join(filter(None, [", ".join(kinds[:-1]), kinds[-1]]))
    return f"Only checks of special cases fail: {listed}."


def diagnosis_lines(diagnoses: Sequence[Diagnosis], *, width: int = 80) -> list[str]:
    """What a student reads about a misconception that explains the answers, no line wider than `width`.

    It looks as if you had made this mistake:
    · Divides by the largest instead of the total.
        hint: What do your weights add up to?
    """
    if not diagnoses:
        return []
    slips = "this mistake" if len(diagnoses) == 1 else "any of these mistakes"
    found = wrapped(f"It looks as if you had made {slips}:", width)
    for one in diagnoses:
        found += wrapped(f"· {one.name}", width, hanging=_INDENT)
        found += wrapped(f"hint: {one.hint}", width, indent=_INDENT, hanging=_INDENT * 2) if one.hint else []
    return found


def contrast_lines(contrast: Contrast | None, *, width: int = 80) -> list[str]:
    """What a student reads about what sets wrong answers apart, no line wider than `width`."""
    if contrast is None:
        return []
    asked = wrapped(f"hint: {contrast.question}", width, hanging=_INDENT) if contrast.question else []
    return [*wrapped(contrast.found, width), *asked]


def sentences(found: Counterexample, *, lead: str = TO_SEE_IT) -> list[str]:
    """What is wrong, and then the code that shows it; where there is none, the inputs."""
    if found.got.startswith("is not defined"):  # nothing was called, so no input shows anything
        return [said(found)]
    inputs = [f"{given.name} = {given.value}" for given in found.when]
    alone = [found.alone] if found.alone else []
    if found.code:
        return [said(found), *alone, f"{lead}:\n{found.code}"]
    return [said(found), *map("when {}".format, inputs[:1]), *map(" and {}".format, inputs[1:]), *alone]


def said(one: Counterexample) -> str:
    """In one sentence: what was compared, got and expected."""
    return fact(one.what, one.got, one.expected, at=one.at, beside=one.beside, sure=one.sure, right=one.right)


def left(alone: str) -> str:
    """What to ask where something lasts from one call to the next. alone: what is said of it."""
    if UNSET in alone:
        return SET
    name = re.search(r"`(\w+)\b[^`]*`", alone.rpartition(CHANGED)[2])
    lasting = LEFT_IN_DEFAULT if re.search("[Tt]he defaults? `", alone) else LEFT
    asked = BY_ID if BY_PLACE in alone else LEFT_BY_OBJECT if LAST_OBJECT in alone else lasting
    return asked.format(what=f"`{name[1]}`") if name else SOMEHOW


def counted(things: float | Sized, noun: str) -> str:
    """1 claim, 2 claims; given a number, that many: 1 point, 0.5 points."""
    number = things if isinstance(things, int | float) else len(things)
    return f"{round(number, 2):.12g} {noun}{'s' * (number != 1)}"


def wrapped(
    text: str, width: int, *, indent: str = "", hanging: str = "", break_words: bool = True
) -> list[str]:
    """Broken at blanks, never at the hyphen of -1; a text's own lines stay lines."""
    wrap = textwrap.TextWrapper(
        width, initial_indent=indent, break_on_hyphens=False, break_long_words=break_words
    )
    found: list[str] = []
    for line in _MANY_BLANKS.sub(r"\1", printable(text)).split("\n"):
        wrap.subsequent_indent = hanging
        found += wrap.wrap(line)
        wrap.initial_indent = hanging
    return found
