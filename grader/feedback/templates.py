"""How every page is made from its template: whatever a student wrote is text on it, never markup.

And never what a terminal, an editor or a reader's eye would obey.
"""

import base64
import hashlib
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from grader.wording import counted, points, printable

COMMON = Path(__file__).with_name("common.css")
LONG = 24  # characters without a blank, which may not fit into a line of a small screen


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def hanging(text: str) -> Markup:
    """Code for a <pre>: each line in a span whose class says how deep it is indented, "in-0" to "in-6".

    So what does not fit goes on farther in than the line begins.
    """
    lines = printable(text).split("\n")
    return Markup("").join(
        Markup('<span class="row in-{}">{}\n</span>').format(depth(one), breakable(one)) for one in lines
    )


def breakable(line: str) -> Markup:
    """A line of code: a long piece without blanks may go on in the next line, but not inside a name."""
    pieces = re.split(r"(\s+)", printable(line))
    parts = ([one] if len(one) < LONG else re.split(r"(?<=[(\[,])(?=\w)", one) for one in pieces)
    return Markup("").join(Markup("<wbr>").join(map(escape, part)) for part in parts)


def depth(line: str) -> int:
    """Of a line of code: its indentation, in fours, up to 6."""
    blank = len(line) - len(line.lstrip(" "))
    return min(blank // 4, 6)


def page_templates(
    folder: Path, *, keep_trailing_newline: bool = True, **filters: Callable[..., Any]
) -> Environment:
    """The templates in `folder`, each with these filters and those of every page. They escape what they are
    given, and leave out what is not printable.
    """
    environment = Environment(
        loader=FileSystemLoader([folder, COMMON.parent]),
        autoescape=True,
        finalize=_printable,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=keep_trailing_newline,
    )
    every = {
        "points": points,
        "printable": printable,
        "counted": counted,
        "sentence": sentence,
        "hanging": hanging,
        "breakable": breakable,
        "depth": depth,
    }
    environment.filters |= every | filters
    return environment


@cache
def page_style(folder: Path) -> str:
    """The style sheet of a page whose template is in `folder`, after what all pages have in common."""
    return "".join(path.read_text("utf-8") for path in (COMMON, folder / "page.css"))


def content_policy(*, style: str, script: str = "", pictures: bool = False) -> str:
    """Nothing may load, run, frame or be sent but this style sheet and this script, named by their hashes.

    pictures: those that stand in the page itself are shown.
    """
    more = f"script-src {_source(script)}; " if script else ""
    more += "img-src data:; " if pictures else ""
    return f"default-src 'none'; style-src {_source(style)}; {more}base-uri 'none'; form-action 'none'"


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _printable(shown: Any) -> Any:
    if isinstance(shown, Markup):
        return Markup(printable(shown))
    return printable(shown) if isinstance(shown, str) else shown
