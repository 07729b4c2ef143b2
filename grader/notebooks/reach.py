"""Which names a function needs, and which of them a later cell may change. Read off the text; nothing is run.

It errs on the side of "may": who asks then looks, at the price of running a notebook once more.
"""

import ast
import builtins
import re
import symtable
import warnings
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from grader.notebooks.names import parsed

ANY_NAME = frozenset({"*"})  # of a cell that may change any name
_REACHES_ANY = frozenset(
    "exec eval globals vars locals setattr delattr get_ipython __import__ reload modules".split()
)
_HARMLESS = frozenset(
    "autoreload cd conda config load_ext ls matplotlib pip pwd who whos precision "
    "writefile html latex markdown javascript svg".split()
)
_HARMLESS_ALONE = frozenset("time timeit capture bash sh".split())  # what follows may bind a name
_MAGIC = re.compile(r"^[ \t]*%{1,2}(\w+)[ \t]*(.?)", re.MULTILINE)
_CELL_MAGIC = re.compile(r"\A\s*%%.*")
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


@dataclass(frozen=True, slots=True)
class Cell:
    """binds: names that the cell gives a meaning. fixed: those of them that are functions, classes, modules.
    imports: (name, what it is). needs: by name that it defines, the names outside that this uses. changes:
    what it may change of objects that are there already, by their names; ALL where nobody can tell.
    """

    binds: frozenset[str]
    imports: frozenset[tuple[str, str]]
    fixed: frozenset[str]
    needs: tuple[tuple[str, frozenset[str]], ...]
    changes: frozenset[str]


def reach(names: Collection[str], before: Sequence[str]) -> frozenset[str]:
    """These names, and all that what they stand for uses by name. before: the cells that define them."""
    needs: dict[str, list[frozenset[str]]] = {}  # many names may share what one line uses
    for cell in map(read_cell, before):
        for name, used in cell.needs:
            needs.setdefault(name, []).append(used)
    found, ahead, seen = set(names), list(names), set[int]()
    while ahead:
        for used in needs.get(ahead.pop(), ()):
            if id(used) not in seen:
                seen.add(id(used))
                new = used - found
                found |= new
                ahead += new
    return frozenset(found)


def disturbed(names: Collection[str], before: Sequence[str], cell: str) -> frozenset[str]:
    """Those of `names` that `cell` may give another meaning, take away or change; ALL if it may be any.

    before: the cells above it.
    """
    later = read_cell(cell)
    if later.changes == ANY_NAME:
        return ANY_NAME
    fixed, imported = _above(tuple(before))
    again = {name for name, _ in later.imports & imported}  # numpy once more is the same numpy
    return ((later.binds - again) | (later.changes - fixed)) & frozenset(names)


@lru_cache(maxsize=8)  # every cell below asks for the same ones above
def _above(before: tuple[str, ...]) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """What is fixed in these cells, with what Python has itself, and what they import."""
    above = [read_cell(text) for text in before]
    own = frozenset(dir(builtins)).difference(*(one.binds for one in above))
    fixed = own.union(*(one.fixed for one in above))
    return fixed, frozenset[tuple[str, str]]().union(*(one.imports for one in above))


@lru_cache(maxsize=1_000)
def read_cell(text: str) -> Cell:
    """Raises nothing: of a cell that is not Python nothing is known, and it may change anything."""
    nothing = frozenset[str]()
    tree = parsed(_CELL_MAGIC.sub("pass", text))
    magics = {name for name, more in _MAGIC.findall(text) if more or name not in _HARMLESS_ALONE}
    if tree is None or magics - _HARMLESS:
        return Cell(nothing, frozenset(), nothing, (), ANY_NAME)
    try:
        mentioned = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        mentioned |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        opaque = bool(mentioned & _REACHES_ANY) or any(
            alias.name == "*"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        )
        binds = frozenset(_binds(tree))
        needs = tuple(need for node in _outside(tree) for need in _needs(node))
        fixed = frozenset(name for node in _outside(tree) if _is_fixed(node) for name in _bound_by(node))
        changes = ANY_NAME if opaque else frozenset(_changes(tree))
        return Cell(binds, frozenset(_imports(tree)), fixed, needs, changes)
    except (RecursionError, SyntaxError, ValueError):
        return Cell(nothing, frozenset(), nothing, (), ANY_NAME)


def _outside(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes but what is inside of functions and classes, which are met themselves."""
    waiting = list(ast.iter_child_nodes(tree))
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, _SCOPES):
            waiting += ast.iter_child_nodes(node)


def _is_fixed(node: ast.AST) -> bool:
    return isinstance(
        node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom
    )


def _binds(tree: ast.Module) -> Iterator[str]:
    """The names bound or deleted outside of functions, and those that functions declare to be global."""
    for node in _outside(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id
        elif _is_fixed(node):
            yield from _bound_by(node)
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
            yield node.name  # `except … as` takes it away, too
        elif isinstance(node, ast.MatchMapping) and node.rest:
            yield node.rest
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            yield from node.names


def _bound_by(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in aliases)
        case ast.Assign() | ast.AnnAssign() | ast.AugAssign():
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            stored = (leaf for target in targets for leaf in ast.walk(target) if isinstance(leaf, ast.Name))
            yield from (leaf.id for leaf in stored)


def _needs(node: ast.AST) -> Iterator[tuple[str, frozenset[str]]]:
    """By name that it binds, what it uses: read once, for `a = b = c = …` binds thousands."""
    if names := list(_bound_by(node)):
        free = _free(node)
        yield from ((name, free) for name in names)


def _imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in _outside(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
            for alias in node.names:
                yield alias.asname or alias.name.partition(".")[0], module + alias.name


def _free(node: ast.AST) -> frozenset[str]:
    """The names outside of it that a definition or an assignment uses."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return frozenset()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        table = symtable.symtable(ast.unparse(node), "cell", "exec")
    return frozenset(_globals(table, top=True))


def _globals(table: symtable.SymbolTable, *, top: bool) -> Iterator[str]:
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (top or symbol.is_global()):
            yield symbol.get_name()
    for inner in table.get_children():
        yield from _globals(inner, top=False)


def _changes(tree: ast.Module) -> Iterator[str]:
    """The names whose objects are stored into, or whose methods are called, or which are handed to a call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            yield _root(node)
        elif isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield _root(node.func)
            handed = [*node.args, *(word.value for word in node.keywords)]
            plain = (one.value if isinstance(one, ast.Starred) else one for one in handed)
            yield from (one.id for one in plain if isinstance(one, ast.Name))


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""
