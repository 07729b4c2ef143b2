"""Wrong solutions that nobody wrote down: a right one with a slip or two in it.

`operators` says what goes wrong in an expression, as data, with `slips` for what NumPy has no name for, and
`methods` which method is taken for which;
`results` and `lines` say what goes wrong in how a function is put together. Each finds its places in one of
the `forms` in which a question's function is written, and proposes `edits` there; `make` names and runs them.
Whether a mutant is wrong at all, answers tell: some are right.
"""

from grader.solutions.mutants.forms import rebuilt
from grader.solutions.mutants.make import Mutant, mutants
from grader.solutions.mutants.methods import taken_for_others

__all__ = ["Mutant", "mutants", "rebuilt", "taken_for_others"]
