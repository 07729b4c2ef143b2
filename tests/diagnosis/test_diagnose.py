"""Who answers as a known wrong solution does is told so; nobody else is told anything."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from lots import some
from small_course import REFERENCE, hand_in

from grader.checks.in_process import in_process
from grader.checks.run import quiet
from grader.course.load import load_assignment, load_course
from grader.diagnosis.answers import Answers, same
from grader.diagnosis.culprit import has_own_mistake
from grader.diagnosis.diagnose import UNKNOWN, diagnosed
from grader.diagnosis.diagnoser import Diagnoser, diagnoser, origin
from grader.diagnosis.doubts import StudentCode
from grader.errors import CourseError
from grader.grading.setup import Setup, set_up
from grader.grading.submission import Submission, grade_submission
from grader.model import QuestionReport, Result, Verdict
from grader.sandbox import Zygote
from grader.solutions import rebuilt
from grader.solutions.known import load_known
from grader.values.calls import Call, Reply, Returned

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
WRONG = load_known(load_assignment(load_course(ROOT), "attention")[0], "wrong")
QUESTIONS = (
    "score", "softmax", "context_vector", "attend", "decode", "plot_attention",
    "static_or_dynamic", "model_family",
)  # fmt: skip
# They answer the same call now so, now otherwise.
UNSTEADY = {
    "attend_noise",
    "attend_remembers_swapped",
    "context_vector_remembers",
    "plot_attention_figure_of_that_size",
    "plot_attention_same_axes_again",
    "score_random_weights",
    "softmax_noise",
}

# They cut off what comes after the point: of a sum of 3, that may leave 2, and its last digit decides.
LAST_DIGIT = {"attend_whole_numbers", "score_inherits_integers", "score_truncates"}

NAMES_ALONE = {"plot_attention_names_exchanged"}

# Only first calls are compared: they differ in a later call of a check, or first in what builds on them.
ASKED_LATER = {
    "attend_remembers_swapped",
    "decode_same_list_again",
    "softmax_all_close_is_uniform",
    "softmax_close_ties",
    "softmax_reuses_its_array",
}

Functions = Mapping[str, Callable[..., Any]]


@pytest.fixture(scope="session")
def knowing(attention: SimpleNamespace) -> Diagnoser:
    """The real assignment's diagnoser."""
    wrong = [one for name, one in attention.known.items() if one.path.parent.name == "wrong"]
    prepared = attention.prepared
    return diagnoser("attention", prepared.opening, prepared.returns, attention.reference, wrong)


def lost(*questions: str) -> dict[str, QuestionReport]:
    """Reports in which one check of each of these questions failed."""
    failed = Result("a_check", "A claim.", Verdict.FAILED, 0.0, 1.0, hidden=False)
    reports = {question: QuestionReport(1.0, 1.0) for question in QUESTIONS}
    return reports | {question: QuestionReport(0.0, 1.0, (failed,)) for question in questions}


def replies(knowing: Diagnoser, functions: Functions, *questions: str) -> dict[bytes, Reply]:
    """What these functions answer to all opening calls of these questions, in this process."""
    ask = in_process(functions)
    with quiet():
        return {key: ask(call) for question in questions for key, call in knowing.calls[question].items()}


def diagnose(
    knowing: Diagnoser, functions: Functions, *questions: str, student: StudentCode = UNKNOWN
) -> dict[str, QuestionReport]:
    """Whoever answers so, where these questions lost points; answers to others are not looked at."""
    return diagnosed(knowing, replies(knowing, functions, *questions), lost(*questions), student=student)


def named(report: QuestionReport) -> list[str]:
    return [diagnosis.solution for diagnosis in report.diagnoses]


def classes(knowing: Diagnoser, question: str) -> int:
    """How many sets of answers there are that wrong solutions give and the reference does not."""
    found: list[Answers] = [knowing.reference[question]]
    for one in WRONG:
        if question in one.touches and one.path.stem not in UNSTEADY:
            answered = knowing.plans[question].all(one.again()[question])
            if answered and not any(same(answered, other) for other in found):
                found.append(answered)
    return len(found) - 1


# --- how much is told apart ---


@pytest.mark.parametrize(
    ("question", "reached"), [("score", 38), ("softmax", 46), ("context_vector", 28), ("attend", 125)]
)
def test_wrong_solutions_are_told_apart(knowing: Diagnoser, question: str, reached: int) -> None:
    """So many sets of answers differ from each other and from the right ones. Examples may only add to it."""
    assert classes(knowing, question) >= reached


