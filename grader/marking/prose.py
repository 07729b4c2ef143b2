"""Markdown of strangers as HTML that does nothing: no HTML of theirs, no link, no picture from elsewhere.

Every word shows: where Markdown hides one, what was written stands below.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import unescape
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.texmath import texmath_plugin
from rapidfuzz.distance import Indel

from grader.marking.said import words
from grader.notebooks import PictureBudget, PictureSize, picture_size
from grader.wording import clipped

LONGEST = 20_000  # characters that are shown
_MOST_BRACKETS = 300  # what looks for links and formulas takes time that grows with their square
_MOST_CELLS = 10_000  # short rows of a wide table are filled up
_DEEPEST = 14  # lists in lists, a level for each list and each item: beyond, a page has no width for them
_LONGEST_ADDRESS = 200  # and so often as a text refers to it
_BRACKETS = ("[", r"\(", r"\begin{")
_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<[^>]*+>")
_ITEMS = re.compile(
    r"^(?:[ \t>*+-]|\d{1,9}[.)](?=[ \t]|$))++", re.MULTILINE
)  # a list's numbers are the page's
_ENDS = {"\\(": "\\)", "\\[": "\\]"}  # of formulas; others end as they begin


def rendered(text: str, pictures: Mapping[str, str] | None = None) -> Markup:
    """The text as a marker reads it. pictures: file name → data URL, of what is attached to the cell."""
    return _with_pictures(text, pictures) if pictures else _without(text)


@lru_cache(maxsize=256)
def _without(text: str) -> Markup:
    return _with_pictures(text, {})


def _with_pictures(text: str, pictures: Mapping[str, str]) -> Markup:
    kept = text[:LONGEST]
    widest = max((line.count("|") for line in kept.splitlines()), default=0)
    brackets = max(kept.count(one) for one in _BRACKETS)
    written = Markup("<pre>{}</pre>").format(kept)
    if brackets > _MOST_BRACKETS or widest * kept.count("\n") > _MOST_CELLS:
        return written + _more(text, LONGEST)
    markdown = _markdown()
    tokens = markdown.parse(kept)
    if any(token.level > _DEEPEST for token in tokens):
        return written + _more(text, LONGEST)
    _plainer(tokens)
    environment = {"pictures": pictures, "room": PictureBudget(), "sizes": {}}
    body = Markup(markdown.renderer.render(tokens, markdown.options, environment))
    if _hidden(kept, body, tokens):
        body += Markup('<p class="faint">As it was written, for not all of it shows above:</p>') + written
    return body + _more(text, LONGEST)


def _hidden(text: str, body: str, tokens: Sequence[Token]) -> bool:
    """Whether a word of the text is not to be seen: of a link's title, a definition, a row too long."""
    seen = Counter(_WORD.findall(unescape(_TAG.sub(" ", body))))
    for address, times in Counter(_addresses(tokens)).items():
        for word in _WORD.findall(unquote(address)):
            seen[word] += times
    return bool(Counter(_WORD.findall(unescape(_ITEMS.sub(" ", text)))) - seen)


def _addresses(tokens: Sequence[Token]) -> Iterator[str]:
    """Where links lead, and a picture comes from, with its name: shown cut short, or in its place."""
    for token in (one for each in tokens for one in (each, *(each.children or ()))):
        if token.type in ("link_open", "image"):
            yield f"{token.attrs.get('href', '')} {token.attrs.get('src', '')} {token.content}"


def _markdown() -> MarkdownIt:
    # The preset of that name allows no HTML and no address but of the web, which then is shown, not linked.
    made = MarkdownIt("js-default", {"html": False, "linkify": False})
    made.use(texmath_plugin, delimiters="brackets")
    made.use(dollarmath_plugin, allow_labels=False, double_inline=True)
    made.use(amsmath_plugin)
    for kind in ("math_inline", "math_inline_double", "math_block", "amsmath"):
        made.add_render_rule(kind, _formula)
    made.add_render_rule("fence", _fence)
    made.add_render_rule("link_open", _link_open)
    made.add_render_rule("link_close", _link_close)
    made.add_render_rule("image", _image)
    return made


