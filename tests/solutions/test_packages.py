"""A package that the notebook needs, and that students may not have, is a problem before the release."""

from pathlib import Path

import pytest
from small_course import COURSE, REFERENCE, SOURCE

from grader.course import load_course
from grader.solutions.audit import audit_course

CELL = "# %%\n{}\n\n# %% [markdown] answer"
CURE = 'write requires = ["pandas"] below [[assignment]] tiny in course.toml'


def problems(root: Path, code: str) -> tuple[str, ...]:
    text = SOURCE.replace("# %% [markdown] answer", CELL.format(code))
    (root / "assignments/tiny/tiny.py").write_text(text)
    return audit_course(load_course(root), "tiny", question="spread")[0].problems


@pytest.mark.parametrize(
    "code", ["import pandas as pd", "def table():\n    from pandas.api import types", "import os, pandas"]
)
def test_an_import(small: Path, code: str) -> None:
    """Which cell imports it, and what to write where; with that, all is well."""
    told = problems(small, code)
    (small / "course.toml").write_text(COURSE + 'requires = ["Pandas>=1"]\n')

    path = small / "assignments/tiny/tiny.py"
    found = "the cell imports pandas, and students may not have it"
    assert told == (f"{path}: line 25, cell marker: {found}; {CURE}",)
    assert problems(small, code) == ()


@pytest.mark.parametrize(
    "code",
    [
        "import os, scipy.stats",
        "try:\n    import torch\nexcept ImportError:\n    torch = None",
        "%matplotlib inline",
    ],
)
def test_what_everybody_has(small: Path, code: str) -> None:
    """The standard library, what comes with the grader, and what a cell can do without."""

    assert problems(small, code) == ()


def test_a_table_that_comes_back(small: Path) -> None:
    """It takes pandas, though no cell imports it."""
    path = small / "assignments/tiny/tiny.py"
    marked = SOURCE.replace('stub="double"', 'stub="double" returns="table"')
    path.write_text(marked)
    reference = small / "solutions/tiny/tiny.py"
    table = 'pd.DataFrame({"twice": 2 * numbers})'
    reference.write_text("import pandas as pd\n\n" + REFERENCE.replace("2 * numbers", table, 1))

    found = audit_course(load_course(small), "tiny", question="spread")[0].problems

    told = "double returns a table, which takes pandas, and students may not have it"
    assert found[0] == f"{path}: line 9, cell marker: {told}; {CURE}"
