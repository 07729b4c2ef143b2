"""What a text says, whatever its layout: so that answers are marked together only where they say the same.

Code, formulas, and lines with digits or signs of mathematics are compared as they stand. Of prose it is
listed here what says nothing, and all else tells two answers apart, where it stands: a sign that nobody
thought of is one more answer to look at, and not somebody's mark for another's answer.
"""

import re
import unicodedata
from collections.abc import Iterator

from grader.files import normalized

# Words and what stands between numbers; not stops, stars and blanks.
_NO_WORD = re.compile(r"[^\w<>=+%√∑]+")
_RULE = re.compile(r"[ \t|:]*+---[ \t|:-]*+")  # of a table, or on its own
_FENCE = re.compile(r" {0,3}(`{3,}+|~{3,}+)")
_FORMULA = re.compile(r"\$|\\[()\[\]]|\\(?:begin|end)\b")
# Of code in a block of its own; a sign; a minus before something; a call; a second derivative.
_SIGN = re.compile(r" {4}|\t|.*?(?:[\d=<>+*^\\&%~@{}\[\]`_]|(?<!\S)-(?=\S)|\w\(|\b\w[\"”])", re.DOTALL)
_BULLET = re.compile(r"^[ \t]*+[-*][ \t]++(?=[^\W\d]{2})")  # no minus, as before x
_LAYOUT = re.compile(r"^[ \t]*+#+[ \t]|\xad")  # a heading, a place to part a word
# Around words, and no x*y or A*; or around a stop, after a word.
_EMPHASIS = re.compile(
    r"(?:(?<![\w)\]}*'|])(?=\*+[^\s*])|(?<!\*)(?=\*{1,3}[.,;:?!]+\*))"
    r"(\*{1,3})([^*\n]*[^\s*])\1(?![\w(\[{*-])"
)
_STOPS = re.compile(r"[.,;:?!]+")
_ENDS = "\"'”»"  # may follow a stop, as a blank may, and no digit as in 1.5
_BEFORE = ' \t"”»)*_'  # may stand between a word and its stop
_QUOTES = re.compile(r"[¡¿]|(?<=\S)[\"“”„«»]|[\"“”„«»](?=\S)")  # beside a word
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_SAME_LETTER = ("<wide>", "<narrow>", "<small>", "<noBreak>", "<compat>", "<initial>", "<medial>", "<final>",
                "<isolated>")  # fmt: skip
_TOKEN = re.compile(r"\w+|[^\w\s]+")


def normal(text: str) -> str:
    """The words of a text: no case, no punctuation, no layout."""
    return _NO_WORD.sub(" ", normalized("NFKC", text).casefold()).strip()


def said(text: str) -> tuple[str, ...]:
    """Its words and signs in their order. ≤ is not ≥, -1 not 1, x² not x2, (0, 1) not [0, 1], W not w.

    A line that is compared as it stands is one of them, with a line's end before it.
    """
    return tuple(
        one
        for line, stands in _lines(_bare(text))
        for one in ([f"\n{line.rstrip().replace('`', '')}"] if stands else _prose(line))
    )


def words(text: str) -> list[tuple[str, object]]:
    """Each word as it is written, and what it says there; a line's first one with the blanks before it, where
    these count.
    """
    found = list[tuple[str, object]]()
    written = text.splitlines()
    for own, (line, stands) in zip(written, _lines("\n".join(map(_bare, written))), strict=False):
        indented = line[: len(line) - len(line.lstrip())]
        for number, word in enumerate(own.split()):
            alone = said(f"{word} a")[:-1] or word  # stops as they are inside of a line
            found.append((word, f"\n{'' if number else indented}{_bare(word)}" if stands else alone))
    return found


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it is compared as it stands."""
    lines = text.splitlines()
    formulas = [number for number, line in enumerate(lines) if _FORMULA.search(line)] or [len(lines)]
    fence, ticks = "", False  # what opened the block of code at hand; whether code in a line goes on below
    for number, line in enumerate(lines):
        marks = _FENCE.match(line)
        if fence or marks:
            yield line, True
            if not fence and marks:
                fence = marks[1]
            elif marks and marks[1].startswith(fence) and not line[marks.end() :].strip():
                fence = ""
            continue
        odd = line.count("`") % 2 == 1
        within = formulas[0] <= number <= formulas[-1]
        yield line, bool(line.strip()) and (ticks or odd or within or _has_signs(line))
        ticks ^= odd


def _has_signs(line: str) -> bool:
    bare = _without_emphasis(_BULLET.sub("", line))
    return not _RULE.fullmatch(line) and (
        _SIGN.match(bare) is not None
        or any(unicodedata.category(one)[0] in "SN" for one in bare if not one.isascii())
    )


def _without_emphasis(line: str) -> str:
    for _ in ("within", "around"):
        line = _EMPHASIS.sub(r"\2", line)
    return line


def _prose(line: str) -> Iterator[str]:
    if _RULE.fullmatch(line):
        line = "---"
    bare = _LAYOUT.sub("", _BULLET.sub("\N{BULLET} ", line))
    bare = _QUOTES.sub(" ", _STOPS.sub(_stops, _without_emphasis(bare)))
    return (one if len(one) == 1 else one.lower() for one in _TOKEN.findall(bare))


def _bare(text: str) -> str:
    return "".join(map(_plain, normalized("NFC", text)))


def _plain(letter: str) -> str:
    """As a keyboard has it, where that is the same letter."""
    if letter.isascii():
        return letter
    if letter == "\N{RIGHT SINGLE QUOTATION MARK}":
        return "'"
    if letter in _DASHES:
        return "-"
    if unicodedata.name(letter, "").startswith("GREEK"):  # a formula may have both of two forms
        return letter
    same = unicodedata.decomposition(letter).startswith(_SAME_LETTER)
    return unicodedata.normalize("NFKC", letter) if same else letter


def _stops(found: re.Match[str]) -> str:
    """Nothing after a word or at a line's end; but (a, b), n! and "a, b, ..." say something by them."""
    text, start, end = found.string, found.start(), found.end()
    before, after = text[max(0, start - 9) : start].rstrip(_BEFORE)[-2:], text[end : end + 1]
    goes_on = after.strip() and after not in _ENDS
    if "!" in found[0]:
        ends = not after or text[end + 1 : end + 2].isupper()
        is_word = start > 2 and text[start - 3 : start].isalpha()
        return " " if not goes_on and ends and is_word else found[0]
    is_last = not after and len(found[0]) == 1
    of_a_word = len(before) == 2 and before.isalpha() and not found[0].startswith((",.", ";."))
    return " " if not goes_on and (is_last or of_a_word) else found[0]
