"""Known right and wrong solutions, which test the checks before students meet them.

`known` loads the solutions, `interrupt` ends one that never returns, and `stateful` says whether one could
remember a call. `audit` plays each of them against the checks, and also the `baselines`, which are answers
that take no thought. `kill_matrix` shows which check caught which solution. `plays` runs on all cores what
`call_by_call` finds out about one solution, and `keys` name what was played before. `mutants` are wrong
solutions that nobody wrote: a right one with one or two slips.
`demo` makes a class of solutions. `new` writes a small working assignment from `template`.
"""

from grader.solutions.audit import audit_course
from grader.solutions.demo import Expected, demo_assignment, demo_course, make_class, surprises
from grader.solutions.interrupt import interrupting
from grader.solutions.keys import Keys
from grader.solutions.kill_matrix import kill_matrix, summary
from grader.solutions.known import Functions, KnownSolution, code_objects, load_known, load_reference
from grader.solutions.mutants import Mutant, mutants, rebuilt, taken_for_others
from grader.solutions.new import write_assignment
from grader.solutions.stateful import is_stateful

__all__ = [
    "Expected",
    "Functions",
    "Keys",
    "KnownSolution",
    "Mutant",
    "audit_course",
    "code_objects",
    "demo_assignment",
    "demo_course",
    "interrupting",
    "is_stateful",
    "kill_matrix",
    "load_known",
    "load_reference",
    "make_class",
    "mutants",
    "rebuilt",
    "summary",
    "surprises",
    "taken_for_others",
    "write_assignment",
]
