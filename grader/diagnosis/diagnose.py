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
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from grader.checks.our_faults import Lost, unless_lost
from grader.diagnosis.answers import Answers, answers, same
from grader.diagnosis.behaviour import behaviour
from grader.diagnosis.contrast import contrast
from grader.diagnosis.culprit import culprit, has_own_mistake
from grader.diagnosis.diagnoser import Diagnoser, origin, right_answers
from grader.diagnosis.doubts import Beyond, Doubts, StudentCode
from grader.diagnosis.inputs import further
from grader.diagnosis.learn import CallPlan, Shelf, Solution, alike, call_plan
from grader.diagnosis.quoted import as_said
from grader.diagnosis.writing import fits, fitting_question, fitting_words, likeliest
from grader.model import FINE, Diagnosis, QuestionReport
from grader.solutions import KnownSolution, is_stateful, rebuilt
from grader.values import FIGURE, Reply, Returned, is_class

UNKNOWN = StudentCode(lambda calls: (), {})  # nobody to ask, and nothing to read


@dataclass(frozen=True, slots=True)
class Match:
    """A known solution that answers as a submission does. origin: the first question it answers wrongly."""

    origin: str
    solution: Solution


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
    shown |= {match.solution.id: match} if match else {}
    # Named after the known answers, if these are known: then noise cannot split a group.
    name = behaviour(nearest, right_answers(using, question), using.assignment, question)
    slip = unless_lost(lambda: _said(using, match, question, student) if match else None, None, lost)
    named, own = bool(match), list(told.each())
    tell = partial(contrast, using, question, own, doubts, reports, named=named, code=code)
    return replace(
        reports[question],
        diagnoses=(slip,) if slip else (),
        behaviour=name,
        contrast=unless_lost(tell, None, lost) if student.code else None,
        waits_for=_waits_for(using, question, student, reports[question], match.origin if match else blamed),
    )


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
    right = right_answers(using, question).each()
    wrong = {place for place, (one, due) in enumerate(zip(each, right, strict=True)) if not alike(one, due)}
    calls = list(using.calls[question].values())  # what is kept of a call that raised is nothing
    tells = any(isinstance(replies[place], Returned) and calls[place].reads != "kept" for place in wrong)
    for slips, shelves in _shelves(using, question, shown):
        if slips and not tells:
            break  # errors are few, and slips are many: that two end in the same one says little
        places = [(shelf, place) for shelf in shelves for place in shelf.matching(each, wrong, wordy=wordy)]
        if places and nearest is given:
            nearest = replace(given, numbers=places[0][0].answers(places[0][1]).numbers)
        found = [shelf.solutions[place] for shelf, place in places]
        matches = {one.id: _match(using, question, one, shown) for one in found}
        follow = [one for one in found if one.id in shown]
        own = [one for one in found if matches[one.id].origin == question and not blamed]
        plausible = follow or [one for one in own if fits(one, code, question)]
        if named := likeliest(doubts.standing(plausible), code, question, using.functions):
            return matches[named.id], nearest
    return None, nearest


def _doubts(using: Diagnoser, question: str, student: StudentCode) -> Doubts:
    """What draws is not asked again: a picture is dear."""
    plan = using.plans[question]
    if question not in using.beyond:
        more = [] if plan.returns == FIGURE else further(plan.calls, plan.order)
        using.beyond[question] = Beyond(call_plan(question, more, plan.returns, plan.seconds, plan.files))
    return Doubts(using.beyond[question], using.functions[question], student.ask)


def _shelves(
    using: Diagnoser, question: str, shown: Mapping[str, Match]
) -> Iterator[tuple[int, Sequence[Shelf]]]:
    """Where to look: what somebody wrote (0 slips), what follows from a slip in a part, one slip, two."""

    def shelves(name: str, solutions: Callable[[], list[Solution]]) -> Sequence[Shelf]:
        if (question, name) not in using.shelves:
            using.shelves[question, name] = _shelved(using.plans[question], solutions())
        return using.shelves[question, name]

    yield 0, shelves("written", lambda: _written(using, question))
    for match in shown.values():
        if match.solution.id not in using.known:
            yield 1, shelves(match.solution.id, partial(_following, using, question, match))
    for slips in (1, 2):
        yield slips, shelves(f"{slips}", partial(_mutants, using, question, slips))


def _shelved(plan: CallPlan, solutions: Sequence[Solution]) -> Sequence[Shelf]:
    """Those without a state, and those that may have one."""
    kinds = {kind: [one for one in solutions if one.stateful is kind] for kind in (False, True)}
    return [Shelf(plan, some, kind) for kind, some in kinds.items() if some]


def _written(using: Diagnoser, question: str) -> list[Solution]:
    """The others answer as the reference does."""

    def source(one: KnownSolution) -> str:
        """With the reference before it: what it does not write is as there."""
        reference = one.path.parents[1] / f"{using.assignment}.py"
        return "\n".join(path.read_text("utf-8") for path in (reference, one.path))

    return [
        Solution(
            stem,
            one.name,
            one.hint,
            lambda one=one: one.again().get(question),  # type: ignore[misc]
            partial(source, one),
            stateful=is_stateful(one.functions[question]),
        )
        for stem, one in using.known.items()
        if question in one.touches
    ]


def _following(using: Diagnoser, question: str, match: Match) -> list[Solution]:
    """What the reference becomes where a part of it is wrong."""

    def make() -> Any:
        return rebuilt(using.functions, {match.origin: match.solution.make()})[question]

    return [replace(match.solution, make=make)]


def _mutants(using: Diagnoser, question: str, slips: int) -> list[Solution]:
    found = (one for one in using.mutants(question) if len(one.edits) == slips)
    return [
        Solution(
            one.id,
            one.name,
            one.hint,
            one.function,
            lambda one=one: one.source,  # type: ignore[misc]
            slip_of=one.form.source,
            foreign=not (one.form.own or one.form.written_out),
        )
        for one in found
    ]


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
