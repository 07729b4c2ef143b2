"""The nouns: frozen, comparable, and free of behaviour.

A `course` and its assignments as their authors wrote them, the `report` on a submission, and the `marks` of a
student in the gradebook.
"""

from grader.model.course import CHECKED, Assignment, Course, Feedback, LateRule, Limits, Question, Scheduled
from grader.model.marks import Mark, Marks
from grader.model.report import (
    FINE,
    GONE,
    LACKING,
    LACKING_HIDDEN,
    Contrast,
    Counterexample,
    Diagnosis,
    Given,
    Intermediate,
    Provenance,
    QuestionReport,
    Repair,
    Report,
    Result,
    Verdict,
)

__all__ = [
    "CHECKED",
    "FINE",
    "GONE",
    "LACKING",
    "LACKING_HIDDEN",
    "Assignment",
    "Contrast",
    "Counterexample",
    "Course",
    "Diagnosis",
    "Feedback",
    "Given",
    "Intermediate",
    "LateRule",
    "Limits",
    "Mark",
    "Marks",
    "Provenance",
    "Question",
    "QuestionReport",
    "Repair",
    "Report",
    "Result",
    "Scheduled",
    "Verdict",
]
