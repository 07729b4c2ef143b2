"""The ways in which a question's function is written: by the reference, and by right solutions.

The reference also comes with its parts written out where they are used: names that are given a value once,
and other questions' functions of one line. What was one place is several then; a slip in one is another. Of a
class each method is a form, and the others stay as they are.
"""

import ast
import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import FunctionType
from typing import Any, cast

import numpy as np

from grader.model import Assignment
from grader.solutions.known import Functions, load_known
from grader.solutions.mutants.edits import places
from grader.solutions.mutants.slips import SLIPS


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One right way to write a question's function, as text, and the names of the file it is from.

    own: it is the reference's; written_out: with its names and parts written out. of: the class, as text,
    that the function is a method of; "" if it is none.
    """

    source: str
    names: Mapping[str, Any]
    own: bool = False
    written_out: bool = False
    of: str = ""

    @property
    def function(self) -> ast.FunctionDef:
        return cast(ast.FunctionDef, ast.parse(self.source).body[0])

    def whole(self, function: ast.FunctionDef) -> ast.stmt:
        """What a notebook has: the changed function, or its class with it."""
        if not self.of:
            return function
        kind = cast(ast.ClassDef, ast.parse(self.of).body[0])
        kind.body = [function if _is_method(one, function.name) else one for one in kind.body]
        return kind


def forms(assignment: Assignment, reference: Functions, question: str) -> Iterator[Form]:
    """The reference, itself with names and then with parts written out, and right solutions."""
    if isinstance(reference[question], type):
        yield from (replace(one, own=True) for one in _methods(reference[question]))
        return
    own = _form(reference[question])
    if own is None:
        return
    yield replace(own, own=True)
    yield from (replace(own, source=source, written_out=True) for source in _names_written_out(own.function))
    yield from (replace(own, source=source) for source in _parts_written_out(own, reference))
    for known in load_known(assignment, "right"):
        function = known.functions.get(question)
        if function is not None and (form := _form(function)) is not None and form.source != own.source:
            yield form


def _methods(kind: type) -> Iterator[Form]:
    """Those that the class itself defines, as plain functions."""
    functions = [one for one in vars(kind).values() if isinstance(one, FunctionType)]
    if not functions:
        return
    tree = ast.parse(Path(functions[0].__code__.co_filename).read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and node.name == kind.__name__:
            names = {"np": np, **functions[0].__globals__, **SLIPS}
            methods = [
                one for one in node.body if isinstance(one, ast.FunctionDef) and not one.decorator_list
            ]
            texts = [ast.unparse(_without_docstring(method)) for method in methods]
            yield from (Form(text, names, of=ast.unparse(node)) for text in texts)


def _is_method(node: ast.stmt, name: str) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name == name


def _form(function: Any) -> Form | None:
    """None: it is no function that stands in its file as it is."""
    code = getattr(function, "__code__", None)
    if code is None:
        return None
    tree = ast.parse(Path(code.co_filename).read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.lineno == code.co_firstlineno:
            return Form(ast.unparse(_without_docstring(node)), {"np": np, **function.__globals__, **SLIPS})
    return None


def _without_docstring(function: ast.FunctionDef) -> ast.FunctionDef:
    function.body = function.body[1:] if ast.get_docstring(function) else function.body
    return function


def _names_written_out(function: ast.FunctionDef) -> Iterator[str]:
    """With every name that is given a value once, outside of loops, replaced by that value."""
    stored = [node.id for _, node in places(function) if isinstance(node, ast.Name) and _is_store(node)]
    once = {
        line.targets[0].id: line
        for line in function.body
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name)
        if stored.count(line.targets[0].id) == 1
    }
    if once:
        function.body = [line for line in function.body if line not in once.values()]
        for _ in once:  # one may be made of another
            function = _Written({name: line.value for name, line in once.items()}).visit(function)
        yield ast.unparse(function)


def _is_store(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def _parts_written_out(form: Form, reference: Functions) -> Iterator[str]:
    """With other questions' functions of one line in the place of their calls."""
    parts = {name: one.function for name in reference if (one := _form(reference[name])) is not None}
    short = {name: part for name, part in parts.items() if isinstance(part.body[0], ast.Return)}
    source = ast.unparse(_Parts(short).visit(form.function))
    if source != form.source:
        yield source


class _Written(ast.NodeTransformer):
    def __init__(self, values: Mapping[str, ast.expr]) -> None:
        self.values = values

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return copy.deepcopy(self.values[node.id]) if node.id in self.values else node


class _Parts(ast.NodeTransformer):
    def __init__(self, parts: Mapping[str, ast.FunctionDef]) -> None:
        self.parts = parts

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        part = self.parts.get(node.func.id) if isinstance(node.func, ast.Name) else None
        if part is None or len(part.args.args) != len(node.args):
            return node
        values = dict(zip((argument.arg for argument in part.args.args), node.args, strict=True))
        line = cast(ast.Return, _Written(values).visit(copy.deepcopy(part.body[0])))
        return line.value or node


# --- what builds on a mutant ---


def rebuilt(functions: Functions, changed: Functions) -> Functions:
    """The same functions, which call the changed ones where they called those of their names."""
    names: dict[str, Any] = {**functions}
    for function in functions.values():
        names = {**getattr(function, "__globals__", {}), **names}
    for name, one in functions.items():
        if isinstance(one, FunctionType):
            names[name] = FunctionType(one.__code__, names, name, one.__defaults__, one.__closure__)
    names |= changed
    return {name: names[name] for name in functions if name in names}
