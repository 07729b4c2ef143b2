"""Reports, the gradebook and the journal → Facts."""

import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from grader.class_report.facts import (
    CheckFacts,
    Facts,
    QuestionFacts,
    RepairFacts,
    StudentFacts,
    Times,
    Together,
)
from grader.class_report.statistics import discrimination, quartiles, share
from grader.course import Lateness
from grader.diagnosis import behaviour_groups
from grader.gradebook import SubmissionScore
from grader.model import QuestionReport, Report, Result, Verdict
from grader.records import Entry, JournalLine

_LOST = (Verdict.FAILED, Verdict.CRASHED, Verdict.TIMED_OUT, Verdict.NOT_WRITTEN, Verdict.SKIPPED)
_STOPPED = (Verdict.CRASHED, Verdict.TIMED_OUT)


def facts(
    reports: Sequence[Report],
    *,
    course: str,
    assignment: str,
    scored: Mapping[str, SubmissionScore],
    journal: Sequence[JournalLine],
    pages: Mapping[str, str],
    names: Mapping[str, str],
    late: Mapping[str, Lateness],
) -> Facts:
    """reports: any order. The rest by student: scored: what the gradebook has. pages: of feedback.

    names: in full.
    """
    ordered = sorted(reports, key=lambda report: report.student)
    graded = [report for report in ordered if report.status == "graded"]
    faults = {one.act.student: one.act.fault for one in _graded(journal, assignment)}  # of the last grading
    students = tuple(
        _student(report, scored.get(who), pages.get(who, ""), names.get(who, ""), late.get(who), faults)
        for report in ordered
        for who in [report.student]
    )
    scores = [one.score for one in students if one.status != "broken"]
    return Facts(
        course=course,
        assignment=assignment,
        points=max((report.points for report in ordered), default=0.0),
        students=students,
        quartiles=quartiles(scores),
        mean=statistics.fmean(scores) if scores else None,
        questions=tuple(_questions(graded, scored)),
        checks=tuple(_checks(graded)),
        together=tuple(_together(graded)),
        groups=behaviour_groups(ordered),
        repairs=tuple(_repairs(ordered)),
        isolation=dict(Counter(report.isolation for report in ordered)),
        times=_times(journal, assignment),
    )


def _student(
    report: Report,
    entered: SubmissionScore | None,
    page: str,
    name: str,
    late: Lateness | None,
    faults: Mapping[str, str],
) -> StudentFacts:
    verdicts = {result.verdict for question in report.questions.values() for result in question.results}
    waiting = tuple(name for name, question in report.questions.items() if question.awaits_marker)
    remarks = [str(one) for one in _STOPPED if one in verdicts]
    if fault := faults.get(report.student):
        remarks.append(f"by our fault, not all is told ({fault})")
    return StudentFacts(
        student=report.student,
        name=name,
        score=float(entered.score) if entered else report.score,
        machine=report.score,
        late=late.seconds_late if late else 0.0,
        called_late=bool(late and late.called_late),
        penalty=float(entered.penalty) if entered else 0.0,
        status=report.status,
        remark=", ".join(remarks),
        reason=report.reason,
        unmarked=entered.unmarked if entered else waiting,
        lost=tuple(name for name, question in report.questions.items() if _loses(question)),
        repairs=len(report.repairs),
        page=page,
    )


def _questions(reports: Sequence[Report], scored: Mapping[str, SubmissionScore]) -> Iterator[QuestionFacts]:
    for name in _names(reports):
        having = [report for report in reports if name in report.questions]
        judged = [report for report in having if report.questions[name].results]
        scores = [report.questions[name].score for report in judged]
        worth = having[0].questions[name].points
        yield QuestionFacts(
            question=name,
            points=worth,
            students=len(judged),
            mean=statistics.fmean(scores) / worth if scores and worth else None,
            full=share(sum(not _loses(report.questions[name]) for report in judged), len(judged)),
            discrimination=discrimination(scores, [report.score for report in judged]),
            unmarked=sum(_unmarked(report, name, scored) for report in having),
        )


def _unmarked(report: Report, name: str, scored: Mapping[str, SubmissionScore]) -> bool:
    if entered := scored.get(report.student):
        return name in entered.unmarked
    return report.questions[name].awaits_marker


def _names(reports: Sequence[Report]) -> list[str]:
    return list(dict.fromkeys(name for report in reports for name in report.questions))


def _loses(question: QuestionReport) -> bool:
    return any(result.verdict in _LOST for result in question.results)


def _checks(reports: Sequence[Report]) -> Iterator[CheckFacts]:
    """In the assignment's order."""
    found: dict[tuple[str, str], list[tuple[Result, float]]] = {}
    for report in reports:
        for name, question in report.questions.items():
            for result in question.results:
                found.setdefault((name, result.check), []).append((result, report.score))
    places = {name: place for place, name in enumerate(_names(reports))}
    for (name, _), results in sorted(found.items(), key=lambda item: places[item[0][0]]):
        yield _check(name, results)


def _check(question: str, found: Sequence[tuple[Result, float]]) -> CheckFacts:
    """found: the results of one check, each with its student's score on everything."""
    one, counts = found[0][0], Counter(result.verdict for result, _ in found)
    judged = [(result, total) for result, total in found if result.verdict is not Verdict.BROKEN]
    return CheckFacts(
        check=one.check,
        question=question,
        claim=one.claim,
        hidden=one.hidden,
        points=one.points,
        students=len(judged),
        passed=share(counts[Verdict.PASSED], len(judged)),
        discrimination=discrimination([result.score for result, _ in judged], [total for _, total in judged]),
        failed=counts[Verdict.FAILED],
        crashed=counts[Verdict.CRASHED],
        timed_out=counts[Verdict.TIMED_OUT],
        not_written=counts[Verdict.NOT_WRITTEN],
        skipped=counts[Verdict.SKIPPED],
        broken=counts[Verdict.BROKEN],
    )


def _together(reports: Sequence[Report]) -> Iterator[Together]:
    """Only questions that somebody lost points on."""
    lost = {
        name: {one.student for one in reports if name in one.questions and _loses(one.questions[name])}
        for name in _names(reports)
    }
    shown = {name: students for name, students in lost.items() if students}
    for name, students in shown.items():
        yield Together(name, len(students), {other: len(students & shown[other]) for other in shown})


def _repairs(reports: Sequence[Report]) -> Iterator[RepairFacts]:
    """The most frequent first. Each cell that is gone is one of its own: it cost points."""
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for report in reports:
        for repair in report.repairs:
            cells = repair.cell.split(", ") if repair.gone else [repair.cell]
            for cell in cells:
                of = found.setdefault((repair.rule, cell if repair.gone else ""), {})
                of.setdefault(report.student, []).append(f"{cell}: {repair.done}")
    for (rule, _), students in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        yield RepairFacts(rule, "; ".join(next(iter(students.values()))), tuple(students))


def _graded(journal: Sequence[JournalLine], assignment: str) -> list[Entry]:
    """The gradings of this assignment, in order."""
    entries = [line.entry for line in journal if line.entry]
    return [one for one in entries if one.act.what == "graded" and one.act.assignment == assignment]


def _times(journal: Sequence[JournalLine], assignment: str) -> Times | None:
    moments = sorted(one.at for one in _graded(journal, assignment))
    if not moments:
        return None
    gaps = [(after - before).total_seconds() for before, after in pairwise(moments)]
    return Times(moments[0], moments[-1], statistics.median(gaps) if gaps else None)
