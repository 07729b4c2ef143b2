"""What a cell defines is seen even in a cell that Python cannot run."""

import pytest

from grader.notebooks.names import LONGEST, bound_names, defined_names, salvage

CELLS = {
    "plain": ("def f(x):\n    return x", {"f"}),
    "async": ("async def f(x): ...", {"f"}),
    "decorated": ("@cache\ndef f(x): ...", {"f"}),
    "after a magic": ("%matplotlib inline\n!ls\ndef f(x): ...", {"f"}),
    "with an indented magic": ("if True:\n    %time 1\ndef f(x): ...", {"f"}),
    "with a syntax error": ("def f(x):\n    return x +\n", {"f"}),
    "under an if": ("try:\n    1\nexcept ValueError:\n    def f(x): ...", {"f"}),
    "two": ("def f(x): ...\ndef g(x): ...", {"f", "g"}),
    "nested": ("def f(x):\n    def inner(y): ...\n    return inner", {"f"}),
    "method": ("class A:\n    def f(self): ...", {"A"}),
    "in a string": ('"""\ndef f(x): ...\n"""', set()),
    "with an odd escape": ('pattern = "\\d"\ndef f(x): ...', {"f"}),
    "nested too deeply": ("x = " + "-" * 100_000 + "1\ndef f(x): ...", {"f"}),
    "too long": ("def f(x): ...\n" + "#" * LONGEST, {"f"}),
    "null byte": ("def f(x): ...\0", {"f"}),
    "nothing": ("", set()),
}


@pytest.mark.parametrize("case", CELLS)
def test_the_functions_of_a_cell(case: str) -> None:
    """Those that a call from another cell would find."""
    text, names = CELLS[case]

    assert defined_names(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("f = lambda x: x", {"f"}),
        ("f, (g, *h) = 1, (2, 3)", {"f", "g", "h"}),
        ("from scipy.special import softmax", {"softmax"}),
        ("import numpy as np, os.path", {"np", "os"}),
        ("f: int = 1\ng: int", {"f"}),
        ("weights[i] = 1", set()),
        ("a.b = 1", set()),
        ("with x:\n    f = 1", {"f"}),
        ("class A: ...", {"A"}),
    ],
)
def test_the_names_a_cell_binds(text: str, names: set[str]) -> None:
    """By assignment and import as well as by def."""
    assert bound_names(text) == names


def test_a_line_of_many_imports_is_salvaged_once() -> None:
    """Each of them would be a cell that holds the whole line."""
    line = "import math; " * 1_000 + "import os"

    assert salvage(f"{line}\ndef f(x): ...", "f") == [line, "def f(x): ..."]


@pytest.mark.parametrize("sign", ["\x0c", "\x0b", "\x1c", "\x85", "\u2028", "\r\n#"])
def test_lines_as_python_counts_them(sign: str) -> None:
    """What other programs take for the end of a line is in a comment here."""
    function = "def double(x):\n    return 2 * x"

    assert salvage(f"# one {sign} two\n{function}\nprint(undefined)\n", "double") == [function]
