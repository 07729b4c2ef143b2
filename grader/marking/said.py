"""What a text says, whatever its layout: so that answers are marked together only where they say the same.

What says nothing is listed here, and all else tells two answers apart, where it stands: a sign of mathematics
that nobody thought of is one more answer to look at, and not somebody's mark for another's answer.
"""

import re
import unicodedata

# Words and what stands between numbers; not stops, stars and blanks.
_NO_WORD = re.compile(r"[^\w<>=+%√∑]+")
_RULE = re.compile(r"^[ \t|:]*+---[ \t|:-]*+$", re.MULTILINE)  # of a table, or on its own
_ROW = re.compile(r"^[ \t]*+\|.*$", re.MULTILINE)
_FORMULA = re.compile(r"\$\$|\\\[|\\begin")  # a line may begin with a minus in it
_BULLET = re.compile(r"^[ \t]*+[-+*][ \t]++(?!\d)", re.MULTILINE)
_LAYOUT = re.compile(
    r"^[ \t]*+#+[ \t]|`|\xad"  # a heading, code, a place to part a word
    r"|(?<![\w)\]}* ])\*++(?=\S)|(?<= )\*++(?=\S)|(?<=[^\s*])\*++(?![\w(\[{])"  # emphasis, and no x*y
    r"|(?<!\w)__(?=\w)|(?<=\w)__(?!\w)",
    re.MULTILINE,
)
_STOPS = re.compile(r"[.,;:?!]+")
_ENDS = ")]}\"'”\u2019»"  # may follow a stop, as a blank may, and no digit as in 1.5
_QUOTE = re.compile(  # it's, 'so', but f'(x)
    r"[¡¿\"“”„«»\u2039\u203a]|(?<=[^\W\d])['\u2019](?=[^\W\d])"
    r"|(?<![\w)\]}'\u2019])['\u2018\u2019]|(?<=\w\w)['\u2019](?![('\u2019])"
)
_SAME_LETTER = ("<wide>", "<narrow>", "<small>", "<noBreak>", "<compat>", "<initial>", "<medial>", "<final>",
                "<isolated>")  # fmt: skip
_TOKEN = re.compile(r"\w+|[^\w\s]+")
_SMALL_WORDS = "aAiI"  # of one letter, where others are names, as W and w


def normal(text: str) -> str:
    """The words of a text: no case, no punctuation, no layout."""
    return _NO_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def said(text: str) -> tuple[str, ...]:
    """Its words and signs in their order. ≤ is not ≥, -1 not 1, x² not x2, (0, 1) not [0, 1], W not w."""
    bare = "".join(map(_plain, unicodedata.normalize("NFC", text)))
    if _RULE.search(bare):
        bare = _ROW.sub(lambda row: row[0].replace("|", " "), _RULE.sub(" ", bare))
    if not _FORMULA.search(bare):
        bare = _BULLET.sub(" ", bare)
    bare = _STOPS.sub(_stops, _LAYOUT.sub("", bare))
    bare = _QUOTE.sub(lambda quote: "" if quote[0] in "'\u2019" else " ", bare)
    return tuple(one if _is_name(one) else one.casefold() for one in _TOKEN.findall(bare))


def _plain(letter: str) -> str:
    """As a keyboard has it, where that is the same letter."""
    if letter.isascii():
        return letter
    if unicodedata.category(letter) == "Pd" or letter == "\N{MINUS SIGN}":
        return "-"
    same = unicodedata.decomposition(letter).startswith(_SAME_LETTER)
    return unicodedata.normalize("NFKC", letter) if same else letter


def _stops(found: re.Match[str]) -> str:
    """Nothing, but for 1.5, 12:30 and n!, which are no ends of a sentence."""
    before, after = (
        found.string[max(0, found.start() - 2) : found.start()],
        found.string[found.end() : found.end() + 1],
    )
    goes_on = after.strip() and after not in _ENDS
    is_factorial = "!" in found[0] and (before[-1:].isdecimal() or len(before.strip()) == 1)
    return found[0] if goes_on or is_factorial else " "


def _is_name(token: str) -> bool:
    return len(token) == 1 and token not in _SMALL_WORDS
