"""Slips in checks that can be read off their text, each with its cure: what an assertion lacks."""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader import checks as offered
from grader.checks.judge import Prepared
from grader.checks.run import file_of
from grader.errors import CourseError

_ASSERTIONS = [getattr(offered, name) for name in offered.__all__ if name.startswith("assert_")]
LONGEST = 60  # characters of a proposal


@dataclass(frozen=True, slots=True)
class Slip:
    """check: the one that it is in, or else the function. text: file, line, what is wrong, and the cure."""

    check: str
    text: str


def slips(prepared: Prepared) -> Iterator[Slip]:
    """Calls of assertions that cannot be made as they are written."""
    written = [check for check in prepared.checks if check.body.__module__ in ("public", "hidden")]
    names = {check.id: inspect.unwrap(check.body).__globals__ for check in written}
    files = {file_of(check): check.id for check in written}
    for file, some in files.items():
        for function in ast.parse(Path(file).read_bytes()).body:
            if isinstance(function, ast.FunctionDef):
                kind = "check " if function.name in names else ""
                for call in ast.walk(function):
                    if isinstance(call, ast.Call) and (wrong := _wrong(call, names[some])):
                        place = f"line {call.lineno}, {kind}{function.name}"
                        yield Slip(function.name, str(CourseError(file, place, wrong[0], cure=wrong[1])))


def _wrong(call: ast.Call, names: dict[str, Any]) -> tuple[str, str] | None:
    """What is wrong, and the cure."""
    called = names.get(call.func.id) if isinstance(call.func, ast.Name) else None
    given = {keyword.arg for keyword in call.keywords}
    if (
        called is None
        or called not in _ASSERTIONS
        or None in given
        or any(isinstance(one, ast.Starred) for one in call.args)
    ):
        return None
    signature = inspect.signature(called)
    due = [one for one in signature.parameters.values() if one.kind is one.KEYWORD_ONLY]
    missing = [one.name for one in due if one.default is one.empty and one.name not in given]
    if missing:
        lacks = " and ".join(f"{name}=" for name in missing)
        return f"{ast.unparse(call.func)} lacks {lacks}", f"add {_proposed(call, missing)}"
    try:
        signature.bind(*call.args, **{str(name): None for name in given})
    except TypeError as error:
        return (
            f"{ast.unparse(call.func)} cannot be called so: {error}",
            "docs/authoring.md has its parameters",
        )
    return None


def _proposed(call: ast.Call, missing: list[str]) -> str:
    """As it may be written: what="softmax(scores)"."""
    looked_at = ast.unparse(call.args[0]).replace('"', "'") if call.args else ""
    what = looked_at if 0 < len(looked_at) <= LONGEST else "..."
    return ", ".join(f'{name}="{what if name == "what" else "..."}"' for name in missing)
