"""What students handed in: found, opened, read, tied to the release, and repaired.

`find` lists the submissions of a class folder, and `choose` decides between several notebooks. `open` reads a
file's bytes without following a link. `read` makes a notebook of the bytes, even of a `damaged` one, and
turns pictures `pasted` into text into attachments. `anchor` ties the notebook's cells to the released ones:
`match` finds where each cell went, `mend` joins cells that were split, and `repairs` lists what was done.
`called_late` keeps whom a system calls late without a time. `secret` is what nbgrader's exchange finds a
student's page by.
"""

from grader.submissions.anchor import Anchored, AnchoredCell, anchor_notebook, student_code
from grader.submissions.called_late import is_called_late, note_called_late
from grader.submissions.choose import LARGEST_COMPARED, chosen_of
from grader.submissions.find import (
    Submission,
    digest_of,
    find_submissions,
    is_usable_name,
    misnamed,
    submission_in,
)
from grader.submissions.open import read_bytes
from grader.submissions.read import parse_submission, read_submission
from grader.submissions.repairs import check_cell_repair, ended_repairs, name_repairs, salvage_repair
from grader.submissions.secret import SECRET, usable_secret

__all__ = [
    "LARGEST_COMPARED",
    "SECRET",
    "Anchored",
    "AnchoredCell",
    "Submission",
    "anchor_notebook",
    "check_cell_repair",
    "chosen_of",
    "digest_of",
    "ended_repairs",
    "find_submissions",
    "is_called_late",
    "is_usable_name",
    "misnamed",
    "name_repairs",
    "note_called_late",
    "parse_submission",
    "read_bytes",
    "read_submission",
    "salvage_repair",
    "student_code",
    "submission_in",
    "usable_secret",
]
