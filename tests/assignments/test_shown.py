"""Whoever runs the code of a counterexample sees what its words quote, whatever is wrong."""

import ast
import re
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.checks.draw import draw
from grader.checks.in_process import in_process
from grader.checks.judge import Prepared, in_turn, judge, prepare
from grader.course.load import load_assignment, load_course
from grader.model import Counterexample, Result, Verdict
from grader.solutions import KnownSolution, load_known

pytestmark = pytest.mark.long

COURSE = load_course(Path(__file__).parents[2])
CALLED = {
    "attention": ("score", "softmax", "context_vector", "attend", "decode"),
    "bahdanau": ("additive_score", "masked_softmax", "AdditiveAttention", "score_gradient", "alignment"),
}
NUMBER = re.compile(r"-?\d+\.?\d*(?:e[+-]?\d+)?|-?inf|nan")
QUOTED = re.compile(
    r"[\d\s.,e+\-\[\]infa]*( both times|, and [\d\s.,e+\-\[\]]* before)?"
)  # numbers, and not words or a shape
PRINTED: Any = {"precision": 3, "suppress": True}  # as the released notebook has it


# What is expected in words that compare, and when numbers that came back are just that.
COMPARED = re.compile(r"\b(more|less|larger|smaller|higher|highest|lowest|above|below|from|equal)\b")
MET: tuple[tuple[str, Callable[..., bool]], ...] = (
    (
        r"at \[(\d+)\], where the word equals \w+, more than at \[(\d+)\]",
        lambda g, i, j: g[int(i)] > g[int(j)],
    ),
    (r"more than before, which was (.+)", lambda g, before: g[0] > before),
    (r"less than before, which was (.+)", lambda g, before: g[0] < before),
    (r"the second to be larger, too", lambda g: g[0] < g[1]),
    (r"equal weights", lambda g: abs(g[0] - g[1]) <= 1e-5),
    (r"above (.+)", lambda g, bound: g[0] > bound),
    (r"a number from (.+) to (.+)", lambda g, low, high: low <= g[0] <= high),
    (r"(.+), as in every row", lambda g, due: g[0] == due),
)


@dataclass(frozen=True)
class Given:
    """An assignment's checks with few examples, its reference, and its wrong solutions."""

    few: Prepared
    reference: str
    wrong: tuple[KnownSolution, ...]

    def functions(self, wrong: str = "") -> dict[str, Any]:
        """The reference, or a wrong solution on top of it, as new as in a fresh kernel."""
        names: dict[str, Any] = {"__name__": "notebook"}
        with redirect_stdout(StringIO()):
            exec(self.reference, names)
            exec(wrong, names)
        return names


@cache
def given(name: str) -> Given:
    assignment, _ = load_assignment(COURSE, name)
    few = prepare(assignment, "", draws=lambda checks, key: draw(checks, key, size=2))
    reference = (assignment.solutions / f"{name}.py").read_text("utf-8")  # type: ignore[operator]
    return Given(few, reference, tuple(load_known(assignment, "wrong")))


def cell(code: str, names: dict[str, Any]) -> str:
    """What a notebook shows below a cell: what is printed, and the last value."""
    tree = ast.parse(code)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    with redirect_stdout(StringIO()) as out, np.errstate(all="ignore"):
        exec(compile(tree, "cell", "exec"), names)
        if isinstance(last, ast.Expr):
            print(eval(compile(ast.Expression(last.value), "cell", "eval"), names))
    return out.getvalue()


def is_there(found: Counterexample, output: str) -> bool:
    """Whether all numbers that are quoted are in the output, or the calls that they count; no shape is."""
    if not QUOTED.fullmatch(found.got) or found.what.startswith(("change of", "sum of")):
        return True
    wanted = [float(number) for number in NUMBER.findall(found.got)]
    if found.what.startswith("the number of"):  # of what is there to be counted
        return found.what != "the number of calls of step" or wanted == [output.count("step is given")]
    seen = np.array([float(number) for number in NUMBER.findall(output)])
    return all(np.isclose(seen, number, 3e-4, 1e-8, equal_nan=True).any() for number in wanted)


def repeats_itself(known: KnownSolution) -> bool:
    """Of the others, a fresh process tells (tests/grading/test_fresh_process.py)."""
    again = any(name.endswith("repeats_itself") for name in known.caught_by)
    return not again and "remembers" not in known.path.stem


def shown(one_of: Given, question: str, *, graded: bool = True) -> Iterator[tuple[str, str, Result]]:
    """(source, name of the wrong solution, result) for all that it loses."""
    right = in_process(one_of.functions()) if graded else None
    for one in one_of.wrong:
        if one.path.stem.startswith(question) and repeats_itself(one):
            source = one.path.read_text("utf-8")
            asks = in_turn(in_process(one_of.functions(source)))
            with redirect_stdout(StringIO()):
                results = judge(one_of.few, asks, questions=[question], reference=right, shrinking=False)
            yield from ((source, one.path.stem, result) for result in results if result.counterexample)


