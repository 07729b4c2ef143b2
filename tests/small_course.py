"""A course small enough to grade in a blink: two stubs, one written answer, five checks."""

from pathlib import Path

from grader.notebooks.build import release_notebook
from grader.notebooks.source import read_source
from grader.solutions.demo import filled_in

COURSE = """\
[course]
id = "small"
name = "A small course"
timezone = "Europe/Paris"
key = "secret"

[limits]
call_seconds = 0.5
question_seconds = 5

[[assignment]]
name = "tiny"
due = 2026-12-20T23:59:00
"""

SOURCE = '''\
# %% [markdown]
# # Numbers

# %%
import numpy as np

from grader import selfcheck

# %% stub="double"
def double(numbers: np.ndarray):
    """Twice every number of an array (n,)."""
    raise NotImplementedError

# %% check="double" points=6
selfcheck("double")

# %% stub="spread" returns="low, high"
def spread(numbers):
    """The smallest and the largest number of an array (n,)."""
    raise NotImplementedError

# %% check="spread" points=2
selfcheck("spread")

# %% [markdown] answer="why" points=3
# *Your answer here.*
'''

PUBLIC = '''\
import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grader.checks import assert_close, assert_same, check

NUMBERS = st.integers(1, 4).flatmap(lambda n: arrays(float, n, elements=st.integers(-9, 9).map(float)))


@check("double", points=4, hint="What is twice 3?")
@example(numbers=np.array([3.0]))
@given(numbers=NUMBERS)
def twice_every_number(double, numbers):
    """Every number is doubled."""
    assert_close(double(numbers), 2 * numbers, what="double(numbers)")


@check("double", points=1, hint="Whose array do you change?")
@given(numbers=NUMBERS)
def double_leaves_its_input_alone(double, numbers):
    """The input is as it was."""
    (after,) = double.arguments_after(numbers)
    assert_same(after, numbers, what="numbers")


@check("spread", points=1, hint="Which of two numbers is the smaller?")
@given(numbers=NUMBERS)
def low_is_the_smallest(spread, numbers):
    """The first of the two is the smallest number."""
    low, _ = spread(numbers)
    assert_close(low, numbers.min(), what="low")
'''

HIDDEN = '''\
from hypothesis import given
from public import NUMBERS

from grader.checks import assert_close, assert_same, check


@check("double", points=1, needs="twice_every_number", merge=False, hint="What changes between two calls?")
@given(numbers=NUMBERS)
def double_repeats_itself(double, numbers):
    """The same numbers are doubled to the same numbers."""
    assert_same(double(numbers), double(numbers), what="the second double(numbers)")


@check("spread", points=1, hint="What do you do with the largest?")
@given(numbers=NUMBERS)
def high_is_the_largest_of_doubled_numbers(spread, double, numbers):
    """The second of the two is the largest number."""
    doubled = double(numbers)
    _, high = spread(doubled)
    assert_close(high, doubled.max(), what="high")
    _, high = spread(numbers)  # or two functions that return zeros would agree
    assert_close(high, numbers.max(), what="high")
'''

REFERENCE = """\
def double(numbers):
    return 2 * numbers


def spread(numbers):
    return numbers.min(), numbers.max()
"""

RIGHT = {
    "lists": '''\
"""Plain Python, and lists."""


def double(numbers):
    return [number + number for number in numbers]


def spread(numbers):
    return [min(numbers), max(numbers)]
''',
}

WRONG = {
    "double_squares": '''\
"""Squares.

What is twice 3?
"""
# caught by: twice_every_number


def double(numbers):
    return numbers**2
''',
    "double_in_place": '''\
"""Doubles the caller's array.

Print it before and after.
"""
# caught by: double_leaves_its_input_alone
# keeps: 5 of 6, because what it returns is right


def double(numbers):
    numbers *= 2
    return numbers
''',
    "double_noise": '''\
"""Adds noise too small to see.

Call it twice.
"""
# caught by: double_repeats_itself
# keeps: 5 of 6, because nobody sees such noise
import numpy as np


def double(numbers):
    return 2 * numbers + 1e-9 * np.random.rand()
''',
    "spread_swapped": '''\
"""Largest first.

Which comes first?
"""
# caught by: low_is_the_smallest, high_is_the_largest_of_doubled_numbers


def spread(numbers):
    return numbers.max(), numbers.min()
''',
}

STUBS = ("double", "spread")


def write_course(root: Path) -> Path:
    """The course in a folder, known solutions too. Returns the folder."""
    files = {
        "course.toml": COURSE,
        "assignments/tiny/tiny.py": SOURCE,
        "assignments/tiny/checks.py": PUBLIC,
        "solutions/tiny/tiny.py": REFERENCE,
        "solutions/tiny/checks.py": HIDDEN,
        **{f"solutions/tiny/right/{name}.py": text for name, text in RIGHT.items()},
        **{f"solutions/tiny/wrong/{name}.py": text for name, text in WRONG.items()},
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def hand_in(class_folder: Path, root: Path, **answers: str) -> Path:
    """For each student a notebook, filled in from the reference and their own text over it."""
    release = release_notebook(read_source(root / "assignments/tiny/tiny.py"))
    for student, text in answers.items():
        home = class_folder / "submitted" / student / "tiny"
        home.mkdir(parents=True, exist_ok=True)
        (home / "tiny.ipynb").write_bytes(filled_in(release, STUBS, REFERENCE, text))
    return class_folder
