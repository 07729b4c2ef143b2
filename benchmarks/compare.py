"""What a submission costs: bare checks in one process, us, nbgrader and otter-grader, on the same class.

    python benchmarks/compare.py [--few] [--students NUMBER] [--rivals NUMBER] [--course FOLDER]

One table, in CPU seconds per submission. README.md says what is measured and what is not. The ratios are what
to look at: a busy machine makes every CPU second longer, all four alike.
"""

import argparse
import importlib.metadata
import json
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import with_otter
from classes import calm_class, demo_class, doubled, spread
from cpu import BY_CGROUP, CommandFailed, Cost, how, measure
from four import QUESTIONS, four_questions
from stock import make_course, nbgrader, scores
from with_otter import OTTER

from grader.course.load import load_course

HERE = Path(__file__).resolve().parent
ROUNDS = 2
RIVALS = 6  # submissions that nbgrader and otter grade, lest they take the whole of ten minutes
PACKAGES = ("numpy", "hypothesis", "nbgrader", "nbclient", "ipykernel")
Scores = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Line:
    """CPU seconds. further: one more submission; each: a submission's share of the whole.

    wall: seconds, of the whole. scores: by student and question, where it gives any.
    """

    name: str
    further: float
    each: float
    wall: float
    scores: Scores = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bench:
    """Where things are. work: a folder of ours, new and empty."""

    course: Path
    assignment: str
    work: Path


