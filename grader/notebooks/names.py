"""Which names a cell binds, even when the cell as a whole is not Python."""

import ast
import io
import re
import warnings
from collections import deque
from collections.abc import Iterable, Iterator

from grader.files import has_piles

LONGEST = 100_000  # characters; the tree of a cell takes hundreds of times its length in memory
_MAGIC = re.compile(r"^([ \t]*)[%!?].*$", re.MULTILINE)
_FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
_KEPT = _FUNCTION | ast.ClassDef | ast.Import | ast.ImportFrom
# Python's parser keeps each beginning of a dotted name: `import a.a.a…` of 100 kB takes 2.5 GB.
_CHAIN = re.compile(r"\w+(?:[\s\\]*+\.[\s\\]*+\w+)*+")
_MOST_DOTS = 100
_RAISED = re.compile(r"\(line (\d+) of its cell\)$")
_DEF = re.compile(r"^(?:(?:async[ \t]+)?def|class)[ \t]+(\w+)", re.MULTILINE)


def parses(text: str) -> bool:
    """Whether a cell is Python, IPython's line magics and shell lines apart."""
    return parsed(text) is not None


def defined_names(text: str) -> frozenset[str]:
    """The functions and classes that `text` defines outside any other."""
    tree = parsed(text)
    if tree is None:
        return frozenset(_DEF.findall(text))
    return frozenset(
        node.name for node in _statements(tree.body) if isinstance(node, _FUNCTION | ast.ClassDef)
    )


def methods(text: str, name: str) -> tuple[str, ...] | None:
    """The methods of the class of this name, less properties; None: `text` defines no such class."""
    tree = parsed(text)
    for node in tree.body if tree else ():
        if isinstance(node, ast.ClassDef) and node.name == name:
            return tuple(
                one.name
                for one in node.body
                if isinstance(one, _FUNCTION) and not any(map(_is_property, one.decorator_list))
            )
    return None


def _is_property(decorator: ast.expr) -> bool:
    return "property" in written(decorator)


def bound_names(text: str) -> frozenset[str]:
    """The names that `text` binds outside any function or class: by def, class, assignment or import."""
    tree = parsed(text)
    if tree is None:
        return defined_names(text)
    return frozenset(name for node in _statements(tree.body) for name in _names(node))


def salvage(text: str, name: str) -> list[str]:
    """The imports and definitions of a cell that stopped, one by one; [] where none of them is `name`.

    Of a cell that is not Python, the function alone.
    """
    tree = parsed(text)
    if tree is None:
        found = re.search(
            rf"^(?:(?:async[ \t]+)?def|class)[ \t]+{name}\b.*(?:\n(?:[ \t].*)?)*", text, re.MULTILINE
        )
        return [found[0]] if found and parses(found[0]) else []
    if name not in defined_names(text):
        return []
    lines, spans = code_lines(text), list[tuple[int, int]]()
    for node in tree.body:
        if isinstance(node, _KEPT):
            first = _first(node)
            if spans and first <= spans[-1][1]:  # on one line with the one before
                first = spans.pop()[0]
            spans.append((first, node.end_lineno or first))
    return ["\n".join(lines[first - 1 : last]) for first, last in spans]


def code_lines(text: str) -> list[str]:
    """As Python counts them: a form feed, or a break of Unicode's in a comment, ends none."""
    return [line.removesuffix("\n") for line in io.StringIO(text, newline=None)]


def own_exception(happened: str, cell: str) -> str:
    """The number of the cell's line, where it is a `raise` there that stopped the call; "" otherwise."""
    line = _RAISED.search(happened)
    return line[1] if line and re.search(r"(?:^|:)\s*raise\b", line_raising(happened, cell)) else ""


def line_raising(happened: str, cell: str) -> str:
    """The text of the cell's line that stopped the call; "" where `happened` does not tell it."""
    line = _RAISED.search(happened)
    return "".join(code_lines(cell)[int(line[1]) - 1 :][:1]) if line else ""


def _first(node: ast.stmt) -> int:
    """The line a statement begins on, decorators included."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def parsed(text: str) -> ast.Module | None:
    """The tree of a cell, IPython's line magics and shell lines left out; None: it does not parse."""
    if len(text) > LONGEST or has_piles(text):  # a parser orders the marks on a name's letters
        return None
    if any(chain[0].count(".") > _MOST_DOTS for chain in _CHAIN.finditer(text)):
        return None
    for source in (text, _MAGIC.sub(r"\1pass", text)):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # "\d" in a student's string is not our news
                return ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue  # MemoryError is how the parser says "nested too deeply"
    return None


def written(node: ast.AST) -> str:
    """A part of a tree as Python; "" where Python cannot write it: nested too deeply, a number too long, an
    f-string with a letter that needs a backslash.
    """
    try:
        return ast.unparse(node)
    except (RecursionError, ValueError):
        return ""


def _statements(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of `body` and of the ifs, loops, withs and trys in it, but not of what it defines."""
    waiting = deque(body)
    while waiting:
        node = waiting.popleft()
        yield node
        if not isinstance(node, _FUNCTION | ast.ClassDef):
            parts = (getattr(node, field, []) for field in ("body", "orelse", "finalbody"))
            handlers = (handler.body for handler in getattr(node, "handlers", []))
            waiting.extendleft(reversed([inner for part in (*parts, *handlers) for inner in part]))


def _names(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Assign(targets=targets):
            leaves = (leaf for target in targets for leaf in ast.walk(target))
            yield from (leaf.id for leaf in leaves if isinstance(leaf, ast.Name) and _is_stored(leaf))
        case ast.AnnAssign(target=ast.Name(id=name), value=value) if value is not None:
            yield name
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in aliases)


def _is_stored(name: ast.Name) -> bool:
    """In `weights[i] = 1`, neither name is."""
    return isinstance(name.ctx, ast.Store)
