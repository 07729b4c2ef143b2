"""A report → results.json: what students see at once, what after publishing, what only instructors see.

Public checks are shown at once. Hidden ones are shown once scores are published, as far as the course
discloses them, and until then Gradescope keeps the total to itself, too. What is meant for instructors alone
is a test of the visibility "hidden", which is worth nothing. Nothing that we print is shown to students.
"""

import json
from collections.abc import Iterator
from typing import Any, Literal

from grader.course import disclosed
from grader.errors import bounded
from grader.model import FINE, Feedback, Mark, Marks, QuestionReport, Report, Result
from grader.wording import contrast_lines, diagnosis_lines, lines, printable

Visibility = Literal["visible", "after_published", "hidden"]
WIDTH = 100  # columns of Gradescope's box for a test's output
_LONGEST = 4_000  # characters of one test's output
NOT_GRADED = "This was not graded. It is not your fault, and nothing is lost: your instructor has to look."


def results(report: Report, feedback: Feedback, *, seconds: float) -> bytes:
    """results.json for a submission that machines graded just now.

    seconds: that it took.
    """
    if report.status == "broken" and not any(one.results for one in report.questions.values()):
        return not_graded(report.reason)
    shown = disclosed(report, feedback.hidden)
    tests = [_unreadable(report)] if report.status == "unreadable" else [*_tests(shown)]
    remark = [_for_instructors(f"{report.reason}; mend it, then regrade all")] * (report.status == "broken")
    stamp = {
        "isolation": report.isolation,
        "notebook": report.provenance.notebook,
        "assignment": report.provenance.assignment,
        "grader": report.provenance.grader,
        "environment": report.provenance.environment,
        "status": report.status,
    }
    return _json(
        [*tests, *remark],
        output=_overview(shown, at_once=True),
        extra_data=stamp,
        execution_time=round(seconds),
    )


def marked_results(report: Report, feedback: Feedback, marks: Marks, *, total: float) -> bytes:
    """results.json for a submission as the gradebook has it, marks by hand and late penalty included.

    total: the score in the gradebook, which is the one that Gradescope shows.
    """
    shown = disclosed(report, feedback.hidden)
    tests = [_unreadable(report)] if report.status == "unreadable" else [*_tests(shown, marks)]
    if marks.penalty:
        tests.append(_test("Handed in late", -marks.penalty, 0.0, "", "after_published"))
    return _json(tests, output=_overview(shown), score=total, extra_data={"isolation": report.isolation})


def not_graded(reason: str) -> bytes:
    """results.json that shows no score as earned: students learn that it was not graded, instructors why."""
    told = _test("Not graded", 0.0, 0.0, NOT_GRADED, "visible", status="failed")
    # Gradescope shows students no total while a test is still to be published.
    total = _test("Score", 0.0, 0.0, "There is none yet.", "after_published", status="failed")
    return _json([told, total, _for_instructors(reason)], output=NOT_GRADED)


def _tests(report: Report, marks: Marks | None = None) -> Iterator[dict[str, Any]]:
    for number, (name, question) in enumerate(report.questions.items(), start=1):
        mark = marks.questions.get(name) if marks else None
        if mark and (mark.manual is not None or mark.extra or not question.results):
            yield _marked(name, question, mark) | {"number": f"{number}"}
            continue
        named = diagnosis_lines(question.diagnoses, width=WIDTH)
        slips = "\n".join([*named, *contrast_lines(question.contrast, width=WIDTH)])
        for place, result in enumerate(question.results, start=1):
            told = _checked(name, result, _told_here(question, result, slips))
            yield told | {"number": f"{number}.{place}"}


def _marked(name: str, question: QuestionReport, mark: Mark) -> dict[str, Any]:
    """A person's mark, or what machines gave a question that has no checks or got extra credit."""
    score = mark.machine if mark.manual is None else mark.manual
    by_person = mark.manual is not None or mark.extra
    title = f"{name}: marked by a person" if by_person else f"{name}: no answer found"
    return _test(title, (score or 0.0) + mark.extra, question.points, mark.comment, "after_published")


def _told_here(question: QuestionReport, result: Result, slips: str) -> str:
    """A misconception is told with the first check that it breaks."""
    first = next((one for one in question.results if one.lost), None)
    return slips if result is first else ""


def _checked(question: str, result: Result, slips: str) -> dict[str, Any]:
    text = "\n".join([*lines(result, width=WIDTH), *([slips] if slips else [])])
    seen: Visibility = "after_published" if result.hidden else "visible"
    fine = result.verdict in FINE
    status: Literal["passed", "failed"] = "passed" if fine else "failed"
    return _test(f"{question}: {result.claim}", result.score, result.points, text, seen, status=status)


def _unreadable(report: Report) -> dict[str, Any]:
    cure = "Open the very file that you handed in, in Jupyter; save it there; hand it in again."
    text = f"{report.reason}\n{cure}"
    return _test("Your notebook could not be read", 0.0, report.points, text, "visible", status="failed")


def _for_instructors(reason: str) -> dict[str, Any]:
    return _test("For instructors", 0.0, 0.0, reason, "hidden", status="failed")


def _test(
    name: str, score: float, worth: float, text: str, seen: Visibility, *, status: str = ""
) -> dict[str, Any]:
    cut = printable(bounded(text, _LONGEST))
    test = {"name": printable(name), "score": round(score, 9), "max_score": worth, "output": cut}
    return test | {"visibility": seen} | ({"status": status} if status else {})


def _overview(report: Report, *, at_once: bool = False) -> str:
    """What is said above all tests: what a person reads, what was put right, and how it was graded.

    at_once: nothing that hidden checks decided, as they are not shown yet.
    """
    told, repairs = [], [one for one in report.repairs if not (at_once and one.by_hidden)]
    if waiting := [name for name, one in report.questions.items() if one.awaits_marker]:
        told.append(f"A person reads {', '.join(waiting)}; those points are not among these.")
    told += [f"{one.cell}: {one.done}." for one in repairs if one.lacking]
    gone = "What belongs there could not be graded."
    told += [f"{one.cell}: {one.done}. {gone}" for one in repairs if one.gone]
    if repaired := [one for one in repairs if not one.lacking and not one.gone]:
        told.append("Put right in your notebook, at no cost:")
        told += [f"- {repair.cell}: {repair.done}" for repair in repaired]
    return printable("\n".join([*told, f"Graded in isolation level {report.isolation}."]))


def _json(tests: list[dict[str, Any]], **more: Any) -> bytes:
    formats = {"output_format": "text", "test_output_format": "text", "test_name_format": "text"}
    # A text cut through a pair of surrogates is no UTF-8; JSON's own escapes are ASCII.
    return json.dumps({**more, **formats, "stdout_visibility": "hidden", "tests": tests}, indent=1).encode()
