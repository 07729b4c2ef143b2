"""Where no known mistake explains wrong answers, it is told what sets them apart from right ones."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from grader.checks.in_process import in_process
from grader.checks.run import quiet
from grader.diagnosis.answers import answers, same
from grader.diagnosis.changes import Point, arrays, unlike
from grader.diagnosis.contrast import _TYPES, _joined, by_type
from grader.diagnosis.counts import Pair
from grader.diagnosis.diagnose import diagnosed
from grader.diagnosis.diagnoser import Diagnoser
from grader.diagnosis.differences import Seen, _left_empty, _pairs, differences
from grader.diagnosis.doubts import Beyond, Doubts, StudentCode, apart
from grader.diagnosis.learn import One, call_plan
from grader.diagnosis.points import like_wrong, point
from grader.diagnosis.rules import rule_of, size_question
from grader.diagnosis.spoilt import spoils
from grader.diagnosis.telling import _written, example, whole
from grader.diagnosis.writing import later_digits
from grader.grading.setup import Setup
from grader.model import Contrast, Counterexample, QuestionReport, Result, Verdict
from grader.values import FIGURE, VALUE, Call, LinearFunction, Raised, Reply, Returned
from grader.wording import BEFORE, ELSEWHERE

HALVES, MASK = np.array([0.5, 2]), np.array([True, False])
FAILED = Result("twice_every_number", "A claim.", Verdict.FAILED, 0.0, 1.0, hidden=False)


def spread(numbers: Any) -> Any:
    return numbers.min(), numbers.max()


def seen(
    using: Diagnoser, double: Callable[..., Any], *results: Result, body: str = "..."
) -> Contrast | None:
    ask = in_process({"double": double, "spread": spread})

    def again(calls: Sequence[Call]) -> Sequence[Reply]:
        with quiet():
            return [ask(call) for call in calls]

    with quiet():
        replies = {key: ask(call) for key, call in using.calls["double"].items()}
    reports = {"double": QuestionReport(0.0, 1.0, results or (FAILED,))}
    code = f"def double(numbers): {body}"
    student = StudentCode(again, {"double": code}, cells=[code, "trial = [3]"])
    return diagnosed(using, replies, reports, student=student)["double"].contrast


def odd(number: Any) -> Any:
    """No slip that anybody would have thought of."""
    return 2 * number + np.cbrt(number) * (number > 2)


def from_the_third(numbers: Any) -> Any:
    return np.where(np.arange(len(numbers)) < 2, 2 * numbers, np.cbrt(numbers) + 7)


def blind_for_the_third(numbers: Any) -> Any:
    return np.concatenate([2 * numbers[:2], np.cbrt(2 * numbers[:1] + 7).repeat(max(0, len(numbers) - 2))])


def test_right_for_two(small_setup: Setup) -> None:
    """Sizes that go wrong, one of them in full, and a question."""
    found = seen(small_setup.diagnoser, from_the_third)

    assert found is not None
    assert found.found.startswith(
        "Wrong for every input tried where numbers has 3 or more numbers, right for"
    )
    assert "gave [" in found.found
    assert "expected [" in found.found
    assert found.question == ELSEWHERE


def test_a_line_that_looks_at_sizes(small_setup: Setup) -> None:
    """Where sizes decide and the cell asks for one, that line is asked about."""
    found = seen(small_setup.diagnoser, from_the_third, body="\n    if len(numbers) > 2:\n        ...")

    assert found is not None
    assert found.question.startswith("Which line of yours looks at sizes")


def test_what_changes_nothing(small_setup: Setup) -> None:
    """An entry that the answer does not depend on is named."""
    found = seen(small_setup.diagnoser, blind_for_the_third)

    assert found is not None
    assert found.found.endswith("There, numbers[2] changes nothing in your answer.")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([2, 2, 2], "Every row is the last one."),
        ([0, 0, 0], "Every row is the first one."),
        ([0, 2, 2], "Some right rows stand in the place of others."),
        ([2, 1, 0], "The numbers are right, but in reverse order."),
    ],
)
def test_rows_in_the_place_of_others(rows: list[int], words: str) -> None:
    """Where the call is too long to be written, nothing is said that nobody could check."""
    due = [np.arange(12.0).reshape(3, 4) + shift for shift in range(3)]
    call = Call("decode", (LinearFunction(("state",), ((1,),)),))
    points = [
        point(call, *((("array", array.shape), array.ravel()) for array in (one[rows], one))) for one in due
    ]

    found = differences(points, "decode", ["step"], (), Doubts(None, None, lambda more: []))  # type: ignore[arg-type]

    assert found is not None
    assert found.text == words


def test_numbers_that_are_nearly_right() -> None:
    """A number that looks right with three digits, and is not, is not counted as right; nan is set aside."""
    form = ("array", (2,))
    due = [np.array([0.25, 0.75]) * size for size in (1, 2, 3, 4)]
    got = [*(one + np.array([1e-4, -2e-4]) * (at + 1) for at, one in enumerate(due[:3])), due[3] * np.nan]
    points = [point(Call("f", (one,)), (form, near), (form, one)) for near, one in zip(got, due, strict=True)]
    nobody = Doubts(Beyond(call_plan("f", [], (), 1.0)), None, lambda more: [])

    found = differences(points, "f", ["x"], (), nobody)
    few = differences(points[:2], "f", ["x"], (), nobody)

    assert found is not None
    assert few is not None
    assert found.text.startswith("Your numbers are right to 3 digits")
    assert few.text.startswith("f for [")


def test_numbers_that_are_so_near_that_few_are_seen() -> None:
    """Who approximates is nearly right everywhere; that most are within a check's tolerance says nothing."""
    form = ("array", (3,))
    due = [np.array([1.0, 2.0, 3.0]) * size for size in range(1, 21)]
    got = [one + np.array([2e-5, -3e-5, 0]) * one * (at % 5 == 0) for at, one in enumerate(due)]
    points = [point(Call("f", (one,)), (form, near), (form, one)) for near, one in zip(got, due, strict=True)]
    nobody = Doubts(Beyond(call_plan("f", [], (), 1.0)), None, lambda more: [])

    found = differences(points, "f", ["x"], (), nobody)

    assert found is not None
    assert found.text.startswith("Your numbers are right to 4 digits")
    assert "difference quotient" in found.question


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("return np.clip(x, -5, 5)", "What changes the later digits: a bound on a number?"),
        ("return np.round(x, 4) + 1e-9", "later digits: rounding or something small that is added?"),
        ("return x @ y", "or something small that is added?"),
    ],
)
def test_what_changes_the_later_digits(code: str, asked: str) -> None:
    """Of the causes, those are named that the cell may have; all, where it shows none."""
    assert later_digits(code).endswith(asked)