def fault(one_of: Given, source: str, result: Result, found: Counterexample) -> str:
    """What is wrong with the code of a counterexample; "" if nothing is."""
    if not found.code:
        return "no code"
    try:
        output = cell(found.code, one_of.functions(source))
    except Exception as error:
        crashed = result.verdict is Verdict.CRASHED and type(error).__name__ in found.got
        return "" if crashed else f"raises {error!r}"
    try:
        with np.printoptions(**PRINTED):
            due = cell(found.code, one_of.functions())
    except Exception as error:
        wanted = found.expected in ("an Exception", f"a {type(error).__name__}")
        return "" if wanted else f"raises {error!r} for the reference"
    if result.verdict is Verdict.CRASHED:
        return "does not raise"
    with np.printoptions(**PRINTED):
        if cell(found.code, one_of.functions(source)) == due:
            return f"prints what is right as well: {due}"
    return "" if is_there(found, output) else f"{found.got} is not in {output}"


def met(found: Counterexample) -> bool:
    """Whether what came back is what is called expected."""
    for pattern, holds in MET:
        if words := re.fullmatch(pattern, found.expected):
            return holds([float(one) for one in NUMBER.findall(found.got)], *map(float, words.groups()))
    assert not COMPARED.search(re.sub(r"[\"'].*?[\"']", "", found.expected)), f"no rule for: {found.expected}"
    return found.got == found.expected


@pytest.mark.parametrize(("name", "question"), [(name, one) for name in CALLED for one in CALLED[name]])
def test_what_is_called_expected_did_not_come_back(name: str, question: str) -> None:
    """Also where it is said in words: who reads it knows which number is the wrong one."""
    told = [(stem, result.counterexample) for _, stem, result in shown(given(name), question)]

    assert [(stem, found.got, found.expected) for stem, found in told if found and met(found)] == []


def is_of_the_earlier(one_of: Given, found: Counterexample) -> bool:
    """Whether a number is called too low or too high that is right, beside an earlier one that is not."""
    words = re.fullmatch(r"(?:more|less) than before, which was (.+)", found.expected)
    place = re.search(r"\[(\d+)\]", found.what)
    if not (words and place and NUMBER.fullmatch(found.got) and NUMBER.fullmatch(words[1])):
        return False
    with np.printoptions(precision=17, suppress=False, linewidth=10_000):
        lines = cell(found.code, one_of.functions()).strip().splitlines()
    after, before = (float(NUMBER.findall(line)[int(place[1])]) for line in lines[:2])
    right, wrong = np.isclose(float(found.got), after, 1e-5), not np.isclose(float(words[1]), before, 1e-5)
    return bool(right and wrong)


@pytest.mark.parametrize("graded", [True, False], ids=["graded", "at home"])
@pytest.mark.parametrize(("name", "question"), [(name, one) for name in CALLED for one in CALLED[name]])
def test_of_two_answers_the_wrong_one_is_told(name: str, question: str, graded: bool) -> None:
    """A right number is not called too low because the one before it is too high."""
    one_of = given(name)
    told = [(stem, one.counterexample) for _, stem, one in shown(one_of, question, graded=graded)]

    assert [stem for stem, found in told if found and is_of_the_earlier(one_of, found)] == []


def ties_counted_once(scores: Any) -> Any:
    powers = np.exp(scores - scores.max())
    return powers / sum(set(powers))


def one_answer_too_high(scores: Any) -> Any:
    """Of equal scores, the first weight is too high, and all weights are possible."""
    powers = np.exp(scores - scores.max())
    weights = powers / powers.sum()
    return np.array([0.1, 0.9]) if np.array_equal(scores, [0.0, 0.0]) else weights


@pytest.mark.parametrize("graded", [True, False], ids=["graded", "at home"])
@pytest.mark.parametrize(
    ("softmax", "what", "got", "expected"),
    [
        (ties_counted_once, "the total of the weights before scores[1] grows by 1", "2", "1"),
        (one_answer_too_high, "the weight of scores[1] before scores[1] grows by 1", "0.9", "0.5"),
    ],
)
def test_an_earlier_answer(softmax: Any, what: str, got: str, expected: str, graded: bool) -> None:
    """That it is impossible can be told at home; which possible one is right, by the reference alone."""
    one_of = given("attention")
    right = in_process(one_of.functions()) if graded else None
    results = judge(
        one_of.few, in_turn(in_process({"softmax": softmax})), questions=["softmax"], reference=right
    )
    told = [
        one.counterexample for one in results if one.check == "a_raised_score_takes_weight_from_the_others"
    ]

    assert told[0] is not None
    assert ((told[0].what, told[0].got, told[0].expected) == (what, got, expected)) == (
        graded or softmax is ties_counted_once
    )


@pytest.mark.parametrize(("name", "question"), [(name, one) for name in CALLED for one in CALLED[name]])
def test_the_code_shows_what_is_quoted(name: str, question: str) -> None:
    """It runs below the student's cell, prints what came back, and is right code for a right answer.

    As few digits as the notebook prints, what is printed is not what is printed for a right answer.
    """
    one_of = given(name)
    told = [(stem, result, result.counterexample, source) for source, stem, result in shown(one_of, question)]

    faults = [
        (stem, result.check, result.message, found.code, said)
        for stem, result, found, source in told
        if found and (said := fault(one_of, source, result, found))
    ]
    assert faults == []
    assert told
