"""A failure is made small, with a budget, and the same way every time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from drawn_values import VALUES
from hypothesis import example, given, settings

from grader.checks.claims import Check
from grader.checks.cut import cut_down, shortened
from grader.checks.draw import draw
from grader.checks.in_process import in_process
from grader.checks.run import Failure, play_one_by_one
from grader.checks.shrink import RUNS, shrinker
from grader.errors import CallRaised, CallTimedOut, CheckFailed
from grader.values.calls import Call, Hung, Reply

from .conftest import DOUBLED, RETURNS, Load


@dataclass
class Counted:
    """Answers by a function, and counts how often."""

    function: Callable[[np.ndarray], Any]
    calls: int = 0

    def __call__(self, call: Call) -> Reply:
        self.calls += 1
        return in_process({"double": self.function})(call)


def found(check: Check, ask: Callable[[Call], Reply]) -> Failure:
    """The first failure on the check's own examples."""
    return play_one_by_one([check], draw([check], ""), RETURNS, ask)[check.id]


def wrong_above_twenty(numbers: np.ndarray) -> np.ndarray:
    return np.where(numbers > 20, 0, 2 * numbers)


def raises_above_twenty(numbers: np.ndarray) -> np.ndarray:
    if (numbers > 20).any():
        raise OverflowError("too large")
    return 2 * numbers


def test_smallest_input(load: Load) -> None:
    """What is shown is the smallest input that breaks the code, in the least places."""
    check, ask = load(DOUBLED)["doubled"], Counted(wrong_above_twenty)

    small = shrinker("", RETURNS, ask)(check, found(check, ask))

    assert small.example["numbers"].tolist() == [0, 0, 21]
    assert str(small.error) == "double(numbers)[2] is 0, expected 42"


def test_smallest_input_that_raises(load: Load) -> None:
    """A crash is made small as a wrong value is."""
    check, ask = load(DOUBLED)["doubled"], Counted(raises_above_twenty)

    small = shrinker("", RETURNS, ask)(check, found(check, ask))

    assert (type(small.error), small.example["numbers"].tolist()) == (CallRaised, [0, 0, 21])


LONG_AXES = """
@check("double", points=1, hint="Why?", examples=20)
@given(numbers=shaped("abcd"))
def doubled(double, numbers):
    \"\"\"Every number is doubled.\"\"\"
    assert_close(double(numbers), 2 * numbers, what="double(numbers)")
"""


def test_what_is_shown_is_not_larger_than_what_failed(load: Load) -> None:
    """The smallest of the pool failed; however few tries there are, no larger one takes its place."""
    check = load("from grader.checks import shaped\n" + LONG_AXES)["doubled"]
    ask = Counted(lambda numbers: 2 * numbers + (np.ptp(numbers) > 1.5))
    first = found(check, ask)

    small = shrinker("", RETURNS, ask)(check, first)

    assert first.example["numbers"].size >= small.example["numbers"].size


def test_same_kind_of_failure(load: Load) -> None:
    """A wrong value does not become a crash on the way to the smallest input."""

    def crashes_on_small(numbers: np.ndarray) -> np.ndarray:
        if numbers.size == 3:
            raise IndexError("three")
        return wrong_above_twenty(numbers)

    check, ask = load(DOUBLED)["doubled"], Counted(crashes_on_small)
    wrong = Failure(7, {"numbers": np.array([0.0, 30, 0, 0, 0])}, CheckFailed("double(numbers)", "0", "60"))

    small = shrinker("", RETURNS, ask)(check, wrong)

    assert (type(small.error), small.example["numbers"].tolist()) == (CheckFailed, [0, 0, 0, 21])


def test_twice_the_same(load: Load) -> None:
    """The same wrong answer is shown on the same input, today and tomorrow."""
    check, ask = load(DOUBLED)["doubled"], Counted(wrong_above_twenty)
    failure = found(check, ask)

    first = shrinker("", RETURNS, ask)(check, failure)
    again = shrinker("", RETURNS, ask)(check, failure)

    assert first.example["numbers"].tolist() == again.example["numbers"].tolist()


