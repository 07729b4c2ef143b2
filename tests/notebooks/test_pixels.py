"""A picture of a few bytes that asks a browser for gigabytes is none."""

import base64
import struct
import sys
from io import BytesIO

import pytest
from PIL import Image

from grader.notebooks import picture_size
from grader.notebooks.pixels import pixels


def made(form: str, width: int, height: int) -> bytes:
    """By a program that makes them."""
    file = BytesIO()
    Image.new("L", (width, height)).save(file, form, comment=b"\x21\x2c\xff\xc0" * 9)
    return file.getvalue()


@pytest.mark.parametrize("form", ["png", "gif", "jpeg"])
@pytest.mark.parametrize("size", [(1, 1), (300, 2)])
def test_counted(form: str, size: tuple[int, int]) -> None:
    """As its program counts them."""
    assert pixels(f"image/{form}", made(form, *size)) == size[0] * size[1]


def claiming(form: str, width: int, height: int) -> bytes:
    """A small picture that says it is a large one."""
    content = made(form, 16, 16)
    old, new = {
        "png": (struct.pack(">II", 16, 16), struct.pack(">II", width, height)),
        "gif": (
            b"\x2c" + struct.pack("<HHHH", 0, 0, 16, 16),
            b"\x2c" + struct.pack("<HHHH", 0, 0, width, height),
        ),
        "jpeg": (struct.pack(">BHH", 8, 16, 16), struct.pack(">BHH", 8, height, width)),
    }[form]
    assert old in content
    return content.replace(old, new)


@pytest.mark.parametrize("form", ["png", "gif", "jpeg"])
def test_too_large_to_be_shown(form: str) -> None:
    """Whatever it takes itself; one of a large camera is shown."""
    shown = [
        bool(picture_size(f"image/{form}", base64.b64encode(claiming(form, n, n)).decode()))
        for n in (7_500, 30_000)
    ]

    assert shown == [True, False]


@pytest.mark.parametrize("form", ["png", "gif", "jpeg"])
def test_any_bytes(form: str) -> None:
    """What breaks off anywhere says nothing, or what it said."""
    content = made(form, 3, 5)

    assert {pixels(f"image/{form}", content[:end]) for end in range(len(content))} <= {0, 15}


@pytest.mark.parametrize(
    ("kind", "begins", "again"),
    [
        ("jpeg", b"\xff\xd8", b"\xff"),
        ("jpeg", b"\xff\xd8", b"\xff\xd0"),
        ("jpeg", b"\xff\xd8", b"\xff\xe0\0\2"),
        ("gif", b"GIF89a" + bytes(7), b"!\xf9\0"),
        ("gif", b"GIF89a" + bytes(7) + b"!\xf9", b"\1a"),
    ],
)
def test_what_comes_before_its_size(kind: str, begins: bytes, again: bytes) -> None:
    """Is gone through quickly, or no further than any picture needs."""
    instructions = 0

    def count(*_: object) -> object:
        nonlocal instructions
        instructions += 1
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        pixels(f"image/{kind}", begins + again * 200_000)
    finally:
        sys.settrace(before)

    assert instructions < 200_000
