"""How much two workers of a cluster grade in the time of one, and whether they write the same.

    uv run python benchmarks/cluster.py [STUDENTS] [REPEATS]

A class of the tests' small course, graded by `--cluster local:1` and by `--cluster local:2`, in turns. Timed
from the first submission that is recorded to the last, so that what is paid once (starting workers, setting
them up) is left out. Each submission computes for a while, as one of the attention assignment does: this
process writes, which is the same work however many grade, and takes its share of the cores. Shards are of
one: in a class this small, the last one of sixteen would count for much. Wants two idle cores at least; with
fewer, or busy ones, the ratio says nothing.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from small_course import REFERENCE, WRONG, hand_in, write_course  # noqa: E402

from grader.course import load_course  # noqa: E402
from grader.grading import cluster, grade_class  # noqa: E402

COMPUTE = "for _ in range(8_000_000):\n    pass\n\n\n"  # some 0.3 s
ANSWERS = [COMPUTE + text for text in (REFERENCE, *WRONG.values())]


def main(students: int = 80, repeats: int = 3) -> None:
    cluster.MOST = 1
    seconds: dict[int, list[float]] = {1: [], 2: []}
    written: list[dict[str, bytes]] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(repeats):
            for workers in seconds:
                root = write_course(Path(folder) / f"{number}-{workers}")
                names = {f"s{index:05}": ANSWERS[index % len(ANSWERS)] for index in range(students)}
                hand_in(root / "class", root, **names)
                seconds[workers].append(_graded(root, workers))
                written.append(_written(root))
    one, two = (statistics.median(found) for found in seconds.values())
    times = f"{one:.1f} s by one worker, {two:.1f} s by two"
    print(f"{students} submissions: {times}: {one / two:.2f} times as fast")
    print("the same bytes" if all(one == written[0] for one in written) else "NOT the same bytes")


def _graded(root: Path, workers: int) -> float:
    graded = grade_class(load_course(root), "tiny", root / "class", cluster=f"local:{workers}", say=print)
    next(graded)
    began = time.monotonic()
    for _ in graded:
        pass
    return time.monotonic() - began


def _written(root: Path) -> dict[str, bytes]:
    home = root / "class/autograded"
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
