"""A marker reads an answer that many handed in, letter for letter, once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import TOKEN, Sit
from .test_web import ask, path_of
from .written import write_class

TEXT = "Because the decoder sees one vector alone."
COPIES = [f"student{number}" for number in range(12)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A course where one text was handed in by many, and once in capitals."""
    write_class(tmp_path, **dict.fromkeys(COPIES, TEXT), ada=TEXT.upper())
    return tmp_path


def test_copies(served: Callable[..., str], sit: Sit) -> None:
    """Copies are counted and can be opened, and their text is not repeated; what was written otherwise is."""
    url, desk = served(), sit()

    page = ask(url, path_of(desk, COPIES[0]), cookie=TOKEN).text

    likes = page[page.index('<section class="likes"') :]
    likes = likes[: likes.index("</section>")]
    assert "<h2>12 say the same</h2>" in likes
    assert f"<summary>{len(COPIES) - 1} letter for letter</summary>" in likes
    assert likes.count("look at it") == 12
    assert likes.count('class="text"') == 1
