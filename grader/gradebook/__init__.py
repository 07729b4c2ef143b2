"""nbgrader's gradebook: its only importer beside `grader.nbgrader_plugin`.

One row for each graded cell of each submission, written the way nbgrader's own SaveCells, SaveAutoGrades and
AssignLatePenalties write them, so that formgrader, feedback and export keep working; a test compares rows.
What a person entered (manual scores, extra credit, manual comments, extensions) is read; only `by_hand`
writes manual scores and comments, for a person who marks on our own page.
"""

from grader.gradebook.by_hand import ByHand, enter_by_hand, read_by_hand
from grader.gradebook.database import open_gradebook
from grader.gradebook.files import read_timestamp, write_autograded
from grader.gradebook.marks import read_marks
from grader.gradebook.register import register_assignment
from grader.gradebook.scores import LatePolicy, all_points, no_penalty, save

__all__ = [
    "ByHand",
    "LatePolicy",
    "all_points",
    "enter_by_hand",
    "no_penalty",
    "open_gradebook",
    "read_by_hand",
    "read_marks",
    "read_timestamp",
    "register_assignment",
    "save",
    "write_autograded",
]
