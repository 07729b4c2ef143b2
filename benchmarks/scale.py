r"""What each step costs a submission, in classes of growing size: where it grows, something is not linear.

    uv run python benchmarks/scale.py                          # 200, 1,000 and 5,000 students
    uv run python benchmarks/scale.py --sizes 1000 50000
    uv run python benchmarks/scale.py --gradebook postgresql   # on a server of its own
    uv run python benchmarks/scale.py --sizes 1000 50000 --steps collect grade grade_nothing late feedback \
        report export verify --portion 2500 --keep large       # all of it, in real sandboxes

Classes of the tests' small course, every notebook another one. Each step runs in a process of its own, whose
peak of memory is its own. Grading itself costs every submission the same, in its own sandbox, and is left
out unless --steps names it: a few notebooks are graded, and their reports recorded for everybody, first for
half of the class, then for the rest. --portion grades or records so many at a time, each portion in a process
of its own. --keep leaves classes and costs in a folder: the same command goes on there where it was killed,
and begins the step that was killed again, as an instructor would.
"""

import argparse
import csv
import hashlib
import json
import os
import resource
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from itertools import cycle, islice, pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from cpu import measure  # noqa: E402
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
    """Of one step on one class. part: which portion of it, or 0. seconds: of the clock. cpu: seconds of all
    its processes, as `cpu.measure` counts them, and of PostgreSQL's. peak: MB of the process that holds the
    class.
    """

    step: str
    students: int
    part: int
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


def sort_out_half(root: Path) -> None:
    from grader.grading.class_folder import Order, sort_out

    pile = sort_out(Order(load_course(root), NAME, root / "class"), {})
    assert abs(len(pile.todo) - len(pile.kept)) < 2


def record(root: Path, students: list[str]) -> None:
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
    with recorder(set_up(course, NAME, "bubblewrap"), root / "class") as enter:
        for student in students:
            one = graded[str(int(student[1:]) % len(ANSWERS))]
            path = root / "class/submitted" / student / NAME / f"{NAME}.ipynb"
            own = replace(one.report.provenance, notebook=hashlib.sha256(path.read_bytes()).hexdigest())
            enter(replace(one, report=replace(one.report, student=student, provenance=own)))


def grade_nothing(root: Path) -> None:
    assert all(one.kept for one in _graded(root))


def grade(root: Path, students: list[str]) -> None:
    """In real sandboxes."""
    for one in _graded(root, among=students):
        assert one.report.status == "graded", one.report


def _graded(root: Path, **options: Any) -> Iterator[Any]:
    from grader.grading import grade_class

    return grade_class(load_course(root), NAME, root / "class", workers=os.cpu_count() or 1, **options)


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
    "collect", "grade", "record_half", "sort_out_half", "record_the_rest", "grade_nothing", "late",
    "feedback", "report", "export", "verify",
)  # fmt: skip
# Those that take a portion of the class at a time: whose.
PORTIONED = {
    "grade": (grade, slice(None)),
    "record_half": (record, slice(0, None, 2)),
    "record_the_rest": (record, slice(1, None, 2)),
}


# --- measured ---


def costs(home: Path, students: int, url: str, chosen: argparse.Namespace) -> Iterator[Cost]:
    """Of what was not measured in `home` before."""
    root, ledger = home / f"class-{students}", home / f"costs-{students}.jsonl"
    known = [Cost(**json.loads(line)) for line in ledger.read_text().splitlines()] if ledger.exists() else []
    yield from known
    if not root.exists():
        begun = home / f"new-{students}"
        shutil.rmtree(begun, ignore_errors=True)
        begun.mkdir()
        write_class(begun, students, url)
        begun.rename(root)
    for step, part in plan(chosen.steps, students, chosen.portion):
        if (step, part) in {(one.step, one.part) for one in known}:
            continue
        words = [sys.executable, __file__, "--step", step, str(root), str(part), str(chosen.portion)]
        before = served(url)
        done = measure(words, cwd=ROOT)
        cpu, peak = done.cpu + served(url) - before, json.loads(done.stdout.splitlines()[-1])["peak"]
        one = Cost(step, students, part, done.wall, cpu, peak)
        with ledger.open("a") as file:
            file.write(json.dumps(asdict(one)) + "\n")
        yield one
    if not chosen.keep:
        shutil.rmtree(root)


def served(url: str) -> float:
    """CPU seconds of PostgreSQL's connections that have ended; 0 without it."""
    if not url:
        return 0.0
    pid = Path(url.partition("host=")[2], "data/postmaster.pid").read_text().split()[0]
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[13:15]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def plan(steps: list[str], students: int, portion: int) -> Iterator[tuple[str, int]]:
    """Steps in their order, each with the portion's number; 0: the step is taken at once."""
    for step in (one for one in STEPS if one in steps):
        whose = range(students)[PORTIONED[step][1]] if step in PORTIONED else ()
        parts = -(-len(whose) // portion) if portion else 0
        yield from ((step, part) for part in (range(1, parts + 1) if parts else [0]))


def take(step: str, root: Path, part: int, portion: int) -> None:
    """One step, in this process; the peak of its memory is printed."""
    if step in PORTIONED:
        taken, whose = PORTIONED[step]
        students = sorted(one.name for one in (root / "class/submitted").iterdir())[whose]
        taken(root, students[(part - 1) * portion : part * portion] if part else students)
    else:
        globals()[step](root)
    print(json.dumps({"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def table(found: list[Cost], sizes: list[int]) -> Iterator[str]:
    """What a further submission costs between two sizes, so that starting up is left out; and the peaks."""
    spans = list(pairwise(sizes))
    yield f"{'CPU ms, a further one':<22}" + "".join(f"{f'{a:,} to {b:,}':>18}" for a, b in spans) + "  MB"
    for step in dict.fromkeys(one.step for one in found):
        own = {size: [one for one in found if (one.step, one.students) == (step, size)] for size in sizes}
        cpu = {size: sum(one.cpu for one in parts) for size, parts in own.items()}
        each = [1000 * (cpu[b] - cpu[a]) / (b - a) for a, b in spans]
        peaks = ", ".join(f"{max(one.peak for one in own[size]):.0f}" for size in sizes)
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
    parser.add_argument("--steps", nargs="+", default=[one for one in STEPS if one != "grade"])
    parser.add_argument(
        "--portion", type=int, default=0, help="So many are graded or recorded at a time; 0: all."
    )
    parser.add_argument("--keep", type=Path, help="Leave all of it in this folder, and go on there.")
    parser.add_argument("--step", nargs=4, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.step:
        step, root, part, portion = chosen.step
        take(step, Path(root), int(part), int(portion))
        return
    if chosen.keep and chosen.gradebook == "postgresql":
        parser.error("--keep: the server of --gradebook postgresql ends with the command")
    if chosen.keep:
        chosen.keep.mkdir(exist_ok=True)
    with (
        nullcontext(chosen.keep) if chosen.keep else tempfile.TemporaryDirectory(prefix="scale-") as home,
        postgresql(durable=True) if chosen.gradebook == "postgresql" else nullcontext("") as url,
    ):
        found = []
        for students in chosen.sizes:
            for one in costs(Path(home), students, fresh(url, students), chosen):
                found.append(one)
                told = f"{one.seconds:>9.1f} s {one.cpu:>9.1f} s CPU {one.peak:>6.0f} MB"
                step = f"{one.step} {one.part or ''}"
                print(f"{one.students:>7,} {step:<16}{told}", file=sys.stderr, flush=True)
    print("\n".join(table(found, chosen.sizes)))


if __name__ == "__main__":
    main()
