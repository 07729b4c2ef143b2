"""Where operators fit in a function, and what students call what they find there."""

import ast
import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from grader.solutions.mutants.edits import Edit, Place, expression, matched, places, replaced
from grader.solutions.mutants.forms import Form
from grader.solutions.mutants.lines import keywords, lines, loops
from grader.solutions.mutants.methods import METHODS
from grader.solutions.mutants.operators import OTHERS, PRODUCTS, RESULTS, VALUES, Operator
from grader.solutions.mutants.questions import SMALL
from grader.solutions.mutants.results import (
    arguments_of,
    attributes,
    calls,
    names,
    names_of,
    returned,
    targets,
)
from grader.values import FIGURE


def fitting(form: Form, parts: Sequence[str], returns: Sequence[str]) -> Iterator[Edit]:
    """All edits of one function. Of forms that are not the reference's, those that tell something new; of one
    that draws, and of a method, the likeliest, as a picture and a long story are dear.

    parts: the functions that the course asks for. returns: what this one returns, by name.
    """
    function = form.function
    spots = _spots(function, returns) if form.written_out else {}
    dear = returns == FIGURE or bool(form.of)
    for edit in _anywhere(form, function, parts, returns):
        if dear and not edit.common:
            continue
        outer = (edit.place[:length] for length in range(len(edit.place), 0, -1))
        where = f", in {function.name}" if form.of else ""
        yield replace(
            edit, words=edit.words + next((spots[place] for place in outer if place in spots), where)
        )


def _anywhere(
    form: Form, function: ast.FunctionDef, parts: Sequence[str], returns: Sequence[str]
) -> Iterator[Edit]:
    yield from calls(function, parts)
    if form.of:
        yield from attributes(function, _set_on_self(form.of))
    if form.own or form.written_out:
        yield from returned(function, returns)
        yield from keywords(function)
        yield from names(function, names_of(function) if returns != FIGURE else arguments_of(function))
        yield from targets(function)
    yield from lines(function)
    yield from loops(function)
    yield from _expressions(function)
    if form.own:
        yield from _values(function, parts, returns)


def _set_on_self(kind: str) -> list[str]:
    """The attributes that a class gives its objects."""
    stored = [node for _, node in places(ast.parse(kind)) if isinstance(node, ast.Attribute)]
    return list(dict.fromkeys(node.attr for node in stored if isinstance(node.ctx, ast.Store)))


def _spots(function: ast.FunctionDef, returns: Sequence[str]) -> dict[Place, str]:
    """Where a slip is, in what is written twice: in one of the results, above or below a line."""
    spots = {place: f", in {noun}" for place, noun in _results(function, returns) if noun != WHOLE}
    for place, node in places(function):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            spots |= {(*place, "left"): ", above the line", (*place, "right"): ", below the line"}
    return spots


# --- expressions ---


def _expressions(function: ast.FunctionDef) -> Iterator[Edit]:
    for place, node in places(function):
        for operator in (*PRODUCTS, *OTHERS):
            if (nouns := _nouns(operator, node)) is not None:
                left_out = _left_out(operator, node, arguments_of(function))
                yield _edit(place, replace(operator, words=operator.words + left_out), nouns)
        for name, other, words, question in METHODS:
            if isinstance(node, ast.Attribute) and node.attr == name:
                yield Edit(place, partial(_method, other), words, question, common=True)


def _nouns(operator: Operator, node: ast.AST) -> dict[str, str] | None:
    """What the letters are called; None: it does not fit, or what its words name has no name."""
    found = matched(expression(operator.pattern), node)
    if found is None:
        return None
    nouns = {letter: one.id for letter, one in found.items() if isinstance(one, ast.Name)}
    return nouns if all(letter in nouns for letter in found if f"{{{letter}}}" in operator.words) else None


def _left_out(operator: Operator, node: ast.AST, arguments: Sequence[str]) -> str:
    """Which term or factor is left out, by the arguments in it: ", the part with U"; "" where none is."""
    found = matched(expression(operator.pattern), node) if operator.words.startswith("Leaves out") else None
    rest = [one for letter, one in (found or {}).items() if letter != operator.becomes]
    used = {one.id for part in rest for _, one in places(part) if isinstance(one, ast.Name)}
    named = [name for name in arguments if name in used]
    return f", the part with {' and '.join(named)}" if named else ""


def _edit(place: Place, operator: Operator, nouns: Mapping[str, str]) -> Edit:
    words, wraps = operator.words.format(**nouns), operator.pattern == "X"
    return Edit(place, partial(_built, operator), words, operator.question, operator.common, wraps)


def _built(operator: Operator, old: ast.AST) -> ast.AST | None:
    found = matched(expression(operator.pattern), old)
    return None if found is None else replaced(operator.becomes, found)


def _method(name: str, old: ast.AST) -> ast.AST | None:
    return ast.Attribute(old.value, name, ast.Load()) if isinstance(old, ast.Attribute) else None


# --- values that have a name ---

WHOLE = "what it should return"
_RETURNED = "the returned {}"
# Of one thing returned; what else is returned came out as if it had been left alone.
_BESIDE = "Your {} came out as if none of them were 0. Which line of yours makes them 0, and when?"


def _values(function: ast.FunctionDef, parts: Sequence[str], returns: Sequence[str]) -> Iterator[Edit]:
    for place, noun in _results(function, returns) if returns != FIGURE else ():
        others = [name for name in returns if noun != _RETURNED.format(name)] if noun != WHOLE else []
        for operator in (*RESULTS, *VALUES):
            late = operator.question == SMALL and bool(others)
            asked = replace(operator, question=_BESIDE.format(" and ".join(others))) if late else operator
            yield _edit(place, asked, {"X": noun})
    for place, noun in _parts(function, parts) if returns != FIGURE else ():
        yield from (_edit(place, operator, {"X": noun}) for operator in VALUES)
    for name in arguments_of(function):
        yield from (_at_entry(name, operator) for operator in VALUES)


def _at_entry(name: str, operator: Operator) -> Edit:
    """Before anything else is done with an argument."""
    words = operator.words.format(X=name)
    build = partial(_begun, name, operator)
    return Edit((), build, words, operator.question, operator.common, wraps=True)


def _begun(name: str, operator: Operator, old: ast.AST) -> ast.AST | None:
    if not isinstance(old, ast.FunctionDef):
        return None
    value = replaced(operator.becomes, {"X": ast.Name(name, ast.Load())})
    new = copy.copy(old)
    new.body = [ast.Assign([ast.Name(name, ast.Store())], value), *old.body]
    return new


def _results(function: ast.FunctionDef, returns: Sequence[str]) -> Iterator[tuple[Place, str]]:
    for place, node in places(function):
        if isinstance(node, ast.Return) and node.value is not None:
            yield (*place, "value"), WHOLE
            if isinstance(node.value, ast.Tuple) and len(node.value.elts) == len(returns):
                for index, name in enumerate(returns):
                    yield (*place, "value", "elts", index), _RETURNED.format(name)


def _parts(function: ast.FunctionDef, parts: Sequence[str]) -> Iterator[tuple[Place, str]]:
    """What is given a name, what another question's function returns, and what that is given."""
    for place, node in places(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield (*place, "value"), node.targets[0].id
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in parts:
            yield place, f"what {node.func.id} returns"
            for index, argument in enumerate(node.args):
                if isinstance(argument, ast.Name):
                    yield (*place, "args", index), f"the {argument.id} given to {node.func.id}"
