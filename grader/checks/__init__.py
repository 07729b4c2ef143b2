"""Claims about a submission: Hypothesis properties, drawn once, played in batches, shrunk on failure.

Read in the order of a check's life: `claims` (what a check is), `load` (from a file), `draw` (its
examples), `student_functions` (the student's functions as a check sees them), `run` (one check on one
example), `play` (all of them at once), `shrink` (on failure), `verdict` (what it comes to).
"""

from grader.checks.assertions import assert_close, assert_same, assert_shape, assert_that
from grader.checks.claims import Check, check, cliffs
from grader.checks.follow_through import stand_ins
from grader.values import LinearFunction, StandIn

__all__ = [
    "Check",
    "LinearFunction",
    "StandIn",
    "assert_close",
    "assert_same",
    "assert_shape",
    "assert_that",
    "check",
    "cliffs",
    "stand_ins",
]
