from dataclasses import replace
from itertools import pairwise

import pytest

from grader.checks.unanswered import QUOTED, unfit
from grader.feedback.findings import Waiting, errors, findings, waiting
from grader.model import Counterexample, Given, Verdict
from grader.wording import FORMS

from .reports import RAISED, SCORES, WRONG, crashed, failed, result

OTHER_INPUT = replace(RAISED, what="softmax([0.0])", when=(Given("scores", "np.array([0.0])"),))
HUNG = Counterexample("softmax(scores)", "did not return within 1 second", "", (SCORES,))


def test_order() -> None:
    """What went wrong is told in the order of the claims; what passed or waits is not among it."""
    results = [
        failed("First."),
        result("Held.", Verdict.PASSED),
        failed("Second.", replace(WRONG, got="0.4")),
        result("Waits.", Verdict.SKIPPED),
    ]

    found = findings("softmax", results, stopped_before={})

    assert [finding.claims[0].claim for finding in found] == ["First.", "Second."]


def test_one_example() -> None:
    """Claims that fall over the same example are one finding, with one question: the first."""
    results = [failed("First.", hint="How?"), failed("Second.", hint="Why?"), failed("Third.", hint="How?")]

    (found,) = findings("softmax", results, stopped_before={})

    assert found.claims == tuple(results)
    assert found.hint == "How?"


@pytest.mark.parametrize(("asked", "otherwise"), [*pairwise([*FORMS, FORMS[0]])])
def test_one_type(asked: str, otherwise: str) -> None:
    """What has not the form that is due is one fact, on whatever input it came; another form, or part, is
    another.
    """
    one = replace(WRONG, what="f(x)", got="the text '[1. 2.]'", expected="numbers", whole=("", ""))
    results = [
        failed("First.", one, hint=asked),
        failed("Second.", replace(one, what="f(y)", got="the text '[3.]'"), hint=asked),
        failed("Third.", replace(one, expected="two things"), hint=asked),
        failed("Fourth.", replace(one, what="f(z)"), hint=otherwise),
    ]

    found = findings("f", results, stopped_before={})

    told = [[claim.claim for claim in one.claims] for one in found]
    assert told == [["First.", "Second."], ["Third."], ["Fourth."]]


@pytest.mark.parametrize(
    ("error", "asked"),
    [
        ("ModuleNotFoundError: No module named 'torch' (line 2 of its cell)", "no such package"),
        ("RuntimeError: can't start new thread", "no thread and no other process"),
    ],
)
def test_what_grading_lacks(error: str, asked: str) -> None:
    """It is no mistake that the student can see, so nothing is there to be run at home."""
    lacking = replace(RAISED, got=f"raised {error}", code="softmax(scores)")

    (found,) = findings("softmax", [crashed("First.", lacking)], stopped_before={})

    assert asked in found.advice
    assert found.example is not None
    assert found.example.paste == ""


def test_one_error() -> None:
    """One error is one finding, whatever input met it first, and says what to do about errors."""
    (found,) = findings("softmax", [crashed("First."), crashed("Second.", OTHER_INPUT)], stopped_before={})

    assert [claim.claim for claim in found.claims] == ["First.", "Second."]
    assert found.hint == ""
    assert found.advice.startswith("Run the small input in a new cell.")


@pytest.mark.parametrize(
    ("error", "asked"),
    [
        ("AssertionError", "An assert stopped it."),
        ("IndexError: index 2 is out of bounds for axis 0 with size 2", "Print the index on that line"),
        ("MemoryError", "It filled the memory. Does a list grow in a loop that never ends"),
        ("OverflowError: math range error", "A number became too large."),
        ("FloatingPointError: underflow", "NumPy stops at such a number only if np.seterr"),
        ("ZeroDivisionError: division by zero", "What is divided by on that line"),
        (
            "UFuncTypeError: Cannot cast ufunc 'add' output from",
            "That line writes into an array that is there already.",
        ),
        (
            "UFuncTypeError: ufunc 'add' did not contain a loop",
            "Print what stands on that line, and its type",
        ),
        ("RecursionError: maximum recursion depth exceeded", "For which input does it not call itself?"),
        (
            "ValueError: setting an array element with a sequence. The requested array has an inhomogeneous",
            "Print the shape of each thing that this line puts into one array.",
        ),
    ],
)
def test_an_error_of_numbers_is_not_one_of_shapes(error: str, asked: str) -> None:
    """What to look at is chosen by the kind of error."""
    problem = replace(RAISED, got=f"raised {error} (line 2 of its cell)")

    (found,) = findings("softmax", [crashed("A.", problem), crashed("B.", problem)], stopped_before={})

    assert found.advice.startswith(asked)
    assert "shapes" not in found.advice


