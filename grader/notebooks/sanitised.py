"""What a student made, as it may be shown in an instructor's browser.

formgrader shows notebooks on the origin of the instructor's own Jupyter server: a script that runs there runs
as the instructor. nbconvert does not clean what it renders unless told to, so nothing unclean is given to it.
"""

import re
from collections import Counter
from collections.abc import Mapping
from itertools import islice
from textwrap import indent

import bleach
from nbformat import NotebookNode
from nbformat.v4 import new_output

from grader.notebooks.pictures import PictureBudget, PictureSize, picture_size
from grader.values import Output
from grader.wording import printable

_INLINE = "br hr b i em strong u s sub sup small mark kbd code".split()
_BLOCKS = "p div span pre ul ol li blockquote h1 h2 h3 h4 h5 h6".split()
_TABLE = "table thead tbody tfoot tr th td caption".split()
_SPANS = ["colspan", "rowspan"]
_TAGS, _ATTRIBUTES = {*_INLINE, *_BLOCKS, *_TABLE}, {"td": _SPANS, "th": _SPANS}
# Markdown is not HTML, so it cannot be cleaned as HTML: "a<b" and "`<b>`" would change. A tag within a line
# and without attributes stays a tag (</div> would close the page's own); any other "<" is shown as itself.
_OPENS_TAG = re.compile(rf"<(?!/?(?:{'|'.join(_INLINE)})\s*/?>)(?=[A-Za-z/!?])")
# The target is looked at and not consumed, for another link may open inside it.
_LINK = re.compile(r"\](?:\(|:)\s*(?=[^\s)])")
_END_OF_LINK = re.compile(r"[\s)]")
_SAFE_LINK = re.compile(r"https?://|mailto:", re.IGNORECASE)
_ATTACHED = re.compile(r"attachment:([A-Za-z0-9._~-]+)\Z")  # a name that no part of nbconvert spells anew
NO_PICTURES: Mapping[str, PictureSize] = {}
MOST_FORMULAS = 500  # nbconvert looks for the end of each \begin to the end of the text
# What in a formula links, loads or styles. Where MathJax is set up without its Safe extension, it would.
_ACTIVE = re.compile(
    r"\\(?=(?:href|url|require|style|class|cssId|data|mmlToken|bbox|includegraphics)(?![A-Za-z]))"
)
# A character by its number or name: MathJax reads what a browser makes of it, which may be such a command.
_REFERENCE = re.compile(r"&(?:(?=#0*(\d{1,7}))|(?=#[xX]0*([\da-fA-F]{1,6}))|(?=(?:bsol|fjlig);))")
_LONG_REFERENCE = re.compile(r"&(?=#(?:[0-9]{9}|[xX][0-9a-fA-F]{9}))")  # to parse one takes its square
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)([^>]*)(?:>|\Z)")
_SPAN = re.compile(r"\b((?:col|row)span)\s*=\s*[\"']?(\d{1,3})\b")
_NEVER_CLOSED = {"br", "hr", "img", "input", "wbr", "col"}
DEEPEST = 100  # elements within elements: what looks through all that are open, for each that comes, is slow
_RUNS_OR_STYLES = re.compile(r"<\s*(script|style)", re.IGNORECASE)


def markdown(
    text: str, pictures: Mapping[str, PictureSize] = NO_PICTURES, *, room: PictureBudget | None = None
) -> str:
    """Markdown with harmless HTML only, and links to the web, to `pictures` and within the page.

    pictures: by the name of those that are attached, their sizes; of a picture that is not, nbconvert shows
    no page at all. room: of the page; the text's own by default. Any other link becomes one within the page:
    [x](javascript:f()) → [x](#javascript:f()), and so does one to a picture for which there is no room. Text
    of more than MOST_FORMULAS blocks of formulas is no prose, and is shown as it was typed.
    """
    linked = _with_safe_links(text, pictures, room or PictureBudget())
    safe = _without_commands(_OPENS_TAG.sub("&lt;", linked))
    return indent(safe, "    ", lambda _: True) if safe.count("\\begin") > MOST_FORMULAS else safe


