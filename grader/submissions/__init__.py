"""What came back from students: found, opened, read, tied to the release, repaired.

`find` lists a class folder's submissions, and `choose` says which of several notebooks is meant. `open` reads
a file's bytes, following no link, and `read` makes a notebook of them, if need be of a `damaged` one, with
pictures `pasted` into text as attachments.
`anchor` ties its cells to the released ones: `match` finds where each went, `mend` puts together what was
split, and `repairs` says what was done.
"""

from grader.submissions.anchor import Anchored, AnchoredCell, anchor_notebook, student_code
from grader.submissions.choose import chosen_of
from grader.submissions.find import Submission, digest_of, find_submissions, is_name, misnamed, submission_in
from grader.submissions.open import read_bytes
from grader.submissions.read import parse_submission, read_submission
from grader.submissions.repairs import renamed, salvaged, stands

__all__ = [
    "Anchored",
    "AnchoredCell",
    "Submission",
    "anchor_notebook",
    "chosen_of",
    "digest_of",
    "find_submissions",
    "is_name",
    "misnamed",
    "parse_submission",
    "read_bytes",
    "read_submission",
    "renamed",
    "salvaged",
    "stands",
    "student_code",
    "submission_in",
]
