"""What a step costs a submission does not grow with the class: counted in work, and not in seconds."""

import gc
import hashlib
import tracemalloc
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from small_course import REFERENCE, hand_in, write_course
from sqlalchemy import event
from sqlalchemy.engine import Engine

from grader.class_report import report_class
from grader.course.load import load_course
from grader.export import Zeros, export_grades
from grader.feedback import write_pages
from grader.grading import grade_class, tables
from grader.grading.late_penalties import late_standings
from grader.grading.recording import recorder
from grader.grading.setup import Setup
from grader.grading.submission import Graded, grade_submission
from grader.records.verify import verify_class
from grader.sandbox import Zygote
from grader.submissions import find_submissions

SMALL, LARGE = 30, 120
BETWEEN = 100  # instructions of SQLite's machine between two counts
MOST = 1.3  # as much as in the small class, for a submission of the large one

Work = dict[str, float]


def record(root: Path, setup: Setup, graded: Graded) -> None:
    """As if all had been graded, and had written what one did."""
    with recorder(setup, root / "class") as entered:
        for one in find_submissions(root / "class", "tiny"):
            notebook = hashlib.sha256(one.path.read_bytes()).hexdigest()
            made = replace(graded.report.provenance, notebook=notebook)
            entered(replace(graded, report=replace(graded.report, student=one.student, provenance=made)))


def grade_nothing(root: Path) -> None:
    reports, kept = tables.counted(grade_class(load_course(root), "tiny", root / "class"), whole=False)
    assert kept == len(reports)


def steps(root: Path, setup: Setup, graded: Graded) -> dict[str, Callable[[], Any]]:
    """What is done with a class, in order, without the sandbox."""
    of_class = (load_course(root), "tiny", root / "class")
    return {
        "record": partial(record, root, setup, graded),
        "record again": partial(record, root, setup, graded),
        "grade nothing": partial(grade_nothing, root),
        "late": partial(late_standings, *of_class, say=print),
        "feedback": lambda: deque(write_pages(*of_class, say=print), 0),
        "report": partial(report_class, *of_class, say=print),
        "export": partial(export_grades, *of_class, "canvas", zeros=Zeros(unmarked=True), say=print),
        "verify": partial(verify_class, *of_class),
    }


def read_so_far() -> int:
    """Bytes that this process has read from files."""
    return int(Path("/proc/self/io").read_text().split()[1])


def worked(step: Callable[[], Any]) -> Work:
    """Instructions of SQLite, queries, and bytes read."""
    done = Counter[str]()

    def instruct(connection: Any, _: object) -> None:
        connection.set_progress_handler(lambda: done.update(instructions=1), BETWEEN)

    def query(*_: object) -> None:
        done.update(queries=1)

    event.listen(Engine, "connect", instruct)
    event.listen(Engine, "before_cursor_execute", query)
    before = read_so_far()
    try:
        step()
        return {**done, "read": read_so_far() - before}
    finally:
        event.remove(Engine, "connect", instruct)
        event.remove(Engine, "before_cursor_execute", query)


def held(step: Callable[[], Any]) -> int:
    """Bytes held at most. Python looks for garbage more often meanwhile, or what is none would be a matter of
    when it looks.
    """
    usual = gc.get_threshold()
    gc.collect()
    gc.set_threshold(500, 5, 5)
    tracemalloc.start()  # makes all three times as slow
    try:
        step()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        gc.set_threshold(*usual)


@pytest.fixture(scope="module")
def found(
    small_setup: Setup, zygote: Zygote, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[int, dict[str, Work]]]:
    """By size of the class, and step, its work; a first class warms up."""
    works = {}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("grader.gradebook.late.AT_ONCE", 5)
        for students in (1, SMALL, LARGE):
            root = write_course(tmp_path_factory.mktemp("class") / "course")
            hand_in(root / "class", root, **{f"s{number:03}": REFERENCE for number in range(students)})
            first, *_ = find_submissions(root / "class", "tiny")
            graded = grade_submission(small_setup, zygote, first, below=root / "class/submitted")
            works[students] = {name: worked(step) for name, step in steps(root, small_setup, graded).items()}
            works[students]["grade nothing"]["held"] = held(partial(grade_nothing, root))
    yield works


@pytest.mark.parametrize("kind", ["instructions", "queries", "read"])
def test_work(found: dict[int, dict[str, Work]], kind: str) -> None:
    """Of the database and of files, a class four times as large costs each step four times as much."""
    growth = {
        name: found[LARGE][name].get(kind, 0) / LARGE / (work[kind] / SMALL)
        for name, work in found[SMALL].items()
        if kind in work
    }

    assert {name: round(more, 2) for name, more in growth.items() if more > MOST} == {}


def test_memory(found: dict[int, dict[str, Work]]) -> None:
    """Where nothing is left to grade, no report is held, and little of what was handed in."""
    (small, large) = (found[size]["grade nothing"]["held"] for size in (SMALL, LARGE))

    assert (large - small) / (LARGE - SMALL) < 4_000
