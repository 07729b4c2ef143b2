"""Unicode's normal forms of any text, in time that grows as the text does.

To order the marks that stand on one letter, Python takes the square of their number. Unicode's Stream-Safe
Text Format (UAX 15) knows no language in which there are more than 30.
"""

import unicodedata
from typing import Literal

MOST_MARKS = 30


def normalized(form: Literal["NFC", "NFKC", "NFKD"], text: str) -> str:
    """The normal form of `text`, of which no letter keeps more than MOST_MARKS marks."""
    return unicodedata.normalize(form, text if text.isascii() else _with_fewer_marks(text))


def has_piles(text: str) -> bool:
    """Whether more marks stand on one letter than any language has."""
    return not text.isascii() and len(_with_fewer_marks(text)) < len(text)


def _with_fewer_marks(text: str) -> str:
    kept, marks = list[str](), 0
    for letter in text:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= MOST_MARKS:
            kept.append(letter)
    return "".join(kept)
