"""The additive attention assignment: its checks hold, its text is right, and its demonstrations run."""

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from grader.checks.in_process import in_process
from grader.checks.judge import returns_of
from grader.checks.quiz import quiz_checks
from grader.checks.run import play_one_by_one
from grader.checks.verdict import results
from grader.course.load import load_assignment, load_course
from grader.solutions.audit import audit_course
from grader.solutions.known import load_known, load_reference

ROOT = Path(__file__).parents[2]
COURSE = load_course(ROOT)
ASSIGNMENT, SOURCE = load_assignment(COURSE, "bahdanau")
REFERENCE = load_reference(ASSIGNMENT)
RIGHT, WRONG = load_known(ASSIGNMENT, "right"), load_known(ASSIGNMENT, "wrong")
PROSE = "\n\n".join(cell.text for cell in SOURCE.cells if cell.kind == "markdown")
SECTIONS = {
    section.partition("\n")[0].strip(): re.sub(r"\s+", " ", section)
    for section in re.split(r"^#{1,3} ", PROSE, flags=re.MULTILINE)
}
DOT = "What a dot product cannot do"
IDEA = "The idea: a small network compares"
TRAIN = "5. Train: learn where to look, without being told"
CAME = "What came of it"


@pytest.mark.long
def test_it_is_ready_to_release() -> None:
    """Its checks pass every right solution and catch every wrong one, as it says."""
    found, _ = audit_course(COURSE, "bahdanau")

    assert found.problems == ()


def test_points() -> None:
    """All questions together are worth 100, and the table at the top says how they are shared out."""
    points = {question.name: question.points for question in ASSIGNMENT.questions}
    told = [int(row) for row in re.findall(r"^\| \d.*\| (\d+) \|$", PROSE, re.MULTILINE)]

    assert (sum(points.values()), sum(told), len(told)) == (100, 100, 4)
    assert told[0] == sum(points[name] for name in ("additive_score", "masked_softmax", "AdditiveAttention"))


def test_enough_known_solutions() -> None:
    """Odd right styles and wrong ideas are both covered broadly."""
    assert len(RIGHT) >= 12
    assert len(WRONG) >= 50


def test_hints_are_questions() -> None:
    """Every misconception has a name of one line and a hint that asks; within a question names differ."""
    names = [(sorted(known.touches), known.name) for known in WRONG]

    assert [one.path.stem for one in WRONG if not re.fullmatch(r"[A-Z].{5,90}\.", one.name)] == []
    assert [one.path.stem for one in WRONG if not one.hint.endswith("?")] == []
    assert len({(tuple(touched), name) for touched, name in names}) == len(names)


# --- what the text says ---


ONE = np.array([[1.0]])


@pytest.mark.parametrize(
    ("question", "arguments", "expected"),
    [
        ("additive_score", ([1], [[-1], [0]], [[1]], [[1]], [2]), [0, 1.523]),
        ("masked_softmax", ([0, np.log(3), 7], [True, True, False]), [0.25, 0.75, 0]),
    ],
)
def test_by_hand(question: str, arguments: Any, expected: Any) -> None:
    """The worked example in the docstring is what the reference gives."""
    found = REFERENCE[question](*map(np.array, arguments))

    np.testing.assert_allclose(found, expected, atol=5e-4)


def test_attention_by_hand() -> None:
    """So it is for the class."""
    attention = REFERENCE["AdditiveAttention"](ONE, ONE, np.array([2.0]))
    attention.remember(np.array([[-1.0], [0.0]]))
    context, weights = attention(np.array([1.0]))

    np.testing.assert_allclose(attention.keys, [[-1], [0]])
    np.testing.assert_allclose(weights, [0.179, 0.821], atol=5e-4)
    np.testing.assert_allclose(context, [-0.179], atol=5e-4)


