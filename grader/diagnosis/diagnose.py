"""Which misconception a submission shows, if its answers say so.

Every game starts with the same calls, whoever answers (`Opening`). A submission that lost points on a
question, and gave to all of its calls the answers of a known wrong solution, is suspected of that
misconception; it is named if further inputs raise no doubts about it (`doubts`). Solutions that somebody
wrote come first, then mutants with one slip, then with two. One is named, or none. Nothing here touches a
score. What known solutions answer is found out when somebody may match (`learn`).

A solution that is wrong about one question also answers questions that build on it in a way of its own. A
submission that shows it in both is told so, instead of a second misconception.
"""

import inspect
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial

from grader.checks.our_faults import Lost, unless_lost
from grader.diagnosis.answers import Answers, answers, same
from grader.diagnosis.behaviour import behaviour
from grader.diagnosis.cells import Elsewhere, elsewhere, in_place_of_an_argument
from grader.diagnosis.contrast import can_be_told, contrast
from grader.diagnosis.culprit import culprit, has_own_mistake
from grader.diagnosis.diagnoser import Diagnoser, origin, right_answers
from grader.diagnosis.doubts import Beyond, Doubts, StudentCode
from grader.diagnosis.inputs import further
from grader.diagnosis.learn import Solution, alike, call_plan
from grader.diagnosis.quoted import as_said
from grader.diagnosis.stood_in import with_stand_ins
from grader.diagnosis.suspects import Match, shelves_of
from grader.diagnosis.writing import fits, fitting_question, fitting_words, likeliest
from grader.model import FINE, Contrast, Diagnosis, QuestionReport
from grader.values import FIGURE, Call, Raised, Reply, Returned, is_class

UNKNOWN = StudentCode(lambda calls: (), {})  # nobody to ask, and nothing to read


def diagnosed(
    using: Diagnoser,
    replies: Mapping[bytes, Reply],
    reports: Mapping[str, QuestionReport],
    *,
    student: StudentCode = UNKNOWN,
    lost: Lost | None = None,
) -> dict[str, QuestionReport]:
    """The reports of one submission, with behaviour and diagnosis for questions that lost points.

    lost: is told of each fault of ours, which costs what was to be told and no more; None: it is raised.
    """
    shown: dict[str, Match] = {}
    found = dict(reports)
    for question, report in reports.items():
        if question in using.calls and _lost(report):
            tell = partial(_diagnosed, using, question, replies, reports, student, shown, lost)
            found[question] = unless_lost(tell, report, lost)
    return found


def _diagnosed(
    using: Diagnoser,
    question: str,
    replies: Mapping[bytes, Reply],
    reports: Mapping[str, QuestionReport],
    student: StudentCode,
    shown: dict[str, Match],
    lost: Lost | None,
) -> QuestionReport:
    """Of one question. shown: what was found out about others; added to."""
    given = [replies.get(key) for key in using.calls[question]]
    told = answers(given, using.returns[question])
    doubts = _doubts(using, question, student)
    blamed = culprit(using, question, student.ask, reports)
    code = student.code.get(question, "")
    match, nearest = _matched(using, question, given, told, shown, doubts, code, blamed=blamed)
    seen: list[Elsewhere] = []
    outside = unless_lost(lambda: _outside(using, question, reports, student), seen, lost)
    if instead := in_place_of_an_argument(outside):
        match = None  # other slips give the same answers, and this one is seen
    elif not (match or blamed):
        match = unless_lost(lambda: _beside_others(using, question, reports, student, shown), None, lost)
    shown |= {match.solution.id: match} if match else {}
    # Named after the known answers, if these are known: then noise cannot split a group.
    name = behaviour(nearest, right_answers(using, question), using.assignment, question)
    slip = unless_lost(lambda: _said(using, match, question, student) if match else None, None, lost)
    named, own = bool(match), list(told.each())
    tell = partial(contrast, using, question, own, doubts, reports, named=named, code=code, outside=outside)
    return replace(
        reports[question],
        diagnoses=(slip,) if slip else (),
        behaviour=name,
        contrast=Contrast(*instead) if instead else unless_lost(tell, None, lost) if student.code else None,
        waits_for=_waits_for(using, question, student, reports[question], match.origin if match else blamed),
    )


def _outside(
    using: Diagnoser, question: str, reports: Mapping[str, QuestionReport], student: StudentCode
) -> list[Elsewhere]:
    """The values from outside that its function uses, where something may be told of it."""
    code, lost = student.code.get(question, ""), [one for one in reports[question].results if one.lost]
    return elsewhere(code, question, student.cells, using.functions) if can_be_told(lost, code) else []