def test_what_it_changes_is_not_what_it_answers() -> None:
    """Of right answers, nothing goes wrong: it is the arguments that are changed."""
    assert spoils("Right for every input tried, except for some where x is 0.") == (
        "Leaves what it is given as it was, except for some where x is 0."
    )


def test_more_like_the_only_one_that_goes_wrong() -> None:
    """Others of its shape are tried; where many go wrong, there are enough."""
    long, form = np.arange(11.0), ("array", (11,))
    wrong = point(Call("f", (long,)), (form, long), (form, long + 1))
    cut = in_process({"f": lambda x: x[:10]})
    doubts = Doubts(Beyond(call_plan("f", [], (), 1.0)), lambda x: x, lambda calls: [*map(cut, calls)])

    found = like_wrong([wrong], doubts)

    assert {(one.call.arguments[0].shape, one.right) for one in found} == {((11,), False)}
    assert len({one.call.arguments[0].tobytes() for one in found}) > 2
    assert like_wrong([wrong] * 10, doubts) == []


def test_types() -> None:
    """Where only arrays of another type go wrong, that is seen, and they are written with their type."""
    arrays = [np.array([1, 2]), np.array([3, 4]), np.array([1.5, 2])]
    form = ("array", (2,))
    points = [point(Call("f", (one,)), (form, one * 1.0), (form, one + one % 1 * 7)) for one in arrays]
    whole = [point(Call("f", (one,)), (form, one * 1.0), (form, one * 2.0)) for one in arrays[:2]]
    nobody = Doubts(Beyond(call_plan("f", [], (), 1.0)), None, lambda more: [])

    found = differences([whole[0]], "f", ["x"], (), nobody)

    assert by_type([*whole, point(Call("f", (arrays[2],)), (form, arrays[2]), (form, arrays[2]))])
    assert not by_type([*whole, *points])
    assert found is not None
    assert found.text.startswith("f(np.array([1, 2])) gave [1, 2], expected [2, 4].")


