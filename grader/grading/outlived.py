"""Marks by hand that were given for another answer than the one that is there now.

They are taken back: from the gradebook, so that nothing counts them, and entered in the journal, so that
nothing is lost. A mark stays as long as the answer does, whatever else of the notebook changed.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from grader.grading.submission import Graded
from grader.model import Mark, Report
from grader.records import Act, own_cells, own_cells_in, read_report, report_path, sha256
from grader.wording import points


def outlived_marks(class_folder: Path, graded: Graded, marks: Mapping[str, Mark]) -> dict[str, Mark]:
    """Of the marks, by question, those that were given for another answer.

    They were given for what is in autograded/, which is not replaced yet. Of the very same file, all stay; so
    do all where there is nothing to compare with.
    """
    report = graded.report
    before = read_report(class_folder, report.student, report.assignment) if marks else None
    if not marks or (before and before.provenance.notebook == report.provenance.notebook):
        return {}
    path = report_path(class_folder, report.student, report.assignment)
    there = own_cells(path.with_name(f"{report.assignment}.ipynb"))
    now = own_cells_in(graded.notebook or b"{}")
    return {
        question: mark
        for question, mark in marks.items()
        if question in there and (question not in now or now[question].digest != there[question].digest)
    }


def withdrawals(report: Report, outlived: Mapping[str, Mark]) -> Iterator[Act]:
    """A line of the journal for each, with the mark itself."""
    for question, mark in outlived.items():
        kept = msgspec.json.encode([mark.manual, mark.comment])
        yield Act(
            "marked", report.assignment, report.student, sha256(kept), "", question, withdrawn=kept.decode()
        )


def told_of(report: Report, outlived: Mapping[str, Mark]) -> Iterator[str]:
    """What is to be done about each."""
    for question, mark in outlived.items():
        given = "comment" if mark.manual is None else f"mark of {points(mark.manual)}"
        then = "mark it again" if report.questions[question].awaits_marker else "what machines found counts"
        yield f"{report.student}: {question} changed: the {given} was for the answer before; {then}"
