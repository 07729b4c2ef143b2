"""What checks are made of, as text: whether what was found out about them before still holds.

A check's examples and verdicts follow from its own text, from all in its file that is not a check, and from
what that imports or may read. So an edit of one check touches that check, an edit of what they share touches
all, and an edit of points or hints touches none.
"""

import ast
import contextlib
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from grader.checks.claims import Check, file_of

_IDLE = frozenset({"check", "explicit_examples", "example", "stand_ins"})  # decorators that draw nothing
_TOLD = frozenset({"points", "hint"})  # of @check: what is said, and no verdict
_VERSIONED = frozenset({"grader", "hypothesis", "matplotlib", "numpy", "public", "scipy"})


class Sources:
    """The text that each of an assignment's checks depends on."""

    def __init__(self, checks: Sequence[Check]) -> None:
        named = {check.id for check in checks}
        self._shared: dict[str, str] = {}
        self._own: dict[str, ast.FunctionDef] = {}
        self._idle = _IDLE
        before = ""
        for _, file in sorted({(check.hidden, file_of(check)) for check in checks}):
            path = Path(file)
            body = ast.parse(path.read_bytes()).body
            own = {one.name: one for one in body if isinstance(one, ast.FunctionDef) and one.name in named}
            others = [ast.unparse(one) for one in body if getattr(one, "name", "") not in own]
            # A hidden file may use all of the public one, and that one's own checks, if by name.
            before = _digest(before, *others, *_imported(body), *data_in(path.parent))
            self._shared[file], self._own = before, {**self._own, **own}
            self._idle -= {getattr(one, "name", "") for one in body}  # or it is the author's own

    def of_pool(self, check: Check) -> str:
        """What its drawn examples depend on, beside versions and the key they are drawn with."""
        own = self._own.get(check.id)
        drawn = (
            [ast.unparse(one) for one in own.decorator_list if _name(one) not in self._idle] if own else []
        )
        return _digest(self._shared.get(file_of(check), ""), *drawn, str(check.examples), str(check.hidden))

    def of_verdict(self, check: Check) -> str:
        """What its verdict on given answers depends on, beside its examples and versions."""
        own = self._own.get(check.id)
        text = ast.unparse(_untold(own)) if own else repr((check.id, check.claim, _held(check)))
        return _digest(self._shared.get(file_of(check), ""), text)


def of_program(text: str) -> str:
    """What a solution's answers depend on, beside versions and the assignment's data."""
    return _digest(text, *_imported(ast.parse(text).body))


def _digest(*texts: str) -> str:
    return hashlib.sha256(repr(texts).encode()).hexdigest()


def _name(decorator: ast.expr) -> str:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return called.attr if isinstance(called, ast.Attribute) else str(getattr(called, "id", ""))


def _untold(function: ast.FunctionDef) -> ast.FunctionDef:
    for one in function.decorator_list:
        if isinstance(one, ast.Call) and _name(one) == "check":
            one.keywords = [word for word in one.keywords if word.arg not in _TOLD]
    return function


def _held(check: Check) -> list[object]:
    """What a check that is not written in a file was made with: the key of a quiz."""
    return [cell.cell_contents for cell in check.body.__closure__ or ()]


def _imported(body: Sequence[ast.stmt]) -> Iterator[str]:
    """The text of modules that have no version: an author's own, beside Python's and installed ones'."""
    for node in (inner for one in body for inner in ast.walk(one)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        for name in names:
            if name.partition(".")[0] not in _VERSIONED:
                yield _text_of(name)


@cache
def _text_of(module: str) -> str:
    with contextlib.suppress(ImportError, ValueError, OSError):
        spec = find_spec(module)
        if spec is not None and spec.origin is not None:
            return hashlib.sha256(Path(spec.origin).read_bytes()).hexdigest()
    return module


def data_in(folder: Path) -> Iterator[str]:
    """What each file of the assignment's data holds, which checks and known solutions may read."""
    for path in sorted((folder / "data").rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield f"{path.relative_to(folder)} {hashlib.sha256(path.read_bytes()).hexdigest()}"
