"""What builds on a part that does not work is judged all the same, at home and in the sandbox alike."""

from collections.abc import Iterator
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.checks.follow_through import stand_ins
from grader.checks.in_process import in_process
from grader.checks.judge import in_turn, judge
from grader.checks.run import play_one_by_one
from grader.checks.stops import STOPS
from grader.checks.student_functions import StudentFunction
from grader.checks.verdict import results
from grader.errors import CallRaised, CourseError
from grader.model import Result, Verdict
from grader.sandbox import Zygote
from grader.values.calls import Call, Hung, Raised, Reply, Returned
from grader.values.stand_ins import StandIn

from .conftest import HEAD, Load

SCORE = StandIn(("decoder_state", "encoder_states"), "d,td->t")
SOFTMAX = StandIn(("scores",), "t->t")
CONTEXT = StandIn(("weights", "encoder_states"), "t,td->d")
STATE, WORDS = np.array([1.0, 2.0]), np.array([[3.0, 0.0], [0.0, 1.0], [-1.0, -1.0]])

# Parts that do not work.
NO_SOFTMAX = "def softmax(scores):\n    raise NotImplementedError\n"
SCORE_CRASHES = "def score(decoder_state, encoder_states):\n    return encoder_states[:, 9]\n"
CONTEXT_OF_ONE_NUMBER = "def context_vector(weights, encoder_states):\n    return weights.sum()\n"
SCORE_NOISE = """
def score(decoder_state, encoder_states):
    return encoder_states @ decoder_state + np.random.rand(len(encoder_states))
"""
SOFTMAX_REUSED = """
ROOMS = {}
def softmax(scores):
    room = ROOMS.setdefault(len(scores), np.empty(len(scores)))
    room[:] = np.exp(scores - scores.max())
    room /= room.sum()
    return room
"""
SCORE_OF_NOTHING = """
def score(decoder_state, encoder_states):
    return encoder_states @ decoder_state if decoder_state.any() else np.zeros_like(decoder_state)
"""
CONTEXT_IN_PLACE = """
def context_vector(weights, encoder_states):
    encoder_states[0] *= weights[0]
    encoder_states[0] += weights[1:] @ encoder_states[1:]
    return encoder_states[0]
"""
CONTEXT_AS_A_ROW = "def context_vector(weights, encoder_states):\n    return weights[None] @ encoder_states\n"
# Ways to write attend.
ALONE = """
def attend(decoder_state, encoder_states):
    powers = np.exp(encoder_states @ decoder_state - (encoder_states @ decoder_state).max())
    return powers / powers.sum() @ encoder_states, powers / powers.sum()
"""
ROUNDED = """
def softmax(scores):
    powers = np.exp(scores - scores.max())
    return np.round(powers / powers.sum(), 3)
"""
SURE_OF_ITS_PARTS = """
def attend(decoder_state, encoder_states):
    weights = softmax(score(decoder_state, encoder_states))
    assert abs(weights.sum() - 1) < 1e-5
    return context_vector(weights, encoder_states), weights
"""
SCORES_IN_A_LIST = """
def score(decoder_state, encoder_states):
    return [float(state @ decoder_state) for state in encoder_states]
"""
ARRAYS_ONLY = """
def softmax(scores):
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()
"""
BY_NAME = """
def attend(decoder_state, encoder_states):
    weights = softmax(scores=score(encoder_states=encoder_states, decoder_state=decoder_state))
    return [context_vector(weights, encoder_states), weights]
"""
WITHOUT_SOFTMAX = """
def attend(decoder_state, encoder_states):
    softmax(score(decoder_state, encoder_states))
    weights = score(decoder_state, encoder_states)
    return context_vector(weights, encoder_states), weights
"""
EXCHANGED = """
def attend(decoder_state, encoder_states):
    weights = softmax(score(decoder_state, encoder_states))
    return weights, context_vector(weights, encoder_states)
"""
ENCODER_ASKS = """
def attend(decoder_state, encoder_states):
    weights = softmax(score(encoder_states[-1], encoder_states))
    return context_vector(weights, encoder_states), weights
"""
QUIET = """
@np.errstate(over="ignore")
def attend(decoder_state, encoder_states):
    weights = softmax(score(decoder_state, encoder_states))
    return context_vector(weights, encoder_states), weights
"""
PARTIAL = """
from functools import partial
def looks(of, decoder_state, encoder_states):
    weights = softmax(score(decoder_state, encoder_states))
    return context_vector(weights, of(encoder_states)), weights
attend = partial(looks, np.asarray)
"""
OBJECT = """
class Attention:
    def __call__(self, decoder_state, encoder_states):
        weights = softmax(score(decoder_state, encoder_states))
        return context_vector(weights, encoder_states), weights
attend = Attention()
"""
METHOD = OBJECT + "attend = attend.__call__\n"
NO_ATTEND = "def attend(decoder_state, encoder_states):\n    raise NotImplementedError\n"
LAGS = """
def decode(first_state, encoder_states, step, n):
    state, outputs, alignment = first_state, [], []
    context, weights = attend(state, encoder_states)
    for _ in range(n):
        output, state = step(context, state)
        outputs.append(output)
        alignment.append(weights)
    return outputs, alignment
"""


