"""What a text says, whatever its layout: so that answers are marked together only where they say the same.

What says nothing is listed here, and all else tells two answers apart, where it stands: a sign of mathematics
that nobody thought of is one more answer to look at, and not somebody's mark for another's answer.
"""

import re
import unicodedata

from grader.files import normalized

# Words and what stands between numbers; not stops, stars and blanks.
_NO_WORD = re.compile(r"[^\w<>=+%√∑]+")
_RULE = re.compile(r"^[ \t|:]*+---[ \t|:-]*+$", re.MULTILINE)  # of a table, or on its own
_FORMULA = re.compile(r"[$`]|\\[(\[]|\\begin")  # a line may begin with a minus in it
_BULLET = re.compile(r"^[ \t]*+[-*][ \t]++(?=[^\W\d]{2})", re.MULTILINE)  # no minus, as before 1 or x
_LAYOUT = re.compile(r"^[ \t]*+#+[ \t]|`|\xad", re.MULTILINE)  # a heading, code, a place to part a word
# Around words, and no x*y or A*; or around a stop, after a word.
_EMPHASIS = re.compile(
    r"(?:(?<![\w)\]}*])(?=\*+[^\s*])|(?<!\*)(?=\*{1,3}[.,;:?!]+\*))(\*{1,3})([^*\n]*[^\s*])\1(?![\w(\[{*])"
)
_STOPS = re.compile(r"[.,;:?!]+")
_ENDS = "\"'”»"  # may follow a stop, as a blank may, and no digit as in 1.5
_BEFORE = ' \t"”»)*_'  # may stand between a word and its stop
_QUOTES = re.compile(r"[¡¿\"“”„«»]")
_SAME_LETTER = ("<wide>", "<narrow>", "<small>", "<noBreak>", "<compat>", "<initial>", "<medial>", "<final>",
                "<isolated>")  # fmt: skip
_TOKEN = re.compile(r"\w+|[^\w\s]+")


def normal(text: str) -> str:
    """The words of a text: no case, no punctuation, no layout."""
    return _NO_WORD.sub(" ", normalized("NFKC", text).casefold()).strip()


def said(text: str) -> tuple[str, ...]:
    """Its words and signs in their order. ≤ is not ≥, -1 not 1, x² not x2, (0, 1) not [0, 1], W not w."""
    bare = "".join(map(_plain, normalized("NFC", text)))
    bare = _RULE.sub("---", bare)
    if not _FORMULA.search(bare):
        bare = _BULLET.sub("\N{BULLET} ", bare)
    bare = _LAYOUT.sub("", bare)
    for _ in ("within", "around"):
        bare = _EMPHASIS.sub(r"\2", bare)
    bare = _STOPS.sub(_stops, bare)
    bare = _QUOTES.sub(" ", bare)
    return tuple(one if len(one) == 1 else one.casefold() for one in _TOKEN.findall(bare))


def _plain(letter: str) -> str:
    """As a keyboard has it, where that is the same letter."""
    if letter.isascii():
        return letter
    if letter == "\N{RIGHT SINGLE QUOTATION MARK}":
        return "'"
    if unicodedata.category(letter) == "Pd" or letter == "\N{MINUS SIGN}":
        return "-"
    same = unicodedata.decomposition(letter).startswith(_SAME_LETTER)
    return unicodedata.normalize("NFKC", letter) if same else letter


def _stops(found: re.Match[str]) -> str:
    """Nothing after a word or at a line's end; but 1.5, (1, 2), x[1:] and n! say something by them."""
    text, start, end = found.string, found.start(), found.end()
    before, after = text[max(0, start - 9) : start].rstrip(_BEFORE)[-2:], text[end : end + 1]
    goes_on = after.strip() and after not in _ENDS
    is_last = after in ("", "\n") and "!" not in found[0]
    of_a_word = len(before) == 2 and before.isalpha()
    return " " if not goes_on and (is_last or of_a_word) else found[0]
