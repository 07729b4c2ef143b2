"""A page leads with what explains most of the rest, and says what all of it comes to."""

from dataclasses import replace

import pytest

from grader.feedback.findings import Finding, findings
from grader.feedback.lead import asked, by_reach, told_of, unsaid
from grader.model import Contrast, Counterexample, Diagnosis, Given, QuestionReport, Result, Verdict
from grader.wording import ELSEWHERE, HANDED_OUT, PARTS, headline

from .reports import WRONG, crashed, failed

AGAIN = replace(WRONG, beside="before")
SHAPE = Counterexample("softmax(scores)", "an array of shape (2, 1)", "an array of shape (2,)")


def found(*results: Result) -> tuple[Finding, ...]:
    return by_reach(findings("softmax", results, stopped_before={}))


def claims(*results: Result) -> list[str]:
    """The first claim of each finding, in the order of the page."""
    return [finding.claims[0].claim for finding in found(*results)]


def test_what_is_random_comes_first() -> None:
    """Who answers the same call in two ways looks there first, whatever else fails."""
    results = [failed("Sums to one."), crashed("Takes lists."), failed("Repeats itself.", AGAIN)]

    assert claims(*results) == ["Repeats itself.", "Takes lists.", "Sums to one."]
    assert headline(results).startswith("The same call does not give the same answer twice")


def test_a_question_is_asked_once() -> None:
    """What is said of an answer that is overwritten leaves the question to the finding."""
    results = [failed("Lasts.", replace(WRONG, beside="before that"), hint=HANDED_OUT)]

    assert headline(results).endswith("both are in the same memory.")
    assert found(*results)[0].hint == HANDED_OUT


def test_nothing_is_sure_of_what_is_random() -> None:
    """What else is wrong may come of that: no other number is shown, and none misleads."""
    first, second = found(failed("Sums to one."), failed("Repeats itself.", AGAIN))

    assert first.example is not None
    assert second.example is None
    assert second.message.startswith("What is left to chance, or of another call, may show here")


def test_a_wrong_shape_comes_before_wrong_numbers() -> None:
    """Numbers can be compared only where the shape is right."""
    assert claims(failed("Is a softmax."), failed("One weight each.", SHAPE)) == [
        "One weight each.",
        "Is a softmax.",
    ]


def test_another_form_comes_before_a_wrong_shape() -> None:
    """Of two things that are due a list of two others may be taken for them, and has neither's shape."""
    form = Counterexample("attend(state, states)", "a list of 4 values", "a tuple of 2: context, weights")

    assert claims(failed("One weight each.", SHAPE), failed("Any length.", form, hint=PARTS)) == [
        "Any length.",
        "One weight each.",
    ]


def test_too_many_calls_come_first() -> None:
    """Which call is which is not known while a function is called too often: no other number is shown."""
    calls = Counterexample("the number of calls of step", "4", "2", code="decode(step)")

    first, second = found(failed("Rows are right."), failed("One step a word.", calls))

    assert first.example is not None
    assert first.claims[0].claim == "One step a word."
    assert second.example is None
    assert second.message.startswith("Which call is which")


def test_what_can_be_run_comes_before_what_cannot() -> None:
    """Of two findings alike, the one with code to paste is shown."""
    nothing, code = replace(WRONG, when=(), code=""), replace(WRONG, got="7", code="softmax(scores)")

    assert claims(failed("Without.", nothing), failed("With.", code)) == ["With.", "Without."]


def test_of_two_that_ask_the_same() -> None:
    """The one with the narrower claim leads: it shows the mistake alone. Otherwise the larger one does."""
    asking, other = replace(WRONG, got="7", question="Which line?"), replace(WRONG, question="Why?")
    small = failed("Small.", asking)
    large = failed("Large.", replace(asking, got="8"), points=4.0)

    assert claims(large, small) == ["Small.", "Large."]
    assert claims(replace(large, counterexample=other), small) == ["Large.", "Small."]


def test_what_a_public_check_finds_comes_first() -> None:
    """It is the simpler claim, and what is asked about it helps to the dearer one."""
    public = failed("The first is P.", replace(WRONG, got="7"))
    hidden = failed("All are right.", points=6.0, hidden=True)

    assert claims(hidden, public) == ["The first is P.", "All are right."]
    assert claims(public, replace(hidden, hidden=False)) == ["All are right.", "The first is P."]


def test_a_hair_of_difference_comes_last() -> None:
    """What nobody can see when the example is run explains nothing."""
    hair = Counterexample(
        "scores after the call", "0.10000000000000009", "0.10000000000000001", code="scores"
    )

    assert claims(failed("Leaves scores alone.", hair), failed("Is right.")) == [
        "Is right.",
        "Leaves scores alone.",
    ]


def test_the_smallest_example_of_a_kind_comes_first() -> None:
    """Where only kinds of input go wrong, a large example shows much that is not the matter."""
    large, small = (replace(WRONG, got=code, code=code) for code in ("softmax(many_scores)", "softmax(few)"))
    results = [
        replace(failed("Large.", large), inputs="large"),
        replace(failed("Small.", small), inputs="small"),
    ]

    assert claims(*results) == ["Small.", "Large."]


def test_one_kind_of_input_comes_last() -> None:
    """What is wrong for all inputs explains what is wrong for one kind of them, too."""
    single = replace(crashed("A single word."), inputs="a single word")

    assert claims(single, failed("Is a softmax.")) == ["Is a softmax.", "A single word."]
    assert headline([single, failed("Is a softmax.")]) == ""