def test_budget(load: Load) -> None:
    """Shrinking ends after so many runs, counted and not timed; this one would take three times as many."""
    elements = "st.floats(-100, 100), fill=st.nothing())"
    text = DOUBLED.replace("3, 6", "20, 20").replace("st.integers(-99, 99).map(float))", elements)
    check, ask = (
        load(text)["doubled"],
        Counted(lambda numbers: (2 if abs(numbers).sum() <= 777 else 0) * numbers),
    )
    failure = found(check, ask)
    ask.calls = 0

    shrinker("", RETURNS, ask)(check, failure)

    assert RUNS <= ask.calls <= RUNS + 20  # the pool is replayed up to its first failure, too


def test_answers_that_change(load: Load) -> None:
    """Random answers make no smaller failure, but never an error of ours."""
    rng = np.random.default_rng(0)
    check, ask = load(DOUBLED)["doubled"], Counted(lambda numbers: 2 * numbers + (rng.random() < 0.3))

    small = shrinker("", RETURNS, ask)(check, found(check, ask))

    assert type(small.error) is CheckFailed


def test_answers_that_are_right_by_now(load: Load) -> None:
    """A failure that does not come again stays as it was found."""
    check = load(DOUBLED)["doubled"]
    failure = found(check, Counted(wrong_above_twenty))

    small = shrinker("", RETURNS, Counted(lambda numbers: 2 * numbers))(check, failure)

    assert small is failure


def test_a_timeout_ends_it(load: Load) -> None:
    """Each timeout costs its whole limit, so the first one ends the search."""
    check = load(DOUBLED)["doubled"]
    asked = []

    def hangs(call: Call) -> Reply:
        asked.append(call)
        return Hung(0.5)

    failure = Failure(
        0, {"numbers": np.array([1.0, 2, 3])}, CallTimedOut("double(numbers)", "did not return")
    )

    small = shrinker("", RETURNS, hangs)(check, failure)

    assert small is failure
    assert len(asked) == 1


@pytest.mark.parametrize("name", ["KeyboardInterrupt", "SystemExit"])
def test_interrupts_pass(load: Load, name: str) -> None:
    """Ctrl-C during shrinking ends it."""
    check = load(DOUBLED)["doubled"]
    failure = found(check, Counted(wrong_above_twenty))

    def interrupted(call: Call) -> Reply:
        raise {"KeyboardInterrupt": KeyboardInterrupt, "SystemExit": SystemExit}[name]

    with pytest.raises((KeyboardInterrupt, SystemExit)):
        shrinker("", RETURNS, interrupted)(check, failure)


LONG = '''
STATES = np.round(np.sin(np.arange(480.0)).reshape(40, 12), 1)

@check("double", points=1, hint="")
@given(numbers=st.just(STATES), weights=st.just(np.arange(1.0, 41) / 820))
@example(numbers=STATES, weights=np.arange(1.0, 41) / 820)
def doubled(double, numbers, weights):
    """Every row is doubled."""
    assert_close(weights.sum(), 1, what="the sum of the weights")
    assert_close(double(numbers), 2 * numbers, what="double(numbers)")
'''


def ten_rows(numbers: np.ndarray) -> np.ndarray:
    return np.where(np.arange(len(numbers))[:, None] < 10, 2 * numbers, 0)


def test_a_long_example_is_cut_down(load: Load) -> None:
    """Of what an author wrote, rows and columns go that the failure does not need; weights still add up."""
    check = load(LONG)["doubled"]
    ask, right = in_process({"double": ten_rows}), in_process({"double": lambda numbers: 2 * numbers})

    small = shrinker("", RETURNS, ask, reference=right)(check, found(check, ask))

    assert {name: value.shape for name, value in small.example.items()} == {
        "numbers": (11, 1),
        "weights": (11,),
    }
    assert small.example["weights"].sum() == pytest.approx(1)