def notebook(attention: SimpleNamespace, *cells: str) -> list[str]:
    """The reference, and what a student has otherwise."""
    return [(attention.assignment.solutions / "attention.py").read_text(), *cells]


def judged(attention: SimpleNamespace, zygote: Zygote, *cells: str) -> dict[str, float]:
    """Points by question, in the sandbox."""
    prepared = attention.prepared
    with zygote.session() as session:
        session.load(notebook(attention, *cells))
        found = judge(
            prepared,
            lambda calls, keys: session.ask(keys, calls),
            questions=["attend", "decode"],
            shrinking=False,
        )
    return earned(attention, found)


def earned(attention: SimpleNamespace, found: tuple[Result, ...]) -> dict[str, float]:
    question = {check.id: check.question for check in attention.prepared.checks}
    points = dict.fromkeys(["attend", "decode"], 0.0)
    for result in found:
        points[question[result.check]] += result.score
    return points


@pytest.mark.parametrize(
    "part", [NO_SOFTMAX, SCORE_CRASHES, CONTEXT_OF_ONE_NUMBER, CONTEXT_AS_A_ROW, SCORE_NOISE]
)
def test_a_right_attend_whose_parts_do_not_work(
    attention: SimpleNamespace, zygote: Zygote, part: str
) -> None:
    """It keeps nine points of ten: only what the parts answer is not right."""
    assert judged(attention, zygote, part) == {"attend": 9, "decode": 10}


def test_a_part_that_was_given_up_is_not_tried(attention: SimpleNamespace) -> None:
    """To find out whether it is of use, too, nobody waits for a function that stopped so often."""
    asked: list[str] = []
    ask = in_process(attention.reference)

    def hanging(call: Call) -> Reply:
        asked.append(call.function)
        return Hung(0.5) if call.function == "score" else ask(call)

    judge(attention.prepared, in_turn(hanging), questions=["score", "attend"], shrinking=False)

    assert asked.count("score") == STOPS


@pytest.mark.parametrize("cells", [(ROUNDED, SURE_OF_ITS_PARTS), (SCORES_IN_A_LIST, ARRAYS_ONLY)])
def test_what_raises_only_over_what_its_parts_give(
    attention: SimpleNamespace, zygote: Zygote, cells: tuple[str, str]
) -> None:
    """Each part gives answers, and yet they do not go together; put together they are, as stand-ins show."""
    assert judged(attention, zygote, *cells) == {"attend": 9, "decode": 10}


def test_a_part_that_fails_for_inputs_which_a_claim_makes(attention: SimpleNamespace, zygote: Zygote) -> None:
    """A claim that changes its inputs may meet them with a part that works for those of the example alone."""
    assert judged(attention, zygote, SCORE_OF_NOTHING) == {"attend": 10, "decode": 10}


def test_a_part_that_overwrites_what_it_gave(attention: SimpleNamespace, zygote: Zygote) -> None:
    """It is the part that pays: attend and decode are judged without it."""
    assert judged(attention, zygote, SOFTMAX_REUSED) == {"attend": 10, "decode": 10}


