"""A question is known to students by the heading that it stands under."""

from pathlib import Path

import pytest

from grader.notebooks import headings, read_source

SOURCE = """# %% [markdown]
# # A title
#
# ## {heading}
#
# Some words about # signs.

# %% stub="double"
def double(numbers):
    raise NotImplementedError

# %% check="double" points=2
selfcheck("double")

# %% [markdown] answer="why" points=3
# ### {answer}
"""


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("1. Twice", "1. Twice"),
        ("7a. The bottleneck (10 points)", "7a. The bottleneck"),
        ("Half (0.5 points)", "Half"),
        ("One (1 point) ##", "One"),
    ],
)
def test_the_last_heading_above(tmp_path: Path, written: str, shown: str) -> None:
    """A cell's own heading comes before those above it, and what it is worth is left out."""
    path = tmp_path / "tiny.py"
    path.write_text(SOURCE.format(heading=written, answer="In words"))

    assert headings(read_source(path)) == {"double": shown, "why": "In words"}


def test_no_heading(tmp_path: Path) -> None:
    """A notebook may have none."""
    path = tmp_path / "tiny.py"
    path.write_text(
        SOURCE.replace("# # ", "# ").replace("# ## {heading}", "#").replace("### {answer}", "Why?")
    )

    assert headings(read_source(path)) == {}