def test_right_for_all_other_inputs() -> None:
    """Who fails claims about certain inputs alone is told that the rest is right, and which these are."""
    results = [
        replace(crashed("A single word."), inputs="a single word"),
        replace(failed("Whole numbers."), inputs="whole numbers"),
    ]

    assert headline(results) == "Only checks of special cases fail: a single word and whole numbers."


def test_a_mistake_with_a_name_is_not_told_by_its_inputs() -> None:
    """Which kinds of input show it says less, and may say too much."""
    results = [replace(crashed("A single word."), inputs="a single word")]

    assert told_of(results, [], named=True) == ""
    assert told_of(results, [], named=False) == headline(results)


def test_the_author_asks_of_a_kind_of_input() -> None:
    """The question that fits everything gives way to the author's, which knows the kind of input."""
    single = replace(failed("A single word."), inputs="a single word")

    assert asked(ELSEWHERE, found(single)) == ""
    assert asked(ELSEWHERE, found(failed("Any."))) == ELSEWHERE
    stopped = crashed("Any.", replace(WRONG, got="raised AssertionError (line 2 of its cell)", expected=""))
    assert asked(ELSEWHERE, found(stopped)) == ""  # its advice asks about the assert


def test_a_shape_is_told_by_a_claim_about_shapes() -> None:
    """Of claims that stumble over a shape, the one about shapes comes first, then what is worth most."""
    about = failed("There is one score for every word, in an array of shape (T,).", SHAPE)
    odd = failed("The word that equals the state wins.", replace(SHAPE, got="an array of shape (4,)"))
    whole = failed("Each score is a dot product.", replace(SHAPE, got="an array of shape (3,)"))
    whole = replace(whole, hidden=True, points=5.0)

    assert claims(odd, whole)[0] == whole.claim
    assert claims(odd, whole, about)[0] == about.claim


def test_of_several_kinds_one_may_have_no_part() -> None:
    """Where just what failed is asked about, several kinds of input are not told."""
    asking = replace(WRONG, question="What does it do with a long word?")
    results = [
        replace(failed("A single word.", asking), inputs="a single word"),
        replace(failed("A dozen.", replace(WRONG, got="0.4")), inputs="a dozen words"),
    ]

    assert told_of(results, found(*results), named=False) == ""
    assert told_of(results[:1], found(results[0]), named=False) == headline(results[:1])


def test_nothing_written() -> None:
    """An untouched stub is told as that."""
    unwritten = replace(WRONG, got="is not written yet", expected="")
    result = replace(crashed("Sums to one.", unwritten), verdict=Verdict.NOT_WRITTEN)

    (finding,) = found(result)

    assert (finding.verdict, headline([result])) == ("not written", "")


@pytest.mark.parametrize(("got", "told"), [("0.5", True), ("nan", False), ("raised OverflowError: x", False)])
def test_large_numbers_that_come_back_finite(got: str, told: bool) -> None:
    """Where large inputs go wrong, it is said that nothing became infinite, if that is so."""
    example = Counterexample("softmax(scores)[0]", got, "0.53", ())
    found = told_of([failed(example=example, inputs="very large scores")], [], named=False)

    assert ("What came back there is not nan or inf, but another number." in found) is told


OF_PARTS = Counterexample(
    "the context of attend(state)",
    "0.81",
    "0.806287",
    (Given("state", "1"),),
    ("[0.81]", "[0.806287]"),
    beside="what your score and softmax give one after the other",
    at="[0]",
)
OF_ANOTHER = replace(OF_PARTS, got="an array of shape (3,)", expected="an array of shape (2,)", at="")
OF_ANOTHER = replace(OF_ANOTHER, beside="", whole=("", ""))


@pytest.mark.parametrize(
    ("shape", "parts", "first"),
    [
        (OF_ANOTHER, OF_PARTS, "parts"),
        (OF_ANOTHER, replace(OF_PARTS, at="", what=f"{OF_PARTS.what}[0]"), "parts"),
        (OF_ANOTHER, replace(OF_PARTS, when=(Given("state", "2"),)), "shape"),  # of that nobody knows
        (OF_ANOTHER, replace(OF_PARTS, what="the weights of attend(state)"), "shape"),
        (OF_ANOTHER, replace(OF_PARTS, beside="attend(state + 0)"), "shape"),
        (OF_ANOTHER, replace(OF_ANOTHER, beside=OF_PARTS.beside), "shape"),  # theirs is another one
    ],
)
def test_a_shape_that_comes_from_parts(shape: Counterexample, parts: Counterexample, first: str) -> None:
    """Where a student's other functions give that shape for the same input, what is this one's own leads."""
    assert claims(failed("shape", shape), failed("parts", parts))[0] == first


@pytest.mark.parametrize(
    ("name", "kinds", "told"),
    [
        ("Gives a bare number for a single word.", ["a single word"], False),
        ("Gives a bare number for a single word.", ["a single word", ""], True),
        ("Gives a bare number for a single word.", ["a single word", "a dozen words"], True),
        ("Takes the mean.", ["a single word"], True),
    ],
)
def test_a_kind_is_told_once(name: str, kinds: list[str], told: bool) -> None:
    """Where the mistake's name tells the only kind of input that goes wrong, no sentence tells it again."""
    results = tuple(replace(failed(f"Claim {kind}.", WRONG), inputs=kind) for kind in kinds)
    contrast = Contrast("Wrong for every input tried where states has a single row.")
    report = QuestionReport(0, 1, results, diagnoses=(Diagnosis("one", name, "Why?"),), contrast=contrast)

    assert unsaid(report) == (contrast if told else None)
    assert unsaid(replace(report, diagnoses=())) == contrast
