"""Which misconception a wrong answer shows, and which submissions share it.

`answers` puts a function's answers into a form that can be compared and kept. `diagnose` finds the known
wrong solution that gives the same answers. `learn` calls these solutions only as far as a submission matches
them. `histories` are the calls on objects of a class, as a first call alone tells nothing yet. `doubts` gives
the submission `inputs` beyond those of the checks, which can refute a misconception, and `writing` looks in
the cell for the mistake that its name describes. `stood_in` asks a function with stand-ins for wrong parts.

If no misconception is named, `contrast` describes the wrong answers: `where` they are among all `points`, and
how they differ from right ones (`differences`). For this, `borders` searches for the inputs between right and
wrong, `heights` for the right answers between them, and `on_the_way` looks at intermediate values.

`groups` gathers a class by behaviour: submissions that answered alike. `survivors` are mutants that no check
catches.
"""

from grader.diagnosis.diagnose import diagnosed
from grader.diagnosis.diagnoser import Diagnoser, diagnoser, keeping
from grader.diagnosis.doubts import StudentCode
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
from grader.diagnosis.suspects import learn_drawn

__all__ = [
    "ClassGroups",
    "Diagnoser",
    "Group",
    "StudentCode",
    "as_json",
    "behaviour_groups",
    "class_groups",
    "complete",
    "diagnosed",
    "diagnoser",
    "keeping",
    "largest_unknown",
    "learn_drawn",
    "listing",
    "summary",
    "survivors",
    "to_paste",
]
