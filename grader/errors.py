"""Whose fault it is decides the exception.

`CourseError`: the course's author or instructor wrote something we cannot use.
`StudentError`: the answer is at fault; it costs points and is explained to the student.
Anything else that escapes is ours: verdict *broken*, nobody loses points.
"""

import ast
import json
import re
from collections.abc import Callable, Collection, Iterable
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

AFTER = " after the call"  # behind the name of an argument that a call should leave as it was


class CourseError(Exception):
    """A course file says something unusable: which file, where in it, what, and how to mend it."""

    def __init__(self, file: Path | str, place: str, found: str, *, wanted: str = "", cure: str = "") -> None:
        self.file, self.place, self.found, self.wanted, self.cure = str(file), place, found, wanted, cure
        where = f"{file}: {place}" if place else f"{file}"
        problem = f"{found}, expected {wanted}" if wanted else found
        super().__init__(f"{where}: {problem}" + (f"; {cure}" if cure else ""))

    def __reduce__(self) -> tuple[Callable[..., "CourseError"], tuple[Any, ...]]:
        """It passes between processes in its parts."""
        return _course_error, (type(self), self.file, self.place, self.found, self.wanted, self.cure)


def _course_error(
    kind: type[CourseError], file: str, place: str, found: str, wanted: str, cure: str
) -> CourseError:
    return kind(file, place, found, wanted=wanted, cure=cure)


class WrongCommand(CourseError):
    """What was asked for names something that is not there, such as a student: the exit status is 2."""


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """The cure for a name that is none of those that are known."""
    close = get_close_matches(name, list(known), n=1)
    return f"did you mean {close[0]!r}?" if close else otherwise


def toml_fault(text: str, error: Exception) -> tuple[str, str]:
    """What a parser says of TOML, with the line that it means; and how to mend it, where that is known."""
    if isinstance(error, RecursionError):
        return "brackets are nested too deeply", ""
    number = re.search(r"at line (\d+)", str(error))
    if not number:
        return str(error), ""
    line = (*text.split("\n"), "")[int(number[1]) - 1].strip()
    bare = re.fullmatch(r"([\w-]+)\s*=\s*([^\W\d][^\"'#]*?)\s*(?:#.*)?", line)
    cure = f"text needs quotes: {bare[1]} = {json.dumps(bare[2], ensure_ascii=False)}" if bare else ""
    return f"{error}: {line[:200]}", cure


def nobody_called(name: str, there: Collection[str], file: Path | str, what: str) -> WrongCommand:
    """Of a student who is not there: who was meant, or a few who are. what: "submission"."""
    few, more = sorted(there)[:5], len(there) - 5
    others = f"there are {', '.join(few)}" + (f" and {more} more" if more > 0 else "")
    return WrongCommand(file, "", f"no {what} of {name!r}", cure=did_you_mean(name, there, others))


class UnreadableNotebook(Exception):
    """A submitted file is not a notebook we can open. The text is the reason, for student and instructor."""


class SandboxUnavailable(Exception):
    """No wall can be built on this machine. The text says what is missing and how to get it."""


class StudentError(Exception):
    """The answer is at fault. The text is meant for the student."""


class CheckFailed(StudentError):
    """A claim does not hold: `what` was `got`, and `expected` was due. All three are text for the student.

    whole: where `got` and `expected` are one number each of two small arrays, those arrays as text.
    at: the place of these in the arrays, "[1, 0]", where `what` is told in words and cannot be indexed.
    beside: where `expected` is another answer, of the student's own code or of what it was given: what gave
    it. sure: that one is known to be right; otherwise it may be the wrong one of the two. question: what to
    ask about just this; "": what the check asks. part: the place in the answer of what it is about, where an
    answer has several parts and only one of them matters. before: where it is to be more or less than in an
    earlier answer: what that number is.
    """

    def __init__(
        self,
        what: str,
        got: str,
        expected: str,
        *,
        whole: tuple[str, str] = ("", ""),
        at: str = "",
        beside: str = "",
        sure: bool = False,
        question: str = "",
        part: int | None = None,
        before: str = "",
    ) -> None:
        # Text out of an array is numpy's own kind of it, which no report can be written with.
        self.what, self.got, self.expected, self.at = as_written(what), str(got), str(expected), at
        self.whole, self.beside, self.sure = (str(whole[0]), str(whole[1])), as_written(beside), sure
        self.question, self.part, self.before = question, part, before
        super().__init__(fact(self.what, self.got, self.expected, at=at, beside=self.beside, sure=sure))

    def saying(self, **others: Any) -> "CheckFailed":
        """The same with something else in place of these: another question, say."""
        kept = "what got expected whole at beside sure question part before".split()
        return type(self)(**{name: getattr(self, name) for name in kept} | others)


