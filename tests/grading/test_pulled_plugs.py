"""No interruption loses or doubles a grade: kill -9 at a hundred moments, and all is as if there was none."""

import itertools
import random
import shutil
from pathlib import Path

import pytest
from gradebook.rows import CELLS, SCORES, rows
from plugs import BUBBLEWRAP, CHILD, GRADER, WORKER, ZYGOTE, Plug, Run, autograde
from processes import left_of
from small_course import REFERENCE, RIGHT, WRONG, hand_in, write_course

from grader.course.load import load_course
from grader.gradebook import marks_of
from grader.records.verified import Verified
from grader.records.verify import read_records, verify

pytestmark = pytest.mark.long

PULLS, CLASS, SEED = 100, 60, 20261222
FAR = 70  # moments between two pulls, at most; a submission has some 35
EXITS = "import os\n\n\ndef spread(numbers):\n    os._exit(0)\n"
ANSWERS = [REFERENCE, RIGHT["lists"], *(WRONG[name] for name in WRONG if name != "double_noise"), EXITS]


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course with a class of sixty, nothing graded."""
    root = write_course(tmp_path_factory.mktemp("plugs") / "course")
    names = [f"student{number:02}" for number in range(CLASS)]
    hand_in(root / "class", root, **dict(zip(names, itertools.cycle(ANSWERS), strict=False)))
    return root


def results(root: Path) -> dict[str, object]:
    """Every file and every row that grading leaves."""
    home = root / "class/autograded"
    files = {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}
    return {"files": files, "rows": rows(root / "class/gradebook.db", CELLS | SCORES)}


def verified(root: Path) -> Verified:
    marks = marks_of(load_course(root), root / "class", "tiny")
    return verify(read_records(root / "class", "tiny", marks))


def plan(chance: random.Random, most: int) -> list[Plug]:
    """One run's: a child, a worker process and the sandbox in any order, then the main process."""
    roles = [CHILD, WORKER, chance.choice([ZYGOTE, BUBBLEWRAP])]
    chance.shuffle(roles)
    return [Plug(role, chance.randrange(1, FAR)) for role in (*roles, GRADER)][:most]


def pulled_by(runs: list[Run]) -> int:
    return sum(len(run.pulled) for run in runs)


def campaign(taught: Path, root: Path, chance: random.Random, most: int) -> list[Run]:
    """Runs, interrupted and resumed until one comes to its end."""
    shutil.copytree(taught, root)
    runs = [autograde(root, plan(chance, most), chance)]
    while runs[-1].status != 0:
        runs.append(autograde(root, plan(chance, most - pulled_by(runs)), chance))
    return runs


@pytest.mark.timeout(900)
def test_a_hundred_plugs(taught: Path, tmp_path: Path) -> None:
    """Classes whose grading was killed and killed end as one that was not, and their journals are true."""
    chance = random.Random(SEED)
    undisturbed = shutil.copytree(taught, tmp_path / "undisturbed")
    assert autograde(undisturbed, [], chance).status == 0

    runs, done = list[Run](), list[Path]()
    while pulled_by(runs) < PULLS:
        done.append(tmp_path / f"class{len(done)}")
        runs += campaign(taught, done[-1], chance, PULLS - pulled_by(runs))

    pulled = [role for run in runs for role in run.pulled]
    print({role: pulled.count(role) for role in pulled}, "in", len(runs), "runs of", len(done), "classes")
    # 1: three pulls met one submission, which is named; the next run grades it.
    assert {run.status for run in runs} <= {0, 1, -9}
    assert [run for run in runs if run.status != 0 and left_of(set(run.seen))] == []
    assert [(*found.differences, *found.past) for found in map(verified, done)] == [()] * len(done)
    assert [results(root) for root in done] == [results(undisturbed)] * len(done)
