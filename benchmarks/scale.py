"""What each step costs a submission, in classes of growing size: where it grows, something is not linear.

    uv run python benchmarks/scale.py                          # 200, 1,000 and 5,000 students
    uv run python benchmarks/scale.py --sizes 1000 50000
    uv run python benchmarks/scale.py --sizes 200 1000 --steps collect grade grade_nothing
    uv run python benchmarks/scale.py --gradebook postgresql   # on a server of its own

Classes of the tests' small course, every notebook another one. Each step runs in a process of its own, whose
peak of memory is its own. Grading itself costs every submission the same, in its own sandbox, and is left
out unless --steps names it: a few notebooks are graded, and their reports recorded for everybody, first for
half of the class, then for the rest.
"""

import argparse
import csv
import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from itertools import cycle, islice, pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from machine import postgresql  # noqa: E402
from small_course import COURSE, REFERENCE, STUBS, WRONG, write_course  # noqa: E402

from grader.course import load_course  # noqa: E402
from grader.notebooks import read_source, release_notebook  # noqa: E402
from grader.solutions.demo import filled_in  # noqa: E402

NAME = "tiny"
ANSWERS = [REFERENCE, REFERENCE, REFERENCE, WRONG["double_squares"], WRONG["spread_swapped"]]
PLACE, MARK = "def double(numbers):", "# written by nobody else"


@dataclass(frozen=True)
class Cost:
    """Of one step on one class. seconds: of the clock. cpu: seconds of the process and of those that it
    waited for, which sandboxes are not. peak: MB of the process.
    """

    step: str
    students: int
    seconds: float
    cpu: float
    peak: float


# --- the class ---


