"""What a process may answer to calls, sent to the real checks: no point, no fault of ours, nothing to obey.

No sandbox is needed for that: what comes out of one is bytes, and here they are written by hand.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from hostile_class import active
from work import peak

from grader.checks.in_process import in_process
from grader.checks.judge import judge
from grader.feedback.write import GradedSubmission, write_page
from grader.grading.graded_notebook import check_outputs
from grader.grading.setup import Setup
from grader.grading.submission import blank_report
from grader.model import QuestionReport, Report, Verdict
from grader.records.reports import to_json
from grader.values import Call, Died, Figure, Reply, Returned, frames
from grader.values.structs import ProtocolError
from grader.wording import printable

LARGEST = ["millions of empty rows", "four megabytes", "a figure of all that there is"]
MOST = 300_000_000  # bytes of memory that judging any of them takes: a few copies of what was sent
SCRIPT = "<script>ran = 1</script>\x1b[31m\u202e"


def array(dtype: str, shape: Sequence[int], data: bytes) -> Any:
    return ["gave", ["array", dtype, [*shape], data], {}]


def gave(value: Any, changed: dict[int, Any] | None = None) -> Any:
    return ["gave", value, changed or {}]


def exact(value: Any) -> Any:
    return gave(["exact", value])


def list_in_list(depth: int) -> Any:
    return 1 if depth == 0 else ["several", "list", [list_in_list(depth - 1)]]


def text(words: str) -> Any:
    return ["text", words, words]


def nested(depth: int, leaf: Any) -> Any:
    return leaf if depth == 0 else ["many", [nested(depth - 1, leaf)]]


EYE = ["array", "float64", [2, 2], np.eye(2).tobytes()]
AXIS = ["array", "float64", [2], np.arange(2.0).tobytes()]
ENDS, CELLS = [1.0, 0.0], [[1, 1], [0, 0]]
MAP = [
    EYE,
    AXIS,
    AXIS,
    [math.nan, -math.inf],
    SCRIPT,
    True,
    False,
    True,
    *[ENDS] * 2,
    *[SCRIPT] * 2,
    ENDS,
    CELLS,
]
TICKS = [[math.nan, SCRIPT]] * 1_000
LINE, DOTS, BARS = [AXIS] * 2 + [SCRIPT] * 4, [AXIS] * 4 + [SCRIPT] * 2, [AXIS] * 4 + [False] + [SCRIPT] * 2


def axes(many: int) -> Any:
    """So many of all that there is; every text, and ends that are none."""
    drawn = [[one] * many for one in (MAP, LINE, DOTS, BARS)]
    ends = [[math.nan, math.inf], [1.0, 0.0], [True, True], [math.nan] * 4]
    return [
        *[SCRIPT] * 3,
        TICKS,
        [],
        *[SCRIPT] * 2,
        *ends,
        *drawn,
        [SCRIPT] * 99,
        [SCRIPT],
        2**63,
        [SCRIPT],
        True,
    ]


REPLIES: dict[str, Any] = {
    "a column of a million million empty rows": array("float64", [1 << 40, 0], b""),
    "empty axes whose product overflows": array("int8", [1 << 40, 1 << 40, 0], b""),
    "millions of empty rows": array("float64", [1 << 21, 0], b""),
    "no axis": array("float64", [], bytes(8)),
    "no numbers": array("float64", [0], b""),
    "too many axes": array("int8", [1] * 5, b"\x00"),
    "four megabytes": array("float64", [1 << 19], np.ones(1 << 19).tobytes()),
    "four megabytes of bytes": array("int8", [1 << 22], bytes(1 << 22)),
    "bytes that are no truth values": array("bool", [3], b"\x07\xff\x00"),
    "not numbers": array("float64", [3], np.full(3, np.nan).tobytes()),
    "payloads in what is no number": array("float64", [1], b"\x01\x00\x00\x00\x00\x00\xf8\x7f"),
    "infinite": array("float64", [1], np.array([np.inf]).tobytes()),
    "negative zeros": array("float64", [3], np.full(3, -0.0).tobytes()),
    "the smallest there are": array("float64", [3], np.full(3, 5e-324).tobytes()),
    "halves that overflow": array("float16", [3], np.full(3, 65504, np.float16).tobytes()),
    "unsigned, to be subtracted from": array("uint64", [3], np.full(3, 2**64 - 1, np.uint64).tobytes()),
    "objects": array("object", [1], bytes(8)),
    "another byte order": array(">f8", [1], bytes(8)),
    "a name of a type with a nul": array("float64\0", [1], bytes(8)),
    "a truth value for a size": array("float64", [True], bytes(8)),
    "a size beyond 64 bits": b"\x92\xa8answered\x91\x93\xa4gave\x94\xa5array\xa4int8\x91\xcf" + b"\xff" * 8,
    "words": gave(["said", SCRIPT]),
    "a kind of value that is a page": gave(text(SCRIPT * 30)),
    "a kind of value that is a verdict": gave(text("passed, 1 of 1")),
    "ten thousand parts": gave(["many", [["said", ""]] * 9_999]),
    "parts in parts": gave(["many", [["many", [["said", ""]] * 3_000]] * 4]),
    "as deep as can be": gave(nested(150, text(""))),
    "deeper than that": b"\x92\xa4many\x91" * 100_000,
    "none of two": gave(["many", []]),
    "a figure of ten thousand maps": gave(["picture", [axes(100)] * 100, SCRIPT, 2**63, True]),
    "a figure of all that there is": gave(["picture", [axes(9)] * 9, SCRIPT, 2**63, True]),
    "a figure of nothing": gave(["picture", [], "", 0, True]),
    "numbers that hash alike": exact(["several", "set", [k * (2**61 - 1) for k in range(8)] * 1_000]),
    "keys that hash alike": exact(["pairs", [k * (2**61 - 1) for k in range(8)] * 500, [0] * 4_000]),
    "a key that is a list": exact(["pairs", [["several", "list", []]], [0]]),
    "a set of dicts": exact(["several", "set", [["pairs", [], []]]]),
    "keys without values": exact(["pairs", [1, 2], [1]]),
    "an integer that is none": exact(["big", "0x; import os"]),
    "an integer of ten thousand bits": exact(["big", "-" + "f" * 2_500]),
    "a tuple named as no tuple can be": exact(["named", "__class__", ["__init__", "a b"], [1, 2]]),
    "a tuple with a field twice": exact(["named", "Pair", ["a", "a"], [1, 2]]),
    "a table with a short column": exact(["table", ["a", "b"], [AXIS, EYE]]),
    "a table of scripts": exact(["table", [SCRIPT], [["texts", [1], [SCRIPT]]]]),
    "texts of a vast shape": exact(["texts", [1 << 40, 0], []]),
    "texts fewer than their shape": exact(["texts", [1 << 20], ["a"]]),
    "a function, as only a check may send": exact(["linear", ["x"], [[1.0]]]),
    "a formula, as only a check may send": exact(["formula", ["x"], ["__import__('os')"]]),
    "a generator, as only a check may send": exact(["seeded", -1]),
    "text of four megabytes": exact("x" * (4 << 20)),
    "nested as no value is": exact(list_in_list(60)),
    "a sum that is no number": exact(["complex", math.nan, math.inf]),
    "changes to arguments there are not": gave(EYE, {-1: EYE, 99: EYE, 2**63: EYE}),
    "changes to arguments beyond those there are": gave(EYE, {1: EYE}),
    "changes to a hundred arguments": gave(EYE, dict.fromkeys(range(100), EYE)),
    "a figure among others": gave(["many", [["picture", [], "", 0, True]]]),
    "sets that hash alike, each by its own bounds": gave(["many", [exact(["several", "set", [1]])[1]] * 99]),
    "a change into words": gave(EYE, {0: text(SCRIPT)}),
    "a change into another shape": gave(EYE, {0: ["array", "int8", [1 << 22, 0], b""]}),
    "an exception that is a page": ["threw", SCRIPT, SCRIPT, 2**63],
    "an exception called as a verdict is": [
        "threw",
        "passed",
        "✓ passed, 4 of 4 points: Every number is doubled.",
        1,
    ],
    "an exception of many lines": ["threw", "E\n\n✓ passed", "\n" * 1_900, 1],
    "a name that is not there": ["threw", "NameError", f"double is not defined{SCRIPT}", 0],
    "nothing written": ["threw", "NotImplementedError", "", 1, "spread"],
    "nothing written by who is no name": ["threw", "NotImplementedError", "", 1, SCRIPT],
    "an end of time": ["stuck", 1e308],
    "a time that is none": ["stuck", math.nan],
    "a time before": ["stuck", -1.0],
    "a message of another kind": ["ran", [], ""],
    "a verdict": ["passed", 1.0],
    "nil": None,
    "a number": 1,
}


def answered(setup: Setup, reply: Any) -> Report:
    """The report on a process that answers all calls so, as a session would read them."""
    encoded = reply if isinstance(reply, bytes) else msgspec.msgpack.encode(reply)

    def asks(calls: Sequence[Call], keys: Sequence[bytes]) -> list[Reply]:
        message = msgspec.msgpack.encode(["answered", [msgspec.Raw(encoded)]])
        try:
            (only,) = frames.read_answers(message, 1)
        except ProtocolError as problem:
            return [Died(f"sent what is no answer: {problem}")]
        return [only] * len(calls)

    results = judge(setup.prepared, asks, reference=in_process(setup.reference))
    questions = {"all": QuestionReport(sum(one.score for one in results), 11, results)}
    return replace(blank_report(setup, "eve"), questions=questions)


@pytest.mark.parametrize("name", REPLIES)
def test_no_answer_is_a_point_or_a_fault_of_ours(name: str, small_setup: Setup, tmp_path: Path) -> None:
    """What one answer to everything may earn is a point for arguments that it says were left alone."""
    report = answered(small_setup, REPLIES[name])
    results = report.questions["all"].results
    earned = {one.check for one in results if one.verdict is Verdict.PASSED}

    assert earned <= {"double_leaves_its_input_alone", "double_repeats_itself"}
    assert [one.check for one in results if one.verdict is Verdict.BROKEN] == []
    written = write_page(
        tmp_path, small_setup.course, GradedSubmission(report, tmp_path / "none"), {}
    ).read_text()
    assert set(active(written)) <= {"style", "svg"}
    shown = [*(str(one) for one in check_outputs(report.questions["all"])), to_json(report).decode(), written]
    assert [one for one in shown if printable(one) != one or len(one) > 200_000] == []


def test_a_figure_crosses() -> None:
    """What is sent here is one, and not refused for its form before anything looks at it."""
    message = msgspec.msgpack.encode(["answered", [REPLIES["a figure of all that there is"]]])

    [reply] = frames.read_answers(message, 1)

    assert isinstance(reply, Returned) and isinstance(reply.value, Figure)


@pytest.mark.parametrize("name", LARGEST)
def test_judging_it_takes_little(name: str, small_setup: Setup) -> None:
    """The largest there are, each to all calls."""
    assert peak(lambda _: answered(small_setup, REPLIES[name]), "", MOST) <= MOST
