"""How long a student waits for `selfcheck("softmax")` in a notebook that has just been opened.

    python benchmarks/at_home.py [--course FOLDER] [--all]

Each number is a fresh Python process in the released folder, and its first call of selfcheck: reading the
wheel, importing, playing the public checks, looking for smallest examples. CPU seconds of that process; wall
seconds mean little on a busy machine. right: the reference. wrong: of the known wrong solutions the slowest
(of every eighth; with --all, of all).
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from grader.course.load import load_assignment, load_course
from grader.release import write_release
from grader.solutions.known import load_known

NAME = "attention"
ASK = """
import contextlib, io, sys, time
import numpy as np
import matplotlib.pyplot as plt
for path in sys.argv[2:]:
    exec(compile(open(path, encoding="utf-8").read(), path, "exec"))
plt.switch_backend("agg")
before = time.process_time()
with contextlib.redirect_stdout(io.StringIO()):
    from grader import selfcheck
    selfcheck(sys.argv[1])
print(time.process_time() - before)
"""


def seconds(folder: Path, question: str, *files: Path) -> float:
    """CPU seconds of the first selfcheck of a fresh process whose notebook holds these files."""
    words = [sys.executable, "-c", ASK, question, *map(str, files)]
    return float(subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True).stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--course", type=Path, default=Path())
    parser.add_argument("--all", action="store_true")
    given = parser.parse_args()
    course = load_course(given.course.resolve())
    assignment, source = load_assignment(course, NAME)
    reference = given.course.resolve() / "solutions" / NAME / f"{NAME}.py"
    wrong = load_known(assignment, "wrong")
    with tempfile.TemporaryDirectory() as temporary:
        folder = write_release(course, assignment, source, Path(temporary))
        print(f"{'question':18} right  wrong, the slowest")
        for question in (one.name for one in assignment.questions if one.kind != "answer"):
            own = [one.path.resolve() for one in wrong if one.path.stem.startswith(f"{question}_")]
            tried = {
                path.stem: seconds(folder, question, reference, path)
                for path in own[:: 1 if given.all else 8]
            }
            slowest = max(tried, key=lambda name: tried[name])
            right = seconds(folder, question, reference)
            print(f"{question:18} {right:5.2f}  {tried[slowest]:5.2f}  {slowest}", flush=True)


if __name__ == "__main__":
    main()
