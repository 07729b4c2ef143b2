"""A checks file is read, or refused with place, finding, wish and cure."""

import re
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.checks.load import load_checks
from grader.errors import CourseError

from .conftest import HEAD, QUESTIONS, Load

CHECK = '''
@check("double", points=1, hint="Why?")
@given(numbers=NUMBERS)
def doubled(double, numbers):
    """Every number is doubled."""
'''
FIRST = HEAD.count("\n") + 1  # the line where a test's own text begins


def test_a_check(load: Load) -> None:
    """Function name, docstring, decorator and parameters become a check."""
    found = load(CHECK)["doubled"]

    assert (found.id, found.question, found.claim) == ("doubled", "double", "Every number is doubled.")
    assert (found.points, found.hint, found.needs) == (1, "Why?", None)
    assert (found.merge, found.hidden) == (True, False)
    assert (found.functions, list(found.strategies)) == (("double",), ["numbers"])


def test_check_without_drawing(load: Load) -> None:
    """A claim about one fixed case needs no Hypothesis."""
    found = load('@check("double", points=1, hint="")\ndef fixed(double):\n    """Fixed."""')["fixed"]

    assert (found.functions, dict(found.strategies), found.explicit) == (("double",), {}, ())


def test_decorators_in_any_order(load: Load) -> None:
    """@check may stand above or below @given, and positional strategies are found, too."""
    text = '@given(NUMBERS)\n@check("double", points=1, hint="")\ndef either(double, numbers):\n    "Yes."'

    found = load(text)["either"]

    assert list(found.strategies) == ["numbers"]


def test_inputs_taken_together(load: Load) -> None:
    """What **inputs takes is drawn, and is no student's function."""
    text = CHECK.replace("numbers=NUMBERS", "numbers=NUMBERS, more=NUMBERS").replace(
        ", numbers)", ", **inputs)"
    )

    found = load(text)["doubled"]

    assert (found.functions, list(found.strategies)) == (("double",), ["numbers", "more"])


def test_order(load: Load) -> None:
    """By question, public before hidden, else as written."""
    spread = CHECK.replace('"double"', '"spread"').replace("doubled", "s")

    found = load(spread + CHECK + CHECK.replace("doubled", "b"), CHECK.replace("doubled", "a"))

    assert list(found) == ["doubled", "b", "a", "s"]


def test_examples_come_in_file_order(load: Load) -> None:
    """The first @example written is the first one tried."""
    text = CHECK.replace("@given", "@example(numbers=1)\n@example(numbers=2)\n@given")

    found = load(text)["doubled"]

    assert [example["numbers"] for example in found.explicit] == [1, 2]


def test_cliffs_are_examples_in_the_order_given(load: Load) -> None:
    """@explicit_examples says many examples at once, among others that are written out."""
    head = "from grader.checks import explicit_examples\nONE, TWO = {'numbers': 1}, {'numbers': 2}\n"
    given = "@given(numbers=NUMBERS)\n@example(numbers=0)\n@explicit_examples(ONE, TWO)\n@example(numbers=3)"
    found = load(head + CHECK.replace("@given(numbers=NUMBERS)", given))["doubled"]

    assert [example["numbers"] for example in found.explicit] == [0, 1, 2, 3]


def test_private_names_of_hypothesis() -> None:
    """Hypothesis keeps what @given and @example were given where we look for it."""
    numbers = st.integers()

    @example(x=1)
    @given(x=numbers)
    def test(x: int) -> None: ...

    assert test.hypothesis._given_kwargs == {"x": numbers}  # type: ignore[attr-defined]
    assert test.hypothesis_explicit_examples[0].kwargs == {"x": 1}  # type: ignore[attr-defined]


def test_hidden_checks_share_public_strategies(load: Load) -> None:
    """`from public import` is the public file of the same assignment, and gone afterwards."""
    found = load(CHECK, "from public import NUMBERS\n" + CHECK.replace("doubled", "secretly"))

    assert found["secretly"].strategies["numbers"] is found["doubled"].strategies["numbers"]
    assert found["secretly"].hidden
    assert "public" not in sys.modules


def test_importing_a_public_check_declares_nothing(load: Load) -> None:
    """A hidden file that imports a public check does not declare it again."""
    found = load(CHECK, "from public import doubled")

    assert list(found) == ["doubled"]


