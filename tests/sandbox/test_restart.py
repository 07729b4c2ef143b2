"""What is killed from outside is made up for, and costs nobody a point."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from processes import Sandbox, below, left_of, running, sandboxes
from small_course import REFERENCE, hand_in

from grader.errors import SandboxUnavailable
from grader.grading import submission
from grader.grading.setup import Setup
from grader.grading.submission import Graded, Submission, grade_submission
from grader.model import Limits
from grader.sandbox import SandboxBroken, Session, TimeSpent, Zygote, launch, probe, start_zygote
from grader.values.calls import Call, Died, Reply, Returned

CELLS = ["def double(x):\n    return 2 * x"]
DOUBLE = Call("double", (np.ones(1),))


@pytest.fixture(scope="module")
def immortal() -> Iterator[Zygote]:
    with start_zygote(probe(), Limits()) as started:
        yield started


@pytest.fixture
def doomed(immortal: Zygote) -> Zygote:
    """A zygote to kill, alive."""
    doubled(immortal)
    return immortal


def newest() -> Sandbox:
    return sandboxes(os.getpid())[-1]


def kill(pid: int) -> None:
    """And wait until it is gone, with all that ends when it does."""
    os.kill(pid, signal.SIGKILL)
    assert left_of({pid, *below(pid)}) == []


def end(sandbox: Sandbox) -> None:
    """By killing bubblewrap's inner process; wait until the kernel has taken the rest away."""
    everybody = {sandbox.outer, *below(sandbox.outer)}
    os.kill(sandbox.init, signal.SIGKILL)
    assert left_of(everybody) == []


def doubled(zygote: Zygote) -> list[Reply]:
    with zygote.session() as session:
        session.load(CELLS)
        return session.call([DOUBLE])


def numbers(replies: list[Reply]) -> list[object]:
    return [reply.value.tolist() if isinstance(reply, Returned) else reply for reply in replies]


def test_ended_between_two_submissions(doomed: Zygote) -> None:
    """The next one does not notice."""
    end(newest())

    assert numbers(doubled(doomed)) == [[2.0]]


def test_outer_bubblewrap_killed(doomed: Zygote) -> None:
    """It is not needed any more: the sandbox is the same as before, and ends with its zygote."""
    before = newest()
    os.kill(before.outer, signal.SIGKILL)

    replies, lives = doubled(doomed), running(before.zygote)
    os.kill(before.zygote, signal.SIGKILL)

    assert (numbers(replies), lives) == ([[2.0]], True)
    assert left_of({before.init, before.zygote}) == []


def test_zygote_killed_under_a_submission(doomed: Zygote) -> None:
    """What was forked from it before lives on; the next session is in another sandbox."""
    before = newest()

    with doomed.session() as session:
        session.load(CELLS)
        os.kill(before.zygote, signal.SIGKILL)
        replies = session.call([DOUBLE])
    assert left_of({before.zygote}) == []

    assert numbers(replies) == numbers(doubled(doomed)) == [[2.0]]
    assert newest().zygote != before.zygote


def test_ended_under_a_submission(doomed: Zygote) -> None:
    """It is never told as the student's doing."""
    with pytest.raises(SandboxBroken), doomed.session() as session:
        session.load(CELLS)
        end(newest())
        session.call([DOUBLE])


def worker_killed(session: Session) -> list[object]:
    """What one call returns after the worker was killed."""
    kill(newest().workers[-1])
    return numbers(session.call([DOUBLE]))


def test_a_killed_worker(zygote: Zygote) -> None:
    """Its call is asked again, for a student's code cannot do this to itself; but not again and again."""
    with zygote.session() as session:
        session.load(CELLS)
        found = [worker_killed(session) for _ in range(3)]

    died = Died("closed the connection to the grader, or used up the process's time or disk")
    assert found == [[[2.0]], [[2.0]], [died]]


def test_a_worker_killed_before_its_cells_are_through(zygote: Zygote) -> None:
    """The cell is run again, after those before it."""
    with zygote.session() as session:
        session.load(["x = 1"])
        kill(newest().workers[-1])
        (run,) = session.load(["print(x)"])

    assert (run.error, run.outputs[0].data) == ("", {"stdout": "1\n"})


def graded(setup: Setup, zygote: Zygote, root: Path) -> Graded:
    class_folder = hand_in(root / "class", root, ada=REFERENCE)
    path = class_folder / "submitted/ada/tiny/tiny.ipynb"
    return grade_submission(setup, zygote, Submission("ada", path), below=class_folder)


def test_graded_when_the_sandbox_ends(
    small_setup: Setup, doomed: Zygote, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twice it ends under the same submission, which is graded all the same."""
    real, kills = submission.judge, iter([True, True, False])

    def judge(*arguments: object, **options: object) -> object:
        if next(kills):
            end(newest())
        return real(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(submission, "judge", judge)

    assert graded(small_setup, doomed, small).report.score == 8


def test_what_was_spent_when_the_sandbox_ended(doomed: Zygote) -> None:
    """It is counted, as far as anybody has seen it."""
    spent = TimeSpent()
    with pytest.raises(SandboxBroken), doomed.session(spent=spent) as session:
        session.load(["from time import process_time as now\nuntil = now() + 1\nwhile now() < until: pass"])
        end(newest())
        session.call([DOUBLE])

    assert spent.ended > 0.5


def test_tries_share_the_submissions_time(
    small_setup: Setup, doomed: Zygote, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often the sandbox ends under it."""
    times: list[object] = []
    start = doomed.session
    monkeypatch.setattr(doomed, "session", lambda **how: times.append(how.get("spent")) or start(**how))
    monkeypatch.setattr(submission, "judge", lambda *_, **__: end(newest()))

    graded(small_setup, doomed, small)

    assert len(times) == submission.TRIES
    assert isinstance(times[0], TimeSpent)
    assert len({id(one) for one in times}) == 1


def test_a_submission_that_ends_the_sandbox_every_time(
    small_setup: Setup, doomed: Zygote, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named, costs its student nothing, and those after it are graded."""
    with monkeypatch.context() as patched:
        patched.setattr(submission, "judge", lambda *_, **__: end(newest()))
        ending = graded(small_setup, doomed, small).report

    assert (ending.student, ending.status) == ("ada", "broken")
    assert ending.reason.startswith(
        "the grader failed (SandboxBroken: the sandbox ended 3 times while this was graded"
    )
    assert graded(small_setup, doomed, small).report.score == 8


def test_ended_again_and_again(
    small_setup: Setup, doomed: Zygote, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When it is nobody's submission, grading stops with what to do."""
    monkeypatch.setattr(launch, "MOST_RESTARTS", 0)
    end(newest())

    with pytest.raises(SandboxUnavailable, match=r"ended from outside \d+ times, so grading stops"):
        graded(small_setup, doomed, small)


@pytest.mark.parametrize(("seconds", "told"), [(120, "did not start. Its"), (0.001, "had not started after")])
def test_one_that_never_starts(seconds: float, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it ended, or was too slow for this machine, is said."""
    monkeypatch.setattr(launch, "START_SECONDS", seconds)
    monkeypatch.setattr(launch, "CODE", "import time; time.sleep(0.2); sys.exit('broken here')")

    started = start_zygote(probe(), Limits())

    with pytest.raises(SandboxUnavailable, match=told):
        started.wait()