def test_a_type_that_cuts_digits_is_asked_about() -> None:
    """More than the line that prints the numbers is known where only one type of number goes wrong."""
    cut = Seen("Each number has lost the digits after its point.", "Which line makes them?", explains=True)

    told = [_joined("Wrong for whole numbers.", cut, asked, "") for asked in (_TYPES, ELSEWHERE)]

    assert [one and one.question for one in told] == [_TYPES, "Which line makes them?"]


def test_one_of_two_answers() -> None:
    """Where the other one is right, it is told which goes wrong."""
    given = [np.array([1.0, 2]), np.array([4.0, 7]), np.array([0.0, 3])]
    form = ("returned", (2,), (2,))
    points = [
        point(
            Call("f", (one,)), (form, np.concatenate([one**2 + 1, one])), (form, np.concatenate([one, one]))
        )
        for one in given
    ]
    nobody = Doubts(Beyond(call_plan("f", [], ("low", "high"), 1.0)), score, lambda more: [])

    found = differences(points, "f", ["x"], ("low", "high"), nobody)

    assert found is not None
    assert found.text.startswith("The mistake shows in low alone. ")


def score(state: Any, states: Any) -> Any:
    return states @ state


def score_in_pairs(state: Any, states: Any) -> Any:
    even = len(state) // 2 * 2
    return states[:, :even] @ state[:even]


def test_what_changes_nothing_in_a_table() -> None:
    """Where a single feature goes all wrong, the smallest input with several shows which is left out."""
    ask = in_process({"score": score_in_pairs})
    inputs = [
        (np.array([0.5]), np.array([[3.0], [-2]])),
        (np.array([1.0, 0.5, -1]), np.array([[1.0, 2, 0], [0, 1, 2]])),
    ]
    calls = [Call("score", given) for given in inputs]
    tried = call_plan("score", calls, (), 1.0)
    right, own = tried.all(score), tried.all(score_in_pairs)
    assert right is not None
    assert own is not None
    points = [point(*three) for three in zip(calls, own.each(), right.each(), strict=True)]

    found = differences(
        points,
        "score",
        ["state", "states"],
        (),
        Doubts(Beyond(tried), score, lambda more: [ask(call) for call in more]),
    )

    assert found is not None
    assert found.text == (
        "score for [1, 0.5, -1] and [[1, 2, 0], [0, 1, 2]] gave [2, 0.5], expected [2, -1.5]. "
        "There, state[2] and states[:, 2] change nothing in your answer."
    )


def blend(weights: Any, states: Any) -> Any:
    return weights @ states


def blend_of_the_likely(weights: Any, states: Any) -> Any:
    return (weights * (weights >= 0.05)) @ states


