"""Quiz questions: a variable, some choices, a key that only the solutions hold."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from grader.checks.in_process import in_process
from grader.checks.judge import returns_of
from grader.checks.load import load_checks
from grader.checks.run import play_one_by_one
from grader.checks.verdict import results
from grader.errors import CourseError
from grader.model import Question, Result
from grader.notebooks.source import questions_in, read_source
from grader.sandbox import Zygote

QUIZ = Question("kind", "quiz", 2.0, choices=("static", "dynamic"))
KEY = '[quiz]\nkind = ["dynamic", "it moves"]\n'
SOURCE = """\
# %% quiz="kind" choices="static, dynamic"
kind = ""

# %% check="kind" points=2
selfcheck("kind")
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "public.py").write_text("")
    (tmp_path / "hidden.py").write_text("")
    (tmp_path / "rubric.toml").write_text(KEY)
    return tmp_path


def judged(folder: Path, names: dict[str, object]) -> tuple[Result, ...]:
    checks = load_checks(folder / "public.py", folder / "hidden.py", [QUIZ])
    returns = returns_of([QUIZ])
    pools = {check.id: ({},) for check in checks}
    return results(checks, play_one_by_one(checks, pools, returns, in_process(names)), returns)


_SIGNS = {"/", "%", "#", "&", "@", "‰", "\\"}
MARKS = st.text(st.characters(categories=["P", "Sk", "So", "Zs"], exclude_characters=_SIGNS), max_size=4)


@given(before=MARKS, answer=st.sampled_from(["dynamic", "Dynamic", "DYNAMIC", "it  moves"]), after=MARKS)
@example(before="- ", answer="dynamic", after="")
@example(before="**", answer="dynamic", after="**.")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_right_answer(folder: Path, before: str, answer: str, after: str) -> None:
    """Spaces, capital letters, and marks around it, those of any language, make no difference."""
    assert [one.score for one in judged(folder, {"kind": before + answer + after})] == [0.0, 2.0]


@pytest.mark.parametrize(
    ("choices", "key", "right", "wrong"),
    [
        (("C", "C++", "C#"), "C++", ("C++", "«c++»"), ("C", "C#", "C+")),
        (("C", "C++", "C#"), "C", ("C", "(c)"), ("C++", "C#", "C+")),
        (
            ("-1", "0", "1"),
            "1",
            ("1", "(1)", "1."),
            ("-1", "\N{MINUS SIGN}1", "\N{EN DASH}1", "- 1", "≠1", "/1", "√1", ".1", "1%", "<1"),
        ),
        (("n", "n!"), "n", ("n", "n."), ("n!", "¬n")),
        (("U h", "W s"), "U h", ("Uh", "u  h", "(Uh)"), ("Ws", "U", "hU")),
        (("12", "1"), "12", ("12",), ("1 2",)),
        (("a b", "ab"), "a b", ("a b",), ("ab", "a  b c")),
    ],
)
def test_signs_of_an_answer(
    folder: Path, choices: tuple[str, ...], key: str, right: tuple[str, ...], wrong: tuple[str, ...]
) -> None:
    """What a choice begins or ends with, signs of arithmetic, and a dash before a number are no marks.

    A blank that is missing makes no difference, where it makes no other choice or number.
    """
    question = replace(QUIZ, choices=choices)
    (folder / "rubric.toml").write_text(f'[quiz]\nkind = ["{key}"]\n')
    checks = load_checks(folder / "public.py", folder / "hidden.py", [question])
    returns, pools = returns_of([question]), {check.id: ({},) for check in checks}

    def score(answer: str) -> float:
        failed = play_one_by_one(checks, pools, returns, in_process({"kind": answer}))
        return sum(one.score for one in results(checks, failed, returns))

    assert [*map(score, right)] == [2.0] * len(right)
    assert [*map(score, wrong)] == [0.0] * len(wrong)


def test_another_spelling_of_the_key(folder: Path) -> None:
    """What the key allows besides is right, though it is none of the choices."""
    assert [one.score for one in judged(folder, {"kind": "it  moves"})] == [0.0, 2.0]