WORDS = '''
SHARES = np.arange(1.0, 91).reshape(3, 30)
SHARES = SHARES / SHARES.sum(axis=1, keepdims=True)

@check("double", points=1, hint="")
@given(numbers=st.just(SHARES), words=st.just([*"abc" * 10]))
@example(numbers=SHARES, words=[*"abc" * 10])
def doubled(double, numbers, words):
    """Every row is doubled."""
    assert_close(numbers.sum(axis=1), np.ones(len(numbers)), what="the sums of the rows")
    assert_that(len(words) == numbers.shape[1], what="words", got=len(words), expected=numbers.shape[1])
    assert_close(double(numbers), 2 * numbers, what="double(numbers)")
'''


def test_words_go_with_their_columns(load: Load) -> None:
    """A list that is as long as an axis is cut with it, and rows that added up to one do so again."""
    check = load(WORDS)["doubled"]
    ask = in_process({"double": lambda numbers: np.where(np.arange(numbers.shape[1]) < 4, 2 * numbers, 0)})
    right = in_process({"double": lambda numbers: 2 * numbers})

    small = shrinker("", RETURNS, ask, reference=right)(check, found(check, ask))

    assert (small.example["numbers"].shape, small.example["words"]) == ((1, 5), [*"abcab"])


def test_what_stands_last_is_enough(load: Load) -> None:
    """What the failure needs may stand at the end: of these numbers, the last alone is above twenty."""
    long = DOUBLED.replace("@given", "@example(numbers=np.arange(60.0) - 38)\n@given")
    check, ask = load(long)["doubled"], in_process({"double": wrong_above_twenty})
    right = in_process({"double": lambda numbers: 2 * numbers})

    small = shrinker("", RETURNS, ask, reference=right)(check, found(check, ask))

    assert small.example["numbers"].tolist() == [21]


def test_few_are_tried_first(load: Load) -> None:
    """What goes wrong with few numbers and with many, and not between, is shown with few."""
    long = DOUBLED.replace("@given", "@example(numbers=np.arange(60.0))\n@given")
    ask = in_process({"double": lambda numbers: 2 * numbers + (len(numbers) in (2, 60))})
    check, right = load(long)["doubled"], in_process({"double": lambda numbers: 2 * numbers})

    small = shrinker("", RETURNS, ask, reference=right)(check, found(check, ask))

    assert small.example["numbers"].tolist() == [0, 1]


NUMBERS_LISTED = '''
@check("double", points=1, hint="")
@given(numbers=st.just(np.ones(2)), others=st.just([*range(50)]))
@example(numbers=np.ones(2), others=[*range(50)])
def doubled(double, numbers, others):
    """Every number is doubled, of the list as well."""
    assert_close(double(np.array(others)), 2 * np.array(others), what="double(others)")
'''


def test_a_list_of_numbers_is_cut_down(load: Load) -> None:
    """As an array is."""
    check, ask = load(NUMBERS_LISTED)["doubled"], in_process({"double": wrong_above_twenty})
    right = in_process({"double": lambda numbers: 2 * numbers})

    small = shrinker("", RETURNS, ask, reference=right)(check, found(check, ask))

    assert small.example["others"] == [21]


def test_a_list_keeps_the_length_that_is_drawn_at_least(load: Load) -> None:
    """A notebook that promises two numbers or more shows no one alone."""
    promised = NUMBERS_LISTED.replace("st.just([*range(50)])", "st.lists(st.just(30), min_size=3)")
    check, ask = load(promised)["doubled"], in_process({"double": wrong_above_twenty})
    right = in_process({"double": lambda numbers: 2 * numbers})

    small = shrinker("", RETURNS, ask, reference=right)(check, found(check, ask))

    assert len(small.example["others"]) == 3


