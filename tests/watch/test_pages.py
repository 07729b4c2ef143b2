"""Of so many notebooks a day, and of no more, a student gets a page about all checks."""

import datetime as dt
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.records import Act, append, journal, report_path, sha256
from grader.watch import pages

START = dt.datetime(2026, 12, 20, 12, tzinfo=dt.UTC)
# A notebook that is handed in, whether it is a new day then, and whether midnight passes before its page.
acts = st.tuples(st.integers(0, 3), st.booleans(), st.booleans())


class Clock:
    """Stands for the class datetime."""

    def __init__(self) -> None:
        self.days = 0

    def now(self, zone: dt.tzinfo) -> dt.datetime:
        return (START + dt.timedelta(self.days)).astimezone(zone)


def hand_in(class_folder: Path, notebook: int) -> None:
    """Graded unless its report is there, as it is where the same is handed in again."""
    path, content = report_path(class_folder, "ada", "tiny"), b"%d" % notebook
    if not path.exists() or path.read_bytes() != content:
        append(class_folder, Act("graded", "tiny", "ada", before="", after=sha256(content)))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@settings(deadline=None)
@given(st.lists(acts, min_size=1, max_size=8), st.integers(1, 2))
def test_whole_pages_of_a_day(done: list[tuple[int, bool, bool]], most: int) -> None:
    """The first ones that are given on it, whenever they were graded; each says how many are left."""
    course: Any = SimpleNamespace(timezone="UTC", feedback=SimpleNamespace(at_once_per_day=most))
    whole: dict[int, set[int]] = {}
    clock = Clock()
    with tempfile.TemporaryDirectory() as below, pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "datetime", clock)
        patch.setattr(journal, "datetime", clock)
        patch.setattr(pages, "_is_due", lambda *_: True)
        patch.setattr(pages, "write_pages", lambda *_, **__: ())
        for notebook, new_day, midnight in done:
            clock.days += new_day
            hand_in(Path(below), notebook)
            clock.days += midnight
            ((_, options),) = pages.give_pages(course, "tiny", Path(below), ["ada"], inbound=[], say=print)
            told = whole.setdefault(clock.days, set())
            if not options.public:
                told.add(notebook)
                left = most - len(told)
                assert f"{left or 'no further'}" in options.note

    assert all(1 <= len(told) <= most for told in whole.values())
