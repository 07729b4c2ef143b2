"""What nbgrader's formgrader makes an instructor wait for, in a class of 1,000 that `grader` graded.

    uv run python benchmarks/formgrader.py [STUDENTS]

A real JupyterLab serves the class of the tests' small course, recorded as in scale.py. Each page is fetched
three times, and the median is printed, with the size of what was sent.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from urllib.request import Request, urlopen

from scale import NAME, ROOT, collect, record_half, record_the_rest, write_class

from grader.gradebook.nbgrader_config import config_text

sys.path.insert(0, str(ROOT / "tests"))

from gradebook.serving import TOKEN, jupyter

PAGES = {
    "assignments": "api/assignments",
    "one assignment's notebooks": f"api/notebooks/{NAME}",
    "its submissions": f"api/submissions/{NAME}",
    "its answers": f"api/submitted_notebooks/{NAME}/{NAME}",
    "students": "api/students",
    "one student": "api/student_submissions/s00001",
}


def main(students: int) -> None:
    with tempfile.TemporaryDirectory(prefix="formgrader-") as home:
        root = Path(home) / "class-of"
        write_class(root, students, "")
        (root / "class/nbgrader_config.py").write_text(config_text("small"), "utf-8")
        for step in (collect, record_half, record_the_rest):
            step(root)
        kept = ("HOME", "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
        begun = time.perf_counter()
        with jupyter(root / "class", os.environ | dict.fromkeys(kept, home)) as address:
            told("JupyterLab starts", time.perf_counter() - begun, 0)
            for what, path in PAGES.items():
                measured(what, f"{address}formgrader/{path}")
            listed = json.loads(fetch(f"{address}formgrader/{PAGES['its answers']}"))
            one = listed[len(listed) // 2]["id"]
            measured("one answer, to be marked", f"{address}formgrader/submissions/{one}/")


def measured(what: str, address: str) -> None:
    seconds = []
    for _ in range(3):
        begun = time.perf_counter()
        size = len(fetch(address))
        seconds.append(time.perf_counter() - begun)
    told(what, median(seconds), size)


def fetch(address: str) -> bytes:
    with urlopen(Request(address, headers={"Authorization": f"token {TOKEN}"}), timeout=600) as answer:
        return bytes(answer.read())


def told(what: str, seconds: float, size: int) -> None:
    print(f"{what:>28}: {seconds:7.2f} s {size / 1000:9.0f} KB", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
