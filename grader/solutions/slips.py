"""Slips in checks that can be read off their text, each with its cure.

An assertion lacks something; or it is Python's own or another library's, of which a student would read only
that the answer is not as claimed. Or whatever happens is caught, so the claim holds when a call fails.
"""

import ast
import builtins
import contextlib
import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader import checks as offered
from grader.checks.claims import file_of
from grader.checks.judge import Prepared
from grader.errors import CourseError

_ASSERTIONS = [getattr(offered, name) for name in offered.__all__ if name.startswith("assert_")]
LONGEST = 60  # characters of a proposal


@dataclass(frozen=True, slots=True)
class Slip:
    """check: the one that it is in, or else the function. text: file, line, what is wrong, and the cure."""

    check: str
    text: str


def slips(prepared: Prepared) -> Iterator[Slip]:
    """Assertions that cannot be called as they are written, and those that tell a student nothing."""
    written = [check for check in prepared.checks if check.body.__module__ in ("public", "hidden")]
    checks = {check.id for check in written}
    names = {file_of(check): inspect.unwrap(check.body).__globals__ for check in written}
    found = {file: _functions(file) for file in names}
    claims = _used_by(checks, [function for some in found.values() for function in some])
    for file, functions in found.items():
        for function in functions:
            kind = "check " if function.name in checks else ""
            meant = vars(builtins) | names[file] | _imported(function)
            for node in ast.walk(function):
                wrong = _wrong(node, meant)
                if wrong is None and function.name in claims:
                    wrong = _speechless(node, meant) or _deaf(node, meant) or _idle(node, meant)
                if wrong:
                    place = f"line {getattr(node, 'lineno', 0)}, {kind}{function.name}"
                    yield Slip(function.name, str(CourseError(file, place, wrong[0], cure=wrong[1])))


def _functions(file: str) -> list[ast.FunctionDef]:
    return [one for one in ast.parse(Path(file).read_bytes()).body if isinstance(one, ast.FunctionDef)]


def _used_by(checks: set[str], functions: Sequence[ast.FunctionDef]) -> set[str]:
    """The checks, and the functions that they call, however indirectly; what only draws examples is not."""
    used, more = set[str](), set(checks)
    while more:
        used |= more
        bodies = [line for one in functions if one.name in more for line in one.body]
        more = {one.id for line in bodies for one in ast.walk(line) if isinstance(one, ast.Name)} - used
    return used


def _imported(function: ast.FunctionDef) -> dict[str, Any]:
    """What the imports inside a function give it."""
    found: dict[str, Any] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Import | ast.ImportFrom):
            with contextlib.suppress(Exception):  # whoever runs the function is told
                exec(ast.unparse(node), found)
    return found


def _wrong(call: ast.AST, names: dict[str, Any]) -> tuple[str, str] | None:
    """What is wrong with a call of one of our assertions, and the cure."""
    if not isinstance(call, ast.Call):
        return None
    called = _meant(call.func, names)
    given = {keyword.arg for keyword in call.keywords}
    if (
        not any(called is one for one in _ASSERTIONS)
        or None in given
        or any(isinstance(one, ast.Starred) for one in call.args)
    ):
        return None
    signature = inspect.signature(called)
    due = [one for one in signature.parameters.values() if one.kind is one.KEYWORD_ONLY]
    missing = [one.name for one in due if one.default is one.empty and one.name not in given]
    if missing:
        lacks = " and ".join(f"{name}=" for name in missing)
        if other := [name for name in given if name not in signature.parameters]:
            lacks += f", and has {' and '.join(f'{name}=' for name in other)}"
        return f"{ast.unparse(call.func)} lacks {lacks}", f"add {_proposed(call, missing)}"
    try:
        signature.bind(*call.args, **{str(name): None for name in given})
    except TypeError as error:
        return (
            f"{ast.unparse(call.func)} cannot be called so: {error}",
            "docs/authoring.md has its parameters",
        )
    return None


