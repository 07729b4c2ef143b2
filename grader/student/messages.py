"""What a self-check says: each claim with its verdict, and what is decided only after handing in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import FunctionType

from grader.checks.advice import advice, line_number
from grader.checks.run import play_one_by_one
from grader.checks.shrink import shrinker
from grader.checks.verdict import results
from grader.errors import did_you_mean
from grader.model import Question, Result, Verdict
from grader.student.handout import Handout
from grader.values import Ask, printed_to
from grader.wording import FORMS, clipped, counted, headline, lines, points, wrapped
from grader.wording import said as phrase

LineOf = Callable[[str, int], str]  # given a question and a number, that line of its cell; "": nobody knows
_WIDTH = 80
_LINES = 4  # that a value may take
_UNWRITTEN = (
    "○ not written yet. Replace the line that raises NotImplementedError by your",
    "    own code, run its cell, then this one.",
)


class UnknownQuestion(Exception):
    """Nothing is checked under that name. The text names what is."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the public checks of one question came to; no results where a question has none."""

    question: Question
    results: tuple[Result, ...]

    @property
    def here(self) -> float:
        """The points that public checks are worth."""
        return sum(result.points for result in self.results)

    @property
    def score(self) -> float:
        return sum(result.score for result in self.results)


def show(
    handout: Handout,
    question: object,
    ask: Ask,
    say: Callable[[str], None],
    *,
    aside: Callable[[str], str] = lambda question: "",
    line: LineOf = lambda question, number: "",
) -> bool:
    """Check one question, or all, and say each as soon as it is known. Returns whether all of it passed.

    aside: what the text of a question's cell says; "": nothing. line: a line of that text, by its number.
    Raises: UnknownQuestion: no check belongs to a question of that name.
    """
    have_checks = {check.question for check in handout.checks}
    checked = [known.name for known in handout.questions if known.name in have_checks]
    if question is not None and (type(question) is not str or question not in checked):
        raise UnknownQuestion(_unknown(question, checked, handout.questions))
    found = []
    for known in handout.questions:
        if question in (None, known.name):
            found.append(find(handout, known, ask, line))
            if found[-1].results:
                say("\n".join([*told(found[-1], aside), *([""] if question is None else [])]))
    if question is None:
        say("\n".join(summary(found)))
    return all(result.verdict is Verdict.PASSED for one in found for result in one.results)


def find(handout: Handout, question: Question, ask: Ask, line: LineOf = lambda question, number: "") -> Found:
    """Play a question's public checks on whoever answers `ask`, and shrink what fails. line: as in `show`."""
    checks = [check for check in handout.checks if check.question == question.name]
    with printed_to():  # hundreds of calls would print the same line hundreds of times
        failures = play_one_by_one(checks, handout.pools, handout.returns, ask)
        found = results(checks, failures, handout.returns, shrink=shrinker("", handout.returns, ask))
    return Found(question, tuple(_advised(one, partial(line, question.name)) for one in found))


def _advised(result: Result, line: Callable[[int], str]) -> Result:
    """With what the line that stopped a call gives to ask, as a feedback page has it."""
    found = result.counterexample
    number = line_number(found.got) if found else 0
    return replace(result, hint=advice(result, line(number)) or result.hint) if number else result


def told(found: Found, aside: Callable[[str], str] = lambda question: "") -> list[str]:
    """The report on one question, with what is only checked later said plainly. aside: as in `show`."""
    question, passed = found.question, sum(one.verdict is Verdict.PASSED for one in found.results)
    failed = any(one.verdict in (Verdict.FAILED, Verdict.CRASHED) for one in found.results)
    above = wrapped(headline(found.results) or (aside(question.name) if failed else ""), _WIDTH)
    said = [question.name, *(_UNWRITTEN if _unwritten(found) else [*above, *_claims(found)])]
    worth = f": {points(found.score)} of {points(found.here)} points" if found.here else ""
    said.append(f"{passed} of {counted(found.results, 'check')} passed{worth}.")
    if found.here < question.points:
        rest = f"{points(question.points - found.here)} of {points(question.points)} points"
        said.append(f"Further checks, worth {rest}, are run after you hand in.")
    return said


