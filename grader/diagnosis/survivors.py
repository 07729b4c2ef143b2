"""Mutants that no check catches: what the checks of a question leave open.

A mutant that answers every call as the reference or a right solution does cannot be told from that, so it is
not reported. For the others, only checks whose answers differ are played, until one fails. If none fails, all
of them were played. What came of it is kept by content.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile
from typing import Literal

import msgspec

from grader.checks.in_process import in_process
from grader.checks.judge import Prepared, in_turn
from grader.checks.play import Opening, Parked, play
from grader.checks.sources import of_program
from grader.cores import over_cores
from grader.course import load_assignment
from grader.diagnosis.diagnoser import opening_calls
from grader.diagnosis.histories import history_calls
from grader.diagnosis.learn import CallPlan, One, alike, call_plan
from grader.files import cached
from grader.model import Assignment, Course, Limits
from grader.solutions import (
    Functions,
    Keys,
    KnownSolution,
    Mutant,
    load_known,
    load_reference,
    mutants,
    rebuilt,
)
from grader.values import Ask, is_class
from grader.wording import wrapped

Fate = Literal["alike", "caught", "missed"]

WIDTH = 80  # of what is printed


@dataclass(frozen=True, slots=True)
class Tried:
    """A question's mutants with one slip. differ: how many answer differently from the reference. survivors:
    what those of them are called that no check catches. codes: of each, the lines with the slip.
    """

    question: str
    count: int
    differ: int
    survivors: tuple[str, ...]
    codes: tuple[str, ...]


def survivors(course: Course, name: str, prepared: Prepared, *, question: str = "") -> Iterator[str]:
    """Lines for whoever wrote the checks, one question after another, as soon as it is known.

    question: the one to look at; "": every one.
    Raises: CourseError: the reference cannot be run.
    """
    assignment, _ = load_assignment(course, name)
    for found in tried(assignment, prepared, limits=course.limits, only=question):
        missed = len(found.survivors)
        differ = f"{found.differ} of {found.count} mutants give other answers"
        yield f"{found.question}: {differ}, and {found.differ - missed} are caught"
        for survivor, code in zip(found.survivors, found.codes, strict=True):
            yield from wrapped(f"no check catches: {survivor}", WIDTH, indent="  ", hanging="      ")
            yield from (f"      {line}" for line in code.splitlines())


def tried(assignment: Assignment, prepared: Prepared, *, limits: Limits, only: str = "") -> Iterator[Tried]:
    """Every question for which there is a function, and mutants of it; over all cores, or from before.

    only: one question; "": all.
    """
    reference, keys = load_reference(assignment), Keys(assignment, prepared, limits)
    known = load_known(assignment, "right")
    calls = opening_calls(prepared.opening, list(prepared.returns))
    runs: dict[bytes, list[Parked]] = defaultdict(list)
    for run in prepared.opening.parked:
        runs[run.key].append(run)
    for question, some in calls.items():
        if is_class(prepared.returns[question]) and only in (question, ""):
            some = history_calls(prepared.opening, prepared.returns, reference, question)
        if some and callable(reference[question]) and only in (question, ""):
            plan = call_plan(question, list(some.values()), prepared.returns[question], limits.call_seconds)
            waiting = [runs[key] for key in some]
            theirs = [check for check in prepared.checks if question in check.functions]
            also = [one for one in known if question in one.touches]
            texts = repr([of_program(one.path.read_text("utf-8")) for one in also])
            yield cached(
                keys.of("survivors", texts, question, theirs),
                partial(_tried, assignment, prepared, reference, plan, waiting, also),
                read=_read,
                write=msgspec.json.encode,
            )


def _read(content: bytes) -> Tried:
    try:
        return msgspec.json.decode(content, type=Tried)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from error


def _tried(
    assignment: Assignment,
    prepared: Prepared,
    reference: Functions,
    plan: CallPlan,
    waiting: Sequence[Sequence[Parked]],
    also: Sequence[KnownSolution],
) -> Tried:
    """waiting: by call, the runs of checks that begin with it. also: right solutions beside the reference."""
    right = plan.all(reference[plan.question])
    due = list(right.each()) if right else []
    others = [found for one in also if (found := plan.all(one.again()[plan.question]))]
    every = mutants(assignment, reference, plan.question)
    some = list(takewhile(lambda mutant: len(mutant.edits) == 1 and mutant.form.own, every))

    def fate(at: int) -> Fate:
        found = _fate(prepared, reference, plan, some[at], waiting, due)
        as_right = found == "missed" and any(not plan.differs(some[at].function(), one) for one in others)
        return "alike" if as_right else found

    fates = list(over_cores(fate, range(len(some)), what=f"trying mutants of {plan.question}"))
    left = [mutant for mutant, fate in zip(some, fates, strict=True) if fate == "missed"]
    names, codes = tuple(one.name for one in left), tuple(map(_slip_in, left))
    return Tried(plan.question, len(some), len(some) - fates.count("alike"), names, codes)


def _slip_in(mutant: Mutant) -> str:
    """The lines that the slip changed, as they are now."""
    before = replace(mutant, edits=()).source.splitlines()
    return "\n".join(line.strip() for line in mutant.source.splitlines() if line not in before)


def _fate(
    prepared: Prepared,
    reference: Functions,
    plan: CallPlan,
    mutant: Mutant,
    waiting: Sequence[Sequence[Parked]],
    due: Sequence[One],
) -> Fate:
    functions = rebuilt(reference, {plan.question: mutant.function()})
    differs = False
    with plan.asking() as timed:
        ask = timed(in_process(functions))
        for place in plan.order:
            one = plan.one(timed, functions[plan.question], place)
            if one is None or not alike(one, due[place]):
                differs = True
                if _fails(prepared, waiting[place], ask):
                    return "caught"
                if not waiting[place]:
                    break  # a later call of a story, with which no run begins
        if not differs:
            return "alike"
        theirs = [run for run in prepared.opening.parked if plan.question in run.check.functions]
        return "caught" if _fails(prepared, theirs, ask) else "missed"


def _fails(prepared: Prepared, runs: Sequence[Parked], ask: Ask) -> bool:
    return bool(play(Opening(tuple(runs), {}), prepared.returns, in_turn(ask)))