def test_a_drawn_example_in_the_place_of_a_long_one(load: Load) -> None:
    """Where each of many numbers is needed, a short example of the pool that fails alike is shown."""
    long = DOUBLED.replace("@given", "@example(numbers=np.arange(60.0) - 40)\n@given")
    right = in_process({"double": lambda numbers: 2 * numbers})
    check = load(long)["doubled"]
    ask = in_process({"double": lambda numbers: wrong_above_twenty(numbers) * (len(numbers) < 60)})

    small = shrinker("", RETURNS, ask, reference=right)(check, found(check, ask))

    assert small.example["numbers"].tolist() == [0, 0, 21]


def test_a_drawn_example_at_home(load: Load) -> None:
    """Where no reference says what is right of a part, what was drawn is right as a whole."""
    long = DOUBLED.replace("@given", "@example(numbers=np.arange(60.0))\n@given")
    check, ask = load(long)["doubled"], in_process({"double": wrong_above_twenty})

    small = shrinker("", RETURNS, ask)(check, found(check, ask))

    assert small.example["numbers"].tolist() == [0, 0, 21]


def test_what_an_author_wrote_stays(load: Load) -> None:
    """Where nobody knows what is right, a part of an example may not be one."""
    check, ask = load(LONG)["doubled"], in_process({"double": ten_rows})
    failure = found(check, ask)

    small = shrinker("", RETURNS, ask)(check, failure)

    assert small.example["numbers"].tolist() == failure.example["numbers"].tolist()


@settings(max_examples=40, deadline=None)
@given(value=VALUES)
@example(value=[(np.zeros(2), np.zeros((2, 3))), (np.zeros(2), np.zeros((1, 3)))])
def test_any_example_can_be_looked_at(value: Any) -> None:
    """Lists of unequal rows, texts and dicts as well: what cannot be cut stays as it is."""
    check = Check("fails", "double", "", 1.0, "", None, True, False, fails, ("double",))
    failure = Failure(0, {"value": value, "long": np.zeros(99)}, AssertionError())

    assert cut_down(check, failure, RETURNS, unasked, unasked) is failure


def fails(double: Any, value: Any, long: Any) -> None:
    raise AssertionError


def unasked(call: Call) -> Reply:
    raise ValueError(call)


MANY_DIFFERENT = """
PI = "314159265358979323846264338327"

@check("double", points=1, hint="Why?")
@given(numbers=NUMBERS)
@example(numbers=np.array([float(digit) for digit in PI]))
def doubled(double, numbers):
    \"\"\"Every number is doubled.\"\"\"
    assert_close(double(numbers), 2 * numbers, what="double(numbers)")
"""


def wrong_from_the_thirtieth_on(numbers: np.ndarray) -> np.ndarray:
    return np.where(np.arange(len(numbers)) < 29, 2, 0) * numbers


def wrong_for_nine(numbers: np.ndarray) -> np.ndarray:
    return np.where((numbers == 9) & (len(numbers) > 29), 0, 2 * numbers)


def test_many_numbers_become_equal_ones(load: Load) -> None:
    """Where it is how many they are that matters, what they are tells nothing."""
    check, ask = load(MANY_DIFFERENT)["doubled"], Counted(wrong_from_the_thirtieth_on)
    right = Counted(lambda numbers: 2 * numbers)

    small = shrinker("", RETURNS, ask, reference=right)(check, found(check, ask))

    assert small.example["numbers"].tolist() == [1.0] * 30


def test_what_matters_stays_as_it_is(load: Load) -> None:
    """No number is exchanged where answers are right then."""
    check, ask = load(MANY_DIFFERENT)["doubled"], Counted(wrong_for_nine)
    right = Counted(lambda numbers: 2 * numbers)

    small = shrinker("", RETURNS, ask, reference=right)(check, found(check, ask))

    assert 9 in small.example["numbers"]


def test_equal_shares_stay_equal_ones() -> None:
    """Ten of thirteen equal weights are a tenth each, to the last bit."""
    short = shortened(np.full((2, 13), 1 / 13), 1, range(10))

    assert short.tolist() == [[0.1] * 10] * 2
