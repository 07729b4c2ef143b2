"""Whatever was arriving at the deadline is graded, however long rounds take. Time is made up here."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.errors import CourseError
from grader.watch import arrivals, rounds, watching
from grader.watch.arrivals import PATIENCE, still_for
from grader.watch.rounds import Job, Seen

INBOX, CLASS = Path("/inbox"), Path("/class")
JOB = Job(Path("/"), "tiny", CLASS, (INBOX,))
DEADLINE = 1000.0

# When a file was written to, the last time to its end. Who pauses for a minute has handed in what is there.
begins = st.floats(DEADLINE - 300, DEADLINE)
pauses = st.lists(st.floats(0, PATIENCE - 1), max_size=4)
written = st.builds(lambda begin, gaps: [begin + sum(gaps[:n]) for n in range(len(gaps) + 1)], begins, pauses)
arriving_by_then = written.filter(lambda times: times[-1] <= DEADLINE + PATIENCE)
lasting = st.lists(st.one_of(st.just(0.0), st.floats(0, 400)), max_size=6)


class Evening:
    """A folder into which students write, a class that takes its time to grade, and their clock."""

    def __init__(self, writes: dict[str, list[float]], lasting: list[float], troubled: list[bool]) -> None:
        self.now, self.writes = DEADLINE - 301, writes
        self.lasting, self.troubled = [*lasting], [*troubled]
        self.placed: dict[str, tuple[float, int]] = {}
        self.graded: dict[str, int] = {}
        self.said: list[str] = []

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        assert self.now < DEADLINE + 10_000, "it does not end"

    def written(self, student: str) -> int:
        return sum(one <= self.now for one in self.writes[student])

    def entries(self, places: Iterable[Path]) -> Iterator[tuple[Path, Any]]:
        for student, times in self.writes.items():
            if INBOX in [*places] and (number := self.written(student)):
                yield INBOX / f"{student}.ipynb", _stat(times[number - 1], number)
            if student in self.placed:
                yield CLASS / "submitted" / student / "tiny/tiny.ipynb", _stat(*self.placed[student])

    def collect(self, job: Job, course: object, seen: Seen, say: object) -> Any:
        if self.troubled and self.troubled.pop():
            raise CourseError(INBOX, "", "not now")
        outcomes, waiting = [], []
        for student in self.writes:
            if not (number := self.written(student)):
                continue
            still = still_for(seen.look, INBOX / f"{student}.ipynb")
            if still < PATIENCE and (not still or number < len(self.writes[student])):
                waiting.append(student)
            elif self.placed.get(student, (0, 0))[1] != number:
                self.placed[student] = (self.now, number)
                outcomes.append(SimpleNamespace(student=student, what="placed"))
        return SimpleNamespace(outcomes=outcomes, waiting=waiting)

    def grade(self, job: Job, course: object, seen: Seen, due: Any, say: object) -> Iterator[Any]:
        self.graded |= {student: self.placed[student][1] for student in due}
        self.now += self.lasting.pop() if self.lasting else 0
        seen.graded |= due
        yield from ()


def _stat(moment: float, size: int) -> Any:
    return SimpleNamespace(
        st_ino=1, st_size=size, st_mtime_ns=moment * 1e9, st_ctime_ns=moment * 1e9, st_ctime=moment
    )


def watch(evening: Evening, every: float) -> None:
    clock = SimpleNamespace(monotonic=lambda: evening.now, time=lambda: evening.now, sleep=evening.sleep)
    with pytest.MonkeyPatch.context() as patch:
        for module in (arrivals, watching):
            patch.setattr(module, "time", clock)
        patch.setattr(arrivals, "_entries", evening.entries)
        patch.setattr(rounds, "_collected", evening.collect)
        patch.setattr(rounds, "_graded", evening.grade)
        patch.setattr(rounds, "load_course", lambda root: None)
        patch.setattr(Path, "is_dir", lambda path: True)
        patch.setattr(watching, "_is_over", lambda job, until: evening.now >= DEADLINE)
        watching._until(JOB, every, None, print, evening.said.append)


@settings(deadline=None)
@given(st.lists(arriving_by_then, max_size=4), lasting, st.floats(5, 120))
def test_what_arrives_by_the_deadline_is_graded(
    writes: list[list[float]], lasting: list[float], every: float
) -> None:
    """To its end, as soon as that is there within a minute of the first look past the deadline."""
    evening = Evening({f"s{number}": times for number, times in enumerate(writes)}, lasting, [])

    watch(evening, every)

    assert evening.graded == {student: len(times) for student, times in evening.writes.items()}


@pytest.mark.parametrize(
    ("times", "troubled", "reason"),
    [
        ([float(one) for one in range(900, 2000, 20)], [], "as some files were still arriving"),
        ([900.0], [True] * 99, "for the reason above"),
    ],
)
def test_what_is_waited_for_in_vain(times: list[float], troubled: list[bool], reason: str) -> None:
    """Ends it all the same, and the instructor is told what to run."""
    evening = Evening({"ada": times}, [], troubled)

    watch(evening, 10)

    assert evening.graded == {}
    assert evening.said[-1] == (
        f"Not everything is graded, {reason}. Once that is over, "
        "run `grader collect tiny /inbox` and `grader autograde tiny`."
    )
