"""Pictures that Colab and web editors write into the text of a Markdown cell, as data: URLs.

They become attachments, as Jupyter keeps a pasted picture: the text stays as long as what was written, and
the picture is seen wherever attachments are.
"""

import hashlib
import re

_DATA = r"data:(image/(?:png|jpeg|gif));base64,([A-Za-z0-9+/=\n ]+)"
_PICTURE = re.compile(
    rf"!\[(?P<alt>[^\]\n]{{0,200}})\]\(\s?<?{_DATA}>?\s?(?:\"[^\"\n]{{0,200}}\"\s?)?\)"
    rf"|<img\s(?:[^<>\"]{{0,200}}\"[^<>\"]{{0,200}}\"){{0,5}}[^<>\"]{{0,200}}?src=\"{_DATA}\"[^<>]{{0,400}}>"
)
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}


def attached(text: str) -> tuple[str, dict[str, dict[str, str]]]:
    """The text with a name for each picture in it, and by name the pictures: MIME type → base64."""
    if ";base64," not in text:
        return text, {}
    pictures: dict[str, dict[str, str]] = {}

    def named(found: re.Match[str]) -> str:
        kind, data = (found[2], found[3]) if found[2] else (found[4], found[5])
        plain = re.sub(r"\s", "", data)
        name = f"pasted-{hashlib.sha256(plain.encode()).hexdigest()[:12]}.{_ENDINGS[kind]}"
        pictures[name] = {kind: plain}
        return f"![{found['alt'] or ''}](attachment:{name})"

    return _PICTURE.sub(named, text), pictures
