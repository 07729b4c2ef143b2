"""Quiz questions: the value of a variable, compared with the key in rubric.toml.

Their checks need no author. The public one says whether the answer is one of the choices, and earns nothing;
the hidden one knows which of them is right.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from grader.checks.claims import Body, Check
from grader.errors import CallRaised, CheckFailed, CourseError, did_you_mean, toml_fault
from grader.model import Question
from grader.values import normalised
from grader.wording import CHOICES, NOT_ANSWERED

# What to ask: of what is none of the choices, and of any wrong answer.
_FORM = "Which one of the choices fits best? Put it between the quotation marks, written as it is there."
_LESSON = "Which sentence of the lesson speaks for your answer? Does one speak against it?"

_MARKS = ("Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "Sk", "So", "Zs")  # categories of Unicode
_NO_MARKS = "%‰/\\#&@"

Key = Mapping[str, tuple[str, ...]]  # by question, the spellings of the right answer


def quiz_checks(questions: Sequence[Question], rubric: Path | None) -> Iterator[Check]:
    """Two checks a quiz question; the first alone where there is no rubric.

    Raises: CourseError: the rubric has no usable key.
    """
    quizzes = [question for question in questions if question.kind == "quiz"]
    key = read_key(rubric, quizzes) if rubric and quizzes else {}
    for question in quizzes:
        yield _offered(question, key.get(question.name, ()))
        if question.name in key:
            yield _right(question, key[question.name])


def read_key(path: Path, quizzes: Sequence[Question]) -> Key:
    """The table [quiz]: for every quiz question the right choice, in one spelling or several.

    Raises: CourseError: it cannot be read, or does not fit the questions.
    """
    text = ""
    try:
        text = path.read_text("utf-8")
        table = tomllib.loads(text).get("quiz", {})
    except FileNotFoundError:
        line = f'{quizzes[0].name} = ["..."]'
        cure = (
            f"create it, with [quiz] and below it {line}, the right one of: {', '.join(quizzes[0].choices)}"
        )
        raise CourseError(path, "", "the file is missing", cure=cure) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        found, cure = toml_fault(text, error)
        raise CourseError(path, "", f"not TOML: {found}", cure=cure) from None
    names = [question.name for question in quizzes]
    for name in table:
        if name not in names:
            cure = did_you_mean(name, names, "remove it")
            wanted = f"a quiz question ({', '.join(names)})"
            raise CourseError(path, "[quiz]", f"{name!r}", wanted=wanted, cure=cure)
    return {question.name: _spellings(path, question, table.get(question.name)) for question in quizzes}


def _spellings(path: Path, question: Question, found: Any) -> tuple[str, ...]:
    if not isinstance(found, list) or not found or not all(isinstance(text, str) for text in found):
        said = "is missing" if found is None else f"is {found!r}"
        cure = f"write {question.name} = [...], with one of: {', '.join(question.choices)}"
        raise CourseError(path, "[quiz]", f"{question.name} {said}", wanted="a list of texts", cure=cure)
    if not _meant(found[0], question.choices):
        wanted = f"one of the choices first: {', '.join(question.choices)}"
        raise CourseError(path, "[quiz]", f"{question.name} begins with {found[0]!r}", wanted=wanted)
    return tuple(found)


def offered_id(name: str) -> str:
    """The id of the check that every quiz question has, and no other."""
    return f"{name}_is_one_of_the_choices"


def right_id(name: str) -> str:
    """The id of the check that knows the key."""
    return f"{name}_is_right"


def _offered(question: Question, spellings: Sequence[str]) -> Check:
    """spellings: further ways to write the right choice, where they are known; what is right is a choice."""
    choices = ", ".join(question.choices)

    def is_one_of_the_choices(**functions: Any) -> None:
        found = _answer(functions[question.name])
        if not _meant(found, [*question.choices, *spellings]):
            raise CheckFailed(question.name, f'"{found}"', f"one of the choices: {choices}")

    return _check(
        question,
        is_one_of_the_choices,
        id=offered_id(question.name),
        claim=f"{CHOICES}{choices}.",
        points=0.0,
        hint=_FORM,
        hidden=False,
    )


def _right(question: Question, spellings: Sequence[str]) -> Check:
    def is_right(**functions: Any) -> None:
        found = _answer(functions[question.name])
        meant = _meant(found, [*question.choices, *spellings])
        if not meant:
            raise CheckFailed(
                question.name, f'"{found}"', f"one of the choices: {', '.join(question.choices)}"
            )
        if meant not in map(normalised, spellings):
            raise CheckFailed(question.name, f'"{found}"', "another answer")

    return _check(
        question,
        is_right,
        id=right_id(question.name),
        claim="Your answer is the right one.",
        points=question.points,
        hint=_LESSON,
        hidden=True,
    )


def _check(question: Question, body: Body, **told: Any) -> Check:
    name = question.name
    return Check(question=name, body=body, functions=(name,), needs=None, merge=True, **told)


def _answer(variable: Any) -> str:
    """Raises: CallRaised: nothing stands between the quotation marks."""
    found: str = variable.value()
    if not found.strip():
        raise CallRaised(variable.name, NOT_ANSWERED)
    return found


def _meant(text: str, texts: Sequence[str]) -> str:
    """Which of the texts it is, as `normalised` has it, whatever marks stand around it; "": none. Blanks may
    be missing in it, or be too many, where that makes it no other text.

    No mark is a sign of arithmetic, one with which a text begins or ends, or what may belong to a number.
    """
    plain, *known = map(normalised, (text, *texts))
    kept = {*_NO_MARKS, *(sign for one in known for sign in (one[:1], one[-1:]))}
    marks = "".join(one for one in {*plain} - kept if one == "~" or unicodedata.category(one) in _MARKS)
    bare = plain.strip(marks)
    before = plain[: len(plain) - len(plain.lstrip(marks))][-1:]
    of_number = bare[:1].isdigit() and before and (before in ".," or unicodedata.category(before) == "Pd")
    if plain in known or of_number:
        return plain if plain in known else ""
    if bare in known:
        return bare
    found = {one for one in known if _joined(one) == _joined(bare)}
    return found.pop() if len(found) == 1 else ""


def _joined(text: str) -> str:
    return re.sub(r"(?<!\d) | (?!\d)", "", text)  # "1 2" is not 12
