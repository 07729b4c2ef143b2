"""Each question judged as the notebook stands where its check cell stands, too: the better counts.

At home, and by nbgrader, a check cell meets the names as they are at its place. We run all cells first, and
ask at the end. The two differ where a cell below changes something that the question uses: a helper of the
same name, `%reset -f`, a list that is emptied. What a cell changes, its text does not always show. So all
questions that lost points are asked once more, each at its place, while the notebook is run anew.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from grader.checks.our_faults import Lost
from grader.grading.budget import Spent
from grader.grading.diagnosing import judging, scoring
from grader.grading.setup import Setup
from grader.model import QuestionReport, Repair
from grader.notebooks import reach, read_cell
from grader.sandbox import Session, TimeSpent, Usage, Zygote
from grader.submissions import Anchored, check_cell_repair
from grader.wording import points

Code = Sequence[tuple[int, str]]  # from student_code
Score = Callable[[str], float]  # of a question, as a session stands now

LEAST = 1e-9  # points that make a difference


@dataclass(frozen=True, slots=True)
class Placed:
    """A question that lost points at the end of the notebook. place: cells that run above its check cell."""

    question: str
    place: int
    report: QuestionReport

    def better(self, score: float) -> bool:
        return score > self.report.score + LEAST


@dataclass(frozen=True, slots=True)
class AtCheckCell:
    """What a question came to at its place, where that is better, and the cell below that spoils it."""

    report: QuestionReport
    repair: Repair


def where_they_stand(
    setup: Setup,
    zygote: Zygote,
    spent: TimeSpent,
    anchored: Anchored,
    code: Code,
    found: Mapping[str, QuestionReport],
    lost: Lost,
) -> tuple[dict[str, AtCheckCell], Usage]:
    """The questions that are better where their check cells stand, and what finding out used. Where there is
    no time left to find out, what was found is kept.

    lost: as verdict.results has it.
    """
    better, used = dict[str, AtCheckCell](), Usage()
    placed = list(_with_cells_below(anchored, code, found))
    with suppress(Spent):
        if len(placed) > 1:
            with zygote.session(spent=spent) as session:
                score = scoring(session, setup.prepared, setup.right, lost)
                placed = _better_above(session, code, placed, score)
            used = session.usage()
        for one in placed:
            with zygote.session(spent=spent) as session:  # one each: who met hidden examples tells of none
                score = scoring(session, setup.prepared, setup.right, lost)
                judged = judging(session, anchored, setup.prepared, setup.diagnoser, setup.right, found, lost)
                if at_its_place := judge_at_check_cell(session, code, one, judged, score):
                    better[one.question] = at_its_place
            used = used.and_of(session.usage())
    return better, used


def _with_cells_below(
    anchored: Anchored, code: Code, found: Mapping[str, QuestionReport]
) -> Iterator[Placed]:
    """The questions that lost points, and have cells below their check cells, from the top.

    found: what each came to at the end of the notebook.
    """
    numbers = [number for number, _ in code]
    for at, cell in enumerate(anchored.cells):
        place = bisect_left(numbers, at)
        if cell.role == "check" and place < len(code):
            report = found.get(cell.name)
            if report and report.score < _due(report) - LEAST:
                yield Placed(cell.name, place, report)


def _better_above(session: Session, code: Code, placed: Iterable[Placed], score: Score) -> list[Placed]:
    """Those that have more points at their places. session: a fresh one, that `score` asks."""
    better, ran = list[Placed](), 0
    for one in placed:
        session.load([text for _, text in code[ran : one.place]])
        ran = one.place
        if one.better(score(one.question)):
            better.append(one)
    return better


def judge_at_check_cell(
    session: Session, code: Code, one: Placed, judged: Callable[[str], QuestionReport], score: Score
) -> AtCheckCell | None:
    """What a question comes to at its place; None where that is no better, or no cell below makes it worse.

    session: a fresh one, that `judged` and `score` ask.
    """
    session.load([text for _, text in code[: one.place]])
    best = judged(one.question)
    if not one.better(best.score) or score(one.question) < best.score - LEAST:  # it is worse when asked twice
        return None
    for _, cell in code[one.place :]:
        session.load([cell])
        if score(one.question) < best.score - LEAST:
            return AtCheckCell(replace(best, public=one.report.in_public), _told(one, best, cell, code))
    return None


def _told(one: Placed, best: QuestionReport, cell: str, code: Code) -> Repair:
    earned, at_the_end = (f"{points(report.score)} of {points(_due(best))}" for report in (best, one.report))
    used = reach({one.question}, [text for _, text in code[: one.place]])
    named = sorted(read_cell(cell).binds & used)
    return check_cell_repair(one.question, earned, at_the_end, cell, named)


def _due(report: QuestionReport) -> float:
    return sum(result.points for result in report.results)
