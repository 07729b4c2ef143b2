"""Which label in a figure says a name, as people read."""

import re
from collections.abc import Sequence


def place_of(name: str, labels: Sequence[str]) -> int | None:
    """Where among these the label is that says this name; None: there is none.

    One that says just this comes first, then one in other case, and then one with other words beside it:
    "Training losses" says "loss".
    """
    within = re.compile(rf"(?<!\w){re.escape(name)}(e?s)?(?!\w)", re.IGNORECASE)
    alike = [label.strip().casefold() == name.casefold() for label in labels]
    beside = [within.search(label) is not None for label in labels]
    for found in ([label == name for label in labels], alike, beside):
        if any(found):
            return found.index(True)
    return None
