"""Examples: drawn once, the same for everybody, and hidden ones only for who has the key."""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.checks.claims import Check
from grader.checks.draw import draw
from grader.errors import CourseError
from grader.values import as_source

from .conftest import HEAD, Load

CHECK = '''
@check("double", points=1, hint="")
@example(numbers=np.array([710.0]))
@given(numbers=NUMBERS)
def doubled(double, numbers):
    """Every number is doubled."""
'''
OTHER = CHECK.replace("doubled", "other")


def drawn(checks: dict[str, Check], key: str = "", size: int = 20) -> dict[str, list[str]]:
    pools = draw(tuple(checks.values()), key, size=size)
    return {name: [written(example) for example in pool] for name, pool in pools.items()}


def written(example: Any) -> str:
    return ", ".join(f"{name}={as_source(value)}" for name, value in example.items())


def test_same_key_same_examples(load: Load) -> None:
    """Two runs with one key draw the same hidden examples."""
    first = drawn(load("", CHECK), "secret")
    second = drawn(load("", CHECK), "secret")

    assert first == second


def test_other_key_other_hidden_examples(load: Load) -> None:
    """Who has not the key cannot draw the hidden examples."""
    checks = load("", CHECK)

    assert drawn(checks, "secret") != drawn(checks, "another secret")


def test_public_examples_need_no_key(load: Load) -> None:
    """A student without the key meets the public examples that grading uses."""
    checks = load(CHECK)

    assert drawn(checks, "secret") == drawn(checks, "")


def test_hidden_examples_are_not_the_public_ones(load: Load) -> None:
    """A hidden check on a public strategy has examples of its own."""
    checks = load(CHECK, "from public import NUMBERS\n" + OTHER)

    pools = drawn(checks, "secret")

    assert pools["doubled"] != pools["other"]


LOADED = """
import sys, types
odd = types.ModuleType("odd")
exec("A = [-8.5, 7.25, 6, -5, 4321, 0.1234]\\ndef f(x): return x == 3.75 or x == 8.125", vars(odd))
odd.__file__ = sys.argv[2]
sys.modules["odd"] = odd
import json, pathlib, wave, calendar, statistics, fractions, colorsys
"""
SCRIPT = """
from pathlib import Path
import sys
from grader.checks.draw import draw
from grader.checks.load import load_checks
from grader.values import as_source
from grader.model import Question
checks = load_checks(Path(sys.argv[1]), None, [Question("double", "stub", 1.0)])
for example in draw(checks, "")["doubled"]:
    print(as_source(example["numbers"]))
"""
FLOATS = "NUMBERS = arrays(float, 3, elements=st.floats(-10, 10))\n"


def printed(folder: Path, *, before: str, **environment: str) -> str:
    command = [sys.executable, "-c", before + SCRIPT, folder / "checks.py", folder / "odd.py"]
    home = {**os.environ, **environment}
    return subprocess.run(command, cwd=folder, env=home, capture_output=True, text=True, check=True).stdout


def test_public_examples_are_the_same_everywhere(tmp_path: Path) -> None:
    """Loaded modules full of odd constants, hash seeds and CI settings do not change what a student meets."""
    (tmp_path / "checks.py").write_text(HEAD + FLOATS + CHECK)
    (tmp_path / "odd.py").write_text("A = [-8.5, 7.25, 6, -5, 4321, 0.1234]\n")

    at_home = printed(tmp_path, before="", PYTHONHASHSEED="1")
    at_grading = printed(tmp_path, before=LOADED, PYTHONHASHSEED="2", CI="1")

    assert at_home == at_grading
    assert len(at_home.splitlines()) > 50


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    """Drawing leaves no .hypothesis folder in a student's folder."""
    (tmp_path / "checks.py").write_text(HEAD + FLOATS + CHECK)

    printed(tmp_path, before="")

    assert {path.name for path in tmp_path.iterdir()} == {"checks.py"}


def test_same_strategies_share_a_pool(load: Load) -> None:
    """Drawing dwarfs everything else, so what is given the same strategy object is drawn once."""
    checks = load(CHECK + OTHER)

    pools = draw(tuple(checks.values()), "")

    assert list(map(id, pools["doubled"][1:])) == list(map(id, pools["other"][1:]))


