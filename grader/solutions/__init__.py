"""Known right and wrong solutions: they test the checks before any student does.

`known` loads them, and `interrupt` ends one that never returns. `audit` plays each against the checks,
together with `baselines` (answers that take no thought); `kill_matrix` shows which check caught which.
`mutants` are wrong solutions that nobody wrote down: a right one with a slip or two in it.
`demo` makes a class of them. `new` begins an assignment that works, from `template`.
"""

from grader.solutions.audit import audit_course
from grader.solutions.demo import Expected, demo_assignment, demo_course, make_class, surprises
from grader.solutions.interrupt import interrupting
from grader.solutions.kill_matrix import counted, kill_matrix, summary
from grader.solutions.known import Functions, Known, load_known, load_reference
from grader.solutions.mutants import Mutant, mutants, rebuilt
from grader.solutions.new import write_assignment

__all__ = [
    "Expected",
    "Functions",
    "Known",
    "Mutant",
    "audit_course",
    "counted",
    "demo_assignment",
    "demo_course",
    "interrupting",
    "kill_matrix",
    "load_known",
    "load_reference",
    "make_class",
    "mutants",
    "rebuilt",
    "summary",
    "surprises",
    "write_assignment",
]