def test_module_named_public_is_put_back(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else's module `public` is the same after loading."""
    own = type(sys)("public")
    monkeypatch.setitem(sys.modules, "public", own)

    load(CHECK, "from public import NUMBERS")

    assert sys.modules["public"] is own


def refused(load: Load, *texts: str) -> str:
    """The message, less the folder."""
    with pytest.raises(CourseError) as error:
        load(*texts)
    return re.sub(r"\S*/", "", str(error.value))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            '"double"', '"doubl"',
            "{here} question 'doubl', expected a stub (double, spread); "
            "did you mean 'double'?",
        ),
        (
            '"double"', '"why"',
            "{here} question 'why', expected a stub (double, spread); "
            "add a stub of that name to the notebook's source",
        ),
        (
            "(double, numbers)", "(duble, numbers)",
            "{here} parameter 'duble', expected a stub (double, spread); "
            "did you mean 'double'?",
        ),
        (
            "(double, numbers)", "(numbers)",
            "{here} it calls no student's function, "
            "expected a parameter named after a stub (double, spread)",
        ),
        (
            "given(numbers", "given(nubmers",
            "{here} @given draws 'nubmers', expected a parameter (double, numbers); "
            "did you mean 'numbers'?",
        ),
        (
            "@given", "@example(number=1)\n@given",
            "{here} @example gives number, expected numbers=...; "
            "give every value by its name",
        ),
        (
            "@given", "@example(1)\n@given",
            "{here} @example gives no value by name, expected numbers=...; "
            "give every value by its name",
        ),
        (
            '"""Every number is doubled."""', "pass",
            "{here} no docstring, expected the claim, as a student should read it",
        ),
        (
            "points=1", "points=0",
            "{here} points is 0, expected a number above 0",
        ),
        (
            "points=1", "points='1'",
            "{here} points is '1', expected a number above 0",
        ),
        (
            "points=1", "points=float('nan')",
            "{here} points is nan, expected a number above 0",
        ),
        (
            "points=1, ", "points=1, needs='tripled', ",
            "{here} needs 'tripled', expected another public check of double; name one of: other",
        ),
        (
            "points=1, ", "points=1, needs='othr', ",
            "{here} needs 'othr', expected another public check of double; did you mean 'other'?",
        ),
        (
            "points=1, ", "points=1, needs='doubled', ",
            "{here} it needs itself; name one of: other",
        ),
        (
            "points=1, ", "points=1, needs='spread_out', ",
            "{here} needs 'spread_out', expected another public check of double; name one of: other",
        ),
        (
            "NUMBERS", "NUMBRES",
            "checks.py: line {2}: NameError: name 'NUMBRES' is not defined",
        ),
        (
            "def doubled", "def def doubled",
            "checks.py: line {3}: SyntaxError: invalid syntax",
        ),
        (
            "@given", "1 / 0\n@given",
            "checks.py: line {2}: SyntaxError: invalid syntax",
        ),
        (
            "points=1, ", "",
            "checks.py: line {1}: check(...) lacks points=; add points=1",
        ),
        (
            "points=1, ", "point=1, ",
            "checks.py: line {1}: TypeError: check() got an unexpected keyword argument 'point'",
        ),
        (
            "@check", "from grader.checks import assert_clos\n@check",
            "checks.py: line {1}: ImportError: cannot import name 'assert_clos' from 'grader.checks'; "
            "did you mean 'assert_close'?",
        ),
    ],
)  # fmt: skip
def test_what_is_refused(load: Load, old: str, new: str, message: str) -> None:
    """Which file and line, what stands there, what should, and how to mend it."""
    spread = CHECK.replace('"double"', '"spread"').replace("doubled", "spread_out")
    others = CHECK.replace("doubled", "other") + spread
    at = [str(FIRST + line) for line in range(6)]
    here = f"checks.py: line {at[1]}, check doubled:"

    found = refused(load, CHECK.replace(old, new) + others)

    assert found == message.format(*at, here=here)


def test_circle_of_needs(load: Load) -> None:
    """Two checks that wait for each other would both never be looked at."""
    first = CHECK.replace("points=1, ", "points=1, needs='other', ")
    second = CHECK.replace("doubled", "other").replace("points=1, ", "points=1, needs='doubled', ")

    found = refused(load, first + second)

    told = "doubled needs other needs doubled; remove one of these needs"
    assert found == f"checks.py: line {FIRST + 1}, check doubled: {told}"


def test_same_name_in_both_files(load: Load) -> None:
    """A hidden check does not silently take the place of a public one."""
    found = refused(load, CHECK, CHECK)

    place, other = f"line {FIRST + 1}, check doubled", f"checks.py, line {FIRST + 1},"
    assert found == f"hidden.py: {place}: {other} has a check of this name; rename this one"


def test_same_name_in_one_file(load: Load) -> None:
    """Python forgets the first one, and its points, without a word."""
    found = refused(load, CHECK + CHECK)

    assert re.fullmatch(
        r"checks\.py: line \d+, check doubled: line \d+ has a check of this name; rename one of them", found
    )


def test_what_a_check_may_need(load: Load) -> None:
    """Nothing is proposed that would be refused next: no hidden check for a public one, and none that waits
    for it.
    """
    first = CHECK.replace("points=1, ", "points=1, needs='tripled', ")
    waits = CHECK.replace("doubled", "waits").replace("points=1, ", "points=1, needs='doubled', ")
    hidden = "from public import NUMBERS\n" + CHECK.replace("doubled", "hidden_one")

    found = refused(load, first + waits, hidden)

    told = "needs 'tripled', expected another public check of double; leave needs= out"
    assert found == f"checks.py: line {FIRST + 1}, check doubled: {told}"


def test_a_parameter_that_nothing_draws(load: Load) -> None:
    """Without its @given it is taken for a student's function; both ways out are told."""
    found = refused(load, CHECK.replace("@given(numbers=NUMBERS)\n", ""))

    told = "add a stub of that name to the notebook's source, or draw it: @given(numbers=...)"
    assert found.endswith(f"parameter 'numbers', expected a stub (double, spread); {told}")


def test_import_that_public_does_not_have(load: Load) -> None:
    """A hidden file's slip is told at its own line."""
    found = refused(load, CHECK, "from public import NUMBRES")

    assert found.startswith(f"hidden.py: line {FIRST}: ImportError: cannot import name 'NUMBRES'")


def test_no_file(tmp_path: Path) -> None:
    """A folder without checks says what to create."""
    with pytest.raises(CourseError, match=r"checks\.py: the file is missing; create it"):
        load_checks(tmp_path / "checks.py", None, QUESTIONS)