def _beside_others(
    using: Diagnoser,
    question: str,
    reports: Mapping[str, QuestionReport],
    student: StudentCode,
    shown: Mapping[str, Match],
) -> Match | None:
    """The slip of its own that shows with stand-ins for parts that are wrong, too."""
    if (of := with_stand_ins(using, question, reports)) is None:
        return None
    replies = student.ask(of.plans[question].calls)
    if len(replies) < len(of.plans[question].calls):
        return None
    told, code = answers(replies, of.returns[question]), student.code.get(question, "")
    doubts = replace(_doubts(of, question, student), examples=())  # of these, their own parts answered some
    return _matched(of, question, replies, told, shown, doubts, code, blamed="")[0]


def _waits_for(
    using: Diagnoser, question: str, student: StudentCode, report: QuestionReport, origin: str
) -> str:
    """The question `origin`, where the mistake is in that one alone; otherwise ""."""
    if origin in ("", question):
        return ""
    own = student.code and has_own_mistake(using, question, student.ask, report)
    return "" if own else origin


def _lost(report: QuestionReport) -> bool:
    return any(result.verdict not in FINE for result in report.results)


def _matched(
    using: Diagnoser,
    question: str,
    replies: Sequence[Reply | None],
    given: Answers,
    shown: Mapping[str, Match],
    doubts: Doubts,
    code: str,
    *,
    blamed: str,
) -> tuple[Match | None, Answers]:
    """The slip that explains these answers, and the answers of the first solution that gives them.

    None, and the answers themselves: they are right, or nobody known answers so. given: the replies as
    answers. blamed: the question whose function alone is wrong, so that a slip can only be in that; "": that
    is not known.
    """
    if is_class(using.returns[question]):
        given = given.raising_as(right_answers(using, question))
    if not replies or same(given, right_answers(using, question)):
        return None, given
    each, nearest = list(given.each()), given
    wordy = not any(isinstance(reply, Returned) for reply in replies)
    pairs = zip(each, right_answers(using, question).each(), strict=True)
    wrong = {place for place, (one, due) in enumerate(pairs) if not alike(one, due)}
    most = _most_slips(using.plans[question].calls, replies, wrong)
    for slips, shelves in shelves_of(using, question, shown):
        if slips > most:
            break
        places = [(shelf, place) for shelf in shelves for place in shelf.matching(each, wrong, wordy=wordy)]
        if places and nearest is given:
            nearest = replace(given, numbers=places[0][0].answers(places[0][1]).numbers)
        found = [shelf.solutions[place] for shelf, place in places]
        matches = {one.id: _match(using, question, one, shown) for one in found}
        own = [one for one in found if matches[one.id].origin == question and not blamed]
        follow = [one for one in found if one.id in shown]
        plausible = follow or [one for one in own if fits(one, code, question)]
        if named := likeliest(doubts.standing(plausible), code, question, using.functions):
            return matches[named.id], nearest
    return None, nearest


def _most_slips(calls: Sequence[Call], replies: Sequence[Reply | None], wrong: Collection[int]) -> int:
    """Of how many slips these answers can tell; 0: of what somebody wrote; -1: of none of them either.

    Errors are few, and slips are many: that two end in the same one says little. What is kept of a call that
    raised is no answer. And who computes an attribute and gives it another name has the error of who never
    does.
    """
    if all(_absent(calls[at], replies[at]) for at in wrong):
        return -1
    return 2 * any(isinstance(replies[at], Returned) and calls[at].reads != "kept" for at in wrong)


def _absent(call: Call, reply: Reply | None) -> bool:
    """Whether it read an attribute that is not there; it has a line where the student's code raised that."""
    read = call.step is not None and not call.step.called
    return read and isinstance(reply, Raised) and reply.kind == "AttributeError" and not reply.line


def _doubts(using: Diagnoser, question: str, student: StudentCode) -> Doubts:
    """What draws is not asked again: a picture is dear."""
    plan, examples = using.plans[question], student.examples.get(question, ())
    own = [one for one in examples if one.call.function == question and one.shows == "answer"]
    if question not in using.beyond:
        more = [] if plan.returns == FIGURE else further(plan.calls, plan.order)
        using.beyond[question] = Beyond(call_plan(question, more, plan.returns, plan.seconds, plan.files))
    told = [] if plan.returns == FIGURE else [one for one in own if not one.call.stand_ins]
    return Doubts(using.beyond[question], using.functions[question], student.ask, told)


def _match(using: Diagnoser, question: str, found: Solution, shown: Mapping[str, Match]) -> Match:
    if found.id in shown:
        return shown[found.id]
    return Match(origin(using, found.id) if found.id in using.known else question, found)


def _said(using: Diagnoser, match: Match, question: str, student: StudentCode) -> Diagnosis:
    code, function = student.code.get(match.origin, ""), using.functions.get(match.origin)
    name = fitting_words(match.solution.name, code, using.functions)
    parameters = inspect.signature(function).parameters if callable(function) else ()
    name, asked = as_said(name, match.solution.hint, code)
    asked = fitting_question(asked, code, [*using.functions, *parameters], name)
    where = "" if match.origin == question else f"In {match.origin}: "
    return Diagnosis(match.solution.id, f"{where}{name}", asked)
