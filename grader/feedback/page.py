"""A view → one HTML file that needs nothing else: no script, no font, no request, and no picture but those
that the student pasted.
"""

import ast
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Template
from markupsafe import Markup, escape

from grader.feedback.example import BAR
from grader.feedback.pictures import Attachments, Pictures
from grader.feedback.put_right import in_words, put_right, unlike_release
from grader.feedback.templates import content_policy, page_style, page_templates
from grader.feedback.view import View
from grader.notebooks import parsed
from grader.wording import EARLY, FIRST_TO_DIFFER, GLYPHS, ON_THE_WAY, printable

_HERE = Path(__file__).parent


def render(shown: View, *, pictures: Mapping[str, Attachments] | None = None) -> str:
    """The same view is the same text, byte for byte. pictures: by question, those in the student's cell."""
    pasted = Pictures(pictures or {})
    own = {
        part.name: pasted.among("\n".join(part.own), part.name)
        for part in shown.parts
        if part.kind == "written"
    }
    style = page_style(_HERE)
    policy = content_policy(style=style, pictures=pasted.shown)
    return _template().render(page=shown, own=own, style=style, policy=policy).lstrip()


@cache
def _template() -> Template:
    environment = page_templates(
        _HERE, marked=marked, put_right=put_right, in_words=in_words, unlike_release=unlike_release
    )
    environment.globals |= {
        "bar": BAR,
        "glyphs": {verdict.value: glyph for verdict, glyph in GLYPHS.items()},
        "on_the_way": ON_THE_WAY,
        "first_to_differ": first_to_differ,
    }
    return environment.get_template("page.html")


def first_to_differ(own: Sequence[str]) -> str:
    """What to ask beside the steps on the way. own: the cell's lines, of which one may return early."""
    nodes = [*ast.walk(parsed("\n".join(own)) or ast.Module([], []))]
    returns = sum(isinstance(node, ast.Return) for node in nodes)
    last = sum(isinstance(node.body[-1], ast.Return) for node in nodes if isinstance(node, ast.FunctionDef))
    return f"{FIRST_TO_DIFFER} {EARLY}" if returns > last else FIRST_TO_DIFFER


def marked(text: str) -> Markup:
    """What stands between backticks is code."""
    parts = printable(text).split("`")
    if len(parts) % 2 == 0:
        return escape(printable(text))
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if at % 2 else part for at, part in enumerate(parts)
    )