def _with_safe_links(text: str, pictures: Mapping[str, PictureSize], room: PictureBudget) -> str:
    end = last = 0  # of the target at hand, and of what makes it unsafe: links that open inside it share both
    named, shown = text.count("!["), set[str]()

    def is_shown(start: int, opening: str) -> bool:
        """Whether it leads to one of the pictures, and there is room for it."""
        name = _ATTACHED.match(text, start, end)
        if name is None or name[1] not in pictures:
            return False
        times = named if opening.startswith("]:") else 1
        again = max(0, times - (name[1] not in shown))
        shown.add(name[1])
        return room.takes(pictures[name[1]], times=times, again=again)

    def link(found: re.Match[str]) -> str:
        nonlocal end, last
        start = found.end()
        if start >= end:
            stop = _END_OF_LINK.search(text, start)
            end = stop.start() if stop else len(text)
            last = max(text.rfind(":", start, end), text.rfind("&", start, end))
        safe = last < start or _SAFE_LINK.match(text, start) or is_shown(start, found[0])
        return found[0] if safe else f"{found[0]}#"

    return _LINK.sub(link, text)


def html(text: str) -> str:
    """Tables and text without attributes; "" where a script or style sheet would be left as bare text.

    And "" where it is nested too deeply: there is a plain text beside it.
    """
    if _RUNS_OR_STYLES.search(text) or deep(text):
        return ""
    bare = _TAG.sub(_without_attributes, text)
    short = _LONG_REFERENCE.sub("&amp;", bare)
    cleaned = str(bleach.clean(short, tags=_TAGS, attributes=_ATTRIBUTES, strip=True))
    return _without_commands(cleaned)


def _without_commands(text: str) -> str:
    """Nothing in a formula links, loads or styles; a letter that is written as a reference stays as typed."""
    return _ACTIVE.sub(r"\ ", _REFERENCE.sub(_if_no_letter, text))


def _if_no_letter(found: re.Match[str]) -> str:
    number = int(found[1] or 0) or int(found[2] or "5c", 16)  # both names stand for such letters
    return "&amp;" if number < 128 and (chr(number).isalpha() or number == ord("\\")) else "&"


def deep(text: str) -> bool:
    """Whether more than DEEPEST tags of HTML are open at once, counted name by name."""
    opened = Counter[str]()
    depth = 0
    for found in _TAG.finditer(text):
        name = found[2].lower()
        if not found[1] and name not in _NEVER_CLOSED:
            opened[name] += 1
            depth += 1
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
        if depth > DEEPEST:
            return True
    return False


def _without_attributes(tag: re.Match[str]) -> str:
    """Thousands of them in one tag take a parser minutes, for none may be given twice."""
    spans = islice(_SPAN.finditer(tag[3]), 2)
    return f"<{tag[1]}{tag[2]}{''.join(f' {span[1]}={span[2]}' for span in spans)}>"


def output(made: Output, *, room: PictureBudget | None = None) -> list[NotebookNode]:
    """`made` as outputs of a notebook cell: none where nothing in it may be shown.

    room: as for `markdown`.
    """
    room = room or PictureBudget()
    if made.kind == "stream":
        return [
            new_output("stream", name=name, text=printable(text))
            for name, text in made.data.items()
            if name in ("stdout", "stderr")
        ]
    if made.kind == "error":
        traceback = printable(made.data.get("traceback", "")).split("\n")
        name, value = (printable(made.data.get(key, "")) for key in ("ename", "evalue"))
        return [new_output("error", ename=name, evalue=value, traceback=traceback)]
    data = NotebookNode(
        {kind: shown for kind, text in made.data.items() if (shown := _shown(kind, text, room))}
    )
    return [new_output("display_data", data)] if data else []


def _shown(kind: str, text: str, room: PictureBudget) -> str:
    """`text` of MIME type `kind`, made safe; "" where it cannot be."""
    match kind:
        case "text/plain":
            return printable(text)
        case "text/markdown":
            return markdown(printable(text))
        case "text/html":
            return html(printable(text))
        case "text/latex":
            return "" if _OPENS_TAG.search(text) else _without_commands(printable(text))
        case _:
            size = picture_size(kind, text)
            return text if size and room.takes(size) else ""
