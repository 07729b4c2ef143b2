"""Where a function may keep something from one call to the next, found in its text without running it."""

import ast
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from grader.notebooks import parsed, written
from grader.wording import BY_PLACE, UNSET, clipped

LONGEST_LINE = 60  # characters of a line that is quoted
_CHANGING = frozenset(
    "add append appendleft clear discard extend fill insert pop popitem remove reverse setdefault sort "
    "update".split()
)
_MAKING = frozenset("list dict set defaultdict Counter deque OrderedDict array zeros empty ones".split())
_Defined = ast.FunctionDef | ast.ClassDef
_CACHING = frozenset(("cache", "lru_cache", "memoize"))


_UNSET = frozenset(("empty", "empty_like", "ndarray"))  # what makes arrays whose numbers nobody has set


@dataclass(frozen=True, slots=True)
class Memory:
    """What `function` keeps; sentence: which name, and how long it lasts.

    chance: nothing is kept, but numbers are read that nobody has set: what happens to stand in memory.
    by_id: what is kept is found again by `id`, so that chance decides which calls go wrong.
    """

    function: str
    sentence: str
    chance: bool = False
    by_id: bool = False


def memory(question: str, cells: Sequence[str]) -> Memory | None:
    """What the question's function keeps, or else the first function it calls that keeps anything."""
    trees = [*trees_of(cells)]
    cells_of = {node.name: (node, tree) for tree in trees for node in tree.body if isinstance(node, _Defined)}
    made = {name: (line, tree) for tree in trees for name, line in _made(tree)}
    imported = {name for tree in trees for name in _imported(tree)}

    def made_by(name: str) -> tuple[str, bool]:
        line, other = made.get(name, (name, tree))
        return line, other is not tree

    wanted, seen = deque([question]), set[str]()
    while wanted:
        name = wanted.popleft()
        node, tree = cells_of.get(name, (None, None))
        if node is None or name in seen:
            continue
        seen.add(name)
        kind = "function" if isinstance(node, ast.FunctionDef) else "class"
        if sentence := next(
            (one for part in _functions(node) for one in _kept(part, imported, made_by, kind)), ""
        ):
            by_id = _calls_id(node)
            return Memory(name, f"{sentence} {BY_PLACE}" if by_id else sentence, by_id=by_id)
        if isinstance(node, ast.FunctionDef) and (sentence := next(_unset(node), "")):
            return Memory(name, sentence, chance=True)
        wanted += [one.id for one in ast.walk(node) if isinstance(one, ast.Name) and one.id in cells_of]
    return None


def trees_of(cells: Sequence[str]) -> Iterator[ast.Module]:
    """Of those that are Python, IPython's magics apart."""
    return filter(None, map(parsed, cells))


def in_a_line(node: ast.AST) -> str:
    """As Python, cut off where that is long."""
    return clipped(written(node), LONGEST_LINE)


def _made(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Names and the short lines that first give them a value."""
    for line in reversed(tree.body):
        if isinstance(line, ast.Assign | ast.AnnAssign):
            text = written(line)
            targets = line.targets if isinstance(line, ast.Assign) else [line.target]
            names = (one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name))
            yield from ((name, text) for name in names if 0 < len(text) <= LONGEST_LINE and "\n" not in text)


def _imported(tree: ast.Module) -> Iterator[str]:
    """np.append changes nothing of what np is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.asname or alias.name.split(".")[0] for alias in node.names)


def _functions(node: _Defined) -> list[ast.FunctionDef]:
    """It, or the methods of a class."""
    if isinstance(node, ast.FunctionDef):
        return [node]
    return [one for one in node.body if isinstance(one, ast.FunctionDef)]


def _calls_id(node: _Defined) -> bool:
    return any(
        isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == "id"
        for one in ast.walk(node)
    )


def _kept(
    node: ast.FunctionDef, imported: set[str], made_by: Callable[[str], tuple[str, bool]], kind: str
) -> Iterator[str]:
    """made_by: the line that gives a name its value, and whether that is in another cell. kind: what the
    function is all of, or a part of.
    """
    changed = set(_changed(node))
    lasting = [
        f"`{name}={in_a_line(default)}`"
        for name, default in defaults(node)
        if name in changed and _is_mutable(default)
    ]
    if len(lasting) == 1:
        yield f"The default {lasting[0]} is made once, with the function, and lasts from call to call."
    elif lasting:
        listed = " and ".join(lasting)
        yield f"The defaults {listed} are made once, with the function, and last from call to call."
    for decorator in node.decorator_list:
        if not _CACHING.isdisjoint(_names(decorator)):
            yield f"`@{in_a_line(decorator)}` keeps the answers of earlier calls."
    outside = sorted((changed | _declared(node)) - _own(node) - imported)
    if outside:
        name = outside[0]
        line, elsewhere = made_by(name)
        told = f"`{line}`" if line.startswith(name) else f"`{name}`, made by `{line}`,"
        what = f"What hangs on `{name}` itself" if name == node.name else told
        cell = " in another cell," if elsewhere else ""
        where = "" if name == node.name else f" stands outside the {kind},{cell} and"
        yield f"{what}{where} lasts from call to call."


def _unset(node: ast.FunctionDef) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.func.attr in _UNSET:
            yield f"`{in_a_line(one.func)}` {UNSET}"


def defaults(node: ast.FunctionDef) -> Iterator[tuple[str, ast.expr]]:
    given = [*node.args.posonlyargs, *node.args.args]
    last = given[len(given) - len(node.args.defaults) :]
    yield from ((one.arg, default) for one, default in zip(last, node.args.defaults, strict=True))
    for one, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True):
        if default is not None:
            yield one.arg, default


def _is_mutable(default: ast.expr) -> bool:
    display = ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.SetComp
    return isinstance(default, display) or (
        isinstance(default, ast.Call) and not _MAKING.isdisjoint(_names(default.func))
    )


def _names(node: ast.AST) -> set[str]:
    """All names in it, those after a dot too."""
    return {
        name
        for one in ast.walk(node)
        for name in (getattr(one, "id", None), getattr(one, "attr", None))
        if isinstance(name, str)
    }


def _changed(node: ast.FunctionDef) -> Iterator[str]:
    """Names of objects that it changes: by a method, an element, an attribute, or as NumPy's out."""
    for one in ast.walk(node):
        if isinstance(one, ast.Call):
            if isinstance(one.func, ast.Attribute) and one.func.attr in _CHANGING:
                yield from _root(one.func.value)
            yield from (name for word in one.keywords if word.arg == "out" for name in _root(word.value))
        targets = one.targets if isinstance(one, ast.Assign) else [getattr(one, "target", None)]
        for target in targets:
            if isinstance(target, ast.Subscript | ast.Attribute):
                yield from _root(target.value)
            elif isinstance(target, ast.Name) and isinstance(one, ast.AugAssign):
                yield target.id


def _root(node: ast.expr) -> Iterator[str]:
    """The name that an expression such as seen[3].words begins with."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id


def _declared(node: ast.FunctionDef) -> set[str]:
    """Names that it gives new values outside."""
    return {
        name for one in ast.walk(node) if isinstance(one, ast.Global | ast.Nonlocal) for name in one.names
    }


def _own(node: ast.FunctionDef) -> set[str]:
    """Its parameters, and what it gives a value itself."""
    arguments = {one.arg for one in ast.walk(node) if isinstance(one, ast.arg)}
    stored = {
        one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
    }
    return (arguments | stored) - _declared(node)