def test_cliffs_come_first(load: Load) -> None:
    """@example cases are tried before anything drawn, simple or not."""
    pools = drawn(load(CHECK))

    assert pools["doubled"][0] == "numbers=np.array([710.0])"


def test_simple_examples_come_first(load: Load) -> None:
    """Drawn examples go from few numbers to many, and from whole ones to fractions."""
    checks = load(FLOATS.replace(", 3,", ", st.integers(1, 4),") + CHECK)

    pool = draw(tuple(checks.values()), "")["doubled"][1:]
    sizes = [example["numbers"].size for example in pool]

    assert sizes == sorted(sizes)
    assert len(set(sizes)) == 4


@pytest.mark.parametrize(
    ("strategy", "count"),
    [
        ("st.integers(0, 400).map(lambda n: n // 10)", 30),
        ("st.booleans().map(int)", 2),
        ("st.integers(0, 400).map(lambda n: n % 3)", 3),
    ],
    ids=["enough", "two", "three"],
)
def test_no_value_is_drawn_twice(load: Load, strategy: str, count: int) -> None:
    """A pool is full of different examples, or has all that there are."""
    checks = load(f"NUMBERS = {strategy}\n{CHECK}")

    pool = drawn(checks, size=30)["doubled"][1:]

    assert len(set(pool)) == len(pool) == count


def test_examples_cannot_be_changed(load: Load) -> None:
    """One student's example is every student's example."""
    pool = draw(tuple(load(CHECK).values()), "")["doubled"]

    assert not any(example["numbers"].flags.writeable for example in pool)


def test_check_without_drawing_has_one_example(load: Load) -> None:
    """A claim about one fixed case is played once."""
    checks = load('@check("double", points=1, hint="")\ndef fixed(double):\n    """Fixed."""')

    assert drawn(checks) == {"fixed": [""]}


def words(pool: Sequence[Any]) -> set[Any]:
    return {example["how"] for example in pool}


def test_examples_may_hold_more_than_numbers(load: Load) -> None:
    """A word, a truth, None or a ragged list chooses what a check does, and can be drawn."""
    values = "st.sampled_from(['sum', True, None, (1.0, (2.0,)), float('nan')])"
    text = CHECK.replace("@example(numbers=np.array([710.0]))\n", "")
    text = text.replace("NUMBERS", f"NUMBERS, how={values}").replace("numbers):", "numbers, how):")

    pool = draw(tuple(load(text).values()), "")["doubled"]

    assert {"sum", True, None, (1.0, (2.0,))} < words(pool)


@pytest.mark.parametrize(
    ("strategy", "problem"),
    [
        ("st.nothing()", "nothing"),
        ("st.integers().filter(lambda n: False)", "none of those that were tried met its filters"),
        ("st.integers().map(lambda n: 1 / 0)", "ZeroDivisionError: division by zero"),
        ("st.data()", "st.data() draws while the check runs"),
    ],
)
def test_strategies_that_cannot_be_drawn(load: Load, strategy: str, problem: str) -> None:
    """A strategy that gives nothing to play with says at which check it stands."""
    text = CHECK.replace("@example(numbers=np.array([710.0]))\n", "").replace("NUMBERS", strategy)

    with pytest.raises(CourseError, match=r"checks\.py: line 10, check doubled: .*" + re.escape(problem)):
        draw(tuple(load(text).values()), "")


@pytest.mark.parametrize(
    "value",
    [
        np.array([1.0, np.nan, np.inf, -np.inf]),
        np.array([1, 2]),
        np.array([True, False]),
        np.array([0.5], "float32"),
        np.array([1], "uint8"),
        np.ones((2, 3)),
        np.empty((0, 3)),
        np.array(2.0),
        2.5,
        np.float64(2.5),
        float("inf"),
        "word",
        3,
    ],
)
def test_examples_as_python(value: object) -> None:
    """A counterexample can be pasted: it is the same value again."""
    pasted = eval(as_source(value), {"np": np})

    np.testing.assert_array_equal(pasted, value, strict=isinstance(value, np.ndarray))
