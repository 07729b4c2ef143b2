"""A check is one claim about a submission: a Hypothesis test whose student's functions arrive as fixtures do.

@check("softmax", points=1, hint="What must the weights add up to?")
@given(scores=SCORES)
def weights_sum_to_one(softmax, scores):
    \"\"\"The weights are positive and sum to one.\"\"\"
    assert_close(softmax(scores).sum(), 1.0, what="sum of the weights")
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from hypothesis import example

from grader.values import StandIn

Body = Callable[..., None]

Example = Mapping[str, Any]  # by the names of the inputs
POOL_SIZE = 100  # examples drawn for a check, if it does not say


@dataclass(frozen=True, slots=True)
class Declared:
    """What the decorator was told; the loader adds what only the file can tell."""

    question: str
    points: float
    hint: str
    needs: str | None
    merge: bool
    examples: int
    inputs: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """One claim, ready to be played.

    functions: the student's functions it calls, the question's own first or not at all.
    strategies: what Hypothesis draws; empty for a claim about one fixed case.
    explicit: the @example cases, in file order. examples: how many more are drawn. inputs: the kind of input
    that it is about, as the student reads it; "": all kinds. stand_ins: by name, those for parts of its
    function. way: what there is on the way to a right answer (`way`); None: nobody wrote that.
    """

    id: str
    question: str
    claim: str
    points: float
    hint: str
    needs: str | None
    merge: bool
    hidden: bool
    body: Body
    functions: tuple[str, ...]
    strategies: Mapping[str, Any] = field(default_factory=dict)
    explicit: tuple[Example, ...] = ()
    examples: int = POOL_SIZE
    inputs: str = ""
    stand_ins: Mapping[str, StandIn] = field(default_factory=dict)
    way: Callable[..., Iterator[tuple[str, Any]]] | None = None


def file_of(check: Check) -> str:
    """The file that the check is written in."""
    return str(inspect.unwrap(check.body).__code__.co_filename)


def line_of(check: Check) -> int:
    """Where the check begins in its file."""
    return int(inspect.unwrap(check.body).__code__.co_firstlineno)


def check(
    question: str,
    *,
    points: float,
    hint: str,
    needs: str | None = None,
    merge: bool = True,
    examples: int = POOL_SIZE,
    inputs: str = "",
) -> Callable[[Body], Body]:
    """Declare a check of `question` worth `points`.

    hint: shown when the claim does not hold; a question a good teacher would ask.
    needs: another check that must pass first, for claims that weak answers satisfy too.
    merge: False if the check compares repeated identical calls, which are otherwise asked once.
    examples: how many are drawn; fewer where a call is dear, as drawing a figure is.
    inputs: the kind of input that it is about, such as "a single word"; who fails nothing else is right for
    all others, and is told so.
    """

    def declare(function: Body) -> Body:
        function.declared = Declared(question, points, hint, needs, merge, examples, inputs)  # type: ignore[attr-defined]
        return function

    return declare


def explicit_examples(*cases: Example) -> Callable[[Body], Body]:
    """An @example for each case, in this order: for what many checks are tried on."""

    def declare(function: Body) -> Body:
        for case in reversed(cases):  # decorators are applied from the bottom
            function = example(**case)(function)
        return function

    return declare