def test_every_wrong_solution_can_be_diagnosed(knowing: Diagnoser) -> None:
    """Each answers a first call otherwise than the reference; what axes are called is not compared."""
    assert {one.path.stem for one in WRONG if not origin(knowing, one.path.stem)} == NAMES_ALONE | ASKED_LATER


ROW_ABOVE_ALL = """\
def decode(first_state, encoder_states, step, n):
    row = np.zeros(encoder_states.shape[0])
    outputs, alignment = [], []
    state = first_state
    for i in range(n):
        context, weights = attend(state, encoder_states)
        row[:] = weights
        alignment.append(row)
        output, state = step(context, state)
        outputs.append(output)
    return outputs, alignment"""


def test_a_right_function_is_not_named(knowing: Diagnoser, attention: SimpleNamespace) -> None:
    """To keep one row for all steps looks as if softmax kept one array; but softmax is right."""
    functions = attention.known["decode_one_row_reused"].functions
    code = {"decode": ROW_ABOVE_ALL}

    found = diagnose(knowing, functions, "decode", student=StudentCode(lambda calls: (), code))

    assert named(found["decode"]) == ["decode_one_row_reused"]


DIAGNOSED = [
    known for known in WRONG if known.path.stem not in UNSTEADY | LAST_DIGIT | NAMES_ALONE | ASKED_LATER
]
LOT = some([known.path.stem for known in DIAGNOSED], 1 / 3, "attention")


@pytest.mark.parametrize(
    "known", [one for one in DIAGNOSED if one.path.stem in LOT], ids=lambda known: known.path.stem
)
def test_wrong_solution_in_the_sandbox(
    knowing: Diagnoser, attention: SimpleNamespace, patient: Zygote, known: Any
) -> None:
    """Handed in by a student, a known wrong solution is diagnosed as what it is."""
    question = origin(knowing, known.path.stem)
    keys, calls = zip(*knowing.calls[question].items(), strict=True)

    with patient.session() as session:
        session.load([(attention.assignment.solutions / "attention.py").read_text(), known.path.read_text()])
        answered = dict(zip(keys, session.ask(keys, calls), strict=True))
    text = f"{(attention.assignment.solutions / 'attention.py').read_text()}\n{known.path.read_text()}"
    student = StudentCode(lambda calls: (), {question: text})
    found = diagnosed(knowing, answered, lost(question), student=student)

    assert named(found[question]) == [known.path.stem]


# --- what is never done ---


@pytest.mark.parametrize("style", ["loops", "single_precision", "pure_python", "attend_alone"])
def test_right_solution_is_never_diagnosed(
    knowing: Diagnoser, attention: SimpleNamespace, style: str
) -> None:
    """Right answers are no misconception's, whatever a check made of them."""
    found = diagnose(knowing, attention.known[style].functions, *QUESTIONS)

    assert [named(report) for report in found.values()] == [[]] * len(QUESTIONS)


def test_points_stay(knowing: Diagnoser, attention: SimpleNamespace) -> None:
    """A diagnosis changes nothing else in a report."""
    before = lost("softmax")

    answered = replies(knowing, attention.known["softmax_linear"].functions, "softmax")
    found = diagnosed(knowing, answered, before)

    assert {name: replace(one, diagnoses=(), behaviour="") for name, one in found.items()} == before


def test_full_marks_are_not_looked_at(knowing: Diagnoser, attention: SimpleNamespace) -> None:
    """A question that lost nothing has neither diagnosis nor behaviour."""
    answered = replies(knowing, attention.known["score_scaled"].functions, "score", "attend")

    found = diagnosed(knowing, answered, lost("attend"))

    assert (found["score"].diagnoses, found["score"].behaviour) == ((), "")


def test_one_answer_missing(knowing: Diagnoser, attention: SimpleNamespace) -> None:
    """Nothing is said of a submission that did not answer every call: the rest would be a guess."""
    answered = replies(knowing, attention.known["score_scaled"].functions, "score")
    del answered[next(iter(knowing.calls["score"]))]

    found = diagnosed(knowing, answered, lost("score"))

    assert named(found["score"]) == []


def test_one_answer_different(knowing: Diagnoser, attention: SimpleNamespace) -> None:
    """All answers have to be equal, not most."""
    answered = replies(knowing, attention.known["softmax_linear"].functions, "softmax")
    key, call = next(iter(knowing.calls["softmax"].items()))

    found = diagnosed(knowing, answered | {key: Returned(call.arguments[0] + 9.0)}, lost("softmax"))

    assert named(found["softmax"]) == []


