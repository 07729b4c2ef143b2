"""Calls: fresh arguments, plain answers, and a list that ends at the first call that stopped the worker."""

import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.checks.in_process import in_process
from grader.model import Limits
from grader.sandbox import SandboxBroken, Session, Zygote, probe, start_zygote, time_spent
from grader.sandbox.time_spent import TimeSpent
from grader.values import frames, printed_to
from grader.values.calls import Call, Died, Hung, Raised, Reads, Returned

ONE = np.array([1.0, 2.0])
DOUBLE = "def double(x):\n    return 2 * x"
NAP = """
import time
asked = []
def nap(x):
    asked.append(1)
    time.sleep(0.5)
    return len(asked)
"""


def values(replies: list[object]) -> list[object]:
    return [reply.value.tolist() if isinstance(reply, Returned) else reply for reply in replies]


def test_answers_come_in_order(session: Session) -> None:
    """One reply for every call, whatever became of the others."""
    session.load([DOUBLE])
    replies = session.call([Call("double", (np.array(n),)) for n in range(1500)])
    assert values(replies) == [2 * n for n in range(1500)]


def test_every_call_gets_fresh_writable_arguments(session: Session) -> None:
    """What one call does to its argument is told, and unknown to the next."""
    session.load(["def spoil(x):\n    x[0] = 9\n    return x.sum()"])
    first, second = session.call([Call("spoil", (ONE,))] * 2)
    assert isinstance(first, Returned) and isinstance(second, Returned)
    assert first.value.tolist() == second.value.tolist() == 11.0
    assert first.changed[0].tolist() == [9.0, 2.0]
    assert ONE.tolist() == [1.0, 2.0]


def test_an_argument_left_alone_is_not_changed(session: Session) -> None:
    """Not even one that holds nan."""
    session.load([DOUBLE])
    (reply,) = session.call([Call("double", (np.array([np.nan]),))])
    assert isinstance(reply, Returned)
    assert reply.changed == {}


def test_answers_are_writable(session: Session) -> None:
    """As they would be in the student's own process."""
    session.load([DOUBLE])
    (reply,) = session.call([Call("double", (ONE,))])
    assert isinstance(reply, Returned)
    assert reply.value.flags.writeable


def test_an_exception_names_its_line(session: Session) -> None:
    """The line is that of the student's cell, wherever the exception began."""
    session.load(["import numpy as np", "\ndef f(x):\n    return np.linalg.inv(x)"])
    assert session.call([Call("f", (np.zeros((2, 2)),))]) == [
        Raised("LinAlgError", "Singular matrix", 3, bases=("ValueError",))
    ]


def test_an_exception_from_another_cell_names_the_line_that_called(session: Session) -> None:
    """ "Of its cell" is the cell of the function that was called, not of one that it called."""
    session.load(["def g(x):\n    raise ValueError('no')", "\n\ndef f(x):\n\n    return g(x)"])
    assert session.call([Call("f", (ONE,))]) == [Raised("ValueError", "no", 5)]


@pytest.mark.parametrize(
    ("name", "kind"), [("SystemExit", "SystemExit"), ("KeyboardInterrupt", "KeyboardInterrupt")]
)
def test_leaving_by_an_exception_is_an_exception(session: Session, name: str, kind: str) -> None:
    """The worker goes on to the next call."""
    session.load([f"def leave(x):\n    raise {name}('bye')", DOUBLE])
    raised, returned = session.call([Call("leave", (ONE,)), Call("double", (ONE,))])
    assert raised == Raised(kind, "bye", 2, bases=("BaseException", "object"))
    assert isinstance(returned, Returned)


def test_a_missing_function_is_a_name_error(session: Session) -> None:
    """A call to it costs nothing else."""
    assert session.call([Call("softmax", ())]) == [Raised("NameError", "softmax is not defined", 0)]


