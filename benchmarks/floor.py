"""The lower bound: the same checks on the same examples, bare, in one process. No sandbox, no notebook.

    python benchmarks/floor.py COURSE ASSIGNMENT CLASS

prints, as JSON, the CPU seconds it took to play and shrink each submission, and each check's verdict.
"""

import contextlib
import io
import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bare import Bare, bare_functions
from hypothesis import Phase

from grader.checks.claims import Check
from grader.checks.draw import replay, seed_of
from grader.checks.judge import Prepared, prepare
from grader.checks.run import quiet
from grader.checks.shrink import RUNS
from grader.course.load import load_assignment, load_course


class _Enough(BaseException):
    """The budget for shrinking is spent."""


def main(course_folder: str, assignment: str, class_folder: str) -> None:
    course = load_course(Path(course_folder))
    found, _ = load_assignment(course, assignment)
    prepared = prepare(found, course.key)
    seconds, verdicts = {}, {}
    for path in sorted(Path(class_folder).glob(f"submitted/*/{assignment}/{assignment}.ipynb")):
        student, code = path.parts[-3], code_of(path, set(prepared.returns))
        start = time.process_time()
        verdicts[student] = grade(code, prepared)
        seconds[student] = time.process_time() - start
    json.dump({"seconds": seconds, "verdicts": verdicts}, sys.stdout)


def code_of(path: Path, stubs: set[str]) -> str:
    """The student's own code: the stubs' cells, and the cells that are not ours. Not counted."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    names = [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in code]
    own = [cell for cell, name in zip(code, names, strict=True) if name is None or name in stubs]
    return "import numpy as np\n" + "\n".join("".join(cell["source"]) for cell in own)


def grade(code: str, prepared: Prepared) -> dict[str, bool]:
    """By check: whether it holds. What does not is shrunk, where the grader would."""
    namespace: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()), quiet():
        exec(code, namespace)
        functions = bare_functions(namespace, parts_of(prepared))
        failed = play(prepared, functions)
        for check in prepared.checks:
            if check.id in failed and _worth_shrinking(check, failed):
                shrink(check, type(failed[check.id][1]), functions, seed_of(check, prepared.key))
    return verdicts_of(prepared, failed)


def verdicts_of(prepared: Prepared, failed: Mapping[str, Any]) -> dict[str, bool]:
    """By check: whether it holds, and what it needs holds, and what that needs."""
    needs = {check.id: check.needs for check in prepared.checks}

    def holds(name: str | None) -> bool:
        return name is None or (name not in failed and holds(needs[name]))

    return {name: holds(name) for name in needs}


def parts_of(prepared: Prepared) -> dict[str, int]:
    """By function: how many arrays it returns."""
    return {name: max(1, len(names)) for name, names in prepared.returns.items()}


def play(prepared: Prepared, functions: Mapping[str, Bare]) -> dict[str, tuple[int, Exception]]:
    """By check that does not hold: the place of its first failure in the pool, and what it raised."""
    failed: dict[str, tuple[int, Exception]] = {}
    for check in prepared.checks:
        wanted = {name: functions[name] for name in check.functions}
        for index, example in enumerate(prepared.pools[check.id]):
            try:
                check.body(**wanted, **example)
            except Exception as error:
                failed[check.id] = index, error
                break
    return failed


def _worth_shrinking(check: Check, failed: Mapping[str, tuple[int, Exception]]) -> bool:
    drawn = check.strategies and failed[check.id][0] >= len(check.explicit)
    return bool(drawn) and check.needs not in failed


def shrink(check: Check, kind: type[Exception], functions: Mapping[str, Bare], number: int) -> None:
    """As grader.checks.shrink, with as many runs at most."""
    wanted = {name: functions[name] for name in check.functions}
    runs = 0

    def fails(**example: Any) -> None:
        nonlocal runs
        runs += runs > 0
        if runs > RUNS:
            raise _Enough
        try:
            check.body(**wanted, **example)
        except kind as error:
            runs = max(runs, 1)
            raise AssertionError from error  # always from this line: one bug
        except Exception:
            return

    with contextlib.suppress(_Enough, Exception):
        replay(check, number, fails, phases=[Phase.generate, Phase.shrink])


if __name__ == "__main__":
    main(*sys.argv[1:])
