"""Markdown of strangers as HTML that does nothing: no HTML of theirs, no link, no picture from elsewhere."""

import difflib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.texmath import texmath_plugin

from grader.marking.answers import normal
from grader.notebooks import PictureBudget, PictureSize, picture_size

LONGEST = 20_000  # characters that are shown
_MOST_BRACKETS = 300  # what looks for links and formulas takes time that grows with their square
_BRACKETS = ("[", r"\(", r"\begin{")
_ENDS = {"\\(": "\\)", "\\[": "\\]"}  # of formulas; others end as they begin
_MOST_WORDS = 600  # and so does what compares words


def rendered(text: str, pictures: Mapping[str, str] | None = None) -> Markup:
    """The text as a marker reads it. pictures: file name → data URL, of what is attached to the cell."""
    return _with_pictures(text, pictures) if pictures else _without(text)


@lru_cache(maxsize=256)
def _without(text: str) -> Markup:
    return _with_pictures(text, {})


def _with_pictures(text: str, pictures: Mapping[str, str]) -> Markup:
    kept = text[:LONGEST]
    rest = len(text) - len(kept)
    if any(kept.count(one) > _MOST_BRACKETS for one in _BRACKETS):
        body = Markup("<pre>{}</pre>").format(kept)
    else:
        markdown = _markdown()
        tokens = markdown.parse(kept)
        _plainer(tokens)
        environment = {"pictures": pictures, "room": PictureBudget(), "sizes": {}}
        body = Markup(markdown.renderer.render(tokens, markdown.options, environment))
    told = Markup('<p class="faint">… and {:,} more characters</p>').format(rest) if rest else Markup()
    return body + told


def _markdown() -> MarkdownIt:
    # The preset of that name allows no HTML and no address but of the web, which then is shown, not linked.
    made = MarkdownIt("js-default", {"html": False, "linkify": False})
    made.use(texmath_plugin, delimiters="brackets")
    made.use(dollarmath_plugin, allow_labels=False, double_inline=True)
    made.use(amsmath_plugin)
    for kind in ("math_inline", "math_inline_double", "math_block", "amsmath"):
        made.add_render_rule(kind, _formula)
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


def _link_open(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return '<span class="link">'


def _link_close(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    opened = next(token for token in reversed(tokens[:index]) if token.type == "link_open")
    address = str(opened.attrs.get("href", ""))
    label = "".join(token.content for token in tokens[tokens.index(opened) + 1 : index])
    return "</span>" + ("" if address == label else f' <span class="faint">({escape(address)})</span>')


def _image(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    source, label = str(tokens[index].attrs.get("src", "")), tokens[index].content
    data = env["pictures"].get(source.removeprefix("attachment:"))
    if data and source.startswith("attachment:") and _fits(data, env["room"], env["sizes"]):
        return f'<img src="{escape(data)}" alt="{escape(label or "a picture without a description")}">'
    return f'<span class="faint">[picture {escape(label)}: {escape(source)}, not shown]</span>'


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
    for one, following in pairwise(tokens):
        if one.type == "th_open" and not following.content.strip():
            one.tag = tokens[tokens.index(following) + 1].tag = "td"


@lru_cache(maxsize=256)  # a page is shown again after each key
def compared(text: str, other: str) -> Markup:
    """`other`, with the words marked that `text` does not have there, case and stops aside."""
    ours, theirs = text[:LONGEST].split(), other[:LONGEST].split()
    if max(len(ours), len(theirs)) > _MOST_WORDS:
        return Markup(escape(other[:LONGEST]))
    parts = []
    ours_said, theirs_said = ([normal(word) or word for word in words] for words in (ours, theirs))
    matcher = difflib.SequenceMatcher(None, ours_said, theirs_said, False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            parts.append(escape(" ".join(theirs[first:last])))
        if kind in ("delete", "replace"):
            parts.append(Markup("<del>{}</del>").format(" ".join(ours[start:end])))
        if kind in ("insert", "replace"):
            parts.append(Markup("<ins>{}</ins>").format(" ".join(theirs[first:last])))
    return Markup(" ").join(parts)
