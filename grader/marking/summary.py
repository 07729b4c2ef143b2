"""How far marking is, and how far markers agree, for a terminal and for programs."""

from collections.abc import Iterator
from dataclasses import asdict

from grader.marking import desk as desks
from grader.marking.desk import Desk
from grader.marking.shown import agreement_lines, progress
from grader.wording import as_printable_json, wrapped


def still_to_mark(desk: Desk) -> str:
    """How many answers this marker has still to mark; blank ones count 0 without."""
    left = sum(progress(desk, question).left for question in desk.piles)
    if not left:
        return "All of your answers are marked."
    return f"{'1 answer is' if left == 1 else f'{left} answers are'} left to mark."


def summary_lines(desk: Desk) -> Iterator[str]:
    """Two tables, at most 80 columns wide, the first with a legend."""
    head = f"{'question':<20}{'marked':>13}{'yours':>12}{'blank':>10}"
    yield f"{head}{'again':>7}{'differ':>8}{'elsewhere':>10}"
    for question in desk.piles:
        one = progress(desk, question)
        marked, yours = f"{one.marked} of {one.answers}", f"{one.done} of {one.answers}"
        yield (
            f"{question[:19]:<20}{marked:>13}{yours:>12}{f'{one.blanks_done} of {one.blanks}':>10}"
            f"{one.again:>7}{one.disputed:>8}{one.elsewhere:>10}"
        )
    yield from wrapped(
        f"marked: by anybody; yours: nothing left for {desk.marker} to do; again: the rubric changed since; "
        "differ: markers disagree; elsewhere: points given in formgrader",
        80,
    )
    for question, names, found in agreement_lines(desk):
        yield ""
        yield f"{question}: {' and '.join(names)}, same level and weighted kappa"[:80]
        for each in found:
            same = f"{each.same} of {each.answers}"
            kappa = "-" if each.kappa is None else f"{each.kappa:.2f}"
            yield f"  {each.criterion[:54]:<56}{same:>14}{kappa:>8}"


def as_json(desk: Desk) -> str:
    """Lists of questions and of agreements; kappa is null where all is on one level."""
    found = {
        "questions": [_question(desk, question) for question in desk.piles],
        "agreement": [
            {"question": question, "markers": names, **asdict(each)}
            for question, names, several in agreement_lines(desk)
            for each in several
        ],
    }
    return as_printable_json(found)


def _question(desk: Desk, question: str) -> dict[str, object]:
    resolved = sum(about == question for about, _ in desk.record.resolved)
    return asdict(progress(desk, question)) | {"resolved": resolved, "markers": _markers(desk, question)}


def _markers(desk: Desk, question: str) -> dict[str, int]:
    """By marker, how many answers they have a whole opinion on."""
    counted: dict[str, int] = {}
    for answer in desk.piles[question].answers.values():
        for name in desks.others(desk, question, answer):
            counted[name] = counted.get(name, 0) + 1
    return counted
