"""Slips that nobody wrote a file for are named; nothing is asked of a known solution before it may match."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from grader.checks.in_process import in_process
from grader.checks.recorded_calls import RecordedCall
from grader.checks.run import quiet
from grader.course.load import load_course
from grader.diagnosis.diagnose import diagnosed
from grader.diagnosis.diagnoser import Diagnoser
from grader.diagnosis.doubts import StudentCode
from grader.diagnosis.learn import Solution
from grader.diagnosis.quoted import as_said, can_be_said
from grader.diagnosis.writing import MISSING_STEP, fits, fitting_question, fitting_words, likeliest
from grader.grading.setup import Setup, set_up
from grader.model import QuestionReport, Result, Verdict
from grader.values import Call, Reply
from grader.wording import WHICH_STEP

FAILED = Result("a_check", "A claim.", Verdict.FAILED, 0.0, 1.0, hidden=False)
LOST = QuestionReport(0.0, 1.0, (FAILED,))

Functions = Mapping[str, Callable[..., Any]]


@pytest.fixture
def fresh(small_setup: Setup) -> Diagnoser:
    """The small course's, which has learnt nothing yet."""
    return set_up(load_course(small_setup.course.root), "tiny", "bubblewrap").diagnoser


def spread(numbers: Any) -> Any:
    return numbers.min(), numbers.max()


def told(
    using: Diagnoser,
    functions: Functions,
    *lost: str,
    code: str = "",
    asked: list[Call] | None = None,
    shown: Sequence[RecordedCall] = (),
) -> dict[str, QuestionReport]:
    """asked: gets the further calls. shown: the calls of the examples on the page."""
    ask = in_process({"spread": spread, **functions})

    def again(calls: Sequence[Call]) -> Sequence[Reply]:
        if asked is not None:
            asked.extend(calls)
        with quiet():
            return [ask(call) for call in calls]

    with quiet():
        replies = {key: ask(call) for calls in using.calls.values() for key, call in calls.items()}
    student = StudentCode(again, dict.fromkeys(lost, code), dict.fromkeys(lost, shown))
    return diagnosed(using, replies, dict.fromkeys(lost, LOST), student=student)


def names(report: QuestionReport) -> list[str]:
    return [one.name for one in report.diagnoses]


# --- named ---


@pytest.mark.parametrize(
    ("double", "name"),
    [
        (lambda numbers: abs(2 * numbers), "Takes the absolute value of what it should return."),
        (lambda numbers: [2 * number for number in sorted(numbers)], "Sorts what it should return."),
        (lambda numbers: numbers, "Leaves out a factor."),
        (lambda numbers: 2 + numbers, "Adds where it should multiply."),
        (lambda numbers: print(2 * numbers), "Returns nothing."),
    ],
)
def test_one_slip(fresh: Diagnoser, double: Callable[..., Any], name: str) -> None:
    """A mistake that nobody wrote down is called by what it does."""
    found = told(fresh, {"double": double}, "double")

    assert name in names(found["double"])


def test_two_slips(fresh: Diagnoser) -> None:
    """Two at once are told as two."""
    found = told(fresh, {"double": lambda numbers: np.sort(abs(2 * numbers))}, "double")

    assert names(found["double"])[0] == (
        "Takes the absolute value of what it should return, and sorts what it should return."
    )


def test_the_order_of_results(fresh: Diagnoser) -> None:
    """Of several things that are returned, it is said which is in whose place."""
    found = told(fresh, {"spread": lambda numbers: (numbers.min(), numbers.min())}, "spread")

    assert names(found["spread"])[0] == "Returns low in the place of all."


def test_written_solutions_come_first(fresh: Diagnoser) -> None:
    """What somebody wrote down is named in their words."""
    found = told(fresh, {"double": lambda numbers: numbers**2}, "double")

    assert names(found["double"]) == ["Squares."]


# --- not named ---


@pytest.mark.parametrize(
    "double", [lambda numbers: 2 + numbers, lambda numbers: abs(2 * numbers), lambda numbers: numbers**2]
)
def test_a_name_fits_what_the_student_is_shown(fresh: Diagnoser, double: Callable[..., Any]) -> None:
    """A mistake that does not give what came back in an example on the page is not named."""
    call = Call("double", (np.array([5.0, -7.0]),))
    own, other = (in_process({"double": one})(call) for one in (double, lambda numbers: 3 * numbers))

    found = [
        names(told(fresh, {"double": double}, "double", shown=[RecordedCall(call, reply)])["double"])
        for reply in (own, other)
    ]

    assert found[0] == names(told(fresh, {"double": double}, "double")["double"])
    assert len(found[0]) == 1
    assert found[1] == []


def unlike(numbers: Any) -> Any:
    return np.cbrt(numbers) + 0.1


def raising(numbers: Any) -> Any:
    raise ValueError("something")


@pytest.mark.parametrize("double", [unlike, raising], ids=["unlike", "raising"])
def test_no_name_without_evidence(fresh: Diagnoser, double: Callable[..., Any]) -> None:
    """Nothing is said where no slip answers so, nor where there are errors alone: many slips end in these."""
    found = told(fresh, {"double": double}, "double")

    assert names(found["double"]) == []