def test_another_exception_throughout(knowing: Diagnoser, attention: SimpleNamespace) -> None:
    """A function that never returns is diagnosed by what it raises, text included."""

    def softmax(scores: Any) -> Any:
        raise np.exceptions.AxisError("something else altogether")

    found = diagnose(knowing, {**attention.reference, "softmax": softmax}, "softmax")

    assert named(found["softmax"]) == []


# --- several explanations ---


@pytest.mark.parametrize("solution", ["softmax_divided_by_max", "softmax_not_divided"])
def test_solutions_that_answer_alike(knowing: Diagnoser, attention: SimpleNamespace, solution: str) -> None:
    """Of two misconceptions that no answer tells apart, the one is named that is written so."""
    known = attention.known[solution]
    student = StudentCode(lambda calls: (), {"softmax": known.path.read_text()})

    found = diagnose(knowing, known.functions, "softmax", student=student)

    assert named(found["softmax"]) == [solution]


def minus_mean(scores: Any) -> Any:
    exponentials = np.exp(scores - np.mean(scores))
    return exponentials / exponentials.sum()


def minus_smallest(scores: Any) -> Any:
    exponentials = np.exp(scores - np.min(scores))
    return exponentials / exponentials.sum()


def asked(functions: Functions, code: Mapping[str, str]) -> StudentCode:
    """Somebody who can be asked again."""
    ask = in_process(functions)

    def again(calls: Sequence[Call]) -> Sequence[Reply]:
        with quiet():
            return [ask(call) for call in calls]

    return StudentCode(again, code)


@pytest.mark.parametrize(
    ("softmax", "solution"),
    [(minus_mean, "softmax_shifts_by_mean"), (minus_smallest, "softmax_shifts_by_minimum")],
)
def test_what_the_checks_do_not_tell_apart(
    knowing: Diagnoser, attention: SimpleNamespace, softmax: Callable[..., Any], solution: str
) -> None:
    """The checks ask for no score so far above others that these two differ; a further input does."""
    functions = {**attention.reference, "softmax": softmax}

    found = diagnose(knowing, functions, "softmax", student=asked(functions, {}))

    assert named(found["softmax"]) == [solution]


# --- no explanation ---


def first_words_only(weights: Any, encoder_states: Any) -> Any:
    features = encoder_states.shape[1]
    return weights[:features] @ encoder_states[:features]


def even_features_only(decoder_state: Any, encoder_states: Any) -> Any:
    even = len(decoder_state) // 2 * 2
    return encoder_states[:, :even] @ decoder_state[:even]


def sigmoid_of_two(scores: Any) -> Any:
    others = (scores.sum() - scores) / max(1, len(scores) - 1)
    weights = 1 / (1 + np.exp(others - scores))
    return weights / weights.sum()


def low_scores_left(scores: Any) -> Any:
    exponentials = np.exp(scores - np.max(scores) if np.max(scores) > 700 else scores)
    return exponentials / exponentials.sum()


def fading(weights: Any, encoder_states: Any) -> Any:
    context = np.zeros(encoder_states.shape[1])
    for weight, state in zip(weights, encoder_states, strict=True):
        context = (1 - weight) * context + weight * state
    return context


@pytest.mark.parametrize(
    ("function", "question", "told"),
    [
        (fading, "context_vector", r"adding 1 to encoder_states\[0\] adds .*, and should .* For encoder_s"),
        (first_words_only, "context_vector", r"encoder_states has more rows than columns[:,.].* gave \["),
        (even_features_only, "score", r"gave \[.*There, decoder_state\[2\] and encoder_states\[:, 2\]"),
        (sigmoid_of_two, "softmax", r"scores has at most 2 numbers, wrong for some .* gave \[.* expected \["),
        (low_scores_left, "softmax", r"where every number in scores is about -7\d+ or lower, right for all"),
    ],
)  # fmt: skip
def test_what_sets_wrong_answers_apart(
    knowing: Diagnoser,
    attention: SimpleNamespace,
    function: Callable[..., Any],
    question: str,
    told: str,
) -> None:
    """A student who has none of the known mistakes is told where it goes wrong, and what comes of it."""
    functions = {**attention.reference, question: function}
    kinds = "very large or very low scores" if function is low_scores_left else ""
    failed = Result("large_scores_keep_their_weights", "A claim.", Verdict.FAILED, 0.0, 1.0, hidden=False)
    reports = {question: QuestionReport(0.0, 1.0, (replace(failed, inputs=kinds),))}

    student = asked(functions, {question: "written"})
    found = diagnosed(knowing, replies(knowing, functions, question), reports, student=student)[question]

    assert found.contrast is not None
    assert re.search(told, found.contrast.found)


