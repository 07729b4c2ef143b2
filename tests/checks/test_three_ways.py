"""A student's own process, batches in one process, batches in the sandbox: one verdict."""

from types import SimpleNamespace

import pytest

from grader.checks.ask import in_process
from grader.checks.claims import Check
from grader.checks.draw import draw
from grader.checks.judge import in_turn, judge
from grader.checks.run import play_one_by_one
from grader.checks.verdict import results
from grader.model import Result, Verdict
from grader.sandbox import Zygote

SAME = [
    "lists",  # not known: written below
    "pure_python",
    "single_precision",
    "matrix_class",
    "softmax_no_shift",
    "softmax_in_place",
    "score_printed",
    "score_transposed",
    "attend_squeezed",
    "attend_remembers_weights",
    "decode_lists",
    "decode_state_stays",
    "plot_attention_by_pyplot",
    "plot_attention_upside_down",
    "model_family_recurrent",
]
PARTIAL = (
    "def score(decoder_state, encoder_states):\n    return [float(sum(row)) for row in encoder_states]\n"
)


def source(attention: SimpleNamespace, name: str) -> list[str]:
    """A known solution as cells, the reference before it; or a student's who wrote one function of four."""
    if name == "lists":
        return ["import numpy as np", PARTIAL]
    path = attention.known[name].path
    reference = attention.assignment.solutions / "attention.py"
    return [reference.read_text(), path.read_text()]


def functions(cells: list[str]) -> dict[str, object]:
    namespace: dict[str, object] = {}
    for cell in cells:
        exec(cell, namespace)
    return namespace


def briefly(found: tuple[Result, ...], *, lines: bool) -> list[tuple[str, Verdict, str]]:
    """Check, verdict, message; without the line of a cell, which only a cell has."""
    return [
        (one.check, one.verdict, one.message.split(" (line ")[0] if not lines else one.message)
        for one in found
    ]


@pytest.mark.parametrize("name", SAME)
def test_one_verdict(attention: SimpleNamespace, zygote: Zygote, name: str) -> None:
    """All checks, hidden ones too, come to the same verdicts with the same words, however they are run."""
    prepared, cells = attention.prepared, source(attention, name)
    own = in_process(functions(cells))  # type: ignore[arg-type]

    alone = results(
        prepared.checks,
        play_one_by_one(prepared.checks, prepared.pools, prepared.returns, own),
        prepared.returns,
    )
    together = judge(prepared, in_turn(own), shrinking=False)
    with zygote.session() as session:
        session.load(cells)
        walled = judge(prepared, lambda calls, keys: session.ask(keys), shrinking=False)

    assert briefly(alone, lines=False) == briefly(together, lines=False) == briefly(walled, lines=False)


def test_one_verdict_on_random_answers(attention: SimpleNamespace, zygote: Zygote) -> None:
    """Where the answers change from call to call, the verdicts still agree."""
    prepared, cells = attention.prepared, source(attention, "softmax_noise")

    together = judge(prepared, in_turn(in_process(functions(cells))), shrinking=False)  # type: ignore[arg-type]
    with zygote.session() as session:
        session.load(cells)
        walled = judge(prepared, lambda calls, keys: session.ask(keys), shrinking=False)

    assert [one.verdict for one in together] == [one.verdict for one in walled]


@pytest.mark.parametrize("name", ["softmax_no_shift", "attend_swapped"])
def test_one_counterexample(attention: SimpleNamespace, zygote: Zygote, name: str) -> None:
    """What shrinks at home shrinks to the same input in the sandbox."""
    prepared, cells = attention.prepared, source(attention, name)

    at_home = judge(prepared, in_turn(in_process(functions(cells))))  # type: ignore[arg-type]
    with zygote.session() as session:
        session.load(cells)
        walled = judge(prepared, lambda calls, keys: session.ask(keys))

    assert [one.counterexample for one in at_home] == [one.counterexample for one in walled]


def test_examples_at_home_are_those_of_grading(attention: SimpleNamespace) -> None:
    """A student draws, without the key and without the hidden checks, what grading drew."""
    public: list[Check] = [check for check in attention.prepared.checks if not check.hidden]

    at_home = draw(public, "")

    assert {check: [repr(example) for example in pool] for check, pool in at_home.items()} == {
        check.id: [repr(example) for example in attention.prepared.pools[check.id]] for check in public
    }
