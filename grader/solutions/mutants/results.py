"""Slips in what is handed on: results in another order, names taken for others, calls made wrongly."""

import ast
import copy
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import permutations

from grader.solutions.mutants.edits import Edit, Place, block, called, instead, places, statement

_NAME = "What does each of the two names hold just before that line?"
_LATER = "What does a later call have to know of this one?"
_WHOSE = "Make two objects. What does one know of the other?"
_RESULT = "What does the task say you return, in which order?"
_COUNT = "How many things does the task ask you to return, and how many come back?"


def names_of(function: ast.FunctionDef) -> list[str]:
    """Arguments, and what is assigned; each once."""
    names = [node for _, node in places(function) if isinstance(node, ast.Name)]
    stored = [name.id for name in names if isinstance(name.ctx, ast.Store)]
    return list(dict.fromkeys(name for name in (*arguments_of(function), *stored) if name != "_"))


def arguments_of(function: ast.FunctionDef) -> list[str]:
    """Without `self`, which nobody takes for anything else."""
    return [argument.arg for argument in function.args.args if argument.arg != "self"]


# --- what is returned ---


def returned(function: ast.FunctionDef, returns: Sequence[str]) -> Iterator[Edit]:
    """Parts of a tuple in another order, alone, twice, joined, as a dictionary, with more beside them."""
    for place, node in places(function):
        value = node.value if isinstance(node, ast.Return) else None
        if isinstance(value, ast.Tuple) and len(value.elts) == len(returns):
            yield from _reordered((*place, "value"), returns)
            yield from _widened((*place, "value"), value, names_of(function))


def _reordered(at: Place, returns: Sequence[str]) -> Iterator[Edit]:
    count = len(returns)
    for order in list(permutations(range(count)))[1:]:
        words = f"Returns {' first, then '.join(returns[index] for index in order)}"
        yield Edit(at, partial(_chosen, order), words, _RESULT, common=True)
    for index, name in enumerate(returns):
        yield Edit(at, partial(_only, index), f"Returns only {name}", _COUNT)
        yield Edit(at, partial(_chosen, [index] * count), f"Returns {name} in the place of all", _RESULT)
    yield Edit(at, partial(_dictionary, returns), "Returns a dictionary", _RESULT)
    yield Edit(at, _joined, f"Joins {' and '.join(returns)} into one array", _COUNT)


def _chosen(order: Sequence[int], old: ast.AST) -> ast.AST | None:
    if not isinstance(old, ast.Tuple):
        return None
    return ast.Tuple([copy.deepcopy(old.elts[index]) for index in order], ast.Load())


def _only(index: int, old: ast.AST) -> ast.AST | None:
    return old.elts[index] if isinstance(old, ast.Tuple) else None


def _dictionary(names: Sequence[str], old: ast.AST) -> ast.AST | None:
    return ast.Dict([ast.Constant(name) for name in names], old.elts) if isinstance(old, ast.Tuple) else None


def _joined(old: ast.AST) -> ast.AST | None:
    if not isinstance(old, ast.Tuple):
        return None
    return ast.Call(ast.parse("np.concatenate", mode="eval").body, [old], [])


def _widened(at: Place, result: ast.Tuple, names: Sequence[str]) -> Iterator[Edit]:
    for name in names:
        yield Edit(at, partial(_more, name), f"Returns one thing too many, {name}", _COUNT)
    for _, call in places(result):
        if isinstance(call, ast.Call):
            words = f"Returns one thing too many, what {called(call)} returns"
            yield Edit(at, partial(_more, ast.unparse(call)), words, _COUNT)


def _more(source: str, old: ast.AST) -> ast.AST | None:
    if not isinstance(old, ast.Tuple):
        return None
    return ast.Tuple([*old.elts, ast.parse(source, mode="eval").body], ast.Load())


# --- names and calls ---


def names(function: ast.FunctionDef, known: Sequence[str]) -> Iterator[Edit]:
    """One use of one of these names taken for another."""
    around = {(*place, *tail): call for place, call in places(function) for tail in _arguments(call)}
    owners = {(*place, "value") for place, node in places(function) if isinstance(node, ast.Attribute)}
    for place, node in places(function):
        if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load):
            continue
        if node.id not in known or place in owners:
            continue
        call = around.get(place)
        where = f" in the call of {called(call)}" if isinstance(call, ast.Call) else ""
        for other in known:
            if other != node.id:
                words = f"Uses {other} where it should use {node.id}{where}"
                yield Edit(place, instead(other), words, _NAME, common=True)


