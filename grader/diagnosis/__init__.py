"""Which misconception a wrong answer shows, and which submissions share it.

`answers` puts what a function answered into a form that can be compared and kept. `diagnose` finds the known
wrong solution that answers so. `learn` asks these solutions only as far as a submission matches them.
`histories` are what objects of a class are asked, on the way from a first call that tells nothing yet.
`doubts` asks the submission `inputs` beyond those of the checks, so that none is named in vain, and `writing`
looks for what a name speaks of in the cell. Where none is named, `contrast` says what sets the wrong answers
apart: of all `points`, `where` they are, with `borders` that are tried and what is seen `on_the_way`, and
what their `differences` are.
`groups` gathers a class by behaviour: submissions that answered alike. `survivors` are mutants that no check
catches.
"""

from grader.diagnosis.diagnose import diagnosed
from grader.diagnosis.diagnoser import Diagnoser, diagnoser, keeping
from grader.diagnosis.doubts import Student
from grader.diagnosis.groups import (
    ClassGroups,
    Group,
    as_json,
    behaviour_groups,
    class_groups,
    largest_unknown,
    listing,
    summary,
    to_paste,
)
from grader.diagnosis.histories import complete
from grader.diagnosis.survivors import survivors

__all__ = [
    "ClassGroups",
    "Diagnoser",
    "Group",
    "Student",
    "as_json",
    "behaviour_groups",
    "class_groups",
    "complete",
    "diagnosed",
    "diagnoser",
    "keeping",
    "largest_unknown",
    "listing",
    "summary",
    "survivors",
    "to_paste",
]