def test_a_part_that_writes_into_what_it_is_given(attention: SimpleNamespace, zygote: Zygote) -> None:
    """It alone pays, though the next part, and the next look, meet what it left behind."""
    assert judged(attention, zygote, CONTEXT_IN_PLACE) == {"attend": 10, "decode": 10}


@pytest.mark.parametrize("attend", [BY_NAME, QUIET, PARTIAL, OBJECT, METHOD])
def test_stand_ins_reach_whatever_a_student_made_of_a_function(attend: str) -> None:
    """Decorated, a partial, a method or an object that is called: it meets stand-ins and is told by name."""
    namespace: dict[str, object] = {"np": np}
    exec(NO_SOFTMAX + attend, namespace)
    parts = {"score": SCORE, "softmax": SOFTMAX, "context_vector": CONTEXT}
    ask = in_process(namespace)

    alone = ask(Call("attend", (STATE, WORDS), stand_ins=(("score", SCORE),)))
    found = ask(Call("attend", (STATE, WORDS), stand_ins=tuple(parts.items())))

    assert isinstance(alone, Raised)
    assert isinstance(found, Returned)
    assert alone.unwritten == "softmax"
    np.testing.assert_allclose(found.value[1], SOFTMAX(SCORE(STATE, WORDS)))  # type: ignore[index]
    assert "score" not in namespace


@pytest.mark.parametrize("constant", ["np.nan", "0.0"])
def test_parts_and_attend_that_agree_about_nothing(
    attention: SimpleNamespace, zygote: Zygote, constant: str
) -> None:
    """Nothing equals nothing, and earns nothing but what any constant does."""
    cells = (
        f"def score(decoder_state, encoder_states):\n    return np.full(len(encoder_states), {constant})\n"
        f"def softmax(scores):\n    return np.full(len(scores), {constant})\n"
        "def context_vector(weights, encoder_states):\n"
        f"    return np.full(encoder_states.shape[1], {constant})\n"
        "def attend(decoder_state, encoder_states):\n"
        f"    return np.full(len(decoder_state), {constant}), np.full(len(encoder_states), {constant})\n"
    )

    assert judged(attention, zygote, cells)["attend"] <= 2


def test_another_style_whose_parts_do_not_work(attention: SimpleNamespace, zygote: Zygote) -> None:
    """Names of parameters and lists are as welcome with stand-ins as they are without."""
    assert judged(attention, zygote, NO_SOFTMAX, BY_NAME) == {"attend": 9, "decode": 10}


def test_a_right_attend_that_needs_no_parts(attention: SimpleNamespace, zygote: Zygote) -> None:
    """Who writes attend without the parts has full marks whatever the parts do."""
    assert judged(attention, zygote, NO_SOFTMAX, SCORE_CRASHES, ALONE) == {"attend": 10, "decode": 10}


@pytest.mark.parametrize("attend", [WITHOUT_SOFTMAX, EXCHANGED, ENCODER_ASKS])
@pytest.mark.parametrize("part", [NO_SOFTMAX, CONTEXT_AS_A_ROW])
def test_a_wrong_attend_gains_little(
    attention: SimpleNamespace, zygote: Zygote, part: str, attend: str
) -> None:
    """Where parts do not work, a wrong attend still earns less than half."""
    assert judged(attention, zygote, part, attend)["attend"] <= 4


def test_an_unwritten_attend(attention: SimpleNamespace, zygote: Zygote) -> None:
    """It earns nothing, and a right decode everything."""
    assert judged(attention, zygote, NO_ATTEND) == {"attend": 0, "decode": 10}


def test_a_wrong_decode_without_attend(attention: SimpleNamespace, zygote: Zygote) -> None:
    """A decode that looks once only is found out with a stand-in, too."""
    assert judged(attention, zygote, NO_ATTEND, LAGS)["decode"] <= 5


def test_the_student_is_told_of_their_own_functions(attention: SimpleNamespace) -> None:
    """A claim that holds neither way is told as it failed without stand-ins."""
    namespace: dict[str, object] = {}
    exec("\n".join(notebook(attention, NO_SOFTMAX, EXCHANGED)), namespace)

    found = judge(attention.prepared, in_turn(in_process(namespace)), questions=["attend"], shrinking=False)

    assert {result.message for result in found if result.verdict is Verdict.CRASHED} == {
        "attend(decoder_state, encoder_states) needs softmax, which is not written yet"
    }


