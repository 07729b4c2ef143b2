"""nbgrader's gradebook. Only this room imports nbgrader.

Each graded cell of a submission has one row, written as nbgrader's own SaveCells, SaveAutoGrades and
AssignLatePenalties write it, so formgrader, feedback and export keep working. A test compares the rows. What
a person entered (manual scores, extra credit, comments) is read. Only `manual_marks` writes manual scores and
comments, for a person who marks on our own page, and `scores` takes back what was given for another answer.
An extension is written if extensions.csv has one.
"""

from grader.gradebook.database import database_url, gradebook_of, open_gradebook
from grader.gradebook.exchange import release_pages, released_page
from grader.gradebook.files import handed_in_at, write_autograded, write_timestamp
from grader.gradebook.late import late_policy, settle_penalties
from grader.gradebook.manual_marks import ManualMark, enter_manual_marks, read_manual_marks
from grader.gradebook.marks import holds_any, marks_by_hand, marks_of
from grader.gradebook.nbgrader_config import config_text
from grader.gradebook.register import register_assignment, register_release
from grader.gradebook.scores import machine_scores, save_report
from grader.gradebook.totals import AssignmentScores, SubmissionScore, scores_of

__all__ = [
    "AssignmentScores",
    "ManualMark",
    "SubmissionScore",
    "config_text",
    "database_url",
    "enter_manual_marks",
    "gradebook_of",
    "handed_in_at",
    "holds_any",
    "late_policy",
    "machine_scores",
    "marks_by_hand",
    "marks_of",
    "open_gradebook",
    "read_manual_marks",
    "register_assignment",
    "register_release",
    "release_pages",
    "released_page",
    "save_report",
    "scores_of",
    "settle_penalties",
    "write_autograded",
    "write_timestamp",
]
