""""""

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
