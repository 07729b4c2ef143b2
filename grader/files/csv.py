"""CSV files that people keep: any spelling of a header, any of the usual encodings and separators.

And those that we write: no spreadsheet runs what is in them.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from grader.cores import remark
from grader.errors import CourseError
from grader.files.letters import normalized
from grader.files.writing import refuse_no_file

_BYTES = 20_000_000  # of a list of people
csv.field_size_limit(_BYTES)  # a system's list may have a column that students fill with whatever they like
_STARTS_A_FORMULA = tuple("=+-@")  # in any width, height or size
# By a terminal: C0 but tab and ends of lines, C1.
_OBEYED = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_FILLS = re.compile(r"\b(?:FILLER|BLANK|NULL|INVISIBLE)\b")
_NO_HEADER = re.compile(r"[\s;,\"]*(?:\n|\r\n?)|sep=([^\r\n])[;,]*\s*(?:\n|\r\n?)")
_MOST_SHOWN = 500  # characters of a header that is not understood
_CELL_WORD = re.compile(r"[^\s,;\"]+")
_MOST_WORDS, _LONGEST_WORD = 5, 30  # shown, in characters
_BREAKS = tuple("\t\r\n")  # may be taken for the end of a cell


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file: its number as an editor counts, and its cells by column."""

    line: int
    cells: Mapping[str, str]


def read_rows(
    path: Path, columns: Mapping[str, Sequence[str]], *, required: Sequence[str], absent: str
) -> list[Row]:
    """The rows that are not empty; a column that is not there is empty everywhere.

    columns: each column's other spellings; capitals, spaces, accents and punctuation make no difference.
    absent: how to mend that the file is missing. Columns of other names are left alone.

    Raises: CourseError: no such file, no text, a column is missing or there twice.
    """
    before, text, separator = _table(path, absent)
    # Or a quotation mark that is never closed would take the rest of the class into its cell.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        header = next(reader, [])
        places = _places(path, header, columns, required)
        return [
            Row(before + reader.line_num, {name: _cell(cells, place) for name, place in places.items()})
            for cells in reader
            if any(cell.strip() for cell in cells)
        ]
    except csv.Error as error:
        cure = "close each quotation mark, and double it inside of a cell"
        raise CourseError(path, f"line {before + reader.line_num}", f"not CSV: {error}", cure=cure) from None


def column_titles(path: Path, absent: str) -> frozenset[str]:
    """The header's cells, folded. Raises: CourseError: as `read_rows`."""
    before, text, separator = _table(path, absent)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        return frozenset(map(folded, next(reader, [])))
    except csv.Error as error:
        raise CourseError(path, f"line {before + 1}", f"not CSV: {error}") from None


