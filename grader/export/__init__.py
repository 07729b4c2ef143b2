"""Scores for other systems: files that Canvas, Moodle, nbgrader and Gradescope read.

Read `grades` (gradebook, roster, extensions → who gets which score, who gets none, and why), `tables` (that →
the columns each system documents), `sheets` (that → a file of the other system's, filled in), `messages`
(what is said of it), `write` (from the gradebook to the file).
"""

from grader.export.grades import Grade, Grades, Zeros, settle_grades
from grader.export.messages import remarks
from grader.export.tables import table
from grader.export.write import Exported, export_grades

__all__ = [
    "Exported",
    "Grade",
    "Grades",
    "Zeros",
    "export_grades",
    "remarks",
    "settle_grades",
    "table",
]
