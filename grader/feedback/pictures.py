"""Pictures that a student pasted into a written answer, on their page where the text names them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from grader.notebooks import picture
from grader.wording import printable

MOST = 6 << 20  # characters of pictures on one page
_NAMED = re.compile(r"!\[([^\]\n]{0,200})\]\(attachment:([A-Za-z0-9._~-]{1,200})\)")
_NAMELESS = "a picture without a description"

# File name → MIME type → base64, as a notebook's cell has them.
Attachments = Mapping[str, Mapping[str, str]]


@dataclass(slots=True)
class Pictures:
    """Those of one page.

    own: by question. left: characters that may still be shown. shown: whether any was.
    """

    own: Mapping[str, Attachments]
    left: int = field(default_factory=lambda: MOST)
    shown: bool = False

    def among(self, text: str, question: str) -> Markup:
        """The text, escaped, with the pictures of `question` that it names in their places."""
        bundles = self.own.get(question, {})
        parts, end = [Markup()], 0
        for found in _NAMED.finditer(text):
            parts += [escape(text[end : found.start()]), self._one(found, bundles)]
            end = found.end()
        return Markup().join([*parts, escape(text[end:])])

    def _one(self, found: re.Match[str], bundles: Attachments) -> Markup:
        data = next((f"data:{kind};base64,{data}" for kind, data in _of(bundles, found[2]).items()), "")
        if not data:
            return escape(found[0])
        label = printable(found[1]) or _NAMELESS
        if len(data) > self.left:
            return Markup("[picture {}: too large to be shown here; it is in your notebook]").format(label)
        self.left -= len(data)
        self.shown = True
        return Markup('<img src="{}" alt="{}">').format(data, label)


def _of(bundles: Attachments, name: str) -> dict[str, str]:
    bundle = bundles.get(name)
    kept = bundle.items() if isinstance(bundle, Mapping) else ()
    return {kind: data for kind, data in kept if isinstance(data, str) and picture(kind, data)}
