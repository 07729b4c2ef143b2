"""submission_secret.txt: by which nbgrader's exchange gives a page to its student, and to nobody else.

`nbgrader submit` writes it, as the student, who can write anything there. `nbgrader release_feedback`
reads that of the whole class, and ends at the first which is missing, empty or no text.
"""

import re
import secrets

SECRET = "submission_secret.txt"
_USUAL = re.compile(rb"[ -~]{1,1000}")


def usable_secret(found: bytes) -> bytes:
    """What was found, if nbgrader can use it; else a new one, with which nobody finds the page."""
    text = found.strip()
    return text if _USUAL.fullmatch(text) else secrets.token_hex(64).encode()
