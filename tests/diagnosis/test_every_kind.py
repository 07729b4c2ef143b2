"""A question of any kind, answered wrongly as no known solution does, is diagnosed: nothing of ours fails."""

from pathlib import Path

import pytest
from small_course import COURSE

from grader.course import load_course
from grader.grading.setup import set_up
from grader.grading.submission import blank_report, grade_notebook
from grader.model import Verdict
from grader.notebooks.build import release_notebook
from grader.notebooks.source import read_source
from grader.sandbox import Zygote
from grader.solutions.demo import filled_in
from grader.submissions import parse_submission

# Of each kind: what its stub returns, what a check asks, what is due, and how an answer is given.
FUNCTIONS = {
    "value": ('returns="value"', "pick(n)", "[n]", "return [n]"),
    "text": ('returns="text"', "pick(n)", "str(n)", "return str(n)"),
    "printed": ("", "pick.printed(n)", "f'{n}\\n'", "print(n)"),
    "items": ('returns="value"', "pick.first(1, n)", "[n]", "yield n"),
    "array": ("", "pick(n)", "n", "return n"),
    "figure": ('returns="figure"', "pick(n).axes[0].title", "str(n)", "plt.title(str(n))"),
    "kept": ("", "pick.kept((n,), then=(n + 1,))", "n", "return n"),
    "changed": ("", "pick.arguments_after([n])[0]", "[n]", "n[0] += 0"),
}
METHODS = {"value": ("[n]", "return [self.n]"), "array": ("n", "return self.n")}
ODD = "try: n = -n if n > 1 else n\n{0}except TypeError: n[0] = 7 if n[0] > 1 else n[0]"  # which no slip does
FUNCTION = "def pick(n):\n    {}\n"
CLASS = """\
class Pick:
    def __init__(self, n):
        self.n = n

    def pick(self):
        {}
"""


def write(root: Path, question: str, meta: str, stub: str, asked: tuple[str, str], right: str) -> Path:
    source = (
        "# %%\nimport matplotlib.pyplot as plt\n\nfrom grader import selfcheck\n\n"
        f'# %% stub="{question}" {meta}\n{stub}\n'
        f'# %% check="{question}" points=2\nselfcheck("{question}")\n'
    )
    checks = (
        "from hypothesis import given\nfrom hypothesis import strategies as st\n\n"
        "from grader.checks import assert_equal, check\n\n\n"
        f'@check("{question}", points=2, hint="Which?", inputs="whole numbers")\n'
        f'@given(n=st.integers(0, 9))\ndef is_due({question}, n):\n    """It is."""\n'
        f'    assert_equal({asked[0]}, {asked[1]}, what="it")\n'
    )
    files = {
        "course.toml": COURSE,
        "assignments/tiny/tiny.py": source,
        "assignments/tiny/checks.py": checks,
        "solutions/tiny/tiny.py": f"import matplotlib.pyplot as plt\n\n\n{right}",
        "solutions/tiny/checks.py": "",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def graded(zygote: Zygote, root: Path, question: str, right: str, odd: str) -> None:
    setup = set_up(load_course(root), "tiny", "bubblewrap")
    release = release_notebook(read_source(root / "assignments/tiny/tiny.py"))
    notebook = parse_submission(filled_in(release, (question,), right, odd))

    found = grade_notebook(setup, zygote, notebook, blank_report(setup, "ada"))

    assert found.fault == ""
    assert [one.verdict for one in found.report.questions[question].results] == [Verdict.FAILED]


@pytest.mark.parametrize("kind", FUNCTIONS)
def test_a_function(tmp_path: Path, zygote: Zygote, kind: str) -> None:
    """Whatever of it the check looks at."""
    meta, call, due, answer = FUNCTIONS[kind]
    right, odd = FUNCTION.format(answer), FUNCTION.format(f"{ODD.format('    ')}\n    {answer}")
    write(tmp_path, "pick", meta, FUNCTION.format("raise NotImplementedError"), (call, due), right)

    graded(zygote, tmp_path, "pick", right, odd)


@pytest.mark.parametrize("kind", METHODS)
def test_a_class(tmp_path: Path, zygote: Zygote, kind: str) -> None:
    """Whatever its methods return."""
    due, answer = METHODS[kind]
    right, odd = (
        CLASS.format(answer),
        CLASS.format(f"self.n = -self.n if self.n > 1 else self.n\n        {answer}"),
    )
    write(tmp_path, "Pick", "", CLASS.format("raise NotImplementedError"), ("Pick(n).pick()", due), right)

    graded(zygote, tmp_path, "Pick", right, odd)
