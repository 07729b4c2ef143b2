"""What a notebook at home knows of cells that did not get through: IPython keeps the text of each as `In`.

Where a cell stopped, a name may not be there, or be that of an earlier cell: the student has to be told.
"""

import ast
import builtins
import re
import warnings
from collections.abc import Iterator, Mapping
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


def unreadable(name: str, names: Mapping[str, Any]) -> str:
    """Why Python cannot read the last cell that was run to define `name`; "": it can, or none is known."""
    found = _parsed(last_defining(name, names))
    if not isinstance(found, SyntaxError):
        return ""
    return stopped(type(found).__name__, str(found.msg), int(found.lineno or 0))


def why_stopped(name: str, names: Mapping[str, Any]) -> str:
    """What to say after "is not defined" of a name whose cell was run, as grading does; "": not known."""
    if error := unreadable(name, names):
        return f", for its cell stopped: {error}"
    tree = _parsed(last_defining(name, names))
    if not isinstance(tree, ast.Module) or not tree.body:
        return ""
    for line in tree.body:
        match line:
            case ast.Assign([ast.Name(id=bound)], ast.Name(id=used)) if bound == name:
                if used not in names and not hasattr(builtins, used):
                    error = stopped("NameError", f"name '{used}' is not defined", line.lineno)
                    return f", for its cell stopped: {error}"
    return ""


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
            case ast.Lambda():
                continue
        left += ast.iter_child_nodes(node)


def _parsed(text: str) -> ast.Module | SyntaxError | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        return error
    except (ValueError, RecursionError, MemoryError):
        return None