def _unknown(question: object, checked: Sequence[str], known: Sequence[Question]) -> str:
    """In one line. question: whatever a student gave: a name, or the function itself."""
    if type(question) is str and question in [one.name for one in known if one.kind == "answer"]:
        return f"{question} is a written answer: a person reads it once you have handed it in."
    name = question if type(question) is str else _name_of(question)
    if name in checked:
        return f'Give the name as text, in quotation marks: selfcheck("{name}")'
    if type(question) is not str:
        there = f'Give the name of a question, in quotation marks: selfcheck("{checked[0]}")'
        return f"{there}; known are {', '.join(checked)}."
    meant = did_you_mean(name, checked, f"known are {', '.join(checked)}.")
    return f"There is no question {clipped(repr(name), 40)} to check; {meant}"


def _name_of(found: object) -> str:
    """Of a function or a class; "" of anything else, whatever it says of itself."""
    return found.__name__ if type(found) is FunctionType or type(found) is type else ""


def _claims(found: Found) -> list[str]:
    """Claim by claim. What stops every call alike, or is waited for by many, is told in full at the first."""
    said: list[str] = []
    accounts = set()
    for result in found.results:
        account = _account(result)
        if account and account in accounts:
            result = replace(result, message="as told above", hint="", counterexample=None)
        accounts.add(account)
        said += lines(_short(result))
    return said


def _short(result: Result) -> Result:
    """The same, with no value that would take more than a few lines."""
    found = result.counterexample
    if found is None:
        return result
    when = tuple(replace(given, value=_cut(given.value)) for given in found.when)
    less = replace(
        found, what=_cut(found.what), got=_cut(found.got), expected=_cut(found.expected), when=when
    )
    message = phrase(less) if result.message == phrase(found) else result.message
    return replace(result, counterexample=less, message=message)


def _cut(value: str) -> str:
    most = _LINES * _WIDTH
    return value if len(value) <= most else f"{value[:most]}… ({len(value):,} characters in all)"


def _account(result: Result) -> str:
    """Why the claim was not looked at on its own merits, whatever the input; "" where it was."""
    found = result.counterexample
    if result.verdict is Verdict.SKIPPED:
        return result.message
    if found is None or (found.expected and result.hint not in FORMS):
        return ""
    return f"{found.what.partition('(')[0]} {found.expected or found.got} {result.hint}"


def _unwritten(found: Found) -> bool:
    """Whether nothing is there to check: the student has not come to this question yet."""
    judged = [one.verdict for one in found.results if one.verdict is not Verdict.SKIPPED]
    return found.question.kind == "stub" and all(one is Verdict.NOT_WRITTEN for one in judged)


def summary(found: Sequence[Found]) -> list[str]:
    """All questions at a glance. Nobody shall read "all passed" as full marks.

    question        here          decided after you hand in
    softmax         7 of 7        5 points
    """
    width = max(len("all together"), *(len(one.question.name) for one in found))
    score, here = sum(one.score for one in found), sum(one.here for one in found)
    total = sum(one.question.points for one in found)
    rows = [(one.question.name, one.score, one.here, one.question.points) for one in found]
    said = ["Points so far", f"{'question':{width}}  here          decided after you hand in"]
    for name, own, public, worth in [*rows, ("all together", score, here, total)]:
        now = f"{points(own)} of {points(public)}" if public else "-"
        said.append(
            f"{name:{width}}  {now:12}  {counted(worth - public, 'point') if worth > public else '-'}"
        )
    if total > here:
        later = f"{points(total - here)} of {points(total)} points are decided after you hand in."
        said += [later, "All passed here is not yet full marks."]
    return said
