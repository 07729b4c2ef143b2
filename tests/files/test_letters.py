"""Unicode's normal forms, of texts that no language has, too."""

import unicodedata
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from grader.files import has_piles, normalized
from grader.files.letters import MOST_MARKS

Form = Literal["NFC", "NFKC", "NFKD"]
MARKS = st.sampled_from("\u0301\u0316\u0327\u05b0")
TEXTS = st.lists(st.characters() | MARKS, max_size=MOST_MARKS).map("".join)
FORMS = st.sampled_from(["NFC", "NFKC", "NFKD"])


@given(form=FORMS, text=TEXTS)
def test_as_python_has_it(form: Form, text: str) -> None:
    """Of all texts in which no letter has more marks than any language needs."""
    assert normalized(form, text) == unicodedata.normalize(form, text)
    assert not has_piles(text)


@given(form=FORMS, text=TEXTS, marks=st.lists(MARKS, min_size=MOST_MARKS + 1, max_size=99).map("".join))
def test_piles(form: Form, text: str, marks: str) -> None:
    """Of more marks on a letter the first ones stay."""
    piled = f"a{text}.{marks}b"

    assert has_piles(piled)
    assert normalized(form, piled) == unicodedata.normalize(form, f"a{text}.{marks[:MOST_MARKS]}b")
