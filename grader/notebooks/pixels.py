"""How many pixels a picture has, as it says at its beginning: a few bytes may ask a browser for gigabytes.

PNG, third edition, 11.2.1; GIF89a, 18 and 20; ITU T.81, B.1.1 and B.2.2.
"""

import re
import struct
import sys

_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # markers of JPEG that begin a frame
_ALONE = {0x01, *range(0xD0, 0xD9)}  # those that no length follows
_SCAN = 0xDA
_RUN = re.compile(rb"\xff*")  # as many as may stand before a marker
_MOST = 10_000  # markers and blocks; with more before its size, a picture counts as too large


def pixels(kind: str, content: bytes) -> int:
    """Of a picture of MIME type `kind`; 0 where it does not say, and no browser shows it."""
    try:
        return {"image/png": _of_png, "image/gif": _of_gif, "image/jpeg": _of_jpeg}[kind](content)
    except (struct.error, IndexError):
        return 0


def _of_png(content: bytes) -> int:
    width, height = struct.unpack_from(">II", content, 16)
    return int(width * height)


def _of_gif(content: bytes) -> int:
    """Of its screen, or of its first frame: a browser makes the screen as large as that."""
    width, height, flags = struct.unpack_from("<HHB", content, 6)
    at = 13 + (3 << (flags & 7) + 1 if flags & 0x80 else 0)
    is_block = False  # of an extension, the last of which is empty
    for _ in range(_MOST):
        if is_block:
            is_block, at = content[at] > 0, at + content[at] + 1
        elif content[at] == 0x21:
            is_block, at = True, at + 2
        else:
            across, down = struct.unpack_from("<HH", content, at + 5)
            return int(max(width, across) * max(height, down))
    return sys.maxsize


def _of_jpeg(content: bytes) -> int:
    at, found = 2, 0
    for _ in range(_MOST):
        begins = content.find(b"\xff", at)
        if begins < 0 or (run := _RUN.match(content, begins)) is None:
            return found
        at, kind = run.end() + 1, content[run.end()]
        if kind == _SCAN:
            return found
        if kind in _FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 3)
            found = max(found, width * height)
        at += 0 if kind in _ALONE or not kind else struct.unpack_from(">H", content, at)[0]
    return sys.maxsize
