"""What may pass between a student's code and a check, the same at home and over the sandbox.

It is one bounded `grammar`: numbers, texts, lists, dicts, arrays, tables. A check passes `arguments`, which
are values of the grammar, or things that it has `described`: random generators, functions by their
`formulas`, and arrays that are `refilled`. During a call, `stand_ins` can replace other functions. `calls`
are the requests to a worker, and its replies. `objects` are those of a student's class, with what the class
shares among them (`class_state`); `stories` says how a request goes on with what they were asked before.
`reading` takes what a function returned or `printed`, a variable, or a figure (`pictures`, with
`heat_maps`, `plotted` and `artists` → `figures`, its facts, with `labels`); `exceptions` says what it
raised. `reduce` turns a value into exact ones of the grammar. `plain` turns it into arrays instead, and
`forms` into what the question asks for. `source` writes a value as Python code. Values cross the sandbox's
wall as typed structs (`arrays`, `texts`, `packed`, `packed_described`, `packed_figures`, `structs`): they are
in `messages`, which `frames` writes and reads.

The last eight modules need msgspec, which a student does not have, so import them by their own names.
"""

from grader.values.arguments import (
    Argument,
    all_left_behind,
    altered,
    as_argument,
    fresh,
    is_handed_at_once,
    left_behind,
)
from grader.values.calls import (
    Ask,
    Call,
    CellRun,
    Died,
    Forgotten,
    Hung,
    Output,
    Raised,
    Reads,
    Reply,
    Returned,
    Step,
)
from grader.values.described import Formula, LinearFunction, RandomGenerator, printing
from grader.values.exceptions import (
    UNSPEAKABLE,
    cell_name,
    cut,
    is_theirs,
    kind_and_text,
    line_in,
    line_of,
    own_lines,
    places,
    stopped,
    too_slow,
    unwritten_function,
)
from grader.values.figures import Axes, Bars, Drawn, Figure, HeatMap, Line, Points, labels_at
from grader.values.fixed import fixed
from grader.values.forms import FIGURE, IN_LISTS, TABLE, TEXT, VALUE, as_array, formed, is_class
from grader.values.grammar import LARGEST, ObjectNumber, OutsideGrammar, Table, kind_of, type_name, wire_size
from grader.values.labels import place_of
from grader.values.objects import Objects
from grader.values.plain import Array, Exact, NotNumbers, Plain, Word, describe, in_words, normalised, size_of
from grader.values.printed import Printed, printed_to
from grader.values.reading import base_names, overwritten, read, without_drawing
from grader.values.reduce import as_value, replaced
from grader.values.refilled import Refilled
from grader.values.source import as_source
from grader.values.stand_ins import OPTIONAL, StandIn, functions_of, standing_in
from grader.values.steps import FreshStep, fresh_step, steps_before

__all__ = [
    "FIGURE",
    "IN_LISTS",
    "LARGEST",
    "OPTIONAL",
    "TABLE",
    "TEXT",
    "UNSPEAKABLE",
    "VALUE",
    "Argument",
    "Array",
    "Ask",
    "Axes",
    "Bars",
    "Call",
    "CellRun",
    "Died",
    "Drawn",
    "Exact",
    "Figure",
    "Forgotten",
    "Formula",
    "FreshStep",
    "HeatMap",
    "Hung",
    "Line",
    "LinearFunction",
    "NotNumbers",
    "ObjectNumber",
    "Objects",
    "Output",
    "OutsideGrammar",
    "Plain",
    "Points",
    "Printed",
    "Raised",
    "RandomGenerator",
    "Reads",
    "Refilled",
    "Reply",
    "Returned",
    "StandIn",
    "Step",
    "Table",
    "Word",
    "all_left_behind",
    "altered",
    "as_argument",
    "as_array",
    "as_source",
    "as_value",
    "base_names",
    "cell_name",
    "cut",
    "describe",
    "fixed",
    "formed",
    "fresh",
    "fresh_step",
    "functions_of",
    "in_words",
    "is_class",
    "is_handed_at_once",
    "is_theirs",
    "kind_and_text",
    "kind_of",
    "labels_at",
    "left_behind",
    "line_in",
    "line_of",
    "normalised",
    "overwritten",
    "own_lines",
    "place_of",
    "places",
    "printed_to",
    "printing",
    "read",
    "replaced",
    "size_of",
    "standing_in",
    "steps_before",
    "stopped",
    "too_slow",
    "type_name",
    "unwritten_function",
    "wire_size",
    "without_drawing",
]