def write_class(root: Path, students: int, url: str) -> None:
    """The course, and what a class handed in to Canvas, with the roster."""
    write_course(root)
    (root / "course.toml").write_text(
        COURSE.replace('key = "secret"', f'key = "secret"\ngradebook = "{url}"')
    )
    release = release_notebook(read_source(root / f"assignments/{NAME}/{NAME}.py"))
    marked = [text.replace(PLACE, f"{PLACE}\n    {MARK}") for text in ANSWERS]
    solved = [
        filled_in(release, STUBS, REFERENCE.replace(PLACE, f"{PLACE}\n    {MARK}"), text) for text in marked
    ]
    (root / "class").mkdir()
    with zipfile.ZipFile(root / "submissions.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number, content in enumerate(islice(cycle(solved), students)):
            name = f"doe{number}_{100_000 + number}_{900_000 + number}_{NAME}.ipynb"
            archive.writestr(name, content.replace(MARK.encode(), f"# by {number}".encode()))
    rows = [
        (f"s{number:05}", f"Student {number}", "Doe", str(100_000 + number)) for number in range(students)
    ]
    with (root / "class/roster.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "first_name", "last_name", "canvas_id"), *rows])


# --- its steps, each as a command's function ---


def collect(root: Path) -> None:
    from grader.collect import collect_downloads

    collect_downloads(load_course(root), NAME, root / "class", [root / "submissions.zip"])


def record_half(root: Path) -> None:
    _recorded(root, sorted((root / "class/submitted").iterdir())[::2])


def sort_out_half(root: Path) -> None:
    from grader.grading.class_folder import Order, sort_out

    pile = sort_out(Order(load_course(root), NAME, root / "class"))
    assert abs(len(pile.todo) - len(pile.kept)) < 2


def record_the_rest(root: Path) -> None:
    _recorded(root, sorted((root / "class/submitted").iterdir())[1::2])


def _recorded(root: Path, students: list[Path]) -> None:
    """As if each had been graded: a few were, and all others wrote what one of these did."""
    from grader.grading import grade_class, set_up
    from grader.grading.recording import recorder

    course, samples = load_course(root), root / "samples"
    release = release_notebook(read_source(root / f"assignments/{NAME}/{NAME}.py"))
    for number, text in enumerate(ANSWERS):
        home = samples / "submitted" / str(number) / NAME
        home.mkdir(parents=True, exist_ok=True)
        (home / f"{NAME}.ipynb").write_bytes(filled_in(release, STUBS, REFERENCE, text))
    graded = {one.report.student: one for one in grade_class(course, NAME, samples, write=False)}
    with recorder(set_up(course, NAME, "bubblewrap"), root / "class") as record:
        for folder in students:
            one = graded[str(int(folder.name[1:]) % len(ANSWERS))]
            digest = hashlib.sha256((folder / NAME / f"{NAME}.ipynb").read_bytes()).hexdigest()
            own = replace(one.report.provenance, notebook=digest)
            record(replace(one, report=replace(one.report, student=folder.name, provenance=own)))


def grade_nothing(root: Path) -> None:
    assert all(one.kept for one in _graded(root))


def grade(root: Path) -> None:
    """All of it, in real sandboxes."""
    for one in _graded(root):
        assert not one.kept


def _graded(root: Path) -> Iterator[Any]:
    from grader.grading import grade_class

    return grade_class(load_course(root), NAME, root / "class", workers=os.cpu_count() or 1)


def late(root: Path) -> None:
    from grader.grading.late_penalties import late_standings

    late_standings(load_course(root), NAME, root / "class", say=print)


def feedback(root: Path) -> None:
    from grader.feedback import write_pages

    for _ in write_pages(load_course(root), NAME, root / "class", say=print):
        pass


def report(root: Path) -> None:
    from grader.class_report import report_class

    report_class(load_course(root), NAME, root / "class", say=print)


def export(root: Path) -> None:
    from grader.export import Zeros, export_grades

    export_grades(load_course(root), NAME, root / "class", "canvas", zeros=Zeros(unmarked=True), say=print)


def verify(root: Path) -> None:
    from grader.records.verify import verify_class

    assert not verify_class(load_course(root), NAME, root / "class").differences


STEPS = (
    collect, grade, record_half, sort_out_half, record_the_rest, grade_nothing, late, feedback, report,
    export, verify,
)  # fmt: skip


# --- measured ---


def costs(home: Path, students: int, url: str, steps: list[str]) -> Iterator[Cost]:
    root = home / f"class-{students}"
    write_class(root, students, url)
    for step in (one for one in STEPS if one.__name__ in steps):
        command = [sys.executable, __file__, "--step", step.__name__, str(root)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        yield Cost(**json.loads(done.stdout.splitlines()[-1]), students=students)
    shutil.rmtree(root)


def take(step: str, root: Path) -> None:
    """One step, in this process; what it cost is printed."""
    begun = time.perf_counter()
    next(one for one in STEPS if one.__name__ == step)(root)
    seconds = time.perf_counter() - begun
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cpu = own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
    print(json.dumps({"step": step, "seconds": seconds, "cpu": cpu, "peak": own.ru_maxrss / 1024}))


def table(found: list[Cost], sizes: list[int]) -> Iterator[str]:
    """What a further submission costs between two sizes, so that starting up is left out; and the peaks."""
    spans = list(pairwise(sizes))
    yield f"{'CPU ms, a further one':<22}" + "".join(f"{f'{a:,} to {b:,}':>18}" for a, b in spans) + "  MB"
    for step in dict.fromkeys(one.step for one in found):
        own = {one.students: one for one in found if one.step == step}
        each = [1000 * (own[b].cpu - own[a].cpu) / (b - a) for a, b in spans]
        peaks = ", ".join(f"{own[size].peak:.0f}" for size in sizes)
        yield f"{step.replace('_', ' '):<22}" + "".join(f"{ms:>18.2f}" for ms in each) + f"  {peaks}"


def fresh(url: str, students: int) -> str:
    """The address of an empty database for a class; "": SQLite in its folder."""
    if not url:
        return ""
    import psycopg

    name = f"class{students}"
    plain = url.replace("+psycopg", "")
    with psycopg.connect(plain.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return url.format(name=name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 1000, 5000])
    parser.add_argument("--gradebook", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--steps", nargs="+", default=[one.__name__ for one in STEPS if one is not grade])
    parser.add_argument("--step", nargs=2, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.step:
        take(chosen.step[0], Path(chosen.step[1]))
        return
    with (
        tempfile.TemporaryDirectory(prefix="scale-") as home,
        postgresql(durable=True) if chosen.gradebook == "postgresql" else nullcontext("") as url,
    ):
        found = []
        for students in chosen.sizes:
            for one in costs(Path(home), students, fresh(url, students), chosen.steps):
                found.append(one)
                told = f"{one.seconds:>9.1f} s {one.cpu:>9.1f} s CPU {one.peak:>6.0f} MB"
                print(f"{one.students:>7,} {one.step:<16}{told}", file=sys.stderr)
    print("\n".join(table(found, chosen.sizes)))


if __name__ == "__main__":
    main()
