"""Short texts, as they cross the wire."""

from typing import Annotated

import msgspec

LONGEST_TEXT = 2_000  # characters

ShortText = Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]


def cut(text: str) -> str:
    """At most LONGEST_TEXT characters, and never a lone surrogate, which no frame can carry."""
    return text[:LONGEST_TEXT].encode("utf-8", "replace").decode()
