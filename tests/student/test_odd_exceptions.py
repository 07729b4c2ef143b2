"""Whatever an exception is and does, it is told in the same words at home as in the sandbox, and bounded."""

import json
import random
import subprocess
import sys
from collections.abc import Iterator

import numpy as np

from grader.sandbox import Zygote
from grader.values import Call, Raised
from grader.values.exceptions import LONGEST_TEXT
from grader.wording import printable

CASES = 80
BASES = (
    "Exception ValueError KeyError SyntaxError OSError StopIteration MemoryError RecursionError "
    "ExceptionGroup UnicodeDecodeError BaseException SystemExit KeyboardInterrupt GeneratorExit"
).split()
ASKED = "__str__ __repr__ __getattribute__ __format__ with_traceback __reduce__ __eq__ __bool__".split()
READ = "args msg filename lineno __class__ __traceback__ __cause__ __context__ __notes__ code".split()
DONE = (
    "raise KeyError(3)", "raise ValueError(self)", "raise type(self)", "raise SystemExit(3)",
    "raise GeneratorExit", "raise KeyboardInterrupt", "return 3", "return None", "return 'words'",
    "return 'x y' * 9_000", "return Text('words')", "return object.__str__",
    r"return '\ud800x'", r"return '\x1b[31m\n\t' * 4_000",
)  # fmt: skip
TEXT = """
class Text(str):
    def __str__(self):
        return 7
    def __getitem__(self, place):
        return 7
"""
GIVEN = {
    "ExceptionGroup": "'many', [ValueError(1), Odd2()]",
    "UnicodeDecodeError": "'utf-8', b'x', 0, 1, 'no'",
}
WHERE = {
    "cell": "{given}\nraise odd",
    "function": "def double(numbers):\n    raise odd",
    "function without a trace": "def double(numbers):\n    raise odd.with_traceback(None) from None",
    "generator": "def each():\n    yield 1\n    raise odd\ndef double(numbers):\n    return [*each()]",
    "attribute": "class Held:\n    @property\n    def value(self):\n        raise odd\n"
    "def double(numbers):\n    return Held().value",
    "value": "class Held:\n    def __array__(self, *_, **__):\n        raise odd\n"
    "def double(numbers):\n    return Held()",
    "context": "def double(numbers):\n    try:\n        1 / 0\n    except Exception:\n        raise odd",
}
AT_HOME = """
import json, sys
from grader.checks.in_process import in_process
from grader.student.notebook import run_cells
from grader.values import Call
import numpy as np

for cells in json.load(sys.stdin):
    print("---", file=sys.stderr, flush=True)
    reply = in_process(run_cells(cells))(Call("double", (np.ones(2),)))
    print(json.dumps(repr(reply)))
"""


def drawn(chance: random.Random) -> Iterator[str]:
    """A cell with an exception of a class of its own, then one that raises it somewhere."""
    base = chance.choice(BASES)
    yield f"{TEXT}\nclass Odd2(Exception):\n    def __str__(self):\n        raise self\n"
    methods = [f"    def {name}(self, *_):\n        {chance.choice(DONE)}" for name in some(ASKED, chance)]
    reads = [
        f"    @property\n    def {name}(self):\n        {chance.choice(DONE)}" for name in some(READ, chance)
    ]
    body = "\n".join([*methods, *reads]) or "    pass"
    made = f"odd = Odd({GIVEN.get(base, chance.choice(['', '3', 'Text(5)', repr('x' * 9_000)]))})"
    yield f"class Odd({base}):\n{body}\n{made}"
    yield chance.choice([*WHERE.values()]).format(given="def double(numbers):\n    return numbers[:0]")


def some(names: list[str], chance: random.Random) -> list[str]:
    return [name for name in names if chance.random() < 0.2]


def test_odd_exceptions(zygote: Zygote) -> None:
    """At home nothing of ours is printed, and nothing is left out."""
    every = [[*drawn(random.Random(number))] for number in range(CASES)]

    home = subprocess.run(
        [sys.executable, "-c", AT_HOME], input=json.dumps(every), capture_output=True, text=True, check=False
    )

    assert home.returncode == 0, home.stderr[-2_000:]
    at_home = zip(home.stderr.split("---\n")[1:], map(json.loads, home.stdout.splitlines()), strict=True)
    raised = 0
    for cells, (beside, reply) in zip(every, at_home, strict=True):
        with zygote.session() as session:
            runs = session.load(cells)
            (walled,) = session.call([Call("double", (np.ones(2),))])
        stopped = [
            printable(f"code cell {number} stopped: {run.error}\n")
            for number, run in enumerate(runs, 1)
            if run.error
        ]
        assert beside == "".join(stopped), cells
        assert reply == repr(walled), cells
        assert len(reply) < 4 * LONGEST_TEXT + 500
        raised += isinstance(walled, Raised) or bool(stopped)
    assert raised > CASES // 2
