"""Pictures that a student pasted into a written answer, on their page where the text names them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from grader.notebooks import PictureBudget, PictureSize, picture_size
from grader.wording import printable

MOST = 6 << 20  # characters of pictures on one page
_NAMED = re.compile(r"!\[([^\]\n]{0,200})\]\(attachment:([A-Za-z0-9._~-]{1,200})\)")
_NAMELESS = "a picture without a description"

# File name → MIME type → base64, as a notebook's cell has them.
Attachments = Mapping[str, Mapping[str, str]]
Known = tuple[str, str, PictureSize | None]  # MIME type, base64, size; of what is no picture, none


@dataclass(slots=True)
class Pictures:
    """Those of one page.

    own: by question. room: what is left of it; here the first time that a picture is shown costs characters,
    too. shown: whether any was. known: by question and name, as a text may name one again and again.
    """

    own: Mapping[str, Attachments]
    room: PictureBudget = field(default_factory=lambda: PictureBudget(MOST))
    shown: bool = False
    known: dict[tuple[str, str], Known] = field(default_factory=dict)

    def among(self, text: str, question: str) -> Markup:
        """The text, escaped, with the pictures of `question` that it names in their places."""
        parts, end = [Markup()], 0
        for found in _NAMED.finditer(text):
            parts += [escape(text[end : found.start()]), self._one(found, question)]
            end = found.end()
        return Markup().join([*parts, escape(text[end:])])

    def _one(self, found: re.Match[str], question: str) -> Markup:
        one = question, found[2]
        if one not in self.known:
            self.known[one] = _known(self.own.get(question, {}).get(found[2]))
        kind, data, size = self.known[one]
        if size is None:
            return escape(found[0])
        label = printable(found[1]) or _NAMELESS
        if not self.room.takes(size, again=1):
            return Markup("[picture {}: too large to be shown here; it is in your notebook]").format(label)
        self.shown = True
        return Markup('<img src="data:{};base64,{}" alt="{}">').format(kind, data, label)


def _known(bundle: Mapping[str, str] | None) -> Known:
    """The first that is a picture; an attachment may be anything."""
    for kind, data in bundle.items() if isinstance(bundle, Mapping) else ():
        if isinstance(data, str) and (size := picture_size(kind, data)):
            return kind, data, size
    return "", "", None
