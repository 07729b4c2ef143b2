"""Which names a function needs, and which names a cell gives a meaning. Read off the text; nothing is run."""

import ast
import re
import symtable
import warnings
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from grader.notebooks.names import parsed

_CELL_MAGIC = re.compile(r"\A\s*%%.*")
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


@dataclass(frozen=True, slots=True)
class Cell:
    """binds: names that the cell gives a meaning or takes away. fixed: those of them that are functions,
    classes, modules. needs: by name that it defines, the names outside that this uses.
    """

    binds: frozenset[str] = frozenset()
    fixed: frozenset[str] = frozenset()
    needs: tuple[tuple[str, frozenset[str]], ...] = ()


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


@lru_cache(maxsize=1_000)
def read_cell(text: str) -> Cell:
    """Raises nothing: of a cell that is not Python nothing is known."""
    tree = parsed(_CELL_MAGIC.sub("pass", text))
    if tree is None:
        return Cell()
    try:
        needs = tuple(need for node in _outside(tree) for need in _needs(node))
        fixed = frozenset(name for node in _outside(tree) if _is_fixed(node) for name in _bound_by(node))
        return Cell(frozenset(_binds(tree)), fixed, needs)
    except (RecursionError, SyntaxError, ValueError):
        return Cell()


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