def test_a_header_that_does_not_fit() -> None:
    """No line is there to look at: what is asked about the header, is asked here, too, and once."""
    error = "raised TypeError: A.tell() takes 1 positional argument but 2 were given"
    stopped = replace(crashed("A.", replace(RAISED, got=error)), hint=unfit(error))

    (found,) = findings("A", [stopped], stopped_before={})

    assert (found.advice, found.hint) == (unfit(error), "")


@pytest.mark.parametrize(
    ("line", "told"), [("x /= x.sum()", "/= writes"), ("np.add(x, 1, out=x)", "That line")]
)
def test_the_operator_that_stands_there(line: str, told: str) -> None:
    """Who is stopped at an operator reads that one; who has none on that line reads of none."""
    error = "raised UFuncTypeError: Cannot cast ufunc 'divide' output from (line 2 of its cell)"
    stopped = [crashed("A.", replace(RAISED, got=error))]

    (found,) = findings("f", stopped, stopped_before={}, own=f"def f(x):\n    {line}")

    assert found.advice.startswith(told)


def test_an_error_with_a_text_is_not_one_of_arrays() -> None:
    """Only where arrays were handed over is their shape asked for."""
    text = replace(RAISED, when=(Given("address", "'Quay 3'"),))

    (arrays,) = findings("softmax", [crashed("A.")], stopped_before={})
    (found,) = findings("softmax", [crashed("A.", text)], stopped_before={})

    assert arrays.advice.endswith("of an array, the shape and the dtype.")
    assert found.advice.endswith("Print what stands there, and its type.")


def test_a_name_that_is_not_set_yet_has_no_shape() -> None:
    """It is asked what it is set to, and when."""
    unset = "raised UnboundLocalError: cannot access local variable 'state' where it is not associated"
    (found,) = findings(
        "f", [crashed("A.", replace(RAISED, got=f"{unset} (line 4 of its cell)"))], stopped_before={}
    )

    assert "What is it set to before that line runs" in found.advice


def test_lists_have_no_shape() -> None:
    """Nor is anything else asked of an array where it is told what lasts, which is asked about."""
    ragged = "raised ValueError: The requested array has an inhomogeneous shape (line 3 of its cell)"
    (lists,) = findings("f", [crashed("A.", replace(RAISED, got=ragged))], stopped_before={})
    (lasting,) = findings("f", [crashed("A.", replace(RAISED, alone="It lasts."))], stopped_before={})

    assert lists.advice.endswith("Print what stands there, and its type.")
    assert lasting.advice.endswith("and the arrow in your own cell on which line.")


@pytest.mark.parametrize(("line", "where"), [(3, ", and at the one above it"), (1, ""), (12, ", and at the")])
def test_a_cell_that_python_cannot_read(line: int, where: str) -> None:
    """It was never run, so a restart mends nothing. Above the first line there is none."""
    got = f"is not defined, for its cell stopped: SyntaxError: '(' was never closed (line {line} of its cell)"

    (found,) = findings("softmax", [crashed("A.", replace(RAISED, got=got, when=()))], stopped_before={})

    assert found.advice.startswith("Python cannot read that cell")
    assert f"Look at that line{where or ':'}" in found.advice


@pytest.mark.parametrize(
    ("got", "begins"),
    [
        ("is not defined; its cell defines twice: call it softmax", ""),
        ("is not defined; the notebook has my_softmax: call it softmax", ""),
        (f"is not defined, for its cell stopped: NameError: name 'soft' is not defined{QUOTED}", ""),
        ("is not defined; no cell of the notebook defines it", "Write it in a cell of its own."),
        ("is not defined; run the cell with `def softmax`, and keep that name", "Restart the kernel"),
    ],
)
def test_a_function_that_is_not_there(got: str, begins: str) -> None:
    """Nobody is sent to restart a kernel for a name that no restart brings back."""
    (found,) = findings("softmax", [crashed("A.", replace(RAISED, got=got, when=()))], stopped_before={})

    assert found.advice.startswith(begins)
    assert bool(found.advice) == bool(begins)


@pytest.mark.parametrize(
    "got",
    [
        "raised AttributeError: 'Attention' object has no attribute 'remember'",
        "raised TypeError: 'Attention' object is not callable",
        "raised TypeError: unsupported operand type(s) for +: 'Attention' and 'int'",
    ],
)
def test_a_method_that_a_check_asks_for(got: str) -> None:
    """Where no line of the student's asked for it, what the student was told at home is told."""
    one = replace(crashed("A.", replace(RAISED, got=got)), hint="Give it one.")
    (asked,) = findings("softmax", [one], stopped_before={})
    (own,) = findings(
        "softmax", [crashed("A.", replace(RAISED, got=f"{got} (line 2 of its cell)"))], stopped_before={}
    )

    assert asked.advice == "Give it one."
    assert own.advice not in ("", "Give it one.")


