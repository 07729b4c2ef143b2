"""One submission → Report; a class of them; and what has to be done again when something changed.

`grade` grades a class from beginning to end: `class_folder` sorts out which submissions need grading,
`submission` grades one (it is read, anchored, run in the sandbox, checked, diagnosed, and its
`graded_notebook` written), `parallel` does many at once, and `recording` puts each result into journal,
gradebook and files. `cluster` does many over Dask: a `bundle` travels to each `machine`, whose `benches` are
processes that grade, each a `bench`. `progress` shows how far it is, `tables` prints the class, `regrade`
explains what a changed check changed. `nbgrader_engine` lets `nbgrader autograde` grade the same way.
`late_penalties` settles what coming late costs, and `late_table` prints it; the former needs nbgrader, so
import it by its own name.
"""

from grader.grading import late_table, tables
from grader.grading.bundle import course_files
from grader.grading.grade import Regraded, grade_class, regrade_class
from grader.grading.progress import watched
from grader.grading.regrade import explained
from grader.grading.submission import Graded, Setup, grade_submission, set_up

__all__ = [
    "Graded",
    "Regraded",
    "Setup",
    "course_files",
    "explained",
    "grade_class",
    "grade_submission",
    "late_table",
    "regrade_class",
    "set_up",
    "tables",
    "watched",
]
