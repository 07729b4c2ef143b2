"""Claims about a submission: Hypothesis properties, drawn once, played in batches, and shrunk on failure.

Read in the order of a check's life: `claims` (what a check is), `load` (checks from a file), `draw` (their
examples), `student_functions` (the student's functions as a check sees them; `written`, `unanswered` and
`arguments_after` serve it) and `instances` (objects of their classes, each with its `story`), `in_process`
(what answers them at home), `run` (one check on one example), `play` (all checks at once), `shrink` (a
failure's smallest example), `verdict` (the result).

The names below are all that an author's checks.py needs of this package. docs/authoring.md has a table of
them. They load where only numpy and hypothesis are installed. The engine is not part of this face, because it
changes often. Other rooms import its modules by their own names.
"""

from grader.checks.asides import asks, holds
from grader.checks.assertions import (
    assert_agrees,
    assert_changes,
    assert_close,
    assert_moves,
    assert_repeats,
    assert_same,
    assert_shape,
    assert_that,
    is_close,
    told_apart,
)
from grader.checks.claims import check, explicit_examples
from grader.checks.derivatives import assert_descends, derivative
from grader.checks.equality import assert_among, assert_equal, assert_matched, assert_pairs, assert_parts
from grader.checks.figures import (
    assert_axes,
    assert_beside,
    assert_cells,
    assert_colour_bar,
    assert_covers,
    assert_line,
    assert_named,
    assert_new,
)
from grader.checks.follow_through import stand_ins
from grader.checks.forms import assert_part
from grader.checks.left_alone import assert_lasts, assert_untouched
from grader.checks.raising import raises
from grader.checks.related import related
from grader.checks.strategies import listed, shaped
from grader.checks.way import on_the_way
from grader.errors import CallRaised, CallTimedOut, CheckFailed
from grader.values import (
    Axes,
    Bars,
    Drawn,
    Figure,
    Formula,
    HeatMap,
    Line,
    LinearFunction,
    Points,
    RandomGenerator,
    Refilled,
    StandIn,
    Table,
    labels_at,
)

__all__ = [
    "Axes",
    "Bars",
    "CallRaised",
    "CallTimedOut",
    "CheckFailed",
    "Drawn",
    "Figure",
    "Formula",
    "HeatMap",
    "Line",
    "LinearFunction",
    "Points",
    "RandomGenerator",
    "Refilled",
    "StandIn",
    "Table",
    "asks",
    "assert_agrees",
    "assert_among",
    "assert_axes",
    "assert_beside",
    "assert_cells",
    "assert_changes",
    "assert_close",
    "assert_colour_bar",
    "assert_covers",
    "assert_descends",
    "assert_equal",
    "assert_lasts",
    "assert_line",
    "assert_matched",
    "assert_moves",
    "assert_named",
    "assert_new",
    "assert_pairs",
    "assert_part",
    "assert_parts",
    "assert_repeats",
    "assert_same",
    "assert_shape",
    "assert_that",
    "assert_untouched",
    "check",
    "derivative",
    "explicit_examples",
    "holds",
    "is_close",
    "labels_at",
    "listed",
    "on_the_way",
    "raises",
    "related",
    "shaped",
    "stand_ins",
    "told_apart",
]