def attributes(function: ast.FunctionDef, known: Sequence[str]) -> Iterator[Edit]:
    """One use of an attribute of self taken for another; one not set, or set for all objects together."""
    for place, node in places(function):
        target = getattr(node, "targets", [getattr(node, "target", None)])[0]
        if isinstance(node, ast.Assign | ast.AugAssign) and isinstance(target, ast.Attribute):
            words = f"Leaves {ast.unparse(target)} as it is"
            yield Edit(place, lambda _: ast.Pass(), words, _LATER, common=True, gap=True)
        if not (
            isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"
        ):
            continue
        if isinstance(node.ctx, ast.Store):
            words = f"Sets {node.attr} for all objects together"
            yield Edit((*place, "value"), instead("type(self)"), words, _WHOSE, common=True)
        elif node.attr in known:
            for other in known:
                if other != node.attr:
                    words = f"Uses self.{other} where self.{node.attr} is wanted"
                    yield Edit(place, instead(f"self.{other}"), words, _NAME, common=True)


def _arguments(node: ast.AST) -> list[Place]:
    return [("args", index) for index in range(len(node.args))] if isinstance(node, ast.Call) else []


def calls(function: ast.FunctionDef, parts: Sequence[str]) -> Iterator[Edit]:
    """A call of another question's function left out, made twice, or with its arguments exchanged."""
    for place, node in places(function):
        if not isinstance(node, ast.Call):
            continue
        name = called(node)
        if len(node.args) == 2 and ".set_" not in name:
            words = f"Hands {name} its two arguments in the wrong order"
            yield Edit(place, _exchanged, words, f"Which argument does {name} take first?", common=True)
        if name in parts and len(node.args) == 1:
            yield Edit(place, _left_out, f"Leaves out {name}", f"What is {name} for?", common=True)
            yield Edit(place, _twice, f"Applies {name} twice", "How often is this to be done?", common=True)


def _exchanged(old: ast.AST) -> ast.AST | None:
    return ast.Call(old.func, old.args[::-1], old.keywords) if isinstance(old, ast.Call) else None


def _left_out(old: ast.AST) -> ast.AST | None:
    return old.args[0] if isinstance(old, ast.Call) else None


def _twice(old: ast.AST) -> ast.AST | None:
    return ast.Call(copy.deepcopy(old.func), [old], []) if isinstance(old, ast.Call) else None


# --- what is given a name ---


def targets(function: ast.FunctionDef) -> Iterator[Edit]:
    """What a call returns put into the wrong names, or dropped, or mixed with what was there."""
    known = names_of(function)
    looping = [place for place, node in places(function) if isinstance(node, ast.For | ast.While)]
    for place, node in places(function):
        if not isinstance(node, ast.Assign):
            continue
        target = node.targets[0]
        if isinstance(target, ast.Tuple):
            words = f"Mixes up {' and '.join(ast.unparse(one) for one in target.elts)}"
            question = "In which order does the call return them?"
            yield Edit((*place, "targets", 0), _reversed, words, question, common=True)
        if any(place[: len(loop)] == loop for loop in looping):
            stored = [one.id for one in ast.walk(target) if isinstance(one, ast.Name) and one.id in known]
            yield from (edit for name in stored for edit in _going_on(place, name, known))


def _reversed(old: ast.AST) -> ast.AST | None:
    return ast.Tuple(old.elts[::-1], ast.Store()) if isinstance(old, ast.Tuple) else None


def _going_on(place: Place, name: str, known: Sequence[str]) -> Iterator[Edit]:
    """After a line that gives `name` a value, it has another. _old: its value before."""
    question = f"What is {name} to be the next time that it is used?"
    yield Edit(place, partial(_then, name, "_old"), f"Never updates {name}", question, common=True)
    for other in known:
        if other != name:
            yield Edit(
                place, partial(_then, name, other), f"Goes on with {other} in the place of {name}", question
            )
    for source, words in (
        (f"_old + np.asarray({name})", f"Adds the new {name} to the one before"),
        (f"(_old + np.asarray({name})) / 2", f"Takes the mean of the new {name} and the one before"),
    ):
        yield Edit(place, partial(_then, name, source), words, question)


def _then(name: str, source: str, old: ast.AST) -> ast.AST | None:
    before = [statement(f"_old = {name}")] if "_old" in source else []
    return block([*before, old, statement(f"{name} = {source}")])
