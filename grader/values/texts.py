"""Short texts, as they cross the wire."""

from typing import Annotated

import msgspec

from grader.values.exceptions import LONGEST_TEXT

ShortText = Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]