def test_right_answers_have_no_slip(fresh: Diagnoser) -> None:
    """Mutants that are right are not held against anybody, whatever a check made of the answers."""
    found = told(fresh, {"double": lambda numbers: numbers + numbers}, "double")

    assert names(found["double"]) == []


def whole_only(numbers: Any) -> Any:
    """Right for no negative number; and for none with a fraction, which checks never ask for."""
    return np.where(numbers % 1 == 0, abs(2 * numbers), 0)


def test_no_name_against_the_evidence(fresh: Diagnoser) -> None:
    """Who answers all checks as a known mistake does, and another input otherwise, does not have it."""
    asked: list[Call] = []

    found = told(fresh, {"double": whole_only}, "double", asked=asked)

    assert names(found["double"]) == []
    assert asked


# --- which, of those that answer alike ---


LOOP = "def double(numbers):\n    for number in numbers:\n        yield 2 * number\n"
LINE = "def double(numbers):\n    return 2 * numbers\n"


@pytest.mark.parametrize("code", [LOOP, LINE])
def test_the_one_that_is_written_so(code: str) -> None:
    """What no answer tells apart is told by how the student wrote it."""
    suspects = [Solution(text, "", "", lambda: None, lambda text=text: text) for text in (LOOP, LINE)]

    found = likeliest(suspects, code.replace("number", "x"), "double", ["double"])

    assert found is not None
    assert found.id == code


def test_a_part_that_is_not_used() -> None:
    """Nothing is said of a function that the student's cell does not call."""
    name = "Takes the largest of the weights given to context_vector."
    parts = ["softmax", "context_vector"]

    assert fitting_words(name, "weights = softmax(s)", parts) == "Takes the largest of the weights."
    assert fitting_words(name, "context_vector(weights, h)", parts) == name


DIVIDING = """def double(numbers):
    total = 0
    for n in numbers:
        total = total + n / 2
    return total
"""
NOT_DIVIDING = DIVIDING.replace(" / 2", "")


@pytest.mark.parametrize(
    ("code", "slip_of", "foreign", "fitting"),
    [
        (LINE, DIVIDING, False, True),
        (DIVIDING, DIVIDING, False, False),  # what is said to be missing stands there
        (NOT_DIVIDING, DIVIDING, True, False),  # nobody knows that it is missing
        (NOT_DIVIDING.replace("total", "t"), NOT_DIVIDING, True, True),  # it is written so
        (LINE, NOT_DIVIDING, True, False),
        ("", DIVIDING, True, True),
        (LINE, "", False, True),  # a person wrote it, and described what it does
    ],
)
def test_what_a_name_speaks_of(code: str, slip_of: str, foreign: bool, fitting: bool) -> None:
    """A slip in another way of writing is named to who writes so; and nobody forgets what stands there."""
    forgets = Solution("", "", "", lambda: None, lambda: NOT_DIVIDING, slip_of, foreign)

    assert fits(forgets, code, "double") is fitting


@pytest.mark.parametrize(
    ("question", "code", "asked"),
    [
        ("Where does your loop stop?", "def f(x):\n    return x[1:]", WHICH_STEP),
        ("Where does your loop stop?", "def f(x):\n    for one in x: pass", "Where does your loop stop?"),
        ("What is zeros_like(x)?", "def f(x):\n    return x", WHICH_STEP),
        ("What is in first_state?", "def f(x):\n    return x", "What is in first_state?"),
        ("What has np.vectorize seen?", "def f(x):\n    return x", WHICH_STEP),
        ("What does the next round need?", "def f(x):\n    return f(x - 1)", WHICH_STEP),
        ("By what do you divide?", "def f(x):  # half of x/2\n    return 0.5 * x", WHICH_STEP),
        ("By what do you divide?", "def f(x):\n    return x / 2", "By what do you divide?"),
        ("Which cell says np.seterr?", "def f(x):\n    return x", "Which cell says np.seterr?"),
    ],
)
def test_what_a_question_speaks_of(question: str, code: str, asked: str) -> None:
    """Nobody is asked about a loop or a call that is not in the cell; parameters are known to all."""
    assert fitting_question(question, code, ["first_state"]) == asked


@pytest.mark.parametrize(
    ("question", "name", "asked"),
    [
        ("What does set_ylabel do?", "Leaves out the call of set_ylabel", "What does set_ylabel do?"),
        ("What is next_state in a round?", "Never updates state", MISSING_STEP),
    ],
)
def test_what_is_missing_is_in_no_cell(question: str, name: str, asked: str) -> None:
    """Who leaves something out is asked about that, or which line should do it, and not which does."""
    assert fitting_question(question, "def f(x):\n    return x", [], name) == asked