def test_no_function(session: Session) -> None:
    """A value that has the name, where none of the cells defined a function of that name."""
    session.load(["softmax = 3"])
    (reply,) = session.call([Call("softmax", ())])

    assert isinstance(reply, Raised)
    assert reply.text.startswith("softmax is not defined as a function any more")


def test_a_hanging_call_ends_the_list(session: Session) -> None:
    """The answers before it are kept, and the worker lives on."""
    session.load([DOUBLE, "def spin(x):\n    while True: pass"])
    replies = session.call([Call("double", (ONE,)), Call("spin", (ONE,)), Call("double", (ONE,))])
    assert values(replies) == [[2.0, 4.0], Hung(0.4)]
    assert values(session.call([Call("double", (ONE,))])) == [[2.0, 4.0]]


def test_a_sleeping_call_hangs_too(session: Session) -> None:
    """It uses no CPU, so the clock decides."""
    session.load(["import time\ndef sleep(x):\n    time.sleep(1000)"])
    assert session.call([Call("sleep", (ONE,))]) == [Hung(0.4)]


def test_a_function_may_not_use_up_the_time_of_a_question(session: Session) -> None:
    """Every call is within its limit, all together are not."""
    session.load(
        ["from time import process_time as now\ndef slow(x):\n    t = now() + 0.2\n    while now() < t: pass"]
    )
    replies = session.call([Call("slow", (ONE,))] * 100)
    assert replies[-1] == Hung(2.0)
    assert 5 < len(replies) < 20


def test_a_function_may_not_sleep_the_time_of_a_question_away(session: Session) -> None:
    """Every nap is within the limit of a call, all together are not; the worker is not replaced."""
    session.load([NAP])

    replies = session.call([Call("nap", (ONE,))] * 100)

    assert replies[-1] == Hung(2.0)
    assert values(replies[:-1]) == list(range(1, len(replies)))


def test_a_submission_has_a_time_together(zygote: Zygote) -> None:
    """Once cells and calls have taken it, asleep or not, nothing more is asked, and nothing more is run."""
    session = Session(zygote._fork, Limits(submission_seconds=0.2), frames.Seen(), TimeSpent())
    session.load(["import time\ntime.sleep(2)\n" + DOUBLE])

    (reply,) = session.call([Call("double", (ONE,))])
    (left_out,) = session.load(["1"])
    session.close()

    assert reply == Hung(0.2, together=True)
    assert left_out.error == "WorkerDied: cell 2 was not run, as all before it took 0.2 seconds together"


def test_a_cell_ends_when_the_time_together_does(zygote: Zygote) -> None:
    """Though its own limit would let it sleep for longer."""
    session = Session(zygote._fork, Limits(submission_seconds=0.5), frames.Seen(), TimeSpent())

    (asleep,) = session.load(["import time\ntime.sleep(6)"])
    session.close()

    assert asleep.error == "WorkerDied: cell 1 was ended, as all took 0.5 seconds together"


