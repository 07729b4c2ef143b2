"""Slips in lines, and when they run: left out, repeated, in or out of a loop. Keywords too."""

import ast
import copy
from collections.abc import Iterator
from functools import partial

from grader.solutions.mutants.edits import Edit, Place, block, called, instead, places, statement
from grader.solutions.mutants.methods import LEFT_OUT

_LOOP = "Which lines belong inside the loop, and which outside of it?"
_ORDER = "Read your function line by line: what is done at which moment?"


def lines(function: ast.FunctionDef) -> Iterator[Edit]:
    """A line left out, or done twice."""
    for place, node in places(function):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            name = _bare(called(node.value))
            question = f"What does {name} do, and where in your function does it belong?"
            said = LEFT_OUT.get(name, (f"Leaves out {_told(node)}", question))
            yield Edit(place, _nothing, *said, common=True, gap=True)
        if isinstance(node, ast.Expr | ast.Assign) and not isinstance(node.value, ast.Constant):
            yield Edit(place, _doubled, f"Does {_told(node)} twice", "How often is this to be done?")


def _told(line: ast.Expr | ast.Assign) -> str:
    calls = [one for one in ast.walk(line.value) if isinstance(one, ast.Call)]
    return f"the call of {_bare(called(calls[0]))}" if calls else "a line"


def _bare(name: str) -> str:
    """A method of what is drawn, without the name that the reference has for that."""
    return name.rpartition(".")[2] if ".set_" in name else name


def _nothing(old: ast.AST) -> ast.AST:
    return ast.Pass()


def _doubled(old: ast.AST) -> ast.AST | None:
    return block([old, copy.deepcopy(old)])


# --- loops ---


def loops(function: ast.FunctionDef) -> Iterator[Edit]:
    """Returning from inside a loop; a line that stands before the loop, or after its neighbour."""
    last = ast.unparse(function.body[-1])
    for place, node in places(function):
        if not isinstance(node, ast.For | ast.While):
            continue
        yield Edit(place, partial(_ending_with, last), "Returns inside the loop", _LOOP)
        for index, line in enumerate(node.body):
            if isinstance(line, ast.Assign):
                words = f"Does {_told(line)} once, before the loop"
                yield Edit(place, partial(_hoisted, index), words, _LOOP, common=True)
        for index in range(len(node.body) - 1):
            words = "Does two lines of the loop in the wrong order"
            yield Edit(place, partial(_exchanged, index), words, _ORDER)
        if isinstance(node, ast.For):
            yield from _windows(place, node, function)


def _with_body(loop: ast.AST, body: list[ast.stmt]) -> ast.stmt | None:
    if not isinstance(loop, ast.For | ast.While):
        return None
    new = copy.copy(loop)
    new.body = body or [ast.Pass()]
    return new


def _body(loop: ast.AST) -> list[ast.stmt]:
    return list(loop.body) if isinstance(loop, ast.For | ast.While) else []


def _ending_with(line: str, loop: ast.AST) -> ast.AST | None:
    return _with_body(loop, [*_body(loop), statement(line)])


def _hoisted(index: int, loop: ast.AST) -> ast.AST | None:
    body = _body(loop)
    return block([*body[index : index + 1], _with_body(loop, body[:index] + body[index + 1 :])])


def _exchanged(index: int, loop: ast.AST) -> ast.AST | None:
    body = _body(loop)
    body[index : index + 2] = body[index : index + 2][::-1]
    return _with_body(loop, body)


def _windows(place: Place, loop: ast.For, function: ast.FunctionDef) -> Iterator[Edit]:
    """In round i, only an argument's first or last rows."""
    used = {one.id for one in ast.walk(loop) if isinstance(one, ast.Name)}
    for name in [argument.arg for argument in function.args.args if argument.arg in used]:
        for cut, words in (
            ("_i:", f"Drops one more row of {name} in each round"),
            (":_i + 1", f"Shows only so many rows of {name} as there were rounds"),
            ("_i:_i + 1", f"Shows only one row of {name} in each round"),
        ):
            yield Edit(place, partial(_window, name, cut), words, "Which rows count in each round?")


def _window(name: str, cut: str, loop: ast.AST) -> ast.AST | None:
    each = [statement("_i += 1"), statement(f"{name} = _all[{cut}]")]
    inside = _with_body(loop, [*each, *_body(loop)])
    return block([statement(f"_i, _all = -1, {name}"), inside, statement(f"{name} = _all")])


# --- keywords ---


def keywords(function: ast.FunctionDef) -> Iterator[Edit]:
    """A keyword left out, or another value in its place."""
    first = function.args.args[0].arg if function.args.args else "None"
    for place, node in places(function):
        for index, keyword in enumerate(node.keywords) if isinstance(node, ast.Call) else ():
            if not keyword.arg or not isinstance(keyword.value, ast.Constant):
                continue
            name, question = keyword.arg, f"What does {keyword.arg} set, and which value should it have here?"
            words = f"Leaves out {name}"
            yield Edit(place, partial(_without, index), words, question, common=True, gap=True)
            if not isinstance(keyword.value.value, int):
                continue
            for value in ("-1", "0", "0.1", "0.5", "2", "100", f"np.max({first})", f"np.min({first})"):
                words = f"Sets {name} to {value.removeprefix('np.')}"
                yield Edit((*place, "keywords", index, "value"), instead(value), words, question, common=True)


def _without(index: int, old: ast.AST) -> ast.AST | None:
    if not isinstance(old, ast.Call):
        return None
    return ast.Call(old.func, old.args, old.keywords[:index] + old.keywords[index + 1 :])