def test_an_exception_of_ones_own() -> None:
    """Nothing that Python could not do stopped it, but what the student asked for."""
    problem = replace(RAISED, got="raised ValueError: no word (line 3 of its cell)")
    own = "def softmax(scores):\n    if True:\n        raise ValueError('no word')"

    (found,) = findings("softmax", [crashed("A.", problem)], stopped_before={}, own=own)
    (other,) = findings("softmax", [crashed("A.", problem)], stopped_before={}, own="a\nb\nraised = c(d)")

    assert found.advice.startswith("This is your own exception: line 3")
    assert other.advice.startswith("Run the small input in a new cell.")


def test_a_crash_after_calls_that_nobody_knows() -> None:
    """Where no example can be shown, none is to be run."""
    problem = replace(RAISED, when=(), alone="After another call it is not.")

    (found,) = findings("softmax", [crashed("A.", problem)], stopped_before={})
    asked = replace(crashed("A.", problem), hint="What is in it the second time?")
    (lasting,) = findings("softmax", [asked, replace(asked, claim="B.")], stopped_before={})

    assert found.advice == ""
    assert lasting.hint == "What is in it the second time?"


def test_a_crash_that_a_known_mistake_explains() -> None:
    """What fits every such error is not asked beside what is known of this one."""
    (found,) = findings("softmax", [crashed("First.")], stopped_before={}, named=True)

    assert found.advice == ""


def test_one_claim_that_crashed() -> None:
    """Where an exception breaks a claim, nothing is asked about that: it was not judged."""
    (found,) = findings("softmax", [crashed("Only.")], stopped_before={})

    assert found.hint == ""
    assert found.advice


def test_error_of_an_earlier_question() -> None:
    """An error that stopped an earlier question points there."""
    before = dict.fromkeys(errors([crashed("Earlier.")]), "score")

    (found,) = findings("attend", [crashed("First.")], stopped_before=before)
    (own,) = findings("score", [crashed("First.")], stopped_before=before)

    assert (found.same_as, own.same_as) == ("score", "")


def test_equal_failures_are_no_error() -> None:
    """Equal wrong values of two questions are not taken for one error."""
    (found,) = findings("attend", [failed()], stopped_before={WRONG.got: "score"})

    assert found.same_as == ""


def test_undisclosed() -> None:
    """Claims whose example is withheld stay apart."""
    found = findings("softmax", [result("First."), result("Second.")], stopped_before={})

    assert [len(finding.claims) for finding in found] == [1, 1]


def test_timed_out_and_crashed() -> None:
    """Errors are told by what happened; failures are none."""
    hung = result("Hangs.", Verdict.TIMED_OUT, counterexample=HUNG)

    assert len(errors([crashed("Raises."), hung, failed()])) == 2


def test_errors_of_other_sizes() -> None:
    """An error that only speaks of other sizes is the same error."""
    small, large = (replace(RAISED, got=f"raised ValueError: size {n} is not {n + 1}") for n in (2, 30))

    (found,) = findings("softmax", [crashed("A.", small), crashed("B.", large)], stopped_before={})

    assert errors([crashed("A.", small)]) == errors([crashed("B.", large)])
    assert len(found.claims) == 2


def test_not_written_yet() -> None:
    """That one function is not written yet is no error of another's."""
    assert errors([crashed("A.", replace(RAISED, got="is not written yet"))]) == []


def test_a_quiz_answer_that_is_not_there() -> None:
    """The choices are named."""
    missing = replace(RAISED, what="kind", got="is not answered yet")
    asked = replace(crashed("Your answer is one of: static, dynamic.", missing), verdict=Verdict.NOT_WRITTEN)

    (found,) = findings("kind", [asked], stopped_before={})

    assert found.advice == "Put one of these between the quotation marks: static, dynamic."


def test_another_function_not_written_yet() -> None:
    """What waits for another question's function names that question, and is no error of its own."""
    waits = crashed("A.", replace(RAISED, got="needs softmax, which is not written yet"))

    (found,) = findings("attend", [waits], stopped_before={}, others={"softmax"})

    assert found.missing == "softmax"
    assert errors([waits]) == []


def test_function_of_another_question() -> None:
    """An error about another question's missing function names that question; about any other name, none."""
    score, loss = (
        replace(RAISED, got=f"raised NameError: name '{name}' is not defined") for name in ("score", "x")
    )

    named, other = findings(
        "attend", [crashed("A.", score), crashed("B.", loss)], stopped_before={}, others={"score"}
    )

    assert (named.missing, other.missing) == ("score", "")


def test_waiting() -> None:
    """Skipped claims are gathered by what they wait for."""
    first, second, third = (
        result(claim, Verdict.SKIPPED, message=message)
        for claim, message in [("A.", "once X."), ("B.", "once Y."), ("C.", "once X.")]
    )

    assert waiting([first, second, third]) == (
        Waiting("once X.", (first, third)),
        Waiting("once Y.", (second,)),
    )
