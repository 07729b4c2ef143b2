"""What the other commands cost, once and for each further submission.

    python benchmarks/growth.py [--many] [--few] [--course FOLDER]

CPU seconds of whole commands, every process counted where a control group can be made. What depends on the
class is measured with two sizes of it: the difference, by the submissions between, is what one more costs; if
that grew with the class, a third size (--many) would show it. The classes are made of a few graded
submissions, each under many names, so that nothing else is graded here.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

from at_home import seconds
from classes import calm_class
from cpu import how, measure

from grader.course.load import load_assignment, load_course
from grader.gradebook import gradebook_of, register_assignment, save_report, write_autograded
from grader.grading.grade import grade_class
from grader.grading.submission import Graded
from grader.model import Course
from grader.notebooks.build import release_notebook
from grader.records.reports import to_json
from grader.release import write_release

SIZES, MANY, FEW = (50, 500), 5_000, (5, 25)
KINDS = 8  # different submissions in a class
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
OF_THE_CLASS = (("report", ()), ("export", ("--format", "moodle", "--unmarked-as-zero")))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--many", action="store_true", help=f"also a class of {MANY}")
    parser.add_argument(
        "--few", action="store_true", help=f"a quick look: classes of {FEW}, no audit, no release"
    )
    parser.add_argument("--course", type=Path, default=Path(__file__).resolve().parents[1])
    options = parser.parse_args()
    sizes = FEW if options.few else (*SIZES, MANY) if options.many else SIZES
    with tempfile.TemporaryDirectory(prefix="grader-growth-") as work:
        print(f"CPU is taken from {how()}.\n")
        for line in _once(options.course.resolve(), Path(work), few=options.few):
            print(line, flush=True)
        for line in _growth(options.course.resolve(), Path(work), sizes):
            print(line, flush=True)


def _once(root: Path, work: Path, *, few: bool) -> Iterator[str]:
    course = load_course(root)
    name = course.assignments[0].name
    here = ["--course", str(root)]
    yield f"{'once':<28}{'CPU s':>8}{'wall s':>8}"
    yield _line("start-up (--help)", ["--help"], work)
    if not few:
        yield _line("audit, nothing kept", ["audit", name, *here], work)
        yield _line("audit again", ["audit", name, *here], work)
        yield _line("release", ["release", name, *here, "--class", str(work / "released")], work)
    folder = write_release(course, *load_assignment(course, name), work / "at-home")
    reference = root / "solutions" / name / f"{name}.py"
    for question in ("softmax", "attend"):
        yield f"{f'selfcheck({question!r})':<28}{seconds(folder, question, reference):8.2f}"
    yield ""


def _growth(root: Path, work: Path, sizes: Sequence[int]) -> Iterator[str]:
    course = load_course(root)
    name = course.assignments[0].name
    calm_class(root, work / "some", few=KINDS)
    graded = list(grade_class(course, name, work / "some", write=False))
    for size in sizes:
        _make_class(course, name, work / f"class-{size}", list(islice(cycle(graded), size)))
    yield f"{'CPU s for a class of':<28}{''.join(f'{size:>8}' for size in sizes)}   ms each further one"
    for command, options in OF_THE_CLASS:
        words = [
            [command, name, "--course", str(root), "--class", str(work / f"class-{size}"), *options]
            for size in sizes
        ]
        costs = [_cpu(one, work) for one in words]
        pairs = zip(costs, costs[1:], sizes, sizes[1:], strict=False)
        each = [1000 * (more - less) / (larger - size) for less, more, size, larger in pairs]
        told = "".join(f"{cost:8.2f}" for cost in costs)
        yield f"{f'grader {command}':<28}{told}   {', '.join(f'{one:.1f}' for one in each)}"


def _make_class(course: Course, name: str, home: Path, graded: Sequence[Graded]) -> None:
    """Files and gradebook as `grader autograde` leaves them."""
    _, source = load_assignment(course, name)
    with gradebook_of(course, home) as book:
        register_assignment(book, release_notebook(source), name, duedate=None)
        for number, one in enumerate(graded):
            report = replace(one.report, student=f"student-{number:04}")
            save_report(book, report, timestamp=NOON, comments={})
            write_autograded(home, report, one.notebook, to_json(report), NOON)


def _line(what: str, words: Sequence[str], work: Path) -> str:
    cost = _measured(words, work)
    return f"{what:<28}{cost.cpu:8.2f}{cost.wall:8.1f}"


def _cpu(words: Sequence[str], work: Path) -> float:
    return _measured(words, work).cpu


def _measured(words: Sequence[str], work: Path):  # type: ignore[no-untyped-def]
    command = str(Path(sys.executable).parent / "grader")
    return measure([command, *words], cwd=work, env={"GRADER_CACHE": str(work / "kept")}, fine=(0, 1))


if __name__ == "__main__":
    main()
