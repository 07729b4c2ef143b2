"""All cells of a submission share what they may put out."""

from grader.model import Limits
from grader.sandbox.budget import EACH, LEFT_OUT, MOST_PICTURES, Budget
from grader.values.calls import CellRun, Output

TOLD = Output("stream", {"stdout": LEFT_OUT})


def put_out(kind: str, text: str) -> CellRun:
    return CellRun((Output("display", {kind: text}),))


def test_pictures_are_counted_over_all_cells() -> None:
    """Three of a third each are kept; of the next, words, once."""
    budget = Budget.of(Limits())
    third = put_out("image/png", "x" * (MOST_PICTURES // 3 - EACH))

    kept = [budget.keep(third) for _ in range(5)]

    assert kept == [third, third, third, CellRun((TOLD,)), CellRun(())]


def test_what_is_no_picture_is_kept_beside_one_that_is_left_out() -> None:
    """A figure's description costs next to nothing."""
    budget = Budget.of(Limits())
    figure = CellRun((Output("display", {"text/plain": "<Figure>", "image/png": "x" * MOST_PICTURES}),))

    assert budget.keep(figure).outputs == (Output("display", {"text/plain": "<Figure>"}), TOLD)


def test_outputs_that_say_nothing_are_counted() -> None:
    """Two million of them would fill the memory."""
    budget = Budget.of(Limits(output_kb=1))
    empty = CellRun((Output("stream", {"stdout": ""}),) * 1000)

    assert sum(len(budget.keep(empty).outputs) for _ in range(10)) == 16 * 1024 // EACH + 1