def test_what_follows_from_a_part(knowing: Diagnoser, attention: SimpleNamespace) -> None:
    """An attend that is wrong only because softmax is, is told that, and no second misconception."""
    functions = attention.known["softmax_no_shift"].functions
    student = asked(functions, {})

    found = diagnose(knowing, functions, "softmax", "attend", student=student)

    (one,) = found["attend"].diagnoses
    assert one.name == "In softmax: Overflows for large scores."
    assert found["attend"].waits_for == "softmax"


def remembering() -> Callable[[Any], Any]:
    """A softmax that subtracts the largest score that it ever met."""
    met: list[float] = []

    def softmax(scores: Any) -> Any:
        met.append(float(np.max(scores)))
        exponentials = np.exp(scores - max(met))
        return exponentials / exponentials.sum()

    return softmax


def test_no_name_for_code_that_is_right(knowing: Diagnoser, attention: SimpleNamespace) -> None:
    """Whatever a wrong softmax makes of its answers, an attend that joins its parts has no slip."""
    answered = replies(knowing, rebuilt(attention.reference, {"softmax": remembering()}))
    own = attention.known["attend_without_softmax"].functions["attend"]
    asked_first = {key: in_process({"attend": own})(call) for key, call in knowing.calls["attend"].items()}
    student = asked(attention.reference, {"attend": "def attend(s, h): ..."})

    found = diagnosed(knowing, answered | asked_first, lost("softmax", "attend"), student=student)["attend"]

    assert (named(found), found.waits_for) == ([], "softmax")


def all_tripled(decoder_state: Any, encoder_states: Any) -> Any:
    return 3 * encoder_states.sum(axis=0), encoder_states @ decoder_state


@pytest.mark.parametrize(("attend", "waits_for"), [({}, "score"), ({"attend": all_tripled}, "")])
def test_a_mistake_without_a_name_waits(
    knowing: Diagnoser, attention: SimpleNamespace, attend: Functions, waits_for: str
) -> None:
    """An attend that puts its parts together as it should is not to blame for what they give."""
    functions = {**rebuilt(attention.reference, {"score": even_features_only}), **attend}

    found = diagnose(knowing, functions, "score", "attend", student=asked(functions, {}))["attend"]

    assert (named(found), found.waits_for) == ([], waits_for)


SILENT_WORDS_LEFT_OUT = """
def attend(decoder_state, encoder_states):
    scores = score(decoder_state, encoder_states)
    scores = np.where(encoder_states.any(axis=1), scores, -1e9)  # zeros are taken for padding
    weights = softmax(scores)
    return context_vector(weights, encoder_states), weights
"""


@pytest.mark.parametrize(("code", "waits_for"), [("", "score"), (SILENT_WORDS_LEFT_OUT, "")])
def test_a_mistake_of_its_own_beside_a_wrong_part(
    knowing: Diagnoser, attention: SimpleNamespace, code: str, waits_for: str
) -> None:
    """An attend that joins its parts rightly but for a rare kind of input does not wait for a wrong score."""
    functions = dict(rebuilt(attention.reference, {"score": even_features_only}))
    joined = {**functions, "np": np}
    exec(code, joined)
    functions["attend"] = joined["attend"]
    claims = [claim for claim, runs in knowing.runs.items() if runs[0].check.question == "attend"]
    failed = [Result(claim, "A claim.", Verdict.FAILED, 0.0, 1.0, hidden=False) for claim in claims]
    reports = {**lost("score"), "attend": QuestionReport(0.0, 1.0, tuple(failed))}

    answered = replies(knowing, functions, "score", "attend")
    found = diagnosed(knowing, answered, reports, student=asked(functions, {"attend": "written"}))

    assert found["attend"].waits_for == waits_for


def test_no_end_with_stand_ins(knowing: Diagnoser) -> None:
    """Who does not answer with stand-ins does not wait for a part, and the diagnosis goes on."""
    claims = [claim for claim, runs in knowing.runs.items() if runs[0].check.question == "attend"]
    failed = [Result(claim, "A claim.", Verdict.FAILED, 0.0, 1.0, hidden=False) for claim in claims]
    report = QuestionReport(0.0, 1.0, tuple(failed))

    assert has_own_mistake(knowing, "attend", lambda calls: (), report)
    assert not has_own_mistake(knowing, "score", lambda calls: (), report)  # it has no parts


def test_the_same_slip_in_attend_itself(knowing: Diagnoser, attention: SimpleNamespace) -> None:
    """Beside a right softmax, attend's own slip is named, though a wrong softmax would answer alike."""
    found = diagnose(knowing, attention.known["attend_no_shift"].functions, "attend")

    assert named(found["attend"]) == ["attend_no_shift"]


