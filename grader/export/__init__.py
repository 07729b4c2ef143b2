"""Scores for other systems: files that Canvas, Moodle, nbgrader and Gradescope read.

Read `grades` (gradebook, roster, extensions → each student's score, or the reason for none), `tables` (grades
→ the columns that each system documents), `sheets` (grades → a file of the other system, filled in),
`messages` (the words for all of it), `write` (from the gradebook to the file), `course_totals` (of all
assignments).
"""

from grader.export.course_totals import export_totals
from grader.export.grades import Zeros
from grader.export.messages import remarks
from grader.export.write import Exported, export_grades

__all__ = ["Exported", "Zeros", "export_grades", "export_totals", "remarks"]