def as_written(text: str) -> str:
    """scores + -1000 as people write it."""
    return re.sub(r"([+-]) -(?=\d)", lambda found: "- " if found[1] == "+" else "+ ", str(text))


class WrongForm(CheckFailed):
    """What came back is not what the question returns at all, so nothing can be said about its value."""


class CallRaised(StudentError):
    """The student's function did not return: `what` was called, `happened` says how it ended.

    kinds: the names of the exception's class and of those it is derived from; none: it was no exception, or
    none that an answer can be.
    """

    def __init__(self, what: str, happened: str, *, kinds: tuple[str, ...] = ()) -> None:
        self.what, self.happened, self.kinds = what, happened, kinds
        super().__init__(f"{what} {happened}")


class NotTheirs(BaseException):
    """What of ours passes through a student's code, and through whoever asks it. Nothing else is known by its
    name: a student's class may be called as any of ours.
    """


class NotHandedOver(NotTheirs):
    """A check gives a student's function what cannot be given. The text says which, and what.

    A BaseException, so that no check takes it for a failure of the student's.
    """


class CallTimedOut(NotTheirs):
    """The student's function did not return in time; as CallRaised otherwise.

    A BaseException, because Hypothesis would shrink an Exception, and every step of that would wait again.
    """

    def __init__(self, what: str, happened: str) -> None:
        self.what, self.happened = what, happened
        super().__init__(f"{what} {happened}")


def fact(
    what: str,
    got: str,
    expected: str,
    *,
    at: str = "",
    beside: str = "",
    sure: bool = False,
    right: bool = False,
) -> str:
    """`softmax(scores)[0] is 0.5, expected 1`; of what is told in words `the weights: at [0], got 0.5, ...`.

    The other arguments are as CheckFailed has them. expected: "" where nothing came back; then `got`
    says what happened. right: it is `got` that is right, and what is beside it is not.
    """
    if not expected:
        return f"{what} {got}"
    if name := changed(what):
        return f"after the call {name}{at} is {got}, and was {expected}"
    if right:
        told = f"{what.rstrip(',')}: {f'at {at}, ' if at else ''}{got}, which is right"
        return f"{told}; what it is compared with is not: {beside}, which is {expected}"
    due = _other(expected, beside=beside, sure=sure)
    if parsed(what) and not at:
        return f"{what} is {got}, expected {due}"
    return f"{what.rstrip(',')}: {f'at {at}, ' if at else ''}got {got}, expected {due}"


def changed(what: str) -> str:
    """The argument that a call should leave alone, where that is what it is about; "" where it is not."""
    return what.removesuffix(AFTER) if what.endswith(AFTER) else ""


def _other(expected: str, *, beside: str, sure: bool) -> str:
    """What was expected. Another answer that may be wrong is told as that, and not as right."""
    if not beside:
        return expected
    return f"{expected}, the same as {beside}" if sure else f"the same as {beside}, which is {expected}"


@lru_cache(1_000)  # the same few texts come again and again
def parsed(text: str) -> ast.Expression | None:
    """A Python expression such as softmax(scores)[0]; None: it is prose."""
    try:
        return ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def bounded(text: str, longest: int) -> str:
    """`text`, cut where it is longer; the cut says so."""
    rest = len(text) - longest
    return f"{text[:longest]}… and {rest:,} more characters" if rest > 0 else text
