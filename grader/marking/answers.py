"""What students wrote, as a marker meets it: nameless, in an order of their own, beside what is alike."""

import hashlib
import hmac
import math
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rapidfuzz import fuzz, process

from grader.course import class_teams
from grader.feedback import graded_submissions, own_cells
from grader.marking.said import normal, said
from grader.model import Assignment, Course
from grader.notebooks import Source
from grader.records import OwnCell, is_lost, lost_in_words
from grader.wording import counted

NEAR = 90  # percent of characters in common, as rapidfuzz counts them, from which answers are nearly alike
_MOST_NEAR = 50
_COMPARED = 4_000  # characters; the cost of comparing grows with their square


@dataclass(frozen=True, slots=True)
class Answer:
    """One student's answer to one question, or a team's, who handed in the same file.

    id: its name on a page that must not tell whose it is. digest: of text and pictures. normal: its words
    alone. said: its words and signs. blank: nothing but what was released stands in it. pictures: file name →
    data URL. others: the rest of the team, whose mark it is, too.
    """

    id: str
    student: str
    text: str
    digest: str
    normal: str
    said: tuple[str, ...]
    blank: bool
    pictures: Mapping[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()

    @property
    def students(self) -> tuple[str, ...]:
        """Everybody whose mark it is."""
        return self.student, *self.others


@dataclass(frozen=True, slots=True)
class Pile:
    """All answers to a question, by id. task: what students were asked."""

    task: str
    answers: Mapping[str, Answer]


def read_piles(
    course: Course, assignment: Assignment, source: Source, class_folder: Path, *, say: Callable[[str], None]
) -> dict[str, Pile]:
    """By question, in the notebook's order. say: takes a remark for the instructor.

    Raises: CourseError: nothing of this assignment was graded.
    """
    released = {cell.name: cell.text for cell in source.cells if cell.role == "answer"}
    piles: dict[str, dict[str, Answer]] = {name: {} for name in released}
    teams, members = class_teams(class_folder, say=say), dict[tuple[str, str], list[str]]()
    unread = 0
    for graded in graded_submissions(class_folder, assignment.name, say=say):
        if is_lost(graded.report, path := graded.home / f"{assignment.name}.ipynb"):
            say(lost_in_words(path, assignment.name))
            continue
        file = teams.get(graded.report.student, ""), graded.report.provenance.notebook
        together = members.setdefault(file, []) if all(file) else []
        together.append(graded.report.student)
        if len(together) > 1:
            continue
        found = own_cells(graded)
        unread += not any(name in found for name in released)
        for name in released.keys() & found.keys():
            student = graded.home.parent.name
            key = _name(course.key, assignment.name, name, student)
            piles[name][key] = read_answer(key, student, found[name], released[name])
    if unread:
        say(f"{counted(unread, 'submission')} without a readable answer; `grader feedback` says why")
    others = {first: tuple(rest) for first, *rest in members.values()}
    return {
        name: Pile(
            _task(source, name),
            {key: replace(one, others=others.get(one.student, ())) for key, one in piles[name].items()},
        )
        for name in released
    }


def read_answer(key: str, student: str, own: OwnCell, released: str) -> Answer:
    """An answer out of a student's cell. released: what the cell held before."""
    text, pictures = own.answer, own.pictures
    blank = _blank(text, released, pictures)
    return Answer(key, student, text, own.digest, normal(text), said(text), blank, pictures)


def in_order(answers: Iterable[Answer], marker: str) -> list[Answer]:
    """In an order that looks random, is the same each time, and is another for each marker and question."""
    return sorted(answers, key=lambda answer: _digest(f"{marker}\0{answer.id}"))


def shared(answers: Sequence[Answer], share: float) -> list[Answer]:
    """That share of them, rounded up: the same for every marker, and part of any larger share."""
    chosen = sorted(answers, key=lambda answer: _digest(f"share\0{answer.id}"))
    return chosen[: math.ceil(share * len(chosen))]


def alike(answer: Answer, others: Sequence[Answer]) -> tuple[list[Answer], list[Answer]]:
    """Those that say the same in the same words, and those that nearly do, nearest first."""
    rest = [other for other in others if other.id != answer.id and not other.blank]
    same = [other for other in rest if _same(answer, other)]
    end = answer.normal[_COMPARED:]  # which the others must have, too
    different = [other for other in rest if not _same(answer, other) and _can_be_near(other.normal, end)]
    found = process.extract(
        answer.normal[:_COMPARED],
        [other.normal.removesuffix(end) for other in different],
        scorer=fuzz.ratio,
        score_cutoff=NEAR,
        limit=_MOST_NEAR,
    )
    return same, [different[index] for _, _, index in found]


def _same(one: Answer, other: Answer) -> bool:
    return one.said == other.said and one.pictures == other.pictures and bool(one.said or one.pictures)


def _can_be_near(text: str, end: str) -> bool:
    return text.endswith(end) and len(text) - len(end) <= 2 * _COMPARED


def _blank(text: str, released: str, pictures: Mapping[str, str]) -> bool:
    given = {normal(line) for line in released.splitlines()} | {""}
    lines = [line for line in text.splitlines() if normal(line) not in given]
    symbols = {line.strip() for line in released.splitlines()} | {""}
    wordless = [line for line in text.splitlines() if not normal(line) and line.strip() not in symbols]
    return not lines and not pictures and not any(_says_something(line) for line in wordless)


def _says_something(line: str) -> bool:
    """Of a line without words: a formula's arrow does, a rule or an empty list item does not."""
    return any(unicodedata.category(character)[0] == "S" for character in line if character not in "|`^~")


def _task(source: Source, name: str) -> str:
    """The prose right before the answer's cell."""
    index = next(index for index, cell in enumerate(source.cells) if cell.name == name)
    before = source.cells[index - 1] if index else None
    return before.text if before and before.kind == "markdown" and before.role == "locked" else ""


def _name(key: str, *parts: str) -> str:
    return hmac.new(key.encode(), "\0".join(parts).encode(), hashlib.sha256).hexdigest()[:12]


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
