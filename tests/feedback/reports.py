"""Reports to make pages of, as short as they can be."""

from typing import Any

from grader.model import Counterexample, Given, Provenance, QuestionReport, Report, Result, Verdict

SCORES = Given("scores", "np.array([1.0, 2.0])")
WRONG = Counterexample(
    "softmax(scores)[0]", "0.5", "0.268941", (SCORES,), ("[0.5, 0.5]", "[0.268941, 0.731059]")
)
RAISED = Counterexample("softmax(scores)", "raised KeyError: 'a' (line 2 of its cell)", "", (SCORES,))
CODE = "def softmax(scores):\n    return scores / scores.sum()"


def result(
    claim: str = "The weights add up to one.", verdict: Verdict = Verdict.FAILED, **more: Any
) -> Result:
    """One point's worth of result; its check is named after its claim."""
    passed = verdict in (Verdict.PASSED, Verdict.BROKEN)
    default = {"check": claim.lower(), "score": float(passed), "points": 1.0, "hidden": False}
    return Result(**{**default, **more}, claim=claim, verdict=verdict)


def failed(claim: str = "The weights add up to one.", example: Counterexample = WRONG, **more: Any) -> Result:
    return result(claim, counterexample=example, message=f"{example.what} is off", **{"hint": "Why?", **more})


def crashed(claim: str, example: Counterexample = RAISED) -> Result:
    return result(claim, Verdict.CRASHED, counterexample=example, message="it raised", hint=f"hint: {claim}")


def question(*results: Result, **more: Any) -> QuestionReport:
    score = sum(one.score for one in results)
    return QuestionReport(**{"score": score, "points": float(len(results)), **more}, results=results)


def report(questions: dict[str, QuestionReport] | None = None, **more: Any) -> Report:
    questions = {"softmax": question(failed())} if questions is None else questions
    default = {
        "student": "ada",
        "assignment": "attention",
        "status": "graded",
        "score": sum(one.score for one in questions.values()),
        "points": sum(one.points for one in questions.values()),
        "repairs": (),
        "isolation": "bubblewrap",
        "provenance": Provenance("0" * 64, "1" * 64, "0.1.0", "python 3.11"),
    }
    return Report(**{**default, **more}, questions=questions)
