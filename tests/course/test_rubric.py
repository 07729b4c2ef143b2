"""rubric.toml: read strictly; the attention assignment's own marks agree with themselves."""

from pathlib import Path

import pytest

from grader.course.load import load_assignment, load_course
from grader.course.rubric import Rubric, Sample, load_rubrics, score
from grader.errors import CourseError
from grader.model import Question

ROOT = Path(__file__).parents[2]
ASSIGNMENT, _ = load_assignment(load_course(ROOT), "attention")
RUBRICS = load_rubrics(ROOT / "solutions" / "attention" / "rubric.toml", ASSIGNMENT.questions)
SAMPLES = [(rubric, sample) for rubric in RUBRICS.values() for sample in rubric.sample]

ANSWERS = [Question("why", "answer", 3.0)]
TEXT = """
[[question]]
name = "why"
model = "Because it is so."

[[question.criterion]]
name = "a reason"
levels = [{ points = 2, when = "said" }, { points = 1, when = "half said" }]

[[question.criterion]]
name = "an example"
levels = [{ points = 1, when = "there is one" }]

[[question.error]]
name = "no reason at all"
deduct = 2
rule = "As the lesson says."

[[question.sample]]
text = "So."
criteria = [1, 0]
errors = ["no reason at all"]
points = 0
"""


@pytest.mark.parametrize(("rubric", "sample"), SAMPLES)
def test_samples_add_up(rubric: Rubric, sample: Sample) -> None:
    """A sample answer's points are what its criteria come to, less its errors."""
    assert sample.points == score(rubric, sample)


@pytest.mark.parametrize("rubric", RUBRICS.values(), ids=list(RUBRICS))
def test_samples_cover_the_range(rubric: Rubric) -> None:
    """Six samples a question; one earns all points, one a quarter of them at most."""
    points = sorted(sample.points for sample in rubric.sample)

    assert len(points) == 6
    assert points[-1] == rubric.points
    assert points[0] <= rubric.points / 4


@pytest.mark.parametrize("tenths", [(1, 2), (7, 1), (3, 6), (11, 22)])
def test_decimal_points_add_up(tmp_path: Path, tenths: tuple[int, int]) -> None:
    """0.1 and 0.2 are 0.3 points, though their sum as floats is not quite."""
    one, other = (number / 10 for number in tenths)
    levels = [
        f'[[question.criterion]]\nname = "{at}"\nlevels = [{{ points = {at}, when = "there" }}]'
        for at in (one, other)
    ]
    text = "\n".join(['[[question]]\nname = "why"\nmodel = "So."', *levels])
    text += f'\n[[question.sample]]\ntext = "So."\ncriteria = [{one}, {other}]\npoints = {sum(tenths) / 10}\n'
    (tmp_path / "rubric.toml").write_text(text)

    found = load_rubrics(tmp_path / "rubric.toml", [Question("why", "answer", sum(tenths) / 10)])

    assert [*found] == ["why"]


def test_errors_cost_points() -> None:
    """What an error deducts is taken off once, and not below 0."""
    rubric = RUBRICS["bottleneck"]
    grows = ("The vector grows with the sentence",)

    assert score(rubric, Sample("a", (0, 2, 1.5, 0, 0), 1.5, grows)) == 1.5
    assert score(rubric, Sample("a", (0, 1, 0, 0, 0), 0, grows)) == 0


def test_a_person_marks_thirty_six_points() -> None:
    """The written answers of the attention assignment are worth what its table of points says."""
    assert {name: rubric.points for name, rubric in RUBRICS.items()} == {
        "bottleneck": 10, "analogy": 8, "comparison": 10, "practice_problem": 4, "practice_states": 4,
    }  # fmt: skip


def test_a_small_rubric(tmp_path: Path) -> None:
    """Criteria, errors and samples are read as they are written."""
    (path := tmp_path / "rubric.toml").write_text(TEXT)

    rubric = load_rubrics(path, ANSWERS)["why"]

    assert [criterion.points for criterion in rubric.criterion] == [2, 1]
    assert rubric.error[0].deduct == 2
    assert rubric.sample[0].criteria == (1, 0)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            'points = 1, when = "there',
            'points = "two", when = "there',
            'why, criterion 2, level 1: points is "two", expected a number',
        ),
        (
            "points = 2, when",
            "points = 0, when",
            "why, criterion 1, level 1: points is 0, expected a number above 0",
        ),
        ("deduct = 2", "deduct = -2", "why, error 1: deduct is -2, expected a number, 0 or above"),
        ("deduct = 2", "deducted = 2", "why, error 1: there is no key 'deducted'; did you mean 'deduct'?"),
        ('model = "Because it is so."', "", "why: 'model' is missing; add model = ..."),
        ('model = "Because it is so."', "model = 3", "why: model is 3, expected text in quotes"),
        (
            'levels = [{ points = 1, when = "there is one" }]',
            "levels = []",
            "why, criterion 2: levels is [], expected at least one",
        ),
        ('name = "why"', 'name = "wy"', "wy: the notebook has no such answer; did you mean 'why'?"),
        (
            'points = 1, when = "half',
            'points = 2, when = "half',
            "why, criterion 1: levels are worth 2, 2, expected fewer points from level to level",
        ),
        (
            'points = 2, when = "said"',
            'points = 4, when = "said"',
            "why: criteria add up to 5 points, expected 3, as in the notebook",
        ),
        (
            "criteria = [1, 0]",
            "criteria = [1]",
            "why, sample 1: criteria has 1 numbers, expected 2, one for each criterion",
        ),
        (
            "criteria = [1, 0]",
            "criteria = [1.5, 0]",
            "why, sample 1: 1.5 points for 'a reason', expected one of 2, 1, 0",
        ),
        (
            'errors = ["no reason at all"]',
            'errors = ["no reason"]',
            "why, sample 1: there is no error 'no reason', expected 'no reason at all'",
        ),
        (
            "points = 0\n",
            "points = 1\n",
            "why, sample 1: points is 1, expected 0, as its criteria and errors say",
        ),
        (
            'name = "an example"',
            'name = "a reason"',
            "why: the criterion 'a reason' is there twice, expected another name for each",
        ),
        (
            'when = "half said"',
            'when = "said"',
            "why, criterion 1: two levels say the same, expected what tells them apart",
        ),
        ("[[question]]", "[[questions]]", "there is no key 'questions'; did you mean 'question'?"),
        ("[[question]]", "[[question]", "not TOML"),
        (TEXT, "", "the answer 'why' has no rubric; add [[question]] with name = \"why\""),
        (TEXT, TEXT + TEXT, "why: the question is there twice; remove one of them"),
    ],
)
def test_what_cannot_be_used(tmp_path: Path, old: str, new: str, told: str) -> None:
    """A mistake in rubric.toml is told by its place in a question, what was found and what was wanted."""
    (path := tmp_path / "rubric.toml").write_text(TEXT.replace(old, new))

    with pytest.raises(CourseError) as error:
        load_rubrics(path, ANSWERS)

    assert str(error.value).startswith(f"{path}: {told}")


def test_no_rubric(tmp_path: Path) -> None:
    """Without a file, the message says what to write."""
    with pytest.raises(CourseError, match=r"the file is missing; write one, with a \[\[question\]\]"):
        load_rubrics(tmp_path / "rubric.toml", ANSWERS)