def main() -> None:
    options = _options()
    bench_name = load_course(options.course).assignments[0].name
    with tempfile.TemporaryDirectory(prefix="grader-benchmark-") as work:
        course = four_questions(options.course.resolve(), Path(work) / "course")
        bench = Bench(course, bench_name, Path(work))
        for text in _report(bench, options):
            print(text, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--few", action="store_true", help="a quick look: two submissions, one round")
    parser.add_argument("--students", type=int, help="so many of the class, evenly spread; all, if not said")
    parser.add_argument("--rivals", type=int, default=RIVALS, help="how many nbgrader and otter grade")
    parser.add_argument("--course", type=Path, default=HERE.parent, help="the folder with course.toml in it")
    options: argparse.Namespace = parser.parse_args()
    return options


def _report(bench: Bench, options: argparse.Namespace) -> Iterator[str]:
    yield from _machine()
    yield f"The race is over {', '.join(QUESTIONS)}; see four.py for why."
    students = calm_class(bench.course, bench.work / "calm", few=2 if options.few else options.students)
    doubled(bench.work / "calm", bench.work / "twice")
    bare, ours = _in_turns(bench, len(students), rounds=1 if options.few else ROUNDS)
    yield f"{len(students)} submissions are graded; now nbgrader and otter-grader, which take longest."
    some = spread(students, options.rivals)
    lines = [bare, ours, _stock(bench, students, some)]
    try:
        lines.append(_otter(bench, students, some))
    except CommandFailed as problem:
        yield f"otter-grader is left out, as it could not be run: {problem}"
    yield ""
    yield from _table(lines, len(students))
    if len(some) < len(students):
        yield f"nbgrader and otter graded {len(some)} of them, evenly spread, in these wall seconds."
    yield ""
    yield from _agreement(bench, lines[2:])
    if not options.few and not options.students:
        yield _with_trouble(bench)


def _with_trouble(bench: Bench) -> str:
    everyone = demo_class(bench.course, bench.work / "demo")
    cost = _ours(bench, "demo", bench.work / "demo")
    trouble = sum(name.startswith("trouble-") for name in everyone)
    return (
        f"Our class of {len(everyone)} with {trouble} troublemakers (one hangs): "
        f"{cost.cpu:.1f} s of CPU, {cost.wall:.1f} s of wall."
    )


# --- the four ---


def _in_turns(bench: Bench, number: int, *, rounds: int) -> tuple[Line, Line]:
    """The floor and us, one after the other in every round, so that both meet the same machine. Medians."""
    bare_runs, once_runs, twice_runs = [], [], []
    for round_ in range(rounds):
        bare_runs.append(_floor(bench))
        once_runs.append(_ours(bench, f"once-{round_}", bench.work / "calm"))
        twice_runs.append(_ours(bench, f"twice-{round_}", bench.work / "twice"))
    played = _median(bare_runs, lambda run: sum(json.loads(run.stdout)["seconds"].values()))
    once, twice = _median(once_runs, _cpu), _median(twice_runs, _cpu)
    unseen = 0.0 if how() == BY_CGROUP else float(_script(bench, "workers.py").stdout)
    return (
        Line(
            "bare checks, one process", played / number, _median(bare_runs, _cpu) / number, _wall(bare_runs)
        ),
        Line(
            "grader autograde", (twice - once + unseen) / number, (once + unseen) / number, _wall(once_runs)
        ),
    )


def _stock(bench: Bench, students: Sequence[str], some: Sequence[str]) -> Line:
    """nbgrader once: it takes minutes, and its start, measured on nobody, is a small part of it."""
    folder = bench.work / "nbgrader"
    make_course(bench.course, folder, bench.work / "calm" / "submitted", some)
    start = nbgrader(folder, "autograde", bench.assignment, "--student", "nobody", fine=(0, 1))
    run = nbgrader(folder, "autograde", bench.assignment)
    return _rival(
        "nbgrader autograde", start, run, len(some), len(students), scores(folder, bench.assignment)
    )


def _otter(bench: Bench, students: Sequence[str], some: Sequence[str]) -> Line:
    """The same of otter.

    Raises: CommandFailed.
    """
    folder = bench.work / "otter"
    with_otter.make_autograder(bench.course, folder, bench.work / "calm" / "submitted", some)
    start, run = with_otter.grade(folder, []), with_otter.grade(folder, some)
    return _rival("otter-grader", start, run, len(some), len(students), with_otter.scores(run))


def _rival(name: str, start: Cost, run: Cost, graded: int, students: int, found: Scores) -> Line:
    """start: what it used for nobody."""
    further = (run.cpu - start.cpu) / graded
    return Line(name, further, further + start.cpu / students, run.wall, found)


def _floor(bench: Bench) -> Cost:
    return _script(bench, "floor.py")


def _script(bench: Bench, name: str) -> Cost:
    words = [str(HERE / name), str(bench.course), bench.assignment, str(bench.work / "calm")]
    return measure([sys.executable, *words], cwd=bench.work, env={"OPENBLAS_NUM_THREADS": "1"})


def _ours(bench: Bench, name: str, handed_in: Path) -> Cost:
    """`grader autograde` on a fresh copy of a class, in a gradebook of its own."""
    home = bench.work / "ours" / name
    home.mkdir(parents=True)
    (home / "submitted").symlink_to(handed_in / "submitted")
    words = ["autograde", bench.assignment, "--course", str(bench.course), "--class", str(home)]
    return measure([str(Path(sys.executable).parent / "grader"), *words], cwd=bench.work, fine=(0, 1))


def _median(runs: Sequence[Cost], of: Callable[[Cost], float]) -> float:
    return statistics.median(of(run) for run in runs)


def _cpu(run: Cost) -> float:
    return run.cpu


def _wall(runs: Sequence[Cost]) -> float:
    return _median(runs, lambda run: run.wall)


# --- what is printed ---


def _machine() -> Iterator[str]:
    cores = len(os.sched_getaffinity(0))
    versions = [f"{name} {importlib.metadata.version(name)}" for name in PACKAGES]
    yield f"python {platform.python_version()}, {cores} cores, load {os.getloadavg()[0]:.1f} at the start"
    yield ", ".join([*versions, OTTER.replace("==", " ")])
    yield f"CPU is taken from {how()}."


def _table(lines: Sequence[Line], number: int) -> Iterator[str]:
    bare, ours, *_ = lines
    yield f"CPU seconds per submission, {number} submissions, one class for all"
    yield ""
    yield f"{'':<26}{'one more submission':^25}{'the whole class':^29}"
    head = f"{'CPU s':>8}{'/floor':>8}{'/ours':>8}"
    yield f"{'':<26}{head} {head}{'wall s':>8}"
    for line in lines:
        further = _figures(line.further, bare.further, ours.further)
        each = _figures(line.each, bare.each, ours.each)
        yield f"{line.name:<26}{further} {each}{line.wall:8.1f}"
    if ours.further <= 0:
        yield "noise: one more costs less than two runs of the class differ by; let more be graded."


def _figures(seconds: float, bare: float, ours: float) -> str:
    """Seconds, and their ratios to the floor and to ours; a difference of two runs may be no cost."""
    if seconds <= 0:
        return f"{'noise':>8}{'-':>8}{'-':>8}"
    beside = f"{seconds / ours:8.2f}" if ours > 0 else f"{'-':>8}"
    return f"{seconds:8.3f}{seconds / bare:8.1f}{beside}"


def _agreement(bench: Bench, rivals: Sequence[Line]) -> Iterator[str]:
    """A cheaper grader that finds less would win every race."""
    reports = _reports(bench.work / "ours" / "once-0")
    verdicts = json.loads(_floor(bench).stdout)["verdicts"]
    held = [
        (student, result["check"], (result["verdict"] == "passed") == verdicts[student][result["check"]])
        for student, report in reports.items()
        for question in report["questions"].values()
        for result in question["results"]
    ]
    yield _same("verdicts", "the floor", held)
    for rival in rivals:
        scored = [
            (student, name, abs(question["score"] - rival.scores[student].get(name, 0.0)) < 1e-9)
            for student, report in reports.items()
            if student in rival.scores
            for name, question in report["questions"].items()
            if question["results"]  # a written answer has no score yet, with any
        ]
        yield _same("scores", rival.name, scored)


def _same(what: str, who: str, found: Sequence[tuple[str, str, bool]]) -> str:
    others = [f"{student}: {name}" for student, name, same in found if not same]
    told = f"; not: {', '.join(others)}" if others else ""
    return f"{len(found) - len(others)} of {len(found)} {what} are {who}'s{told}."


def _reports(home: Path) -> dict[str, Any]:
    files = home.glob("autograded/*/*/report.json")
    return {path.parts[-3]: json.loads(path.read_text("utf-8")) for path in files}


if __name__ == "__main__":
    main()
