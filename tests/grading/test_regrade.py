"""What a regrade changes, told before it is done."""

from dataclasses import replace

from grader.grading.regrade import causes_of, changes, changes_in_words, higher_of
from grader.model import Provenance, QuestionReport, Report, Result, Verdict

MADE_BY = Provenance(notebook="n", assignment="a", grader="1", environment="e")


def result(check: str, verdict: Verdict, score: float) -> Result:
    return Result(check, f"Claim of {check}.", verdict, score, 2.0, hidden=False)


def report(*questions: tuple[str, float, tuple[Result, ...]], provenance: Provenance = MADE_BY) -> Report:
    found = {name: QuestionReport(score, 4.0, results) for name, score, results in questions}
    total = sum(question.score for question in found.values())
    return Report("ada", "tiny", "graded", total, 8.0, found, (), "bubblewrap", provenance)


BEFORE = report(
    ("double", 2.0, (result("shape", Verdict.PASSED, 2), result("value", Verdict.FAILED, 0))),
    ("spread", 4.0, (result("order", Verdict.PASSED, 2), result("ties", Verdict.PASSED, 2))),
)
AFTER = report(
    ("double", 4.0, (result("shape", Verdict.PASSED, 2), result("value", Verdict.PASSED, 2))),
    ("spread", 2.0, (result("order", Verdict.PASSED, 2), result("empty", Verdict.CRASHED, 0))),
    provenance=replace(MADE_BY, assignment="b"),
)


def test_only_what_differs() -> None:
    """A report compared with itself has no change."""
    assert changes(BEFORE, BEFORE) == ()


def test_changes() -> None:
    """A change names the question, both scores, the checks that judge otherwise, and the cause."""
    up, down = changes(BEFORE, AFTER)

    assert (up.question, up.before, up.after) == ("double", 2.0, 4.0)
    assert [shift.check for shift in up.shifts] == ["value"]
    assert [shift.check for shift in down.shifts] == ["ties", "empty"]
    assert up.causes == ("checks, reference, limits or key changed",)


def test_every_cause_has_words() -> None:
    """Each part of a provenance that may differ is told in words of its own."""
    other = Provenance(notebook="m", assignment="b", grader="2", environment="f")

    causes = causes_of(MADE_BY, other)

    assert len(set(causes)) == 4


def test_explained() -> None:
    """A paragraph a change: scores, checks before and after, cause; then how many students it is about."""
    text = list(changes_in_words(changes(BEFORE, AFTER), 3, written=False))

    assert text == [
        "ada: double 2 → 4 (+2)",
        "    value: failed, 0 → passed, 2",
        "    because: checks, reference, limits or key changed",
        "ada: spread 4 → 2 (-2)",
        "    ties: passed, 2 → no such check",
        "    empty: no such check → crashed, 0",
        "    because: checks, reference, limits or key changed",
        "1 of 3 students would have another score",
    ]
    written = [*changes_in_words(changes(BEFORE, AFTER), 3, written=True)]
    assert written[-1] == "1 of 3 students have another score"


def test_answers_that_vary() -> None:
    """Where nothing changed but the score, the report says that the answers vary."""
    varied = replace(AFTER, provenance=MADE_BY)

    text = list(changes_in_words(changes(BEFORE, varied), 1, written=True))

    assert "    because: nothing changed; the answers themselves vary from run to run" in text


def test_never_lower() -> None:
    """Each question keeps the higher score, the total adds up, and the report says which were kept."""
    kept = higher_of(BEFORE, AFTER)

    assert [question.score for question in kept.questions.values()] == [4.0, 4.0]
    assert kept.score == 8.0
    assert kept.reason == "a regrade never lowers a score: spread as before"
    assert kept.questions["spread"].in_public == AFTER.questions["spread"].in_public


def test_nothing_to_keep() -> None:
    """A report that is nowhere lower is left as it is."""
    better = report(("double", 4.0, ()), ("spread", 4.0, ()))

    assert higher_of(BEFORE, better) is better
