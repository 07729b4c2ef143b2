"""Where the CPU of one more submission goes, stage by stage.

    python benchmarks/stages.py [--few] [--four] [--course FOLDER]

Milliseconds of CPU, the mean over the class of compare.py, one at a time. The grader's own process by its
clock; the sandbox's worker by what the kernel says it used, its calls told from its cells by a second session
that runs the cells alone. What forking and burying a worker costs in the zygote and the supervisor is the one
thing not seen. Below stands the lower bound: the same checks on the same examples by functions of this very
process, without sandbox, notebook, diagnosis and files, shrinking included.
"""

import argparse
import contextlib
import functools
import gc
import io
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from classes import FEW, calm_class
from floor import code_of
from four import four_questions

from grader.checks import judge
from grader.checks.drawn import drawn
from grader.checks.in_process import in_process
from grader.checks.run import quiet
from grader.course.load import load_course
from grader.grading import diagnosing, recording, submission
from grader.grading.parallel import SELDOM
from grader.grading.setup import Setup, set_up
from grader.grading.submission import grade_submission
from grader.sandbox import Session, Zygote, probe, start_zygote
from grader.submissions.anchor import anchor_notebook, student_code
from grader.submissions.find import Submission, find_submissions
from grader.submissions.open import read_bytes
from grader.submissions.read import parse_submission
from grader.values.reading import without_drawing

# What is timed, where its caller finds it. A stage's time is its own, less that of the stages it calls.
TIMED: Sequence[tuple[str, Any, str]] = (
    ("read", submission, "read_bytes"),
    ("read", submission, "parse_submission"),
    ("anchor", submission, "anchor_notebook"),
    ("anchor", submission, "student_code"),
    ("play checks", judge, "play"),
    ("verdicts, shrink", judge, "results"),
    ("diagnosis", diagnosing, "diagnosed"),
    ("alone, stands", submission, "_where_they_stand"),
    ("cells: frames", Session, "load"),
    ("calls: frames", Session, "ask"),
    ("end the worker", Session, "close"),
    ("graded notebook", submission, "graded_notebook"),
    ("graded notebook", submission, "to_bytes"),
    ("gradebook", recording, "save_report"),
    ("report.json", recording, "to_json"),
    ("files", recording, "write_autograded"),
)
REST = "all the rest"


class Stopwatch:
    """CPU seconds of this thread by stage, each counted once.

    Not of the process: while a timer such as the budget's runs, Linux counts a process's CPU anew only where
    a core changes hands, and whoever waits next would be charged with what others computed.
    """

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._running: list[str] = [REST]
        self._since = time.thread_time()

    def switch(self, to: str | None) -> None:
        """Enter a stage; None: leave it."""
        now = time.thread_time()
        self.spent[self._running[-1]] += now - self._since  # type: ignore[assignment]
        self._since = now
        if to is None:
            self._running.pop()
        else:
            self._running.append(to)

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """`function`, its time counted as `stage`'s; inside the shrink, as the shrink's own."""

        @functools.wraps(function)
        def wrapper(*args: Any, **named: Any) -> Any:
            inside = "shrink" in self._running[-1] and stage.startswith("calls")
            self.switch("shrink: frames" if inside else stage)
            try:
                return function(*args, **named)
            finally:
                self.switch(None)

        return wrapper


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--few", action="store_true", help=f"a quick look: {FEW} submissions")
    parser.add_argument("--four", action="store_true", help="the four questions of the race alone")
    parser.add_argument("--course", type=Path, default=Path(__file__).resolve().parents[1])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="grader-stages-") as work:
        course = options.course.resolve()
        course = four_questions(course, Path(work) / "course") if options.four else course
        for line in _report(course, Path(work) / "class", few=options.few):
            print(line, flush=True)


def _report(course_folder: Path, folder: Path, *, few: bool) -> Iterator[str]:
    calm_class(course_folder, folder, few=FEW if few else None)
    course, wall = load_course(course_folder), probe()
    setup = set_up(course, course.assignments[0].name, wall.isolation)
    submissions = find_submissions(folder, setup.assignment.name)
    bare = 1000 * _bare(setup, submissions) / len(submissions)
    with start_zygote(wall, course.limits) as zygote:
        cells = sum(_cells_alone(setup, zygote, one, folder / "submitted") for one in submissions)
        watch, workers = _grade(setup, zygote, submissions, folder)
    worker = {"worker: start, cells": cells, "worker: calls": workers - cells}
    stages = {**worker, **watch.spent}
    yield f"{len(submissions)} submissions; ms of CPU each"
    for stage, seconds in sorted(stages.items(), key=lambda pair: -pair[1]):
        yield f"{stage:<24}{1000 * seconds / len(submissions):8.1f}"
    each = 1000 * sum(stages.values()) / len(submissions)
    yield f"{'all together':<24}{each:8.1f}"
    yield f"{'in one process':<24}{bare:8.1f}; {each / bare:.2f} times that together"


def _grade(
    setup: Setup, zygote: Zygote, submissions: Sequence[Submission], folder: Path
) -> tuple[Stopwatch, float]:
    """Grade and record them all. The grader's stages, and the workers' CPU seconds."""
    workers = 0.0
    with recording.recorder(setup, folder) as record:
        gc.freeze()  # as grader.grading.parallel does
        gc.set_threshold(SELDOM, *gc.get_threshold()[1:])
        watch = Stopwatch()
        for stage, place, name in TIMED:
            setattr(place, name, watch.timed(stage, getattr(place, name)))
        for submission in submissions:
            graded = grade_submission(setup, zygote, submission, below=folder / "submitted")
            record(graded)
            workers += graded.usage.cpu_seconds
        watch.switch(None)
    return watch, workers


def _bare(setup: Setup, submissions: Sequence[Submission]) -> float:
    """CPU seconds of playing and shrinking them all in this process. Their code is ours."""
    prepared = judge.prepare(setup.assignment, setup.course.key, draws=drawn)
    spent = 0.0
    for one in submissions:
        code, names = code_of(one.path, set(prepared.returns)), dict[str, Any]()
        start = time.process_time()
        with quiet(), contextlib.redirect_stdout(io.StringIO()):
            without_drawing(partial(exec, code, names))
            judge.judge(prepared, judge.in_turn(in_process(names)))
        spent += time.process_time() - start
    return spent


def _cells_alone(setup: Setup, zygote: Zygote, submission: Submission, below: Path) -> float:
    """CPU seconds of a worker that runs a submission's cells and nothing else."""
    raw = read_bytes(submission.path, below=below, megabytes=setup.course.limits.notebook_mb)
    anchored = anchor_notebook(parse_submission(raw), setup.release)
    with zygote.session() as session:
        session.load([text for _, text in student_code(anchored, setup.release)])
    return session.usage().cpu_seconds


if __name__ == "__main__":
    main()
