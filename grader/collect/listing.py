"""What was collected, for a terminal of 80 columns and for another program."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo

from grader.collect.placing import Outcome
from grader.collect.sources import Refused
from grader.files import in_zone
from grader.wording import as_printable_json, clipped, printable, wrapped

_WIDTH, _NAME = 80, 20
_MEANING = {
    "newer": "it replaced an earlier notebook",
    "unchanged": "it was there already",
    "older": "a newer one is there, which stays",
}
_ORDER = ("placed", "newer", "unchanged", "older", "refused")


def listing(outcomes: Sequence[Outcome], zone: tzinfo) -> Iterator[str]:
    """One line a student; what is as it was is only counted in the summary."""
    shown = [one for one in outcomes if one.what != "unchanged" or _is_late_at_unknown_time(one)]
    if shown:
        yield f"{'student':{_NAME}}{'':11}{'handed in':13}from"
    for one in shown:
        row = f"{clipped(one.student, _NAME - 1):{_NAME}}{one.what:11}{_time(one, zone):13}"
        yield f"{row}{one.system} {_end_of(one.where, _WIDTH - len(row) - len(one.system) - 1)}"


def _time(one: Outcome, zone: tzinfo) -> str:
    if one.handed_in:
        return f"{in_zone(one.handed_in, zone):%m-%d %H:%M}"
    return "late" if one.late else "-"


def remarks(
    outcomes: Sequence[Outcome], refused: Iterable[Refused], unmatched: Iterable[str] = ()
) -> Iterator[str]:
    """What needs a look: what was not placed, and why; whose time is not to be had."""
    unplaced = [*refused, *(Refused(one.where, one.why) for one in outcomes if one.what == "refused")]
    for one in unplaced:
        yield from _wrapped(f"not placed: {one.where}: {one.why}")
    for placed in outcomes:
        if placed.unreadable and placed.what != "refused":
            cure = "It counts as in time until a timestamp.txt says when"
            yield from _wrapped(f"{placed.student}: {placed.unreadable}. {cure}")
    unknown = [printable(late.student) for late in outcomes if _is_late_at_unknown_time(late)]
    if unknown:
        line = (
            f"late, but the download does not say by how much: {', '.join(unknown)}. They count as in time "
            "until `--times FILE` says when, a CSV with the columns id and handed_in, or a timestamp.txt "
            "beside the notebook, such as 2026-12-21 14:30:00 UTC"
        )
        yield from _wrapped(line)
    for line in unmatched:
        yield from _wrapped(f"table of times: {line}")


def passed_over(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """What is older than the notebook that is there, where no table shows it."""
    for one in outcomes:
        if one.what == "older":
            yield from _wrapped(f"{one.student}: {one.where} is older than what is there, which stays")


def legend(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """What the words of the table and the summary mean, as far as they are there."""
    there = {one.what for one in outcomes}
    if said := [f"{what}: {meaning}" for what, meaning in _MEANING.items() if what in there]:
        yield from _wrapped("; ".join(said))


def choices(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Where several notebooks, or times, could have been meant: which was taken."""
    for one in outcomes:
        if one.timing:
            yield from _wrapped(f"{one.student}: {one.timing}")
        if one.choice and one.what != "refused":
            yield from _wrapped(f"{one.student}: {one.choice}")


def _wrapped(text: str) -> list[str]:
    """One paragraph, whatever there is in the name of a student's file."""
    return wrapped(" ".join(text.splitlines()), _WIDTH, hanging="    ")


def summary(outcomes: Sequence[Outcome], refused: int, superseded: int) -> str:
    """ "28 placed, 2 newer, 1 older, 3 not placed; earlier uploads left out: 4"."""
    counts = Counter[str](one.what for one in outcomes)
    counts["not placed"] = refused + counts.pop("refused", 0)
    parts = [f"{counts[what]} {what}" for what in (*_ORDER[:-1], "not placed") if counts[what]]
    more = f"; earlier uploads left out: {superseded}" if superseded else ""
    return (", ".join(parts) or "no notebook was found") + more


def as_json(outcomes: Sequence[Outcome], refused: Sequence[Refused]) -> str:
    """{"students": [...], "not_placed": [...]}; times in UTC, as ISO 8601, or null."""
    students = [
        {
            "student": one.student,
            "what": one.what,
            "system": one.system,
            "from": one.where,
            "handed_in": one.handed_in and one.handed_in.isoformat(),
            "late_by_system": one.late,
            "why": one.why or one.unreadable or one.timing,
            "choice": one.choice,
        }
        for one in outcomes
    ]
    unplaced = [{"from": one.where, "why": one.why} for one in refused]
    return as_printable_json({"students": students, "not_placed": unplaced}) + "\n"


def _is_late_at_unknown_time(one: Outcome) -> bool:
    return one.late and one.handed_in is None and one.what != "refused"


def not_handed_in(students: Sequence[str]) -> Iterator[str]:
    """Who is on the roster and has not handed in."""
    if not students:
        return
    line = f"nothing yet from {', '.join(map(printable, students))}"
    yield from _wrapped(line)


def _end_of(path: str, width: int) -> str:
    """The end of a path tells more than its beginning."""
    text = printable(path).replace("\n", " ")
    return text if len(text) <= width else f"…{text[-width + 1 :]}"
