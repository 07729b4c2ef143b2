"""One submission → Report; a class of them; and what has to be graded again after a change.

`grade` grades a class from beginning to end. `setup` is what is the same for all of it. `class_folder` finds
the submissions that need grading. `submission` grades one: it is read, anchored, run in the sandbox, checked
and diagnosed, and its `graded_notebook` is written. `check_cells` judges a question where its check cell
stands, and `fresh_process` tries counterexamples once more. `team_work` has what a team handed in graded
once. `parallel` grades many at once. `recording` puts each result into the journal, the gradebook and files.
`cluster` grades many over Dask: it sends a `bundle` to each `machine`, whose `benches` are processes that
grade, each of them a `bench`. `progress` shows how many are done, `tables` prints the class, and `regrade`
explains which scores a changed check changed. `nbgrader_engine` lets `nbgrader autograde` grade in the same
way. `late_table` prints the late penalties. `late_penalties` enters them into the gradebook; it needs
nbgrader, so import it by its own name.
"""

from grader.grading import late_table, tables
from grader.grading.bundle import course_files
from grader.grading.grade import Regraded, grade_class, regrade_class
from grader.grading.progress import with_progress
from grader.grading.regrade import changes_in_words
from grader.grading.setup import Setup, ready_to_grade, set_up
from grader.grading.submission import Graded, grade_submission

__all__ = [
    "Graded",
    "Regraded",
    "Setup",
    "changes_in_words",
    "course_files",
    "grade_class",
    "grade_submission",
    "late_table",
    "ready_to_grade",
    "regrade_class",
    "set_up",
    "tables",
    "with_progress",
]