@pytest.mark.parametrize("cells", [(NO_SOFTMAX,), (CONTEXT_AS_A_ROW, ENCODER_ASKS), (NO_ATTEND, LAGS)])
def test_one_verdict(attention: SimpleNamespace, zygote: Zygote, cells: tuple[str, ...]) -> None:
    """One by one at home, in batches, in the sandbox: with stand-ins, too, they agree."""
    checks = [check for check in attention.prepared.checks if check.question in ("attend", "decode")]
    prepared, namespace = attention.prepared, dict[str, object]()
    exec("\n".join(notebook(attention, *cells)), namespace)
    own = in_process(namespace)

    failures = play_one_by_one(checks, prepared.pools, prepared.returns, own)
    alone = earned(attention, results(checks, failures, prepared.returns))
    together = judge(prepared, in_turn(own), questions=["attend", "decode"], shrinking=False)

    assert alone == earned(attention, together) == judged(attention, zygote, *cells)


def test_a_fault_below_stand_ins_is_found_in_its_own_line(load: Load) -> None:
    """What cannot be used is said of the check, not of what is around it."""
    text = """
from grader.checks import StandIn, stand_ins

def works(double, numbers):
    return double(numbers).shape == numbers.shape

@check("spread", points=1, hint="")
@given(numbers=NUMBERS)
@stand_ins(works, double=StandIn(("numbers",), "n->n"))
def spreads(spread, dubble, numbers):
    "The two are there."
"""

    with pytest.raises(
        CourseError, match=rf"line {HEAD.count(chr(10)) + 7}, check spreads: parameter 'dubble'"
    ):
        load(text)


def test_stand_ins_above_the_examples(load: Load) -> None:
    """There they would be passed over, so the author is told where to put them."""
    text = """
from grader.checks import StandIn, stand_ins

@check("spread", points=1, hint="")
@stand_ins(lambda double: True, double=StandIn(("numbers",), "n->n"))
@given(numbers=NUMBERS)
def spreads(spread, double, numbers):
    "The two are there."
"""

    with pytest.raises(CourseError, match="spreads: @stand_ins stands above @given; put it below"):
        load(text)


def test_stand_ins_add_the_functions_they_ask(load: Load) -> None:
    """A check says what it takes itself; those that its parts are tried with come by themselves."""
    text = """
from grader.checks import StandIn, stand_ins

def works(double, numbers):
    return double(numbers).shape == numbers.shape

@check("spread", points=1, hint="")
@given(numbers=NUMBERS)
@stand_ins(works, double=StandIn(("numbers",), "n->n"))
def spreads(spread, numbers):
    "The two are there."
"""

    assert load(text)["spreads"].functions == ("spread", "double")


# --- a stand-in by itself ---


def test_a_stand_in_tells_apart_what_it_is_given() -> None:
    """Every number counts, and so does its place."""
    given = SCORE(STATE, WORDS)

    assert given.shape == (3,)
    assert given.sum() == pytest.approx(1)
    assert not np.allclose(given, SCORE(STATE[::-1], WORDS))
    assert not np.allclose(given, SCORE(STATE, WORDS[:, ::-1]))
    assert not np.allclose(given, SCORE(STATE, WORDS[::-1]))


def test_a_stand_in_may_give_two_arrays() -> None:
    """One along each of the axes that it names, in that order."""
    context, weights = StandIn(("state", "words"), "d,td->d,t")(STATE, WORDS)

    assert (context.shape, weights.shape) == ((2,), (3,))


def test_a_stand_in_may_do_without_a_parameter() -> None:
    """Left out and None are the same, and neither is what an array there gives."""
    masked = StandIn(("scores", "mask=None"), "t,t->t")
    mask = np.array([True, False])

    assert np.array_equal(masked(STATE), masked(STATE, None))
    assert np.array_equal(masked(STATE), SOFTMAX(STATE))
    assert not np.allclose(masked(STATE, mask=mask), masked(STATE))


def test_a_stand_in_needs_something_that_counts() -> None:
    """Where a mask leaves nothing, it raises, as what it stands for does."""
    masked = StandIn(("scores", "mask=None"), "t,t->t")

    with pytest.raises(ValueError, match="none of these places counts"):
        masked(STATE, np.array([False, False]))