def test_slopes_by_hand() -> None:
    """So it is for the slopes of a score."""
    layer = np.array([[2.0, -1.0]]), np.array([[0.0]]), np.array([3.0])
    by_v, by_W = REFERENCE["score_gradient"](np.array([1.0, 2.0]), np.array([1.0]), *layer)  # noqa: N806

    np.testing.assert_allclose(by_v, [0])
    np.testing.assert_allclose(by_W, [[3, 6]])


def test_training_by_hand() -> None:
    """So it is for a sentence of one word, from which nothing can be learned."""
    sentences, targets = [(np.array([1.0]), np.array([[2.0]]))], [np.array([1.0])]
    *layer, losses = REFERENCE["train"](sentences, targets, 2, 0.5, np.random.default_rng(0))
    rng = np.random.default_rng(0)

    np.testing.assert_allclose(losses, [0.5, 0.5])
    for found, size in zip(layer, ((8, 1), (8, 1), 8), strict=True):
        np.testing.assert_allclose(found, rng.normal(size=size))


def test_alignment_by_hand() -> None:
    """So it is for two words with the same weight."""
    pairs = REFERENCE["alignment"](np.array([[1, 0], [0.5, 0.5]]), ["I", "sleep"], ["je", "dors"])

    assert pairs == [("je", "I"), ("dors", "I")]


@pytest.mark.parametrize(
    ("heading", "phrase"),
    [
        (DOT, "both have **the same size**"),
        (DOT, "means **the same** as number 3 of the other"),
        (DOT, "one from the left and one from the right"),
        (DOT, "what comes before its word *and* what comes after it"),
        (IDEA, r"e_{ij} = v \cdot \tanh(W s_{i-1} + U h_j)"),
        (IDEA, "one speaks of **additive attention**"),
        (IDEA, "it is worked out **once a sentence**"),
        (IDEA, "**from pairs of sentences alone**"),
        (IDEA, "*soft* alignment"),
        ("2. Masked softmax: some places are no words", "filled up with **padding**"),
        (TRAIN, r"a_j \, (h_j - c) \cdot (c - y)"),
        (CAME, "| RNNencdec-30 | 13.93 | 24.19 |"),
        (CAME, "| RNNsearch-30 | 21.50 | 31.44 |"),
        (CAME, "| RNNencdec-50 | 17.82 | 26.71 |"),
        (CAME, "| RNNsearch-50 | 26.75 | 34.16 |"),
        (CAME, "| RNNsearch-50, trained longer | 28.45 | 36.15 |"),
        (CAME, "| Moses, phrase by phrase, with more data | 33.30 | 35.63 |"),
        (CAME, "RNNsearch-50 shows no loss up to 60 words"),
        (CAME, r"take $T_x \times T_y$ evaluations"),
        (CAME, "Both are **multiplicative**"),
        ("8a. Why tanh? (8 points)", "what do the weights still depend on"),
        ("8b. What it buys, and what it costs (8 points)", "what that grows with"),
    ],
)
def test_every_line_of_the_lesson(heading: str, phrase: str) -> None:
    """What the lesson says stands in the notebook, where one would look for it."""
    assert phrase in SECTIONS[heading]


def test_it_reads_as_a_lesson() -> None:
    """No paragraph is longer than a dozen lines; the whole is read in a quarter of an hour."""
    paragraphs = PROSE.split("\n\n")

    assert max(paragraph.count("\n") for paragraph in paragraphs if "|" not in paragraph) < 12
    assert 1200 < len(PROSE.split()) < 3000


# --- the quiz ---