def folded(text: str) -> str:
    """`text` without accents, capitals, spaces and punctuation: "Müller-Lüdenscheidt, Ana" and its like."""
    plain = normalized("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def composed(text: str) -> str:
    """`text` with each accent in its letter; one that follows its letter, as on a Mac, looks the same."""
    return normalized("NFC", text)


def _refuse_workbook(path: Path, raw: bytes) -> None:
    """Raises: CourseError: it is a spreadsheet as Excel or LibreOffice keep it, which is a zip, or a zip."""
    if raw.startswith(b"PK\x03\x04") and path.suffix.lower() == ".zip":
        raise CourseError(path, "", "a zip", wanted="CSV", cure="unpack it, and name the file in it")
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise CourseError(path, "", "a workbook, such as .xlsx", wanted="CSV", cure="save it as CSV (UTF-8)")


def table_bytes(path: Path, *, absent: str) -> bytes:
    """All of a table of people. Raises: CourseError: it is missing, no file, too large, or a workbook."""
    refuse_no_file(path)
    try:
        with path.open("rb") as file:
            raw = file.read(_BYTES + 1)
    except FileNotFoundError:
        raise CourseError(path, "", "the file is missing", cure=absent) from None
    except OSError as error:
        raise CourseError(path, "", f"cannot be read ({error.strerror})") from None
    if len(raw) > _BYTES:
        found, wanted = f"more than {_BYTES // 1_000_000} MB", "a list of people"
        raise CourseError(path, "", found, wanted=wanted, cure="delete columns of long texts")
    _refuse_workbook(path, raw)
    return raw


def decoded(raw: bytes, *, western: str = "strict") -> tuple[str, str]:
    """A table's text, and its encoding: what it is marked with, or shows by the zeros of its first letter, or
    else can be read as.

    It reads as Windows-1252, as Excel saves in the west, what is no UTF-8. western: as the `errors` of
    bytes.decode, for bytes that Windows-1252 has no letter for. Raises: UnicodeDecodeError.
    """
    marks = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb": "utf-8-sig"}
    unmarked = "utf-8" if b"\0" not in raw[:2] else "utf-16-be" if raw[:1] == b"\0" else "utf-16-le"
    encoding = marks.get(raw[:2], unmarked)
    try:
        return raw.decode(encoding), encoding
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise
        return raw.decode("cp1252", western), "cp1252"


def _text(path: Path, absent: str) -> str:
    """Where only Windows-1252 is left, some words are shown: nothing tells it from Windows-1250."""
    raw = table_bytes(path, absent=absent)
    try:
        text, encoding = decoded(raw)
    except UnicodeDecodeError:
        raise CourseError(path, "", "not a text file", wanted="CSV", cure="save it as CSV (UTF-8)") from None
    if encoding == "cp1252":
        words = (found[0] for found in _CELL_WORD.finditer(text))
        foreign = dict.fromkeys(word for word in words if not word.isascii() and word.isprintable())
        _say_guess(path, ", ".join(word[:_LONGEST_WORD] for word in [*foreign][:_MOST_WORDS]))
    return text


@cache
def _say_guess(path: Path, words: str) -> None:
    """Once for a file, however often it is read."""
    cure = "If they are spelled wrongly, save the file as CSV (UTF-8)"
    remark(f"{path}: not UTF-8, so read as Windows-1252, with words such as: {words}. {cure}")


def _table(path: Path, absent: str) -> tuple[int, str, str]:
    """How many lines stand before the header, the text from there on, and what separates cells.

    Before it: lines with no words in them, and Excel's "sep=;".
    """
    text, start, separator = _text(path, absent), 0, ""
    while found := _NO_HEADER.match(text, start):
        separator, start = found[1] or separator, found.end()
    before = len(re.findall(r"\r\n?|\n", text[:start]))
    text = text[start:]
    first = re.split(r"[\r\n]", text, maxsplit=1)[0]
    return before, text, separator or likely_separator(first)


def likely_separator(line: str) -> str:
    """What parts the cells of a table, by one line of it."""
    return max(",;\t", key=line.count)


def _places(
    path: Path, header: Sequence[str], columns: Mapping[str, Sequence[str]], required: Sequence[str]
) -> dict[str, int]:
    """Where each column stands; -1: nowhere."""
    places = dict.fromkeys(columns, -1)
    names = {folded(name): column for column, others in columns.items() for name in (column, *others)}
    for place, title in enumerate(header):
        column = names.get(folded(title), "")
        if column and places[column] >= 0:
            found = f"{header[places[column]]!r} and {title!r} are both the column {column!r}"
            raise CourseError(path, "line 1", found, cure="rename or delete one of them")
        if column:
            places[column] = place
    for column in required:
        if places[column] < 0:
            found = f"columns are: {', '.join(filter(None, header))[:_MOST_SHOWN] or 'none'}"
            raise CourseError(path, "line 1", found, wanted=f"one called {column!r} among them")
    return places


def _cell(cells: Sequence[str], place: int) -> str:
    cell = re.sub(r"\s+", " ", cells[place]).strip() if 0 <= place < len(cells) else ""
    return composed(cell)


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """UTF-8. What a terminal would obey is left out. What a spreadsheet would take for a formula gets an
    apostrophe, which makes it text there.

    https://owasp.org/www-community/attacks/CSV_Injection
    """
    lines = [",".join(_quoted(_harmless(_OBEYED.sub("", cell))) for cell in row) for row in rows]
    return "".join(f"{line}\r\n" for line in lines).encode()


def _quoted(cell: str) -> str:
    """Where any spreadsheet would part it: some take a semicolon or a tab for the end of a cell."""
    doubled = cell.replace('"', '""')
    return f'"{doubled}"' if re.search(r'[,;\t\r\n"]', cell) else cell


def _harmless(cell: str) -> str:
    """What nobody sees does not count: a program may drop it."""
    seen = unicodedata.normalize("NFKC", next(filter(_is_seen, cell), ""))
    return f"'{cell}" if seen in _STARTS_A_FORMULA or cell.startswith(_BREAKS) else cell


def _is_seen(letter: str) -> bool:
    """Unlike blanks, controls, what is not assigned, marks without a letter, and what fills a place."""
    unseen = unicodedata.category(letter)[0] in "ZCM"
    return not unseen and not _FILLS.search(unicodedata.name(letter, ""))