@pytest.mark.parametrize(
    ("name", "code", "fitting"),
    [
        ("Returns inside the loop", "def double(x):\n    return [x[0], *double(x[1:])]", False),
        ("Returns inside the loop", "def double(x):\n    for one in x:\n        return one", True),
        ("Leaves the first of x out.", "def double(x, axis=1):\n    return draw(x)", False),
        ("Leaves the last of x out and turns x round.", "def double(x):\n    return draw(x)", False),
        ("Leaves the first of x out", "def double(x):\n    return draw(x[1:])", True),
        ("Makes x a column.", "def double(x):\n    return x + 2 * x.T", False),
        ("Makes x a column.", "def double(x):\n    return x + 2 * x[:, None]", True),
        ("Makes x a table of one row.", "def double(x):\n    return 2 * x", False),
    ],
)
def test_a_name_speaks_of_what_is_in_the_cell(name: str, code: str, fitting: bool) -> None:
    """Nobody is told of a loop, of a cut at an end, or of another axis, where there is none."""
    suspect = Solution("", name, "", lambda: None, lambda: code, code)

    assert fits(suspect, code, "double") is fitting


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("cells = axes.imshow(weights, vmin=-1)", "Sets vmin to -1."),
        ("cells.set_clim(-1, 1)", "Comes out as with vmin=-1."),
        ("", "Sets vmin to -1."),
    ],
)
def test_a_keyword_that_is_not_there(code: str, name: str) -> None:
    """Who sets a bound in another way reads what the answer is like, and not what they have set."""
    assert as_said("Sets vmin to -1.", "What does vmin set?", code)[0] == name


NAMED = "def draw(axes):\n    axes.set_xlabel('read')\n    axes.set_ylabel('written')"
TITLED = NAMED.replace("set_ylabel", "set_title")
TWICE = NAMED.replace("set_ylabel", "set_xlabel")


@pytest.mark.parametrize(("code", "fitting"), [(TWICE, False), (TITLED, True)])
def test_a_method_taken_for_another(code: str, fitting: bool) -> None:
    """Nobody takes a title for a name who writes no title."""
    titled = Solution("", "", "", lambda: None, lambda: TITLED, NAMED)

    assert fits(titled, code, "draw") is fitting


# --- learnt when somebody may match ---


def test_a_class_that_is_right(fresh: Diagnoser) -> None:
    """Nothing is found out about wrong solutions."""
    told(fresh, {"double": lambda numbers: 2 * numbers})

    assert fresh.shelves == {}


def test_a_slip_that_somebody_wrote(fresh: Diagnoser) -> None:
    """No mutant is made where a written solution explains the answers."""
    told(fresh, {"double": lambda numbers: numbers**2}, "double")

    assert list(fresh.shelves) == [("double", "written")]


def test_what_differs_is_dropped(fresh: Diagnoser) -> None:
    """After the first call, only who answered it alike is asked on."""
    told(fresh, {"double": lambda numbers: abs(2 * numbers)}, "double")

    (shelf,) = fresh.shelves["double", "1"]
    assert len(shelf.learnt) < len(shelf.solutions) / 4


def test_who_came_before_makes_no_difference(small_setup: Setup, fresh: Diagnoser) -> None:
    """In whichever order a class is graded, each is told the same."""
    other = set_up(load_course(small_setup.course.root), "tiny", "bubblewrap").diagnoser
    first, second = {"double": lambda n: abs(2 * n)}, {"double": lambda n: np.sort(abs(2 * n))}

    forwards = told(fresh, first, "double"), told(fresh, second, "double")
    backwards = told(other, second, "double"), told(other, first, "double")

    assert forwards == backwards[::-1]


EXCHANGED = "Uses context where it should use output in the call of outputs.append."
ASKED = "What does each of the two names hold just before that line?"
APPENDS = (
    "def decode(state):\n    context, outputs = state, []\n    outputs.append(context)\n    return outputs"
)


@pytest.mark.parametrize(
    ("code", "name", "asked"),
    [
        (APPENDS + "\n    output = 1", EXCHANGED, ASKED),
        ("", EXCHANGED, ASKED),
        (
            APPENDS,
            "Uses context where another value belongs, in the call of outputs.append.",
            "What does context hold just before that line? What should stand there, and which line of yours "
            "makes it?",
        ),
        (APPENDS.replace("outputs", "found") + "\n    output = 1", EXCHANGED.split(" in ")[0] + ".", ASKED),
    ],
)
def test_a_name_that_is_the_references(code: str, name: str, asked: str) -> None:
    """Nobody is told of a name that is not in the cell as if it stood there, in no way of saying it."""
    assert as_said(EXCHANGED, ASKED, code) == (name, asked)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (EXCHANGED, True),
        ("Uses weights where it should use context.", False),
        ("Uses self.keys where self.U is wanted.", False),
        ("Goes on with output in the place of state.", False),
        ("Goes on with context in the place of state.", True),
        ("Forgets the total, and never updates output.", False),
        ("Mixes up context and state.", True),
        ("Mixes up weights and state.", False),
        ("Adds the new output to the one before.", False),
        ("Rounds the output to 2 digits after the point.", True),
    ],
)
def test_a_slip_of_names(name: str, said: bool) -> None:
    """Of names that the cell has not, no slip is told; what is said of the thing itself is told."""
    assert can_be_said(name, APPENDS) is said
    slip = Solution("", name, "", lambda: None, lambda: APPENDS, APPENDS)
    assert fits(slip, APPENDS, "decode") is said
