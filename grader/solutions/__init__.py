"""Known right and wrong solutions: they test the checks before any student does.

`known` loads them, and `interrupt` ends one that never returns. `audit` plays each against the checks,
together with `baselines` (answers that take no thought); `kill_matrix` shows which check caught which.
`demo` makes a class of them. `new` begins an assignment that works, from `template`.
"""

from grader.solutions.interrupt import interrupting
from grader.solutions.known import Functions, Known, load_known, load_reference
from grader.solutions.new import write_assignment

__all__ = ["Functions", "Known", "interrupting", "load_known", "load_reference", "write_assignment"]