@pytest.mark.parametrize("arguments", [(WORDS, STATE), (STATE, WORDS.T), (STATE, STATE)])
def test_a_stand_in_takes_arrays_of_its_axes_only(arguments: tuple[np.ndarray, ...]) -> None:
    """Who hands over the wrong thing is told the shapes, by name."""
    with pytest.raises(ValueError, match=r"decoder_state has shape .* and encoder_states has shape"):
        SCORE(*arguments)


@pytest.mark.parametrize("axes", ["d,td", "td->t", "d,td->x", "d,td->td"])
def test_axes_that_say_nothing(axes: str) -> None:
    """A description that could not be called is refused when it is written."""
    with pytest.raises(ValueError, match=f'axes are "{axes}"'):
        StandIn(("decoder_state", "encoder_states"), axes)


def test_names_mean_what_they_meant_before() -> None:
    """After the call, even of what raises, the student's own function has its name again."""
    namespace: dict[str, object] = {}
    exec("def softmax(scores): ...\ndef ask(scores): raise ValueError(softmax(scores)[1])", namespace)
    own = namespace["softmax"]

    ask = StudentFunction("ask", (), in_process(namespace), {}).using(softmax=SOFTMAX, later=SOFTMAX)
    with pytest.raises(CallRaised, match=r"raised ValueError: 0\.6"):
        ask(STATE)

    assert namespace["softmax"] is own
    assert "later" not in namespace


def test_plain_test() -> None:
    """A claim with stand-ins is a test that Hypothesis runs by itself."""
    asked = []

    @settings(max_examples=1, database=None)
    @given(scores=st.just(np.zeros(3)))
    @stand_ins(lambda softmax: True, softmax=SOFTMAX)
    def claim(attend, scores):
        """The function is asked."""
        asked.append(attend(scores))

    claim(attend=lambda scores: scores.shape, softmax=None)

    assert asked == [(3,)]


LOOK = """
import numpy as np

def softmax(scores):
    raise NotImplementedError

class Look:
    def remember(self, scores):
        self.scores = scores

    def __call__(self):
        return softmax(self.scores)
"""


@pytest.fixture(params=["at home", "in the sandbox"])
def look(request: pytest.FixtureRequest) -> Iterator[StudentFunction]:
    """A class whose method needs a part."""
    returns = ("class", "remember", "__call__")
    if request.param == "at home":
        namespace: dict[str, object] = {}
        exec(LOOK, namespace)
        yield StudentFunction("Look", returns, in_process(namespace), {})
        return
    with request.getfixturevalue("zygote").session() as session:
        session.load([LOOK])
        yield StudentFunction("Look", returns, lambda call: session.call([call])[0], {})


def test_a_method_meets_stand_ins(look: StudentFunction) -> None:
    """Where a method calls a part by its name, the stand-in answers."""
    using = look.using(softmax=SOFTMAX)()
    using.remember(STATE)

    assert using() == pytest.approx(SOFTMAX(STATE))


def test_a_method_that_needs_what_is_not_written(look: StudentFunction) -> None:
    """It is the part that is not written, not the class."""
    own = look()
    own.remember(STATE)

    with pytest.raises(CallRaised, match="needs softmax, which is not written yet"):
        own()


@pytest.mark.parametrize(
    "numbers",
    [
        ["1", "2"],
        np.array(["1.0", "2.0"]),
        np.array(["1", 2], object),
        [b"1", b"2"],
        np.array(["2026-11-30"] * 2, "M8[D]"),
    ],
    ids=["texts", "array of texts", "objects", "bytes", "dates"],
)
def test_a_stand_in_takes_numbers_alone(numbers: object) -> None:
    """Texts of numbers are none, as they are not where a student's own part computes with them."""
    with pytest.raises((TypeError, ValueError)):
        SOFTMAX(numbers)


@pytest.mark.parametrize(
    "numbers", [[1, 2], (1.0, True), np.array([1, 2], object), np.float32([1, 2]), np.array([True, False])]
)
def test_a_stand_in_takes_numbers_of_every_type(numbers: object) -> None:
    """As arithmetic does."""
    assert SOFTMAX(numbers).shape == (2,)