def _speechless(node: ast.AST, names: dict[str, Any]) -> tuple[str, str] | None:
    """An assertion that says neither what was looked at nor what was expected, and what to write for it."""
    if isinstance(node, ast.Assert):
        return "a bare assert tells the student nothing", f"write {_instead(node.test)}"
    called = _meant(node.func, names) if isinstance(node, ast.Call) else None
    name = str(getattr(called, "__name__", ""))
    if isinstance(node, ast.Call) and name.startswith("assert_") and _is_library(called):
        ours = "assert_close" if re.search("close|almost|approx", name) else "assert_equal"
        sides = ", ".join(map(ast.unparse, node.args[:2]))
        found = f"{ast.unparse(node.func)} does not say what was called"
        return found, f"write {ours}({sides}, {_proposed(node, ['what'])})"
    return None


def _deaf(node: ast.AST, names: dict[str, Any]) -> tuple[str, str] | None:
    """What catches calls that fail, and claims that do not hold, and the cure; unless it raises anew."""
    caught: list[ast.expr | None] = []
    if isinstance(node, ast.ExceptHandler):
        raises = any(isinstance(part, ast.Raise) for line in node.body for part in ast.walk(line))
        caught = [] if raises else list(node.type.elts) if isinstance(node.type, ast.Tuple) else [node.type]
    elif isinstance(node, ast.Call) and _meant(node.func, names) is contextlib.suppress:
        caught = list(node.args)
    for kind in caught:
        meant = BaseException if kind is None else _meant(kind, names)
        if meant is Exception or meant is BaseException:
            written = "except" if isinstance(node, ast.ExceptHandler) else "suppress"
            what = f"{written} {_short(kind)}" if kind else written
            cure = "name the exception that you mean; `with raises(ValueError):` claims that a call raises it"
            return f"{what} also catches a call that failed, and a claim that does not hold", cure
    return None


def _idle(node: ast.AST, names: dict[str, Any]) -> tuple[str, str] | None:
    """A `raises` that neither calls anything nor stands behind `with`, and what to write for it."""
    call = node.value if isinstance(node, ast.Expr) else None
    if not isinstance(call, ast.Call) or _meant(call.func, names) is not offered.raises or len(call.args) > 1:
        return None
    text = _short(call)
    return (
        f"{text} calls nothing, so it claims nothing",
        f"write {text[:-1]}, function, ...), or with {text}:",
    )


def _is_library(called: Callable[..., Any] | None) -> bool:
    module = str(getattr(called, "__module__", ""))
    return module.partition(".")[0] not in ("grader", "public", "hidden")


def _instead(claim: ast.expr) -> str:
    """The assertion of ours that claims the same, as far as it can be seen."""
    match claim:
        case ast.Compare(left, [ast.Eq()], [right]):
            return f"assert_equal({_sides(left, right)})"
        case ast.Call(ast.Attribute(attr="allclose" | "isclose"), [left, right, *_]):
            return f"assert_close({_sides(left, right)})"
        case ast.Call(ast.Attribute(attr="array_equal"), [left, right, *_]):
            return f"assert_same({_sides(left, right)})"
    return f'assert_that({_short(claim)}, what="...", got=..., expected="...")'


def _sides(left: ast.expr, right: ast.expr) -> str:
    return f'{_short(left)}, {_short(right)}, what="{_short(left).replace(chr(34), chr(39))}"'


def _short(code: ast.expr) -> str:
    text = ast.unparse(code)
    return text if len(text) <= LONGEST else "..."


def _meant(code: ast.expr, names: dict[str, Any]) -> Any:
    """What a name, or an attribute of a module, means in a file of checks; None: nobody knows."""
    if isinstance(code, ast.Name):
        return names.get(code.id)
    held = _meant(code.value, names) if isinstance(code, ast.Attribute) else None
    return getattr(held, code.attr, None) if inspect.ismodule(held) else None  # type: ignore[attr-defined]


def _proposed(call: ast.Call, missing: list[str]) -> str:
    """As it may be written: what="softmax(scores)"."""
    looked_at = ast.unparse(call.args[0]).replace('"', "'") if call.args else ""
    what = looked_at if 0 < len(looked_at) <= LONGEST else "..."
    return ", ".join(f'{name}="{what if name == "what" else "..."}"' for name in missing)
