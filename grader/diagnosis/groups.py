"""Who is wrong alike: behaviour groups of a graded class, from its reports alone."""

import json
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from grader.course import load_assignment, load_hints, with_hints
from grader.model import FINE, Counterexample, Course, Diagnosis, QuestionReport, Report, Result
from grader.records import read_reports
from grader.wording import NOT_WRITTEN, counted, escaped, sentences, wrapped

WIDTH = 80  # columns
_TO_SEE_IT = "to see it, run this below the student's cell"


@dataclass(frozen=True, slots=True)
class Group:
    """Submissions that gave the same wrong answers to one question.

    diagnoses: none where nobody has named what went wrong. lost: points, all students' together. check: the
    one that says it shortest, with this counterexample.
    """

    question: str
    behaviour: str
    students: tuple[str, ...]
    diagnoses: tuple[Diagnosis, ...]
    lost: float
    check: str
    counterexample: Counterexample | None


@dataclass(frozen=True, slots=True)
class ClassGroups:
    """The groups of a class of `reports` students. unseen: behaviours with a hint that nobody shows any more.

    hints: the file that hints go into.
    """

    groups: tuple[Group, ...]
    reports: int
    hints: Path
    unseen: tuple[str, ...]


def class_groups(course: Course, assignment: str, class_folder: str | os.PathLike[str]) -> ClassGroups:
    """Raises: CourseError: there is no such assignment, no report on it, or its hints cannot be used."""
    load_assignment(course, assignment)
    reports = read_reports(Path(class_folder), assignment)
    solutions = course.root / "solutions" / assignment
    hints = load_hints(solutions)
    found = behaviour_groups([with_hints(report, hints) for report in reports])
    shown = {group.behaviour for group in found}
    unseen = tuple(hint.behaviour for hint in hints if hint.behaviour not in shown)
    return ClassGroups(found, len(reports), solutions / "hints.toml", unseen)


def behaviour_groups(reports: Sequence[Report]) -> tuple[Group, ...]:
    """By question in the assignment's order, the largest first; of one size, what costs most points."""
    members: dict[tuple[str, str], list[tuple[str, QuestionReport]]] = defaultdict(list)
    names = list(dict.fromkeys(name for report in reports for name in report.questions))
    for report in sorted(reports, key=lambda report: report.student):
        for name, question in report.questions.items():
            if question.behaviour:
                members[name, question.behaviour].append((report.student, question))
    found = [_group(*key, of_group) for key, of_group in members.items()]
    return tuple(
        sorted(
            found, key=lambda one: (names.index(one.question), -len(one.students), -one.lost, one.behaviour)
        )
    )


def _group(question: str, behaviour: str, members: Sequence[tuple[str, QuestionReport]]) -> Group:
    results = [result for _, report in members for result in report.results if _tells(result)]
    shortest = min(results, key=_size, default=None)
    lost = sum(result.points - result.score for _, report in members for result in report.results)
    named = next((report.diagnoses for _, report in members if report.diagnoses), ())
    return Group(
        question=question,
        behaviour=behaviour,
        students=tuple(student for student, _ in members),
        diagnoses=named,
        lost=lost,
        check=shortest.check if shortest else "",
        counterexample=shortest.counterexample if shortest else None,
    )


def _tells(result: Result) -> bool:
    return result.verdict not in FINE and result.counterexample is not None


def _size(result: Result) -> int:
    """How much there is to read before one sees what is wrong."""
    return sum(len(sentence) for sentence in sentences(result.counterexample)) if result.counterexample else 0


def summary(found: ClassGroups) -> Iterator[str]:
    """ "3 groups, 2 answers alone; 12 of 30 students are in a group", and which hints nobody needs."""
    groups = [group for group in found.groups if not _is_alone(group)]
    students = len({student for group in groups for student in group.students})
    alone = f", {counted(lone, 'answer')} alone" if (lone := len(found.groups) - len(groups)) else ""
    yield f"{counted(groups, 'group')}{alone}; {students} of {found.reports} students are in a group"
    for behaviour in found.unseen:
        yield f"{found.hints}: nobody in this class shows behaviour {behaviour!r}"


def as_json(found: Sequence[Group]) -> str:
    return escaped(msgspec.json.format(msgspec.json.encode(found), indent=2).decode()) + "\n"


def listing(found: Sequence[Group]) -> Iterator[str]:
    """Lines of at most 80 columns: each question's groups, largest first; then what one student did alone."""
    question, alone = "", False
    for group in found:
        if group.question != question:
            yield from (["", group.question] if question else [group.question])
            question, alone = group.question, False
        if _is_alone(group) and not alone:
            yield "  alone"
            alone = True
        yield from _lines(group)


def _lines(group: Group) -> Iterator[str]:
    lost = counted(group.lost, "point")
    head = f"{_students(group)}, {lost} lost, behaviour {group.behaviour}"
    yield from _wrapped(head, "  ")
    unnamed = "not written" if _unwritten(group) else "unknown"
    for name in [one.name for one in group.diagnoses] or [unnamed]:
        yield from _wrapped(name, "    ")
    for sentence in () if _unwritten(group) else _told(group):
        yield from _wrapped(sentence, "      ")
    yield from _wrapped(", ".join(group.students), "    ")


def _told(group: Group) -> list[str]:
    return sentences(group.counterexample, lead=_TO_SEE_IT) if group.counterexample else []


def _is_alone(group: Group) -> bool:
    return len(group.students) == 1


def _students(group: Group) -> str:
    return counted(group.students, "student")


def _wrapped(text: str, indent: str) -> list[str]:
    return wrapped(text, WIDTH, indent=indent, hanging=f"{indent}  ")


def largest_unknown(found: Sequence[Group]) -> Group | None:
    """The group that one more hint would help most; whoever has not written the function needs none."""
    unknown = [group for group in found if not group.diagnoses and not _unwritten(group)]
    return max(unknown, key=lambda group: (len(group.students), group.lost), default=None)


def _unwritten(group: Group) -> bool:
    return group.counterexample is not None and group.counterexample.got.endswith(NOT_WRITTEN)


def to_paste(group: Group) -> Iterator[str]:
    """A [[group]] for hints.toml, with all but the words to students filled in."""
    for fact in [f"{group.question}, {_students(group)}", *_told(group)]:
        yield from _wrapped(fact, "# ")
    yield "[[group]]"
    yield f"behaviour = {json.dumps(group.behaviour)}"
    yield 'name = "What they do, in a sentence."'
    yield 'hint = "What would you ask them?"'