STOPPED = "kind is not defined, for its cell stopped: {}; put the answer between quotation marks"
UNQUOTED = STOPPED.format("NameError: name 'dynamic' is not defined (line 2 of its cell)")
UNREADABLE = STOPPED.format("SyntaxError: invalid syntax (line 1 of its cell)")
LISTED = (
    "kind is a list or tuple of 1 value, among them the text 'dynamic', expected a text, in quotation marks"
)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ({"kind": "static"}, 'kind is "static", expected another answer'),
        (
            {"kind": "static, dynamic"},
            'kind is "static, dynamic", expected one of the choices: static, dynamic',
        ),
        ({"kind": "(not) dynamic"}, 'kind is "(not) dynamic", expected one of the choices: static, dynamic'),
        ({"kind": ""}, "kind is not answered yet"),
        ({"kind": 3}, "kind is the number 3, expected a text, in quotation marks"),
        ({"kind": None}, "kind is None, expected a text, in quotation marks"),
        ({"kind": ["dynamic"]}, LISTED),
        ({}, "kind is not defined; run the cell with `kind =`, and keep that name"),
        ({"In": ["", "# Which?\nkind = dynamic"]}, UNQUOTED),
        ({"In": ["", "kind = it moves", "selfcheck()"]}, UNREADABLE),
    ],
)
def test_a_wrong_answer(folder: Path, names: dict[str, object], message: str) -> None:
    """It earns nothing, and nobody is told which answer is right."""
    _, found = judged(folder, names)

    assert (found.score, found.message) == (0.0, message)


def test_what_is_no_text_is_asked_about(folder: Path) -> None:
    """Nothing came back that could be printed: it is about what stands in the cell."""
    for found in judged(folder, {"kind": ["dynamic"]}):
        assert found.hint.startswith('Is it kind = "…", with a text in quotation marks')


def test_what_is_no_choice_is_asked_about(folder: Path) -> None:
    """How it is written, and not yet what speaks for it, as for a choice that is wrong."""
    offered, right = judged(folder, {"kind": "maybe"})

    assert offered.hint.startswith("Which one of the choices fits best?")
    assert right.hint not in offered.hint


def test_at_home_only_the_choices_are_known(folder: Path) -> None:
    """Without the solutions there is one check, worth nothing, that names the choices."""
    (check,) = load_checks(folder / "public.py", None, [QUIZ])

    assert (check.points, check.hidden, check.claim) == (
        0.0,
        False,
        "Your answer is one of: static, dynamic.",
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"\[quiz\]: kind is missing, expected a list of texts; write kind = \[\.\.\.\], with one of"),
        ('[quiz]\nkind = "dynamic"', r"\[quiz\]: kind is 'dynamic', expected a list of texts"),
        ('[quiz]\nkind = ["moving"]', "kind begins with 'moving', expected one of the choices first: static"),
        ('[quiz]\nkin = ["x"]', r"'kin', expected a quiz question \(kind\); did you mean 'kind'\?"),
        ("[quiz", "not TOML"),
    ],
)
def test_a_key_that_cannot_be_used(folder: Path, text: str, message: str) -> None:
    """The author is told what stands where, and how to mend it."""
    (folder / "rubric.toml").write_text(text)

    with pytest.raises(CourseError, match=message):
        load_checks(folder / "public.py", folder / "hidden.py", [QUIZ])


def test_the_variable_in_the_sandbox(folder: Path, zygote: Zygote) -> None:
    """The value is that at the end of the notebook."""
    checks = load_checks(folder / "public.py", folder / "hidden.py", [QUIZ])
    with zygote.session() as session:
        session.load(["kind = 'static'", "kind = 'dynamic'"])
        pools = {check.id: ({},) for check in checks}
        failures = play_one_by_one(checks, pools, returns_of([QUIZ]), lambda call: session.call([call])[0])

    assert failures == {}


def test_the_source_of_a_quiz(tmp_path: Path) -> None:
    """The cell is one to fill in, as a stub is; its check cell carries the points."""
    (tmp_path / "a.py").write_text(SOURCE)

    assert questions_in(read_source(tmp_path / "a.py")) == (QUIZ,)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('kind = ""', 'kind = "dynamic"', "does not leave its variable empty"),
        (' choices="static, dynamic"', "", 'the quiz "kind" has no choices, expected two or more'),
        ("static, dynamic", "static", 'choices of the quiz "kind" are "static", expected two or more'),
        ('quiz="kind"', 'quiz="kind" points=2', 'points stand on the quiz "kind"'),
        ('quiz="kind"', 'stub="kind"', 'choices stand on the stub "kind"'),
    ],
)
def test_a_slip_in_the_source(tmp_path: Path, old: str, new: str, message: str) -> None:
    """A quiz that gives its answer away, or offers no choice, is refused."""
    (tmp_path / "a.py").write_text(SOURCE.replace(old, new))

    with pytest.raises(CourseError, match=message):
        read_source(tmp_path / "a.py")
