"""The points of a question, once neither a person nor a check of ours has to decide."""

from grader.model import Mark, QuestionReport, Report, Verdict


def settled(question: QuestionReport, report: Report, mark: Mark) -> float | None:
    """As nbgrader counts: a person's mark in place of the machine's, extra credit on top."""
    if mark.manual is not None:
        return mark.manual + mark.extra
    ours = any(result.verdict is Verdict.BROKEN for result in question.results)
    unsettled = question.awaits_marker or ours or (report.status == "broken" and not question.results)
    if unsettled:
        return None
    machine = question.score if mark.machine is None else max(mark.machine, question.score)
    return machine + mark.extra