def _formula(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """Letter by letter as it was written: Markdown would take its stars and backslashes."""
    token = tokens[index]
    text = f"{token.markup}{token.content}{_ENDS.get(token.markup, token.markup)}"
    tag = "div" if token.type in ("math_block", "amsmath") else "span"
    return f'<{tag} class="formula">{escape(text)}</{tag}>'


def _fence(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """With the words after its opening, which are a language's name, or part of an answer."""
    token = tokens[index]
    info = f'<p class="faint">{escape(token.info.strip())}</p>' if token.info.strip() else ""
    return f"{info}<pre><code>{escape(token.content)}</code></pre>\n"


def _link_open(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return '<span class="link">'


def _link_close(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    opened = next(at for at in range(index - 1, -1, -1) if tokens[at].type == "link_open")
    address = str(tokens[opened].attrs.get("href", ""))
    label = "".join(token.content for token in tokens[opened + 1 : index])
    shown = escape(clipped(address, _LONGEST_ADDRESS))
    return "</span>" + ("" if address == label else f' <span class="faint">({shown})</span>')


def _image(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    source, label = str(tokens[index].attrs.get("src", "")), tokens[index].content
    data = env["pictures"].get(source.removeprefix("attachment:"))
    if data and source.startswith("attachment:") and _fits(data, env["room"], env["sizes"]):
        return f'<img src="{escape(data)}" alt="{escape(label or "a picture without a description")}">'
    shown = escape(clipped(source, _LONGEST_ADDRESS))
    return f'<span class="faint">[picture {escape(label)}: {shown}, not shown]</span>'


def _fits(url: str, room: PictureBudget, sizes: dict[str, PictureSize | None]) -> bool:
    """Whether the page has room for it. sizes: of those that were shown before."""
    again = url in sizes
    if not again:
        sizes[url] = picture_size(url.removeprefix("data:").partition(";")[0], url.partition(",")[2])
    size = sizes[url]
    return size is not None and room.takes(size, again=again)


def _plainer(tokens: list[Token]) -> None:
    """No heading of theirs among ours, and no head of a column without a word in it."""
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "p"
            token.attrs = {"class": "heading"} if token.nesting == 1 else {}
    for one, text, end in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if one.type == "th_open" and not text.content.strip():
            one.tag = end.tag = "td"


@lru_cache(maxsize=256)  # a page is shown again after each key
def compared(text: str, other: str, *, most: int = LONGEST) -> Markup:
    """`other`, with the words marked that `text` does not have there; of prose, case and stops aside.

    most: characters that are shown.
    """
    ours, ours_said = _words(text[:most])
    theirs, theirs_said = _words(other[:most])
    parts: list[Markup] = []
    for step in Indel.opcodes(theirs_said, ours_said):
        before, after = theirs[step.src_start : step.src_end], ours[step.dest_start : step.dest_end]
        if step.tag == "equal":
            parts.append(escape(" ".join(before)))
        if step.tag == "insert":  # comes before what is deleted there
            parts.append(Markup("<del>{}</del>").format(" ".join(after)))
        if step.tag == "delete":
            parts.append(Markup("<ins>{}</ins>").format(" ".join(before)))
    return Markup(" ").join(parts) + _more(other, most)


def _words(text: str) -> tuple[list[str], list[object]]:
    """As they are written, and what each says."""
    found = words(text)
    return [word for word, _ in found], [means for _, means in found]


def _more(text: str, most: int) -> Markup:
    """How much of it is not shown."""
    rest = len(text) - most
    return Markup('<p class="faint">… and {:,} more characters</p>').format(rest) if rest > 0 else Markup()
