"""What may pass between a student's code and a check, at home and over the sandbox alike.

It is one `grammar`: numbers, texts, lists, dicts, arrays, tables, bounded. A check hands over `arguments` of
it and what it has `described` (functions by their `formulas`, random generators) and, meanwhile, `stand_ins`
for other functions. `calls` are the questions to a worker and its replies. `reading` takes what a function
returned or printed, a variable, or a figure it drew (`pictures` → `figures`, its facts); `reduce` makes exact
values of the grammar of it, or `plain` makes arrays, and then the form that a question asks for. `source` is
a value as Python. Over the sandbox it goes as typed structs (`arrays`, `packed`, `structs`), in `frames`.

Those four need msgspec, which a student does not have: import them by their own names.
"""

from grader.values.arguments import Argument, altered, as_argument, fresh, left_behind
from grader.values.calls import Call, CellRun, Died, Hung, Output, Raised, Reads, Reply, Returned, Step
from grader.values.described import Described, Formula, LinearFunction, RandomGenerator
from grader.values.figures import Drawing, Figure, HeatMap, labels_at
from grader.values.grammar import LARGEST, OutsideGrammar, Table, kind_of, weight
from grader.values.plain import (
    CLASS,
    FIGURE,
    TABLE,
    TEXT,
    VALUE,
    Array,
    Exact,
    NotNumbers,
    Plain,
    Word,
    as_plain,
    describe,
    formed,
    in_words,
    is_class,
    measure,
    plainly,
)
from grader.values.reading import derived_from, fresh_step, read
from grader.values.reduce import as_value
from grader.values.source import as_source
from grader.values.stand_ins import StandIn, standing_in, unwritten

__all__ = [
    "CLASS",
    "FIGURE",
    "LARGEST",
    "TABLE",
    "TEXT",
    "VALUE",
    "Argument",
    "Array",
    "Call",
    "CellRun",
    "Described",
    "Died",
    "Drawing",
    "Exact",
    "Figure",
    "Formula",
    "HeatMap",
    "Hung",
    "LinearFunction",
    "NotNumbers",
    "Output",
    "OutsideGrammar",
    "Plain",
    "Raised",
    "RandomGenerator",
    "Reads",
    "Reply",
    "Returned",
    "StandIn",
    "Step",
    "Table",
    "Word",
    "altered",
    "as_argument",
    "as_plain",
    "as_source",
    "as_value",
    "derived_from",
    "describe",
    "formed",
    "fresh",
    "fresh_step",
    "in_words",
    "is_class",
    "kind_of",
    "labels_at",
    "left_behind",
    "measure",
    "plainly",
    "read",
    "standing_in",
    "unwritten",
    "weight",
]