def test_what_belongs_to_rows_that_change_nothing() -> None:
    """What is special may be their weights, and not the numbers in the rows themselves."""
    ask = in_process({"blend": blend_of_the_likely})
    call = Call("blend", (np.array([0.98, 0.01, 0.01]), np.array([[1.0, 0], [-2, 2], [2, -1]])))
    tried = call_plan("blend", [call], (), 1.0)
    right, own = tried.all(blend), tried.all(blend_of_the_likely)
    assert right and own
    (seen,) = (point(*three) for three in zip([call], own.each(), right.each(), strict=True))
    doubts = Doubts(Beyond(tried), blend, lambda more: [ask(call) for call in more])

    found = unlike(seen, ["weights", "states"], doubts)

    assert found is not None
    assert found[1].startswith(
        "What is special about states[1] and states[2] here, or about weights[1] and weights[2]?"
    )


def test_all_or_nothing_of_a_single_feature() -> None:
    """Of an input with one feature alone, nothing is said to change nothing: beside others it may."""
    ask = in_process({"score": score_in_pairs})
    calls = [Call("score", (np.array([0.5]), np.array([[3.0], [-2]])))]
    tried = call_plan("score", calls, (), 1.0)
    right, own = tried.all(score), tried.all(score_in_pairs)
    assert right is not None
    assert own is not None
    points = [point(*three) for three in zip(calls, own.each(), right.each(), strict=True)]
    doubts = Doubts(Beyond(tried), score, lambda more: [ask(call) for call in more])

    found = differences(points, "score", ["state", "states"], (), doubts)

    assert found is not None
    assert "nothing" not in found.text


@pytest.mark.parametrize(
    ("double", "words"),
    [
        (lambda numbers: -3.5 * numbers, "Each number is -1.75 times the right one: double for ["),
        (lambda n: n * (abs(n).sum() + 0.5), "All numbers of an answer are wrong by one factor, each"),
        (lambda n: (2 * n)[np.argsort(np.sin(n))], "In all wrong answers seen, the numbers are right, their"),
        (lambda n: np.where(abs(n) < 0.7, 0, 2 * n), "In all wrong answers seen, some numbers are 0 and"),
        (lambda n: 2.0004 * n + np.sin(n) / 5e3, "Your numbers are right to 3 digits"),
        (lambda n: np.stack([2 * n] * 3), "The shape is not right."),
        (lambda n: np.minimum(2 * n, 1.7), "Every expected number above 1.7 comes back as 1.7: double for ["),
        (lambda n: np.clip(2 * n, -1.3, 1.7), "Every expected number above 1.7 comes back as 1.7, and every"),
    ],
)  # fmt: skip
def test_a_rule(small_setup: Setup, double: Callable[..., Any], words: str) -> None:
    """What is so in all wrong answers is told."""
    found = seen(small_setup.diagnoser, double)

    assert found is not None
    assert found.found.startswith(words)
    assert found.question


def test_one_kind_of_input(small_setup: Setup) -> None:
    """An author's word for a kind of input is used where every such input that was tried goes wrong."""
    using, kind = small_setup.diagnoser, replace(FAILED, inputs="numbers above two")

    found = seen(using, odd, kind)

    assert found is not None
    assert found.found.startswith(
        "Wrong for every input tried where some number in numbers is about 2 or higher"
    )


def test_an_exception_of_ones_own(small_setup: Setup) -> None:
    """Its condition says more than what the inputs have in common where it stops the call."""
    body = "\n    if numbers.sum() != 1:\n        raise ValueError('not one')\n    return 2 * numbers"
    got = "raised ValueError: not one (line {} of its cell)"
    raised, elsewhere = (
        replace(FAILED, counterexample=Counterexample("double(numbers)", got.format(line), ""))
        for line in (3, 4)
    )

    assert seen(small_setup.diagnoser, from_the_third, raised, body=body) is None
    assert seen(small_setup.diagnoser, from_the_third, elsewhere, body=body) is not None


