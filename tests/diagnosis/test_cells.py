"""Who uses a name of another cell in the place of an argument is told that; who uses all arguments is not."""

import ast
from pathlib import Path

import numpy as np
import pytest

from grader.diagnosis.cells import elsewhere, in_place_of_an_argument, of_one_size
from grader.diagnosis.changes import Point
from grader.values import Call

ROOT = Path(__file__).parents[2]
SOURCES = sorted([*ROOT.glob("solutions/*/[ab]*.py"), *ROOT.glob("solutions/*/right/*.py")])
FUNCTIONS = {
    "attention": ("score", "softmax", "context_vector", "attend", "decode", "plot_attention"),
    "bahdanau": ("additive_score", "masked_softmax", "AdditiveAttention", "score_gradient", "train",
                 "plot_training", "alignment"),
}  # fmt: skip
ANOTHER = "my_{0} = [[1, 2]]"


def said(cell: str, question: str, *others: str) -> str:
    """What is said of a question's cell, beside others; "": nothing."""
    found = elsewhere(cell, question, [*others, cell], FUNCTIONS["attention"] + FUNCTIONS["bahdanau"])
    return " ".join(in_place_of_an_argument(found) or ())


def definitions() -> list[tuple[str, str, str]]:
    """Each way in which a question of ours is answered rightly: which, by which file, and its text."""
    names = {name for some in FUNCTIONS.values() for name in some}
    return [
        (path.stem, node.name, path.read_text("utf-8"))
        for path in SOURCES
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in names
    ]


class Renamed(ast.NodeTransformer):
    """A parameter's uses in a function by another name, or its uses after that name is set to another."""

    def __init__(self, parameter: str) -> None:
        self.parameter = parameter

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(f"my_{node.id}", node.ctx) if node.id == self.parameter else node


def with_another(text: str, question: str, function: ast.FunctionDef, parameter: str, anew: bool) -> str:
    """The text of a solution whose function uses a name from outside for that parameter."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and (node.name, node.lineno) == (function.name, function.lineno):
            if anew:
                node.body.insert(0, ast.parse(f"{parameter} = my_{parameter}").body[0])
            else:
                node.body = [Renamed(parameter).visit(line) for line in node.body]
    return ast.unparse(ast.fix_missing_locations(tree))


def parameters(text: str, question: str) -> list[tuple[ast.FunctionDef, str]]:
    """Of a question's function, or its class's methods, those that are only read."""
    found = []
    for node in (one for one in ast.parse(text).body if getattr(one, "name", "") == question):
        for one in [node] if isinstance(node, ast.FunctionDef) else node.body:
            if isinstance(one, ast.FunctionDef):
                stored = {
                    n.id for n in ast.walk(one) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
                }
                inner = {n.arg for part in one.body for n in ast.walk(part) if isinstance(n, ast.arg)}
                read = {n.id for part in one.body for n in ast.walk(part) if isinstance(n, ast.Name)}
                found += [
                    (one, a.arg) for a in one.args.args if a.arg in read - stored - inner - {"self", "step"}
                ]
    return found


@pytest.mark.parametrize(("file", "question", "text"), definitions())
def test_each_argument_in_turn(file: str, question: str, text: str) -> None:
    """In every right solution of both assignments, whatever stands for an argument; and of itself nothing."""
    assert said(text, question) == ""
    for function, parameter in parameters(text, question):
        for anew in (False, True):
            spoilt = with_another(text, question, function, parameter, anew)
            told = said(spoilt, question, ANOTHER.format(parameter))
            lost = "is set anew before it is used" if anew else "is used nowhere"
            assert f"uses `my_{parameter}`, which is no argument of {function.name}" in told, spoilt
            assert "it comes from another cell" in told
            assert f"`{parameter}` {lost}." in told
            assert said(spoilt, question) == ""  # no cell makes it: Python says so itself


SIZED = """\
def context_vector(weights, encoder_states):
    return sum(weights[t] * encoder_states[t] for t in range(T))
"""


@pytest.mark.parametrize(
    ("right", "told"),
    [
        ((0, 1, 1, 1, 0, 0), "has 2 numbers, every input tried is answered rightly, and not all others are."),
        ((0, 1, 0, 1, 0, 0), "has more or fewer numbers, no input tried is answered rightly."),
        ((0, 1, 0, 1, 1, 0), ""),
        ((1, 0, 0, 0, 1, 1), ""),
        ((1, 1, 1, 1, 1, 1), ""),
    ],
)
def test_a_size_of_another_cell(right: tuple[int, ...], told: str) -> None:
    """It is told where answers are right for inputs of just that size, or for no others."""
    found = elsewhere(SIZED, "context_vector", ["T, d = 2, 3", SIZED], ())
    calls = [Call("", (np.ones(n), np.ones((n, 4)))) for n in (1, 2, 2, 2, 3, 4)]
    one = (("array", (1,)), np.ones(1))
    points = [
        Point(call, one, one, bool(is_right), spoilt=False)
        for call, is_right in zip(calls, right, strict=True)
    ]

    said, _ = of_one_size(found, points, ["weights", "encoder_states"]) or ("", "")

    begins = "Line 2 uses `T`, which is no argument of context_vector: it comes from another cell. It is 2: "
    assert said == (f"{begins}where weights {told}" if told else "")
    assert in_place_of_an_argument(found) is None


def test_what_may_well_stand_outside() -> None:
    """A constant in capitals, a module, a function, and what is not Python."""
    cells = ["EPS = 1\nfrom math import pi\ndef help(x):\n    return x"]
    for text in ("return EPS", "return pi", "return help(2)", "return len(locals())", "return ("):
        assert said(f"def softmax(scores):\n    {text}", "softmax", *cells) == ""
