"""What an instructor writes down about a course, read into the nouns of `grader.model`.

`load` reads course.toml and an assignment's folder. `roster` (who is in the class; `people` finds them
there), `late` (what coming late costs, and who has more time), `rubric` (how written answers are marked),
`hints` (for a behaviour group), `requires` (packages that answers may use) and `disclosure` (how much of a
hidden check a student sees) are each one file's, or one table's.
`totals` adds up a student's scores, and `has_gradebook` says whether any were entered.
"""

from grader.course.disclosure import disclosed, in_public
from grader.course.has_gradebook import has_gradebook
from grader.course.hints import hinted, load_hints, with_hints
from grader.course.late import (
    DAY,
    EXTENSIONS_FILE,
    HOUR,
    Extensions,
    Lateness,
    late_rule_in_words,
    load_extensions,
    penalty,
)
from grader.course.load import due_of, is_assignment_name, load_assignment, load_course, scheduled
from grader.course.people import (
    NotOnRoster,
    Roster,
    as_written,
    find_student,
    find_students,
    may_be_called,
    team_called,
)
from grader.course.requires import lacking, refuse_missing, to_install, version_of
from grader.course.roster import (
    ENTERED,
    class_roster,
    class_teams,
    full_names,
    ids_listed,
    is_folder_name,
    load_roster,
    spelled_there,
    typed_there,
)
from grader.course.rubric import Criterion, Rubric, load_rubrics
from grader.course.student import Person, Student
from grader.course.totals import Earned, Total, total

__all__ = [
    "DAY",
    "ENTERED",
    "EXTENSIONS_FILE",
    "HOUR",
    "Criterion",
    "Earned",
    "Extensions",
    "Lateness",
    "NotOnRoster",
    "Person",
    "Roster",
    "Rubric",
    "Student",
    "Total",
    "as_written",
    "class_roster",
    "class_teams",
    "disclosed",
    "due_of",
    "find_student",
    "find_students",
    "full_names",
    "has_gradebook",
    "hinted",
    "ids_listed",
    "in_public",
    "is_assignment_name",
    "is_folder_name",
    "lacking",
    "late_rule_in_words",
    "load_assignment",
    "load_course",
    "load_extensions",
    "load_hints",
    "load_roster",
    "load_rubrics",
    "may_be_called",
    "penalty",
    "refuse_missing",
    "scheduled",
    "spelled_there",
    "team_called",
    "to_install",
    "total",
    "typed_there",
    "version_of",
    "with_hints",
]