def test_a_name_of_another_cell(small_setup: Setup) -> None:
    """It is told first, where an argument is used nowhere in its place."""
    found = seen(small_setup.diagnoser, odd, body="\n    return 2 * trial + np.cbrt(trial)")
    used = seen(small_setup.diagnoser, odd, body="\n    return 2 * numbers + trial")

    assert found is not None
    assert found.found == (
        "Line 2 uses `trial`, which is no argument of double: it comes from another cell. "
        "`numbers` is used nowhere."
    )
    assert "and not `trial`?" in found.question
    assert used is not None
    assert "another cell" not in used.found


def test_too_few_outputs() -> None:
    """What a number among the arguments says is not called a shape."""
    calls = [Call("repeat", (np.array([1.0, 2]), n)) for n in (2, 3, 3)]
    pairs = [
        Pair(call, np.ones((1, 2)), np.ones((call.arguments[1], 2)), "outputs", ("state", "n"))  # type: ignore[arg-type]
        for call in calls
    ]

    few, other = rule_of(pairs), rule_of([replace(pair, names=()) for pair in pairs])

    assert few is not None
    assert (few.words, few.of_sizes) == ("Fewer outputs come back than n says", True)
    assert few.question == "Is it n alone that decides how many come back? What else does, in your code?"
    assert other is not None
    assert other.words == "The shape is not right"


def test_outputs_that_are_taken_apart() -> None:
    """Whose outputs came back part by part is asked how they are put in, and of no axis."""
    calls = [Call("repeat", (np.array([1.0, 2]), n)) for n in (3, 1, 2)]
    pairs = [
        Pair(call, np.ones(2 * call.arguments[1]), np.ones((call.arguments[1], 2)), "outputs", ("state", "n"))  # type: ignore[arg-type, operator]
        for call in calls
    ]

    apart, other = rule_of(pairs), rule_of([replace(pair, names=()) for pair in pairs])
    single = rule_of([replace(pair, got=np.ones(3), due=np.ones((3, 1))) for pair in pairs[:1]])

    assert apart is not None
    assert apart.words == "The parts of the outputs come back one by one: 4 entries, where n is 2"
    assert (
        apart.question == "What does your line do with one of them: put it in whole, or its parts one by one?"
    )
    assert other is not None and other.words == "The numbers are right, the shape is not"
    assert single is not None and single.words == "The numbers are right, the shape is not"


def test_an_axis_that_is_lost_where_there_is_one_row() -> None:
    """An array without its axis of one row is not taken apart: it has no more entries than its rows have."""
    pairs = [
        Pair(Call("look", (np.ones(2), n)), got, due, "alignment", ("state", "n"))
        for n, due in ((1, np.ones((1, 3))), (2, np.ones((2, 1))))
        for got in [due.squeeze()]
    ]

    lost, fewer = rule_of(pairs), rule_of([replace(pair, got=pair.due[:-1]) for pair in pairs])

    assert lost is not None and lost.words == "The numbers are right, the shape is not"
    assert fewer is not None and fewer.words == "Fewer rows of the alignment come back than n says"


@pytest.mark.parametrize(
    "result",
    [
        replace(FAILED, verdict=Verdict.NOT_WRITTEN),
        replace(FAILED, counterexample=Counterexample("double(numbers)", "1", "2", beside=BEFORE)),
        replace(FAILED, counterexample=Counterexample("double(numbers)", "1", "2", alone="It passes alone.")),
    ],
    ids=["not written", "not repeated", "not alone"],
)
def test_what_is_told_otherwise(small_setup: Setup, result: Result) -> None:
    """Nothing is said of who has written nothing, or remembers."""
    assert seen(small_setup.diagnoser, odd, result) is None