@pytest.mark.parametrize(
    ("question", "answer", "earned"),
    [
        ("bahdanau_score", "Additive", 2),
        ("bahdanau_score", "multiplicative", 0),
        ("once_a_sentence", "u h", 2),
        ("once_a_sentence", "W s", 0),
        ("attention_weights", "computed", 2),
        ("attention_weights", "trained", 0),
        ("mask_is_for", "padding", 2),
        ("mask_is_for", "future words", 0),
        ("alignment_kind", "soft", 2),
        ("alignment_kind", "hard", 0),
    ],
)
def test_quiz(question: str, answer: str, earned: float) -> None:
    """Each choice passes at home, and the right one earns its points."""
    known = quiz_checks(ASSIGNMENT.questions, ROOT / "solutions/bahdanau/rubric.toml")
    checks, returns = [one for one in known if one.question == question], returns_of(ASSIGNMENT.questions)
    pools = {check.id: ({},) for check in checks}

    failures = play_one_by_one(checks, pools, returns, in_process({question: answer}))
    at_home, graded = results(checks, failures, returns)

    assert (at_home.verdict.value, graded.score) == ("passed", earned)


# --- the demonstrations ---


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The students' module, imported as a notebook does; figures are drawn and thrown away."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(ASSIGNMENT.folder)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # the folder is released as it is
    plt.switch_backend("agg")
    yield importlib.import_module("data.demonstrations")
    plt.close("all")
    for name in {name for name in sys.modules if name.split(".")[0] == "data"} - before:
        del sys.modules[name]


@pytest.mark.parametrize(
    ("alignment", "rate", "says"),
    [
        (
            REFERENCE["alignment"],
            1,
            "profonds   → deep\n6 of 6 pairs are those of the language.\nEvery French word has",
        ),
        (REFERENCE["alignment"], 0, "Not right: je, "),
        (
            lambda *given: REFERENCE["alignment"](*given)[:5],
            1,
            "5 of 6 pairs are those of the language.\nNot right: profonds. The pairs are not where",
        ),
        (
            lambda *given: [pair[::-1] for pair in REFERENCE["alignment"](*given)],
            1,
            "The pairs are where the weights are largest. Which of the two words comes first?",
        ),
    ],
)
def test_the_demonstration_says_what_is_so(
    demo: ModuleType, capsys: pytest.CaptureFixture[str], alignment: Any, rate: float, says: str
) -> None:
    """Trained by the student's own functions, every French word finds its English one; else it says which."""

    def train(sentences: Any, targets: Any, steps: int, learning_rate: float, rng: Any) -> Any:
        return REFERENCE["train"](sentences, targets, steps, rate * learning_rate, rng)

    demo.trained(train, REFERENCE["AdditiveAttention"], REFERENCE["plot_training"], alignment)

    told = capsys.readouterr().out
    assert says in told
    assert ("Every French word has found" in told) is ("6 of 6" in told)


def test_the_untrained_demonstration(demo: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """It shows a weight for every pair of words."""
    demo.untrained(REFERENCE["AdditiveAttention"])

    told = capsys.readouterr().out
    assert "A decoder state has 6 numbers, an annotation 12." in told
    assert len(re.findall(r"0\.\d\d", told)) == 18


def test_a_context_is_not_shown_as_weights(demo: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """Numbers stand below words only where there is one for each."""

    class Exchanged(REFERENCE["AdditiveAttention"]):  # type: ignore[misc]
        def __call__(self, *asked: Any) -> Any:
            return super().__call__(*asked)[::-1]

    demo.untrained(Exchanged)

    told = capsys.readouterr().out
    assert "does not fit here (ValueError: weights of shape (12,) for 6 words)." in told
    assert not re.findall(r"\d\.\d\d", told)


def test_demonstrations_wait(demo: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """Who has not written the class yet is told so, without a traceback."""
    namespace: dict[str, Any] = {}
    exec(next(cell.text for cell in SOURCE.cells if "class AdditiveAttention" in cell.text), namespace)

    demo.untrained(namespace["AdditiveAttention"])

    assert capsys.readouterr().out == (
        "This demonstration waits for your AdditiveAttention, which is not written yet.\n"
    )


@pytest.mark.parametrize("drawing", ["two_readers", "network"])
def test_drawings_can_be_read_out(demo: ModuleType, drawing: str) -> None:
    """Who cannot see a drawing is told what it shows."""
    assert len(repr(getattr(demo, drawing)())) > 100
