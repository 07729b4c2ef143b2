"""Each question judged as the notebook stands where its check cell stands, too: the better counts.

At home, and by nbgrader, a check cell meets the names as they are at its place. We run all cells first, and
ask at the end. The two differ where a cell below changes something that the question uses: a helper of the
same name, `%reset -f`, `del`. Only questions that lost points and may have been changed so are asked again,
each in one more run of the notebook.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.checks.judge import Prepared
from grader.model import QuestionReport, Repair
from grader.notebooks import ANY_NAME, disturbed, reach
from grader.sandbox import Session
from grader.submissions import Anchored, check_cell_repair
from grader.wording import points

Code = Sequence[tuple[int, str]]  # from student_code
Judged = Callable[[str], QuestionReport]  # a question, as a session stands now

LEAST = 1e-9  # points that make a difference


@dataclass(frozen=True, slots=True)
class Suspect:
    """A question that may be better where its check cell stands. All numbers count the cells that are run.

    place: how many cells stand above its check cell. spoilers: by number of a cell below, the names that it
    may change.
    """

    question: str
    place: int
    spoilers: Mapping[int, frozenset[str]]


@dataclass(frozen=True, slots=True)
class AtCheckCell:
    """What a question came to at its place, where that is better, and the cell below that spoils it."""

    report: QuestionReport
    repair: Repair


def suspects(
    prepared: Prepared, anchored: Anchored, code: Code, found: Mapping[str, QuestionReport]
) -> list[Suspect]:
    """code: from student_code. found: what each question came to at the end of the notebook."""
    checks = {cell.name: at for at, cell in enumerate(anchored.cells) if cell.role == "check"}
    return [
        suspect
        for question, report in found.items()
        if question in checks and report.results and _lost(report)
        for suspect in _suspects(prepared, question, checks[question], code)
    ]


def _suspects(prepared: Prepared, question: str, check: int, code: Code) -> Iterator[Suspect]:
    above = [text for at, text in code if at < check]
    asked = {name for one in prepared.of(question) for name in one.functions}
    names = reach(asked | {question}, above)
    below = list(enumerate(code))[len(above) :]
    changes = {number: disturbed(names, above, text) for number, (_, text) in below}
    if spoilers := {number: names for number, names in changes.items() if names}:
        yield Suspect(question, len(above), spoilers)


def _lost(report: QuestionReport) -> bool:
    return report.score < sum(result.points for result in report.results) - 1e-9


def judge_at_check_cells(
    session: Session,
    code: Code,
    waiting: Sequence[Suspect],
    judged: Judged,
    end: Mapping[str, QuestionReport],
) -> dict[str, AtCheckCell]:
    """Run the notebook in a fresh session and judge each suspect at its place; those that are better there.

    judged: asks that session. end: what each question came to at the end of the notebook.
    """
    better: dict[str, QuestionReport] = {}
    found: dict[str, AtCheckCell] = {}
    for number in range(len(code) + 1):
        for one in (one for one in waiting if one.place == number):
            report = judged(one.question)
            if report.score > end[one.question].score + LEAST:
                better[one.question] = report
        if number == len(code) or not any(one.place > number or _open(one, better, found) for one in waiting):
            break
        session.load([code[number][1]])
        for one in (one for one in waiting if _open(one, better, found) and number in one.spoilers):
            best = better[one.question]
            if number == max(one.spoilers) or judged(one.question).score < best.score - LEAST:
                found[one.question] = AtCheckCell(
                    best, _told(one, best, end[one.question], number, code[number][1])
                )
    return found


def _open(one: Suspect, better: Mapping[str, QuestionReport], found: Mapping[str, AtCheckCell]) -> bool:
    """It is known to be better at its place, and not yet which cell spoils it."""
    return one.question in better and one.question not in found


def _told(one: Suspect, best: QuestionReport, end: QuestionReport, number: int, cell: str) -> Repair:
    names = one.spoilers[number]
    due = points(sum(result.points for result in best.results))
    earned, at_the_end = (f"{points(report.score)} of {due}" for report in (best, end))
    return check_cell_repair(
        one.question, earned, at_the_end, cell, () if names == ANY_NAME else sorted(names)
    )
