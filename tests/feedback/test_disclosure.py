from dataclasses import replace

import pytest

from grader.course.disclosure import Policy, disclosed, in_public
from grader.model import Contrast, Diagnosis, QuestionReport, Repair, Result, Verdict

from .reports import failed, question, report, result

SECRET = failed("Hidden.", hidden=True, hint="a hint that quotes [6666]", asked="a secret hint")
PUBLIC = failed("Public.", hint="an open hint")
SHAPE = Diagnosis("columns", "Takes columns for words.", "Along which axis?")


def test_claim() -> None:
    """Under "claim", a hidden check tells its claim, its verdict and its points, and nothing else."""
    found = disclosed(report({"softmax": question(SECRET)}), "claim")

    told = result("Hidden.", hidden=True, asked="a secret hint")
    assert found.questions["softmax"].results == (told,)


def test_hint() -> None:
    """Under "hint", a hidden check asks its question, too."""
    found = disclosed(report({"softmax": question(SECRET)}), "hint")

    told = result("Hidden.", hidden=True, hint="a secret hint", asked="a secret hint")
    assert found.questions["softmax"].results == (told,)


@pytest.mark.parametrize("policy", ["claim", "hint"])
@pytest.mark.parametrize("verdict", [one for one in Verdict if one not in (Verdict.SKIPPED, Verdict.BROKEN)])
def test_no_verdict_carries_a_hidden_input(policy: Policy, verdict: Verdict) -> None:
    """A student's code may choose by a hidden input how its call ends: also, as one that is not written."""
    secret = replace(SECRET, verdict=verdict, message="softmax([6666]) is not written yet")

    (found,) = disclosed(report({"softmax": question(secret)}), policy).questions["softmax"].results

    assert (found.verdict, found.message, found.counterexample) == (verdict, "", None)
    assert found.hint == (secret.asked if policy == "hint" else "")


def test_counterexample() -> None:
    """Under "counterexample", nothing is held back."""
    whole = report({"softmax": question(SECRET, PUBLIC)})

    assert disclosed(whole, "counterexample") == whole


@pytest.mark.parametrize("policy", ["claim", "hint", "counterexample"])
def test_public_checks(policy: str) -> None:
    """What students can try at home is told whole, whatever the policy."""
    found = disclosed(report({"softmax": question(SECRET, PUBLIC)}), policy)

    assert found.questions["softmax"].results[1] == PUBLIC


@pytest.mark.parametrize("policy", ["claim", "hint"])
def test_of_a_question_judged_again_nothing_is_told_that_its_code_said(policy: str) -> None:
    """Where it counts as it stands at its check cell, it may have met hidden examples of others by then."""
    again = (Repair("softmax", "stands", "it has 1 of 2 points where its check cell stands"),)

    found = disclosed(report({"softmax": question(SECRET, PUBLIC)}, repairs=again), policy)

    assert found.questions["softmax"].results[1] == result("Public.", hint="an open hint")


@pytest.mark.parametrize("policy", ["claim", "hint", "counterexample"])
def test_points(policy: str) -> None:
    """No policy changes a score."""
    whole = report({"softmax": question(SECRET, PUBLIC, result(verdict=Verdict.PASSED, hidden=True))})

    found = disclosed(whole, policy)

    assert (found.score, found.points, found.questions["softmax"].score) == (1.0, 3.0, 1.0)


@pytest.mark.parametrize("verdict", [Verdict.SKIPPED, Verdict.BROKEN])
def test_our_own_words(verdict: Verdict) -> None:
    """What a skipped check waits for, and that a broken one is our fault, is told under every policy."""
    ours = result(
        "Hidden.", verdict, hidden=True, message="it builds on a check that does not pass yet: Public."
    )

    found = disclosed(report({"softmax": question(ours)}), "claim")

    assert found.questions["softmax"].results == (ours,)


def test_misconception_only_hidden_checks_saw() -> None:
    """Under "claim", a misconception is not named where nothing but hidden checks caught it."""
    found = disclosed(report({"softmax": question(SECRET, diagnoses=(SHAPE,))}), "claim")

    assert found.questions["softmax"].diagnoses == ()


def test_instructors_own_hint() -> None:
    """What an instructor wrote for a behaviour is told under every policy."""
    written = Diagnosis("", "Rounds too early.", "When do you round?")

    found = disclosed(report({"softmax": question(SECRET, diagnoses=(SHAPE, written))}), "claim")

    assert found.questions["softmax"].diagnoses == (written,)


@pytest.mark.parametrize(
    ("policy", "results", "told"),
    [
        ("claim", (SECRET,), ""),
        ("claim", (SECRET, PUBLIC), "score"),
        ("hint", (SECRET,), "score"),
        ("counterexample", (SECRET,), "score"),
    ],
)
def test_what_it_waits_for(policy: Policy, results: tuple[Result, ...], told: str) -> None:
    """Which function is to blame is a hint as a misconception is: not where hidden checks alone saw it."""
    found = disclosed(report({"softmax": question(*results, waits_for="score")}), policy)

    assert found.questions["softmax"].waits_for == told


@pytest.mark.parametrize("policy", ["claim", "hint"])
def test_what_sets_answers_apart(policy: str) -> None:
    """It shows answers that came after hidden examples, so it goes with these."""
    found = disclosed(report({"softmax": question(PUBLIC, contrast=Contrast("Right for two."))}), policy)

    assert found.questions["softmax"].contrast is None


@pytest.mark.parametrize(("policy", "results"), [("claim", (SECRET, PUBLIC)), ("hint", (SECRET,))])
def test_misconception(policy: str, results: tuple[object, ...]) -> None:
    """A misconception is named where a public check caught it, or hints are given."""
    found = disclosed(report({"softmax": question(*results, diagnoses=(SHAPE,))}), policy)

    assert found.questions["softmax"].diagnoses == (SHAPE,)


def test_public_checks_alone() -> None:
    """Nothing is left of hidden checks: no claim, no point, no question of theirs, no total, no mistake."""
    stands = (Repair("softmax", "stands", "it has 1 of 2 points where its check cell stands"),)
    passed = result(verdict=Verdict.PASSED, hidden=False)
    whole = report(
        {
            "softmax": question(SECRET, passed, diagnoses=(SHAPE,)),
            "attend": question(SECRET, PUBLIC, diagnoses=(SHAPE,), waits_for="softmax"),
            "score": question(SECRET),
            "why": QuestionReport(0.0, 3.0, awaits_marker=True),
        },
        repairs=stands,
    )

    found = in_public(whole)

    assert found.questions == {
        "softmax": QuestionReport(passed.score, passed.points, (passed,)),
        "attend": QuestionReport(PUBLIC.score, PUBLIC.points, (PUBLIC,)),
        "why": whole.questions["why"],
    }
    assert (found.score, found.points) == (passed.score + PUBLIC.score, passed.points + PUBLIC.points + 3.0)
    assert found.repairs == ()


def test_public_checks_as_no_hidden_one_decides() -> None:
    """Which of two results counts, hidden checks decide: those of the notebook's end are shown, whole."""
    passed = result(PUBLIC.claim, Verdict.PASSED, hidden=False)
    whole = report({"softmax": question(passed, SECRET, public=(PUBLIC,))}, reason="softmax as before")

    found = in_public(whole)

    assert found.questions == {"softmax": QuestionReport(PUBLIC.score, PUBLIC.points, (PUBLIC,))}
    assert found.reason == ""
