"""Which misconception a wrong answer shows, and who is wrong alike.

`answers` turns what a function answered into something that can be compared and kept. `diagnose` finds the
known wrong solutions that answer exactly so. `groups` gathers a class by behaviour: submissions that
answered alike.
"""

from grader.diagnosis.diagnose import Diagnoser, WrongAnswers, diagnosed, diagnoser, keeping
from grader.diagnosis.groups import Group, behaviour_groups, read_reports

__all__ = [
    "Diagnoser",
    "Group",
    "WrongAnswers",
    "behaviour_groups",
    "diagnosed",
    "diagnoser",
    "keeping",
    "read_reports",
]
