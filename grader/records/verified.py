"""What `verify` found, for a terminal and for programs."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec


@dataclass(frozen=True, slots=True)
class Difference:
    """Two records that do not agree: where, what is there, what was due, how to mend it."""

    place: str
    found: str
    wanted: str
    cure: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and every difference, in the order journal, reports, gradebook.

    head: the hash of the journal's last line. by_hand: (student, question) that a person marked. past: what
    once was not as the journal said, and was graded again since.
    """

    lines: int
    head: str
    reports: int
    scores: int
    by_hand: tuple[tuple[str, str], ...]
    past: tuple[str, ...]
    differences: tuple[Difference, ...]


def as_json(found: Verified) -> str:
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n"


def facts(found: Verified) -> Iterator[str]:
    """A table, then the first difference. At most 80 columns, but for names that are longer."""
    yield f"journal     {found.lines} lines"
    yield f"last line   {found.head or 'none'}"
    yield f"reports     {found.reports}"
    yield f"gradebook   {found.scores} scores of machines; {len(found.by_hand)} marked by hand, not compared"
    yield ""
    if not found.differences:
        yield "No difference."
        return
    first, others = found.differences[0], len(found.differences) - 1
    yield f"A difference{f', and {others} more (all of them: --json)' if others else ''}:"
    yield from _row("where", first.place)
    yield from _row("found", first.found)
    yield from _row("expected", first.wanted)
    yield from _row("what to do", first.cure)


def _row(name: str, text: str) -> list[str]:
    options = {"break_long_words": False, "break_on_hyphens": False}
    return textwrap.wrap(f"{name:<12}{text}", 80, subsequent_indent=" " * 12, **options)  # type: ignore[arg-type]
