"""How far our own work is, on standard error: a bar where somebody watches, a line now and then in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import Any

EVERY = 2.0  # seconds between two lines


def steps(found: Iterable[Any], what: str, total: int) -> Iterator[Any]:
    """The same, seen passing by; `what` it is, such as "drawing examples"."""
    if sys.stderr.isatty():
        yield from _bar(found, what, total)
        return
    print(f"{what}: {total} to do", file=sys.stderr)
    said = time.monotonic()
    for number, one in enumerate(found, 1):
        if time.monotonic() - said > EVERY:
            print(f"{what}: {number} of {total}", file=sys.stderr)
            said = time.monotonic()
        yield one


def _bar(found: Iterable[Any], what: str, total: int) -> Iterator[Any]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("left"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(found, total=total)