def test_short_naps_are_counted(zygote: Zygote, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of them is over before anybody looks. The kernel tells how long they were together."""
    monkeypatch.setattr(time_spent, "CLOCK", 10**6)
    session = Session(zygote._fork, Limits(submission_seconds=0.2), frames.Seen(), TimeSpent())
    session.load(["import time\ndef nap(x):\n    time.sleep(0.02)"])

    replies = [session.call([Call("nap", (ONE,))])[0] for _ in range(40)]
    session.close()

    assert replies[-1] == Hung(0.2, together=True)


def test_sessions_of_one_submission_share_its_time(zygote: Zygote) -> None:
    """What one has slept is missing in the next, or each would have a limit of its own."""
    limits, spent = Limits(submission_seconds=0.2), TimeSpent()
    first, second = (Session(zygote._fork, limits, frames.Seen(), spent) for _ in range(2))
    first.load(["import time\ntime.sleep(1)"])
    first.close()

    (left_out,) = second.load(["1"])

    assert left_out.error == "WorkerDied: cell 1 was not run, as all before it took 0.2 seconds together"


def test_the_clock_counts_in_the_end() -> None:
    """Where the kernel does not tell who sleeps, ten times as long is too long."""
    long_ago = time.monotonic() - 10.5

    assert [TimeSpent(began=long_ago).over(most) for most in (1.0, 2.0)] == [True, False]


def test_what_the_grader_computes_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Judging and shrinking take of the submission's time; what is learned meanwhile for all does not."""
    monkeypatch.setattr(time, "process_time", iter([3.0, 10.0, 12.0]).__next__)
    spent = TimeSpent(own=0.0)

    with spent.apart():
        pass

    assert spent.seconds() == 5


def test_a_deadly_call_costs_only_itself(session: Session) -> None:
    """A new worker replays the cells, finds the culprit, and answers what comes after."""
    session.load([DOUBLE, "import os\ndef die(x):\n    os._exit(7)"])
    replies = session.call([Call("double", (ONE,)), Call("die", (ONE,)), Call("double", (ONE,))])
    assert values(replies) == [[2.0, 4.0], Died("ended the process with exit status 7")]
    assert values(session.call([Call("double", (ONE,))])) == [[2.0, 4.0]]


def test_too_much_memory_is_an_exception(session: Session) -> None:
    """numpy is refused the memory and says so."""
    session.load(["import numpy as np\ndef big(x):\n    return np.ones(10**9)"])
    (reply,) = session.call([Call("big", (ONE,))])
    assert isinstance(reply, Raised)
    assert reply.kind == "MemoryError"


def test_what_fills_the_memory_and_never_ends_did_not_return(session: Session) -> None:
    """The alarm rings again while all that is thrown away, and ends no worker."""
    fills = "def fill(x):\n    mine = KEPT.pop()\n    while mine: pass"
    session.load(["KEPT = [[str(n) for n in range(3_000_000)]]", fills])
    (reply,) = session.call([Call("fill", (ONE,))])
    assert reply == Hung(0.4)


def test_answers_have_a_budget_together(session: Session) -> None:
    """Each may take 4 MB; past 8 MB, the limit here, nothing more is asked."""
    session.load(["import numpy as np\ndef big(x):\n    return np.full(400_000, x)"])
    calls = [Call("big", (np.array(float(number)),)) for number in range(5)]

    replies = session.call(calls)

    assert [type(reply).__name__ for reply in replies] == ["Returned"] * 4 + ["Died"]
    assert replies[-1] == Died(
        "cannot be graded, as all that was returned so far takes more than 8 MB together"
    )


def test_encoded_calls_can_be_asked_again(session: Session) -> None:
    """Keys are calls, encoded once."""
    session.load([DOUBLE])
    calls = [Call("double", (ONE,))] * 2
    keys = [frames.key(call) for call in calls]
    assert values(session.ask(keys, calls)) == values(session.ask(keys, calls)) == [[2.0, 4.0]] * 2


def test_printing_during_calls_is_dropped(session: Session) -> None:
    """Nothing of it shows up in the next cell."""
    session.load(["def chatty(x):\n    print(x)\n    return x"])
    session.call([Call("chatty", (ONE,))])
    (cell,) = session.load(["print('only this')"])
    assert [output.data for output in cell.outputs] == [{"stdout": "only this\n"}]


KEPT = """
import functools, io, logging, sys
from sys import stdout
say = functools.partial(print, file=stdout)
logger = logging.getLogger("kept")
logger.handlers = [logging.StreamHandler(stdout)]
logger.propagate = False
"""


@pytest.mark.parametrize(
    "body",
    [
        "sys.stdout.writelines(['a\\n'])",
        "sys.stdout.closed or print('a')",
        "sys.stdout.writable() and not sys.stdout.seekable() and print('a')",
        "print('a', file=sys.stdout if isinstance(sys.stdout, io.TextIOBase) else None)",
        "print('a'.encode(sys.stdout.encoding, sys.stdout.errors).decode())",
        "sys.stdout.close(); print('a', flush=True)",
        "stdout.write('a\\n')",
        "print('a', file=out)",
        "say('a')",
        "logger.warning('a')",
        "stdout.writelines(['a', '\\n'])",
    ],
)
def test_what_a_text_file_can_be_asked(session: Session, body: str) -> None:
    """What stands for sys.stdout can be, in a cell, in a call, and at home, by whatever name it was kept."""
    names: dict[str, Any] = {}
    exec(code := f"{KEPT}\ndef f(out=sys.stdout):\n    {body}", names)
    call = Call("f", (), "printed")

    _, cell = session.load([code, "f()"])
    replies = [session.call([call])[0], in_process(names)(call)]

    assert [output.data for output in cell.outputs] == [{"stdout": "a\n"}]
    assert [reply.value.value for reply in replies] == ["a\n"] * 2


@pytest.mark.parametrize(
    "kept",
    [
        "sys.stdout.write",
        "functools.partial(sys.stdout.write)",
        "sys.stdout.writelines",
        "functools.partial(print, end='', file=sys.stdout)",
        "contextlib.redirect_stdout(sys.stdout).__enter__().write",
    ],
)
def test_a_method_that_was_kept(session: Session, kept: str) -> None:
    """It prints where the call is made, and not where it was kept; in the sandbox, and in a plain process."""
    names: dict[str, Any] = {}
    code = f"import contextlib, functools, sys\nsay = {kept}\ndef f(text):\n    say(text)\n    return 1"
    with printed_to():
        exec(code, names)
    printing, returning = Call("f", ("a\n",), "printed"), Call("f", ("a\n",))

    session.load([code])
    replies = session.call([printing, returning])
    replies += map(in_process(names), [printing, returning])
    (cell,) = session.load(["sys.stderr.write('only this')"])

    assert [values([reply]) for reply in replies[1::2]] == [[1.0], [1.0]]
    assert [reply.value.value for reply in replies[::2]] == ["a\n"] * 2
    assert [output.data for output in cell.outputs if output.kind == "stream"] == [{"stderr": "only this"}]


def test_hundreds_of_sessions_leave_no_descriptor(zygote: Zygote) -> None:
    """Neither here nor in the zygote, whose limit would be reached."""
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(200):
        with zygote.session() as session:
            session.call([Call("nothing", ())])
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_students_find_their_data(tmp_path: Path) -> None:
    """The folder "data" is there to be read, and not to be written to."""
    (tmp_path / "words.txt").write_text("hello")
    with start_zygote(probe(), Limits(), data=tmp_path) as zygote, zygote.session() as session:
        read, write = session.load(["print(open('data/words.txt').read())", "open('data/words.txt', 'w')"])
    assert read.outputs[0].data == {"stdout": "hello\n"}
    assert write.error.startswith("OSError: [Errno 30] Read-only file system")


def test_a_zygote_that_ended_is_ours_to_explain() -> None:
    """It is no student's fault."""
    with start_zygote(probe(), Limits()) as zygote:
        pass
    with pytest.raises(SandboxBroken, match="has ended"), zygote.session() as session:
        session.load(["1"])


@pytest.mark.parametrize("end", ["plt.show()", "plt.close()"])
@pytest.mark.parametrize("reads", ["result", "value", "printed", "refilled", "kept"])
def test_what_is_drawn_on_the_way_takes_no_memory(session: Session, reads: Reads, end: str) -> None:
    """A figure of 64 MB in each call: more than there is, were all of them kept."""
    draws = f"plt.figure(figsize=(10, 10), dpi=400).canvas.get_renderer()\n    {end}\n    return x"
    session.load([f"import matplotlib.pyplot as plt\ndef f(x):\n    {draws}"])

    replies = [
        session.call([Call("f", (ONE, ONE) if reads == "kept" else (ONE,), reads)])[0] for _ in range(25)
    ]

    assert {type(reply) for reply in replies} == {Returned}
