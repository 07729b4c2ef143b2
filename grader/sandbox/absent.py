"""Runs inside: a package that is not installed here costs only what needs it.

A cell goes on after `import torch` where there is no torch. The name, and whatever is computed by it, stands
for something that is not there: to use it raises what the import raised. So `import torch`, `import math` and
`TWO = 2` in one cell leave math and TWO, and a function that needs torch says so when it is called.
"""

import ast
import builtins
import importlib.util
import sys
from collections.abc import Iterator
from typing import Any, NoReturn

# After the package's name.
TOLD = "is not here: it is not installed, and no file of its name came along; what needs it is left out"
_ERROR, _FILL_IN = "__import_error__", "__not_installed__"  # for what is put around a student's code
_OPERATIONS = (
    "call getattr getitem setitem delitem iter len contains enter exit bool float int index next "
    "add radd sub rsub mul rmul matmul rmatmul truediv rtruediv pow rpow neg abs eq lt le gt ge array"
).split()


class NotInstalled(ModuleNotFoundError):
    """A package is not there. Students see the name of the error that Python raises."""


NotInstalled.__name__ = NotInstalled.__qualname__ = "ModuleNotFoundError"


class Absent:
    """What would have come from a package. Whatever is done with it raises as the import did."""

    __hash__ = object.__hash__

    def __init__(self, package: str) -> None:
        object.__setattr__(self, "package", package)

    def __repr__(self) -> str:
        return f"({self.package} is not installed)"  # type: ignore[attr-defined]

    def __setattr__(self, name: str, value: Any) -> None:
        _refuse(self)


def _refuse(absent: Any, *_: Any, **__: Any) -> NoReturn:
    if _ and isinstance(_[0], str) and _[0].startswith("__"):
        raise AttributeError(_[0])  # Python and IPython look for what objects may have
    package = object.__getattribute__(absent, "package")
    raise NotInstalled(f"No module named {package!r}", name=package)


for _name in _OPERATIONS:
    setattr(Absent, f"__{_name}__", _refuse)


def _absent(error: ModuleNotFoundError, package: str = "") -> Absent:
    """What a name stands for whose statement ended so. package: that it imports.

    Raises: the error, where it is about something else.
    """
    missing = str(error.name or "").partition(".")[0]
    if not isinstance(error, NotInstalled) and (not package or missing != package):
        raise error
    if package:
        print(f"{package} {TOLD}")
    return Absent(missing)


class GoingOn(ast.NodeTransformer):
    """Puts every statement of a cell that imports or uses what is not installed into a try of its own."""

    def __init__(self, names: dict[str, Any]) -> None:
        """names: what the notebook's names stand for."""
        self._names = names
        setattr(builtins, _FILL_IN, _absent)

    def visit_Module(self, tree: ast.Module) -> ast.Module:
        absent = {name for name, value in self._names.items() if type(value) is Absent}
        body = [_going_on(one, absent) for node in tree.body for one in _apart(node)]
        if any(isinstance(one, ast.Try) for one in body):
            tree.body = body
            ast.fix_missing_locations(tree)
        return tree


def _apart(node: ast.stmt) -> Iterator[ast.stmt]:
    """`import a, b` as two statements."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield ast.copy_location(ast.Import([alias]), node)
    else:
        yield node


def _going_on(node: ast.stmt, absent: set[str]) -> ast.stmt:
    """The statement, in a try if need be. absent: names of what is not there; what it binds is added."""
    package = _package(node)
    used = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    if isinstance(node, ast.FunctionDef):
        used = _when_defined(node)
    if not package and not used & absent:
        return node
    names = sorted(_bound(node))
    absent |= set(names)
    error, fill_in = ast.Name(_ERROR, ast.Load()), ast.Name(_FILL_IN, ast.Load())
    call = ast.Call(fill_in, [error, ast.Constant(package)], [])
    fill: list[ast.stmt] = [ast.Assign([ast.Name(name, ast.Store()) for name in names], call)]
    if not names:
        fill = [ast.Expr(call)]
    kind = ast.Name("ModuleNotFoundError", ast.Load())
    guarded = ast.Try([node], [ast.ExceptHandler(kind, _ERROR, fill)], [], [])
    return ast.copy_location(guarded, node)


def _package(node: ast.stmt) -> str:
    """The package that a statement imports and that is not there; "" otherwise."""
    if isinstance(node, ast.Import):
        name = node.names[0].name
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        name = node.module
    else:
        return ""
    top = name.partition(".")[0]
    if top in sys.modules:
        return ""
    try:
        return "" if importlib.util.find_spec(top) else top
    except (ImportError, ValueError):
        return ""


def _when_defined(node: ast.FunctionDef) -> set[str]:
    """The names used when a function is defined: in decorators, defaults and annotations."""
    parts = [*node.decorator_list, node.args, *([node.returns] if node.returns else [])]
    return {one.id for part in parts for one in ast.walk(part) if isinstance(one, ast.Name)}


def _bound(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        return {alias.asname or alias.name.partition(".")[0] for alias in node.names if alias.name != "*"}
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