def test_a_picture() -> None:
    """Of a picture with one heat map, the numbers in its cells are compared."""
    cells = np.array([[0.75, 0.25], [0.5, 0.5], [1.0, 0.0]])

    def draw() -> Any:
        figure, axes = plt.subplots()
        axes.imshow(cells)
        return figure

    found = answers([in_process({"draw": draw})(Call("draw", (), "figure"))], FIGURE)

    assert np.array_equal(arrays((found.forms[0], found.numbers)), [cells])


def test_colours_that_come_back_are_not_colours_that_stay() -> None:
    """A map that ends as it began is another mistake than one with a few colours."""

    def drawn(colours: str) -> Any:
        def draw() -> Any:
            figure, axes = plt.subplots()
            axes.imshow(np.eye(2), cmap=plt.get_cmap(colours, 4 if colours == "viridis" else None))
            return figure

        return answers([in_process({"draw": draw})(Call("draw", (), "figure"))], FIGURE)

    cyclic, few = drawn("twilight"), drawn("viridis")

    assert cyclic.forms != few.forms
    assert same(cyclic, drawn("hsv"))


def test_a_turned_picture() -> None:
    """A picture may stand either way round, so that its rows are columns says nothing of what is wrong."""
    given = [np.array([[0.75, 0.25, 0.0]]), np.array([[0.5, 0.5], [1.0, 0.0]])]

    def drawn(cells: Any) -> Any:
        def draw(weights: Any) -> Any:
            figure, axes = plt.subplots()
            axes.imshow(cells)
            return figure

        reply = in_process({"draw": draw})(Call("draw", (cells,), "figure"))
        return next(answers([reply], FIGURE).each())

    def told(own: Callable[[Any], Any]) -> Any:
        points = [point(Call("draw", (one,), "figure"), drawn(own(one)), drawn(one)) for one in given]
        nobody = Doubts(Beyond(call_plan("draw", [], FIGURE, 1.0)), None, lambda more: [])
        return differences(points, "draw", ["weights"], FIGURE, nobody)

    assert told(np.transpose) is None
    assert told(lambda weights: weights**2) is not None


@pytest.mark.parametrize("outputs", [["one"], ["one", "two"], ["one", 2.0], [1.0, 2.0]])
def test_words_and_a_changed_array(outputs: list[Any]) -> None:
    """Whether an array was changed says nothing about the answer, whatever that is made of."""

    def decode(state: Any) -> Any:
        return outputs, np.eye(2)

    def decode_into(state: Any) -> Any:
        state += 1
        return decode(state)

    call = Call("decode", (np.zeros(2),), "value")
    replies = [in_process({"decode": one})(call) for one in (decode_into, decode)]
    own, due = (answers([reply], VALUE) for reply in replies)

    found = point(call, next(own.each()), next(due.each()))

    assert found.right
    assert len(found.own[1]) == len(due.numbers)


@pytest.mark.parametrize("empty", [(), np.empty(0), np.empty((0, 3))])
def test_what_is_empty_is_alike(empty: Any) -> None:
    """As for assert_equal, an empty array is an empty list."""
    call = Call("words", (), "value")
    replies = [in_process({"words": lambda: empty})(call), in_process({"words": list})(call)]
    one, other = (answers([reply], VALUE) for reply in replies)

    assert same(one, other)


def test_who_remembers(small_setup: Setup) -> None:
    """Nothing is said of answers that are others when the same is asked again."""
    earlier: list[Any] = []

    def double(numbers: Any) -> Any:
        earlier.append(numbers)
        return 2 * numbers + len(earlier)

    assert seen(small_setup.diagnoser, double) is None


def test_any_exception_is_as_good_as_another() -> None:
    """Of an object that raises where the reference does, and otherwise where that returns."""
    given = [Raised("RuntimeError", "not yet"), Raised("RuntimeError", "not now")]
    right = answers([Raised("AttributeError", "no keys"), Returned(np.ones(2))], VALUE)
    own = answers(given, VALUE)

    assert own.raising_as(right).forms == (right.forms[0], own.forms[1])


