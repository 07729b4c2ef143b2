"""What builds on a class that does not work is judged all the same, at home and in the sandbox alike."""

import numpy as np
import pytest

from grader.checks.in_process import in_process
from grader.checks.judge import Prepared, in_turn, judge, prepare
from grader.checks.parts import knowing_parts
from grader.checks.play import Asks
from grader.model import Assignment, Question
from grader.sandbox import Zygote
from grader.values import Call, Returned, StandIn, Word

STAND_IN = StandIn.of_class(
    ("W",), "nm", remember=(("states",), "tm->"), __call__=(("state", "mask=None"), "n,t->m,t")
)
CHECKS = '''
import numpy as np
from hypothesis import given
from grader.checks import StandIn, assert_close, check, shaped, stand_ins

LOOK = StandIn.of_class(
    ("W",), "nm", remember=(("states",), "tm->"), __call__=(("state", "mask=None"), "n,t->m,t")
)

@check("translate", points=1, hint="What does the next word know of the last?", examples=5)
@given(W=shaped("nm"), states=shaped("tm"), start=shaped("n"))
@stand_ins(lambda Look: True, Look=LOOK)
def each_word_looks_back(translate, Look, W, states, start):
    """Each state is the one before, and W times what was seen."""
    look = Look(W)
    look.remember(states)
    due = [start]
    for _ in range(2):
        due.append(due[-1] + W @ np.asarray(look(due[-1])[0]))
    assert_close(translate(start, states, W), due[1:], what="the states")
'''
LOOK = """
import numpy as np

class Look:
    def __init__(self, W):
        self.W = W

    def remember(self, states):
        self.states = states

    def __call__(self, state, mask=None):
        weights = np.exp(self.states @ (state @ self.W))
        weights /= weights.sum()
        return weights @ self.states, weights
"""
TRANSLATE = """
def translate(start, states, W):
    look, found = Look(W), []
    look.remember(encoder := states)
    for _ in range(2):
        start = start + W @ look(state=start)[0]
        found.append(start)
    return found
"""
STILL = TRANSLATE.replace("look(state=start)", "look(states[0] @ W.T)")
CLASSES = {
    "right": LOOK,
    "flat": LOOK.replace("weights /= ", "weights += 1; weights /= "),
    "unwritten": "class Look:\n    def __init__(self, W):\n        raise NotImplementedError\n",
    "no call": LOOK[: LOOK.index("    def __call__")],
    "nan": LOOK.replace("weights /= weights.sum()", "weights *= np.nan"),
    "deaf": LOOK.replace("(state @ self.W)", "self.W.sum(axis=0)"),
    "forgets": LOOK.replace("self.states = states", "self.states = np.ones_like(states)"),
    "random": LOOK.replace("weights /= ", "weights *= np.random.rand(len(weights)); weights /= "),
    "shapes": LOOK.replace("return weights @ self.states, weights", "return weights, weights @ self.states"),
    "overwrites": LOOK.replace(
        "self.states = states", "self.states, self.room = states, states[0].copy()"
    ).replace(
        "return weights @ self.states", "self.room[:] = weights @ self.states\n        return self.room"
    ),
}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    folder = tmp_path_factory.mktemp("translate")
    (folder / "checks.py").write_text(CHECKS)
    look = Question("Look", "stub", 1, ("class", "__init__", "remember", "__call__"))
    return prepare(Assignment("translate", folder, None, (look, Question("translate", "stub", 1, ()))), "")


def verdicts(prepared: Prepared, asks: Asks) -> list[tuple[str, str]]:
    return [(one.verdict.value, one.message) for one in judge(prepared, asks, shrinking=False)]


def everywhere(prepared: Prepared, zygote: Zygote, text: str) -> tuple[str, str]:
    """The verdict on a notebook, and what is said of it: at home and in the sandbox it is the same."""
    names: dict[str, object] = {}
    exec(text, names)
    (at_home,) = verdicts(prepared, in_turn(in_process(names)))
    with zygote.session() as session:
        session.load([text])
        (there,) = verdicts(prepared, lambda calls, keys: session.ask(keys, calls))
    assert at_home == there
    return at_home


@pytest.mark.parametrize("look", CLASSES)
def test_a_right_function_over_any_class(prepared: Prepared, zygote: Zygote, look: str) -> None:
    """It holds by the student's own class where that gives answers, right or wrong, else by the stand-in."""
    assert everywhere(prepared, zygote, CLASSES[look] + TRANSLATE) == ("passed", "")


@pytest.mark.parametrize("look", sorted(CLASSES.keys() - {"random"}))  # of which no two runs say the same
def test_a_wrong_function_over_any_class(prepared: Prepared, zygote: Zygote, look: str) -> None:
    """One that looks back with another state fails over each of them."""
    verdict, _ = everywhere(prepared, zygote, CLASSES[look] + STILL)

    assert verdict in ("failed", "crashed")


def test_which_one_was_judged_is_said(prepared: Prepared, zygote: Zygote) -> None:
    """Where a function agrees with a class that is no answer, it is told what the class does."""
    same = CLASSES["forgets"].replace("np.ones_like(states)", "np.zeros_like(states)")
    idle = TRANSLATE.replace("W @ look(state=start)[0]", "0")

    _, message = everywhere(prepared, zygote, same + idle)

    assert "with ready-made parts in place of your own (an object of Look gives the same whatever" in message


@pytest.mark.parametrize(
    ("look", "reason"),
    [
        ("right", ""),
        ("flat", ""),
        ("unwritten", "Look raises an exception when"),
        ("no call", "Look raises an exception when"),
        ("nan", "Look gives numbers that are not finite"),
        ("deaf", "an object of Look gives the same whatever state is"),
        ("forgets", "an object of Look gives the same whatever W is"),
        ("random", "an object of Look gives another answer for the same input"),
        ("shapes", "Look gives "),
        ("overwrites", "what an object of Look gave is overwritten when it is called again"),
    ],
)
def test_whether_a_class_gives_answers(look: str, reason: str) -> None:
    """What each method gives follows all that the object was told, and comes again."""
    names: dict[str, object] = {}
    exec(CLASSES[look], names)

    found = knowing_parts(in_process(names))(Call("Look", (), "usable", (("Look", STAND_IN),)))

    assert isinstance(found, Returned) and isinstance(found.value, Word)
    assert found.value.text.startswith(reason) and bool(found.value.text) == bool(reason)


def test_a_stand_in_object_is_its_history() -> None:
    """The last of each name counts; what may be left out counts in its own call."""
    one, other = (STAND_IN(np.eye(2)) for _ in range(2))
    states, state = np.array([[1.0, 2.0], [3.0, 4.0], [0.0, 1.0]]), np.array([1.0, 2.0])
    one.remember(states)
    other.remember(states[::-1])
    before = other(state)[1]
    one(state, mask=np.ones(3))
    other.remember(states)

    assert np.array_equal(one(state)[1], other(state)[1])
    assert not np.allclose(before, other(state)[1])
    assert (one(state)[0].shape, one(state)[1].shape) == ((2,), (3,))
