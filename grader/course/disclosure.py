"""How much of a hidden check a student is told."""

from dataclasses import replace
from typing import Literal

from grader.model import LACKING_HIDDEN, QuestionReport, Report, Result, Verdict

Policy = Literal["claim", "hint", "counterexample"]
# A claim that was not judged, or that we could not judge, has a message of ours and no example in it. That a
# function is not written has one: its code may say so for a hidden input alone.
_OURS = (Verdict.SKIPPED, Verdict.BROKEN)


def disclosed(report: Report, policy: Policy) -> Report:
    """`report` as its student may see it: of hidden checks nothing but the claim, the verdict and the points,
    and, by `policy`, the hint, or the hint and the counterexample. Points are never touched.

    A misconception is a hint, too: under "claim" it goes where only hidden checks caught it. What the
    instructor wrote for this very behaviour stays.

    What sets wrong answers apart goes: it has answers to calls in it that were made after all of this.

    Public checks are told whole, as they are judged before hidden ones ask anything. A question that counts
    as it stands at its check cell was judged in a session that may have met hidden examples of others: of it,
    nothing is told that its code may have said. Nor is a package named that hidden checks alone met: the code
    chose it by their inputs.
    """
    if policy == "counterexample":
        return report
    repairs = tuple(one for one in report.repairs if one.rule != LACKING_HIDDEN)
    again = {repair.cell for repair in report.repairs if repair.rule == "stands"}
    questions = {
        name: _question(question, policy, again=name in again) for name, question in report.questions.items()
    }
    return replace(report, questions=questions, repairs=repairs)


def in_public(report: Report) -> Report:
    """`report` as if there were no hidden checks: nothing of them, no points, and no total that holds them.

    A question without a public check is left out, unless a person marks it. Each is shown as at the end of
    the notebook handed in last, whatever counts: that hidden checks came out better at a check cell, or in an
    earlier notebook, is told nowhere.
    """
    told = disclosed(report, "claim")
    shown = {name: _in_public(question) for name, question in told.questions.items()}
    questions = {name: one for name, one in shown.items() if one.results or one.awaits_marker}
    return replace(
        report,
        questions=questions,
        score=sum(one.score for one in questions.values()),
        points=sum(one.points for one in questions.values()),
        reason="" if report.status == "graded" else report.reason,
        repairs=tuple(one for one in told.repairs if not one.by_hidden),
    )


def _in_public(question: QuestionReport) -> QuestionReport:
    results = question.in_public
    return replace(
        question,
        results=results,
        score=sum(one.score for one in results),
        points=sum(one.points for one in results) if results else question.points,
        diagnoses=(),  # answers to hidden inputs, too, decide which mistake is named, and what is to blame
        waits_for="",
        behaviour="",
        public=(),
    )


def _question(question: QuestionReport, policy: Policy, *, again: bool) -> QuestionReport:
    results = tuple(_result(result, policy, again=again) for result in question.results)
    in_public = any(result.lost for result in results if not result.hidden)
    told = policy == "hint" or in_public
    diagnoses = tuple(one for one in question.diagnoses if told or not one.solution)
    waits = question.waits_for if told else ""
    return replace(question, results=results, diagnoses=diagnoses, contrast=None, waits_for=waits)


def _result(result: Result, policy: Policy, *, again: bool) -> Result:
    if result.verdict in _OURS or not (result.hidden or again):
        return result
    if not result.hidden:
        return replace(result, message="", counterexample=None)
    hint = result.asked if policy == "hint" else ""  # another may quote what the code said of a hidden input
    return replace(result, message="", counterexample=None, hint=hint)