def test_nothing_is_near_to_infinity() -> None:
    """An answer that has run over is wrong, whatever was due."""
    finite, infinite = (("array", (1,)), np.array([0.5])), (("array", (1,)), np.array([np.inf]))
    call = Call("f", (np.ones(1),))

    assert not point(call, infinite, finite).right
    assert not point(call, finite, infinite).right
    assert point(call, infinite, infinite).right
    assert apart(infinite, finite)
    assert apart(finite, infinite)


def sized(given: tuple[int, ...], got: tuple[int, ...], due: tuple[int, ...], *, same: bool = False) -> Pair:
    rows = np.arange(float(np.prod(given))).reshape(given)
    rows[-1] = rows[0] if same else rows[-1]
    return Pair(Call("f", (np.zeros(4), rows)), np.ones(got), np.zeros(due), "", ("state", "states"))


@pytest.mark.parametrize(
    ("pairs", "asked"),
    [
        ([sized((3, 2), (2,), (3,)), sized((5, 7), (7,), (5,))], "Print the shape of what each line gives"),
        ([sized((3, 2), (4,), (3,))], "Print the shape of what each line gives"),
        (
            [sized((3, 2), (2,), (3,), same=True), sized((5, 7), (4,), (5,), same=True)],
            "Two rows of states hold the same numbers. How many does your code keep of the two?",
        ),
        (
            [sized((3,), (2,), (3,), same=True)],
            "Two numbers in states are equal. How many does your code keep of the two?",
        ),
        ([sized((3, 2), (6,), (3,))], "Which line of yours decides how many"),
        ([sized((3, 2), (), (3,))], "Which line of yours decides how many"),
    ],
)
def test_another_shape(pairs: list[Pair], asked: str) -> None:
    """Asked is about the argument whose size came back, or its equal rows; otherwise about none."""
    assert size_question(pairs).startswith(asked)


@pytest.mark.parametrize(
    ("got", "due", "words"),
    [
        ((3, 3, 3), (4, 5, 6), "Too few numbers come back: 3 each time"),
        ((3, 3, 3), (2, 1, 2), "Too many numbers come back: 3 each time"),
        ((3, 4, 5), (4, 5, 6), "Too few numbers come back"),
        ((3, 3, 3), (4, 4, 4), "Too few numbers come back"),
        ((3, 3, 3), (4, 2, 4), "The shape is not right"),
    ],
)
def test_a_size_that_is_written_down(got: Sequence[int], due: Sequence[int], words: str) -> None:
    """It comes back whatever is due, where something else is due each time."""
    pairs = [
        Pair(Call("f", (np.ones(right),)), 2 * np.ones(own), np.ones(right), "")
        for own, right in zip(got, due, strict=True)
    ]

    found = rule_of(pairs)

    assert found is not None and found.words == words


def test_a_picture_that_is_turned_has_its_rows_compared() -> None:
    """Words read along the rows are no mistake: what is wrong is where the numbers are."""
    weights = np.array([[0.75, 0.25], [0.5, 0.5], [0.125, 0.875]])

    def drawn(array: Any) -> One:
        return ("picture", "", "", "", "", (array.shape,)), array.ravel()

    wrong = Point(Call("f", (weights,)), drawn(weights.reshape(2, 3)), drawn(weights), right=False)
    (pair,) = _pairs([wrong], 0, "", either_way=True)

    found = rule_of([pair])

    assert pair.got.shape == (3, 2)
    assert found is not None and found.words == "The numbers are right, their places are not"


WORDS = [["the", "fox", "the", "hen"], ["le", "le", "loup"]]


