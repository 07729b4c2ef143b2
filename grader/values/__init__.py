"""What may pass between a student's code and a check, at home and over the sandbox alike.

A check hands over `arguments` (arrays, numbers, texts, described functions) and, meanwhile, `stand_ins` for
other functions. `calls` are the questions to a worker and its replies. `reading` takes what a function
returned, a variable, or a figure it drew (`pictures` → `figures`, its facts); `plain` makes plain data of it,
and then the form that a question asks for. Over the sandbox the same data goes as typed `structs`, packed
into `frames`.

`structs` and `frames` need msgspec, which a student does not have: import them by their own names.
"""

from grader.values.arguments import Argument, LinearFunction, as_argument, fresh, left_behind, written
from grader.values.calls import Call, CellRun, Died, Hung, Output, Raised, Reads, Reply, Returned
from grader.values.figures import Drawing, Figure, HeatMap, labels_at
from grader.values.plain import FIGURE, Array, NotNumbers, Plain, Word, as_plain, describe, formed, plainly
from grader.values.reading import read
from grader.values.stand_ins import StandIn, standing_in, unwritten

__all__ = [
    "FIGURE",
    "Argument",
    "Array",
    "Call",
    "CellRun",
    "Died",
    "Drawing",
    "Figure",
    "HeatMap",
    "Hung",
    "LinearFunction",
    "NotNumbers",
    "Output",
    "Plain",
    "Raised",
    "Reads",
    "Reply",
    "Returned",
    "StandIn",
    "Word",
    "as_argument",
    "as_plain",
    "describe",
    "formed",
    "fresh",
    "labels_at",
    "left_behind",
    "plainly",
    "read",
    "standing_in",
    "unwritten",
    "written",
]
