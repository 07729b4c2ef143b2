"""Pictures that a page may show: each by itself, and all of a page together.

A few bytes may ask a browser for gigabytes.
"""

import base64
import binascii
from dataclasses import dataclass

from grader.notebooks.pixels import pixels

MOST_PIXELS = 60_000_000  # of a picture: a browser takes four bytes for each
MOST_TOGETHER = 250_000_000  # on a page: twenty of a telephone's
MOST_AGAIN = 16 << 20  # characters of pictures that are shown again where a text names them again
_IMAGES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff", "image/gif": b"GIF8"}


@dataclass(frozen=True, slots=True)
class PictureSize:
    """Of a picture: what it has in base64, and what a browser makes of it."""

    characters: int
    pixels: int


def picture_size(kind: str, data: str) -> PictureSize | None:
    """How large base64 `data` is; None unless it is a picture of MIME type `kind` that a browser can hold."""
    try:
        content = base64.b64decode("".join(data.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    if kind not in _IMAGES or not content.startswith(_IMAGES[kind]):
        return None
    size = PictureSize(len(data), pixels(kind, content))
    return size if size.pixels <= MOST_PIXELS else None


@dataclass(slots=True)
class PictureBudget:
    """What is left of a page. full: something did not fit."""

    characters: int = MOST_AGAIN
    pixels: int = MOST_TOGETHER
    full: bool = False

    def takes(self, size: PictureSize, *, times: int = 1, again: int = 0) -> bool:
        """Whether it can be shown so many `times`, `again` of which cost characters; then it has been."""
        characters, pixels = self.characters - size.characters * again, self.pixels - size.pixels * times
        if min(characters, pixels) < 0:
            self.full = True
            return False
        self.characters, self.pixels = characters, pixels
        return True