# --- the same answer in another style ---


@pytest.mark.parametrize("solution", ["score_scaled", "context_vector_squared_weights", "softmax_linear"])
@pytest.mark.parametrize(
    "style",
    [
        lambda value: np.asarray(value).astype(np.float32),
        lambda value: np.asarray(value).tolist(),
        lambda value: np.nextafter(value, np.inf),
    ],
    ids=["float32", "lists", "last digit"],
)
def test_style_makes_no_difference(
    knowing: Diagnoser, attention: SimpleNamespace, solution: str, style: Callable[[Any], Any]
) -> None:
    """Number type, lists and noise of the last digit change neither diagnosis nor behaviour."""
    question, plainly = origin(knowing, solution), attention.known[solution].functions

    def styled(*arguments: Any) -> Any:
        return style(plainly[question](*arguments))

    first = diagnose(knowing, plainly, question)[question]
    second = diagnose(knowing, {**plainly, question: styled}, question)[question]

    assert solution in named(second)
    assert second.behaviour == first.behaviour


def unknown_softmax(scores: Any) -> Any:
    return np.cbrt(scores - scores.min()) + 0.1


def unknown_softmax_by_loop(scores: Any) -> Any:
    return [float(np.cbrt(score - min(scores))) + 0.1 for score in scores]


def other_softmax(scores: Any) -> Any:
    return np.cbrt(scores - scores.min()) + 0.2


def test_behaviour_of_the_unknown(knowing: Diagnoser, attention: SimpleNamespace) -> None:
    """Whoever is wrong alike shares a behaviour, known or not; whoever is wrong otherwise has another."""
    first, second, third = (
        diagnose(knowing, {**attention.reference, "softmax": function}, "softmax")["softmax"].behaviour
        for function in (unknown_softmax, unknown_softmax_by_loop, other_softmax)
    )

    assert first == second
    assert first != third


def behaviours(knowing: Diagnoser, solutions: Iterable[Any], question: str) -> set[str]:
    return {diagnose(knowing, known.functions, question)[question].behaviour for known in solutions}


def test_behaviours_tell_apart_what_answers_do(knowing: Diagnoser) -> None:
    """The short name loses nothing: there are as many behaviours as there are sets of answers."""
    own = [known for known in WRONG if origin(knowing, known.path.stem) == "context_vector"]

    found = behaviours(knowing, [known for known in own if known.path.stem not in UNSTEADY], "context_vector")

    assert len(found) == classes(knowing, "context_vector")


# --- in a class ---


def test_a_submission_is_told(small_setup: Setup, zygote: Zygote, tmp_path: Path) -> None:
    """The report names the misconception, and the check cell tells it in words."""
    squares = "def double(numbers):\n    return [number * number for number in numbers]\n"
    home = hand_in(tmp_path, small_setup.course.root, ada=squares) / "submitted"

    graded = grade_submission(
        small_setup, zygote, Submission("ada", home / "ada/tiny/tiny.ipynb"), below=home
    )

    assert named(graded.report.questions["double"]) == ["double_squares"]
    assert graded.notebook is not None
    assert b"It looks as if you had made this mistake:" in graded.notebook
    assert b"What is twice 3?" in graded.notebook


def test_endless_solution_keeps_nobody_waiting(small: Path) -> None:
    """A known wrong solution that never returns is interrupted, and recognised in nobody."""
    text = '"""Endless."""\n# caught by: x\ndef double(numbers):\n    while True: pass\n'
    (small / "solutions/tiny/wrong/double_endless.py").write_text(text)

    made = set_up(load_course(small), "tiny", "bubblewrap").diagnoser
    found = diagnose(made, {"double": lambda numbers: numbers**2}, "double")

    assert named(found["double"]) == ["double_squares"]


def test_pictures_wait(attention: SimpleNamespace) -> None:
    """Nobody waits for the reference's pictures until a student has lost points on one."""
    prepared = attention.prepared

    made = diagnoser("attention", prepared.opening, prepared.returns, attention.reference, [])

    assert {*QUESTIONS} - {*made.reference} == {"plot_attention"}


def test_endless_reference_is_the_courses_fault(small: Path) -> None:
    """What to mend is said, instead of waiting for ever."""
    (small / "solutions/tiny/tiny.py").write_text(REFERENCE.replace("return 2 * numbers", "while True: pass"))

    with pytest.raises(
        CourseError, match=r"the reference of tiny: double did not return within 0\.5 seconds"
    ):
        set_up(load_course(small), "tiny", "bubblewrap")
