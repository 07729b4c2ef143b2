"""What a right student keeps who hands in a broken notebook: by us, and by nbgrader as it comes.

    uv run python benchmarks/recovery.py [FAULT ...]

The faults are those of `tests/faults/notebooks`. Both grade the same files, of our tests' small course; what
machines mark is worth 8. nbgrader's test cells hold plain assertions, which a right answer passes. It grades
the class by one command, and whom that command did not reach one by one, as its formgrader does.
"""

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
from stock import nbgrader

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "faults")]

from fault import NAMES, handed_in, load, right  # noqa: E402
from small_course import write_course  # noqa: E402

from grader.course.load import load_course  # noqa: E402
from grader.grading import grade_class  # noqa: E402
from grader.model import Report  # noqa: E402
from grader.notebooks.build import release_notebook  # noqa: E402
from grader.notebooks.source import read_source  # noqa: E402

FULL = 8.0
CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "faults"
c.Execute.timeout = 30
"""
TESTS = {
    "double-check": "assert list(double(np.array([3.0, -1.0]))) == [6.0, -2.0]",
    "spread-check": "assert tuple(spread(np.array([3.0, -1.0]))) == (-1.0, 3.0)",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of one notebook. points: None: it was not graded. told: it was refused, with a reason."""

    points: float | None
    told: bool = False

    def __str__(self) -> str:
        if self.points is None:
            return "refused" if self.told else "error"
        return f"{self.points:g}"


def main() -> None:
    names = sys.argv[1:] or NAMES
    with tempfile.TemporaryDirectory(prefix="recovery-") as folder:
        root = write_course(Path(folder) / "course")
        submitted = root / "class" / "submitted"
        _hand_in(root, submitted, names)
        ours = _ours(root)
        theirs, reached = _theirs(root, Path(folder) / "nbgrader", submitted, names)
    print("\n".join(_table(names, ours, theirs, reached)))


def _hand_in(root: Path, submitted: Path, names: Sequence[str]) -> None:
    for name in names:
        home = submitted / name / "tiny"
        home.mkdir(parents=True)
        for file, content in handed_in(load(name), right(root)).items():
            (home / file).write_bytes(content)


def _ours(root: Path) -> dict[str, Kept]:
    reports = [one.report for one in grade_class(load_course(root), "tiny", root / "class")]
    return {report.student: _kept(report) for report in reports}


def _kept(report: Report) -> Kept:
    refused = report.status == "unreadable"
    return Kept(None if refused else report.score, refused)


# --- nbgrader ---


def _theirs(root: Path, folder: Path, submitted: Path, names: Sequence[str]) -> tuple[dict[str, Kept], int]:
    """What nbgrader made of each, and how many its first command reached."""
    release = release_notebook(read_source(root / "assignments/tiny/tiny.py"))
    for cell in release.cells:
        name = cell.metadata["nbgrader"]["grade_id"]
        if name in TESTS:
            cell.source = f"### BEGIN HIDDEN TESTS\n{TESTS[name]}\n### END HIDDEN TESTS"
    (folder / "source/tiny").mkdir(parents=True)
    nbformat.write(release, folder / "source/tiny/tiny.ipynb")
    (folder / "nbgrader_config.py").write_text(CONFIG, "utf-8")
    (folder / "submitted").symlink_to(submitted)
    nbgrader(folder, "generate_assignment", "tiny")
    nbgrader(folder, "autograde", "tiny", fine=(0, 1))
    reached = len(_scores(folder))
    _one_by_one(folder, [name for name in names if name not in _scores(folder)])
    found = _scores(folder)
    return {name: Kept(found.get(name)) for name in names}, reached


def _one_by_one(folder: Path, names: Sequence[str]) -> None:
    """As formgrader's button does: the same converter, in one process."""
    from nbgrader.apps import NbGraderAPI
    from traitlets.config import Config

    config = Config()
    config.CourseDirectory.root, config.CourseDirectory.course_id = str(folder), "faults"
    config.Execute.timeout = 30
    api = NbGraderAPI(config=config)
    for number, name in enumerate(names, start=1):
        done = api.autograde("tiny", name)
        print(f"[{number}/{len(names)}] nbgrader, {name}: {done['success']}", file=sys.stderr)


def _scores(folder: Path) -> dict[str, float]:
    """By student, of those whose notebook was graded to its end."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}", course_id="faults") as book:
        return {
            one.student_id: sum(grade.auto_score or 0.0 for book_ in one.notebooks for grade in book_.grades)
            for one in book.assignment_submissions("tiny")
            if (folder / "autograded" / one.student_id / "tiny/tiny.ipynb").exists()
        }


# --- what is printed ---


def _table(
    names: Sequence[str], ours: Mapping[str, Kept], theirs: Mapping[str, Kept], reached: int
) -> Iterator[str]:
    yield f"{'':<36}{'grader':>9}{'nbgrader':>10}"
    for name in names:
        yield f"{name.replace('_', ' '):<36}{ours[name]!s:>9}{theirs[name]!s:>10}"
    yield ""
    yield f"{'all 8 points kept':<36}{_whole(ours):>9}{_whole(theirs):>10}"
    yield f"{'refused, with the reason':<36}{_refused(ours):>9}{_refused(theirs):>10}"
    yield f"{'graded, points lost':<36}{_short(ours):>9}{_short(theirs):>10}"
    yield f"{'an error, and no grade':<36}{_failed(ours):>9}{_failed(theirs):>10}"
    yield f"{'of':<36}{len(names):>9}{len(names):>10}"
    yield f"nbgrader's one command for the class reached {reached} of {len(names)}."


def _whole(kept: Mapping[str, Kept]) -> int:
    return sum(one.points == FULL for one in kept.values())


def _refused(kept: Mapping[str, Kept]) -> int:
    return sum(one.told for one in kept.values())


def _short(kept: Mapping[str, Kept]) -> int:
    return sum(one.points is not None and one.points < FULL for one in kept.values())


def _failed(kept: Mapping[str, Kept]) -> int:
    return sum(one.points is None and not one.told for one in kept.values())


if __name__ == "__main__":
    main()
