"""Scores for other systems: files that Canvas, Moodle and nbgrader read.

Read `grades` (gradebook, roster, extensions → who gets which score, who gets none, and why), `tables` (that →
the columns each system documents), `messages` (what is said of it).
"""

from grader.export.grades import Grade, Grades, Zeros, settle_grades
from grader.export.messages import left_out, remarks, summary, unknown
from grader.export.tables import FORMATS, table

__all__ = [
    "FORMATS",
    "Grade",
    "Grades",
    "Zeros",
    "left_out",
    "remarks",
    "settle_grades",
    "summary",
    "table",
    "unknown",
]