@pytest.mark.parametrize(
    ("size", "words", "text"),
    [
        ((2, 3), WORDS, "in 2 rows of 3; 12 are due."),
        ((1, 3), WORDS, "in 1 row of 3; 12 are due."),
        ((2, 6), WORDS, "in 2 rows of 6; 12 are due, in 3 rows of 4 or 4 rows of 3."),
        ((2, 3), [["w" * 90], ["v"]], "For arguments of shape (3, 4), the heat map has 6 cells, in 2 rows"),
    ],
)
def test_cells_of_a_picture_are_counted(size: tuple[int, int], words: list[list[str]], text: str) -> None:
    """Of a picture no "numbers of shape" are told, and nothing that holds for one of two ways round alone."""
    pair = Pair(
        Call("draw", (np.zeros((3, 4)), *words)),
        np.zeros(size),
        np.zeros((3, 4)),
        "",
        ("weights", "source", "target"),
    )

    found = example([pair], "draw", picture=True)

    assert text in found
    assert ("For source ['the', 'fox', 'the', 'hen'] and target" in found) == (words is WORDS)
    assert "numbers of shape (" in example([pair], "draw")  # of what is no picture


def test_which_cells_are_empty() -> None:
    """Their weights are told where there are some, to be compared; of an empty picture nothing is."""
    due = np.array([[0.9, 0.05, 0.05], [0.1, 0.2, 0.7]])
    got = np.where(due < 0.15, np.nan, due)
    pairs = [Pair(Call("draw", (due,)), got, due, "", ("weights",))]

    assert _left_empty(pairs) == ", those of 0.05 and 0.1"
    assert _left_empty([replace(pairs[0], got=np.where(due == 0.1, np.nan, due))]) == ""
    assert _left_empty([replace(pairs[0], got=np.full((2, 3), np.nan))]) == ""
    many = np.arange(1, 9).reshape(2, 4) / 100
    half = replace(pairs[0], got=np.where(many < 0.08, np.nan, many), due=many)
    assert _left_empty([half]) == ", those of 0.01, 0.02, 0.03, 0.04 and 0.07 among them"


def test_equal_rows_show_less() -> None:
    """Which of two equal rows is left out nobody sees, so a longer input with others is shown."""
    weights, same, other = np.array([0.5, 0.5]), np.ones((2, 3)), np.array([[1.0, 22, 3], [4, 55, 6]])
    pairs = [Pair(Call("blend", (weights, one)), one[1] / 2, one.sum(0) / 2, "", ()) for one in (same, other)]

    assert whole(pairs) == [pairs[1]]
    assert whole(pairs[:1]) == pairs[:1]


MADE = "Which line makes what you return for such an input?"


@pytest.mark.parametrize(
    ("got", "due", "asked"),
    [
        ((3, 1), (3,), f"{MADE} Which axis is one too many there?"),
        ((3,), (3, 1), f"{MADE} Which axis is missing there?"),
        (
            (1, 3),
            (3, 1),
            "Which line of yours decides how long a row is, and in which order are the "
            "numbers put into rows?",
        ),
    ],
)
def test_another_axis(got: tuple[int, ...], due: tuple[int, ...], asked: str) -> None:
    """What cannot be is not asked about."""
    pair = Pair(Call("f", (np.zeros(3),)), np.zeros(got), np.zeros(due), "", ("state",))

    found = rule_of([pair])

    assert found is not None and found.question == asked


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (Call("f", (HALVES,)), "f for [0.5, 2]"),
        (Call("f", (HALVES, MASK)), "f for [0.5, 2] and [True, False]"),
        (Call("f", (HALVES,), named=(("mask", MASK),)), "f for [0.5, 2] and mask [True, False]"),
        (
            Call("f", (HALVES.astype(np.float32),), named=(("mask", MASK),)),
            "f(np.array([0.5, 2.0], dtype=np.float32), mask=np.array([True, False]))",
        ),
        (Call("f", (HALVES,), named=(("mask", "all"),)), ""),
    ],
)
def test_a_call_in_a_sentence(call: Call, text: str) -> None:
    """Whatever it was given is written there, by name too; or it is not written at all."""
    assert _written(call, ["scores", "mask"]) == text
