"""What a student's notebook imports: `selfcheck("softmax")` tries the public checks on their function.

It needs no thread, process, signal or socket, and nothing beyond numpy and hypothesis.
"""

import json
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

from grader.checks.ask import Returns, in_process
from grader.checks.claims import Check
from grader.checks.draw import draw
from grader.checks.load import load_checks
from grader.checks.run import play_one_by_one
from grader.checks.shrink import shrinker
from grader.checks.verdict import results
from grader.errors import CourseError
from grader.model import Question, Verdict
from grader.words import lines, points

NOT_HERE = (
    "selfcheck needs the files that came with this notebook (checks.py, questions.json).\n"
    "Put them beside the notebook, then run this cell again."
)
TELL = "Fetch them anew; if that does not help, show your instructor this message."


def selfcheck(question: str | None = None) -> None:
    """Print what the public checks find out about your function, or, without a name, about all of them."""
    functions = _callers_functions()
    try:
        questions, checks = _read(Path.cwd())
    except FileNotFoundError:
        print(NOT_HERE)
        return
    except (CourseError, ValueError, TypeError) as error:
        print(f"The files that came with this notebook cannot be used here: {error}\n{TELL}")
        return
    stubs = [known for known in questions if known.kind == "stub"]
    chosen = [known for known in stubs if question in (None, known.name)]
    if not chosen:
        names = ", ".join(f'"{known.name}"' for known in stubs)
        print(f"There is no question {question!r} to check. Known: {names}.")
    returns = {known.name: known.returns for known in stubs}
    for known in chosen:
        own = tuple(check for check in checks if check.question == known.name)
        print("\n".join(_answer(known, own, returns, functions)))


def _answer(
    question: Question,
    checks: tuple[Check, ...],
    returns: Returns,
    functions: Mapping[str, Callable[..., Any]],
) -> list[str]:
    """The report on one question, with what is only checked later said plainly."""
    ask = in_process(functions)
    with redirect_stdout(StringIO()):  # hundreds of calls would print the same line hundreds of times
        failures = play_one_by_one(checks, draw(checks, ""), returns, ask)
        found = results(checks, failures, returns, shrink=shrinker("", returns, ask))
    told = [f"{question.name}"]
    for result in found:
        told += lines(result)
    here = sum(check.points for check in checks)
    passed = sum(result.verdict is Verdict.PASSED for result in found)
    score = points(sum(result.score for result in found))
    told.append(f"{passed} of {len(found)} checks passed: {score} of {points(here)} points.")
    if here < question.points:
        rest = f"{points(question.points - here)} of {points(question.points)} points"
        told.append(f"Further checks, worth {rest}, are run after you hand in.")
    return told


@cache
def _read(folder: Path) -> tuple[tuple[Question, ...], tuple[Check, ...]]:
    """Raises: FileNotFoundError: the notebook's own files are not here. CourseError, ValueError, TypeError:
    they are not as they were handed out.
    """
    tables = json.loads((folder / "questions.json").read_text("utf-8"))
    questions = tuple(Question(**{**table, "returns": tuple(table["returns"])}) for table in tables)
    if not (folder / "checks.py").exists():
        raise FileNotFoundError
    return questions, load_checks(folder / "checks.py", None, questions)


def _callers_functions() -> dict[str, Callable[..., Any]]:
    """The functions of the notebook whose cell is running."""
    namespace = sys._getframe(2).f_globals
    return {name: value for name, value in namespace.items() if callable(value)}
