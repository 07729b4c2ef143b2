"""A result reads the same everywhere: what is so, what was due, for which input, and a hint."""

from hypothesis import given, settings
from hypothesis import strategies as st

from grader.model import Counterexample, Given, Result, Verdict
from grader.wording import counted, lines, points, printable, sentences

FAILED = Result(
    check="weights_sum_to_one",
    claim="The weights are positive and sum to one.",
    verdict=Verdict.FAILED,
    score=0.0,
    points=2.0,
    hidden=False,
    message="softmax(scores)[0] is nan, expected 1",
    hint="Above which number does exp overflow?",
    counterexample=Counterexample("softmax(scores)[0]", "nan", "1", (Given("scores", "[710.0]"),)),
)


def test_a_failed_check_says_claim_fact_input_and_hint() -> None:
    """Verdict and score come first, the hint last, and nothing is said twice."""
    found = lines(FAILED)

    assert found == [
        "✗ failed, 0 of 2 points: The weights are positive and sum to one.",
        "    softmax(scores)[0] is nan, expected 1",
        "    when scores = [710.0]",
        "    hint: Above which number does exp overflow?",
    ]


def test_two_answers_of_the_student_are_told_beside_one_another() -> None:
    """Neither is called expected, for neither is known to be right."""
    found = Counterexample("softmax(scores + 9)[0]", "0.2", "0.3", beside="softmax(scores)[0]")

    assert sentences(found) == [
        "softmax(scores + 9)[0] is 0.2, expected the same as softmax(scores)[0], which is 0.3"
    ]


def test_a_passed_check_is_one_line() -> None:
    """Praise is short."""
    result = Result("shape", "There is one weight per score.", Verdict.PASSED, 1.0, 1.0, hidden=False)

    found = lines(result)

    assert found == ["✓ passed, 1 of 1 point: There is one weight per score."]


def test_a_broken_check_takes_the_blame() -> None:
    """A student never looks for a fault that is ours."""
    result = Result("shape", "There is one weight per score.", Verdict.BROKEN, 0.0, 1.0, hidden=False)

    found = lines(result)

    assert found == [
        "? broken, 0 of 1 point: There is one weight per score.",
        "    This check is at fault, not your answer, and costs you nothing. Your",
        "        instructor sees it too.",
    ]


def test_several_inputs_stand_below_each_other() -> None:
    """Each input is a line of its own, as Python source."""
    when = (Given("query", "[1.0]"), Given("keys", "[[1.0], [-2.0]]"))
    result = Result(
        "score",
        "Scores differ.",
        Verdict.FAILED,
        0.0,
        0.5,
        True,
        counterexample=Counterexample("score(query, keys)", "[0.0, 0.0]", "[1.0, -2.0]", when),
    )

    found = lines(result)

    assert found == [
        "✗ failed, 0 of 0.5 points: Scores differ.",
        "    score(query, keys) is [0.0, 0.0], expected [1.0, -2.0]",
        "    when query = [1.0]",
        "     and keys = [[1.0], [-2.0]]",
    ]


def test_a_long_input_is_broken_between_its_numbers() -> None:
    """A minus sign is no place to break a line, so the input can still be pasted."""
    counterexample = Counterexample("f(x)", "0", "1", (Given("x", str([-1.25e-05] * 30)),))
    result = Result("c", "Claim.", Verdict.FAILED, 0.0, 1.0, hidden=False, counterexample=counterexample)

    pasted = " ".join(line.strip() for line in lines(result)[2:])

    assert pasted == f"when x = {[-1.25e-05] * 30}"


def test_a_traceback_keeps_its_lines() -> None:
    """Several lines in a message stay several lines."""
    result = Result("c", "Claim.", Verdict.CRASHED, 0.0, 1.0, False, message="KeyError: 'a'\non line 3")

    found = lines(result)

    assert found[1:] == ["    KeyError: 'a'", "        on line 3"]


@settings(deadline=None)
@given(
    texts=st.tuples(*[st.text(st.characters(exclude_categories=())) for _ in range(5)]),
    verdict=st.sampled_from(Verdict),
    width=st.integers(30, 120),
)
def test_no_line_is_wider_than_asked_or_holds_a_control_character(
    texts: tuple[str, str, str, str, str], verdict: Verdict, width: int
) -> None:
    """Whatever a worker sends, the text around it holds."""
    claim, message, hint, what, value = texts
    counterexample = Counterexample(what, value, "", (Given("x", value),))
    result = Result("c", claim, verdict, 0.0, 1.0, False, message, hint, counterexample)

    found = lines(result, width=width)

    assert max(map(len, found)) <= width
    assert [printable(line) for line in found] == found


def test_terminal_commands_and_hidden_marks_are_removed() -> None:
    """Colours, titles, bells, reversed and zero-width text cannot disguise a result."""
    text = "\x1b[31mred\x1b[0m \x1b]0;title\x07bell\x07 \u202egnp\u2066 zero\u200bwidth \ud800\x9b2J"

    found = printable(text)

    assert found == "red bell gnp zerowidth 2J"


def test_points_are_written_as_people_do() -> None:
    """No trailing zeros, two decimals at most."""
    found = [points(number) for number in (2.0, 0.5, 4 / 3, 100.0, 0.0, 1234567.25, -0.001)]

    assert found == ["2", "0.5", "1.33", "100", "0", "1234567.25", "0"]


def test_one_is_singular() -> None:
    """A number and its noun agree, and a large number keeps its digits."""
    found = [counted(number, "point") for number in (0, 1, 1.5, 12_345_678)]

    assert found == ["0 points", "1 point", "1.5 points", "12345678 points"]
