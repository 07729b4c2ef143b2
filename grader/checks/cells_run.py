"""What a notebook at home knows of cells that did not get through: IPython keeps the text of each as `In`.

Where a cell stopped, a name may not be there, or be that of an earlier cell: the student has to be told.
"""

import ast
import builtins
import re
import warnings
from collections.abc import Iterator, Mapping
from functools import lru_cache
from linecache import getlines
from typing import Any

from grader.values import functions_of, stopped

_MAGIC = "run_cell_magic("  # in the text that IPython runs in place of %%time
_DEFINES = r"^(?:(?:async[ \t]+)?def|class)[ \t]+"


def last_defining(name: str, names: Mapping[str, Any]) -> str:
    """The text of the last cell that was run to define `name`, or that it came from; "": none is known."""
    ran = names.get("In")
    if type(ran) is not list or not all(type(text) is str for text in ran):
        return ""
    wanted = re.compile(_DEFINES + rf"{re.escape(name)}\b", re.MULTILINE)
    sets = re.compile(rf"^{re.escape(name)}[ \t]*=(?!=)", re.MULTILINE)
    files = {one.__code__.co_filename for one in functions_of(names.get(name))}
    own = {"".join(getlines(file)).rstrip() for file in files} - {""}
    for text in map(str, reversed(ran)):
        tree = _parsed(text)
        read = isinstance(tree, ast.Module) and name in _bound(tree)
        if read or text.rstrip() in own or wanted.search(text) or sets.search(text):
            return text
        if _MAGIC in text and name in text:  # it may have defined it, too
            return ""
    return ""


def why_stopped(name: str, names: Mapping[str, Any]) -> str:
    """Why the last cell that was run to define `name` did not get through; "": it did, or that is not known.

    Python cannot read it, or it gives `name` the value of another name that nothing gives a value to.
    """
    tree = _parsed(last_defining(name, names))
    if isinstance(tree, SyntaxError):
        return stopped(type(tree).__name__, str(tree.msg), int(tree.lineno or 0))
    for line in tree.body if tree else ():
        match line:
            case ast.Assign([ast.Name(id=bound)], ast.Name(id=used)) if bound == name:
                if used not in names and not hasattr(builtins, used) and not _is_bound(used, names):
                    return stopped("NameError", f"name '{used}' is not defined", line.lineno)
    return ""


def _is_bound(name: str, names: Mapping[str, Any]) -> bool:
    """Whether a cell that was run may have given it a value, which is deleted by now."""
    cells = (_parsed(str(text)) for text in names.get("In", ()))
    return any(isinstance(tree, ast.Module) and name in _bound(tree) for tree in cells)


def _bound(tree: ast.AST) -> Iterator[str]:
    """Names that a cell may give a meaning to, wherever in it that is. A long sum is deep: no recursion."""
    left = [tree]
    while left:
        node = left.pop()
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.alias(asname=str(name)) | ast.alias(name=name):
                yield name
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
                continue
            case ast.comprehension():  # its variable is its own
                left += [node.iter, *node.ifs]
                continue
            case ast.Lambda():
                continue
        left += ast.iter_child_nodes(node)


@lru_cache(256)  # each question is looked for in the same cells
def _parsed(text: str) -> ast.Module | SyntaxError | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        return error
    except (ValueError, RecursionError, MemoryError):
        return None
