"""A view → one HTML file that needs nothing else: no script, no font, no request, and no picture but those
that the student pasted.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Template
from markupsafe import Markup, escape

from grader.feedback.example import BAR
from grader.feedback.pictures import Attachments, Pictures
from grader.feedback.templates import content_policy, page_templates
from grader.feedback.view import View
from grader.wording import GLYPHS, points, printable

_HERE = Path(__file__).parent


def render(shown: View, *, pictures: Mapping[str, Attachments] | None = None) -> str:
    """The same view is the same text, byte for byte. pictures: by question, those in the student's cell."""
    pasted = Pictures(pictures or {})
    own = {
        part.name: pasted.among("\n".join(part.own), part.name)
        for part in shown.parts
        if part.kind == "written"
    }
    policy = content_policy(style=_style(), pictures=pasted.shown)
    return _template().render(page=shown, own=own, style=_style(), policy=policy).lstrip()


@cache
def _template() -> Template:
    environment = page_templates(
        _HERE,
        {
            "points": points,
            "printable": printable,
            "counted": counted,
            "sentence": sentence,
            "marked": marked,
        },
    )
    environment.globals |= {"bar": BAR, "glyphs": {verdict.value: glyph for verdict, glyph in GLYPHS.items()}}
    return environment.get_template("page.html")


def counted(things: Any, word: str) -> str:
    """1 claim, 2 claims; given a number, that many: 1 point, 0.5 points."""
    number = things if isinstance(things, int | float) else len(things)
    return f"{points(number)} {word}" if number == 1 else f"{points(number)} {word}s"


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def marked(text: str) -> Markup:
    """What stands between backticks is code."""
    parts = printable(text).split("`")
    if len(parts) % 2 == 0:
        return escape(printable(text))
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if at % 2 else part for at, part in enumerate(parts)
    )


@cache
def _style() -> str:
    return (_HERE / "page.css").read_text("utf-8")
