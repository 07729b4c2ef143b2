""""""

from grader.submissions.anchor import Anchored, AnchoredCell, anchor_notebook, student_code
from grader.submissions.find import Submission, digest_of, find_submissions, is_name, misnamed, notebook_in
from grader.submissions.open import read_bytes
from grader.submissions.read import parse_submission, read_submission
from grader.submissions.repairs import renamed, salvaged

__all__ = [
    "Anchored",
    "AnchoredCell",
    "Submission",
    "anchor_notebook",
    "digest_of",
    "find_submissions",
    "is_name",
    "misnamed",
    "notebook_in",
    "parse_submission",
    "read_bytes",
    "read_submission",
    "renamed",
    "salvaged",
    "student_code",
]
