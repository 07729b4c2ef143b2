"""A class graded by a cluster: real schedulers and workers; the same bytes, whoever dies meanwhile."""

import gc
import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from unittest.mock import Mock

import pytest
from distributed import LocalCluster, Worker, default_client
from grading_run import grade, written
from machine import forbidding, unwalled
from machines import DYING, SLOW, Machines, autograde_until_killed, certified, end, holding, older, preloaded
from small_course import COURSE, PUBLIC, REFERENCE, WRONG, hand_in, write_course

from grader.course.load import load_course
from grader.errors import CourseError
from grader.grading import cluster, connecting, grade_class, scheduler
from grader.grading.submission import Graded
from grader.model import Report
from grader.sandbox import Zygote

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(900),  # each starts several machines, which takes minutes where cores are busy
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

STUDENTS = {"ada": REFERENCE, "bob": WRONG["double_squares"], "cleo": WRONG["spread_swapped"]}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course and a class: three students, a file that breaks off, and a link."""
    root = write_course(tmp_path_factory.mktemp("cluster") / "course")
    hand_in(root / "class", root, **STUDENTS)
    for student in ("dan", "eve"):
        (root / "class/submitted" / student / "tiny").mkdir(parents=True)
    (root / "class/submitted/dan/tiny/tiny.ipynb").write_text("{")
    (root / "class/submitted/eve/tiny/tiny.ipynb").symlink_to("/etc/passwd")
    return root


@pytest.fixture(scope="module")
def once(course: Path, tmp_path_factory: pytest.TempPathFactory, zygote: Zygote) -> dict[str, bytes]:
    """What one process writes."""
    root = shutil.copytree(course, tmp_path_factory.mktemp("once") / "course", symlinks=True)
    grade(root, zygote)
    return written(root)


def copy(course: Path, folder: Path) -> Path:
    return shutil.copytree(course, folder / "course", symlinks=True)


def test_same_bytes(course: Path, once: dict[str, bytes], tmp_path: Path) -> None:
    """Machines that see none of our files, one of them slow, grade as one process does; others are named.

    All by TLS, with the settings of docs/scaling.md; who has no certificate is told so. The command is killed
    once, and run again.
    """
    root, said, settings = copy(course, tmp_path), list[str](), certified(tmp_path)
    with Machines(tmp_path, settings) as machines:
        machines.join_apart(root)
        machines.join(options=preloaded(tmp_path, SLOW))
        machines.join(environment=older(tmp_path))
        machines.join(*forbidding())
        graded = partial(
            grade_class, load_course(root), "tiny", root / "class", cluster=machines.address, say=said.append
        )

        with pytest.raises(CourseError, match=r"Dask.s settings name no ca-file, client.cert, client.key"):
            next(graded())
        with holding(settings):
            machines.wait(4)
            autograde_until_killed(root, machines.address, settings)
            students = [one.report.student for one in graded()]

    assert sorted(students) == ["ada", "bob", "cleo", "dan", "eve"]
    assert written(root) == once
    assert "has no TLS" not in "".join(said)
    assert "Setting up 4 machines: libraries, course and a sandbox on each" in said
    refused = [line.partition(" takes no work: ")[2] for line in said if line.startswith("machine tls://")]
    assert sorted(refused) == [
        "attention-grader 0.0.1, expected 0.1.0",
        "its sandbox is landlock+seccomp, expected bubblewrap",
    ]


def test_machine_lost(
    course: Path, once: dict[str, bytes], tmp_path: Path, zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a machine had when it was switched off, one that joins later grades: nothing twice.

    If none joins that can grade, the command ends, and the next one goes on.
    """
    root = copy(course, tmp_path)
    with Machines(tmp_path) as machines:
        first = machines.join()
        machines.join(environment=older(tmp_path))
        machines.wait(2)
        graded = grade_class(load_course(root), "tiny", root / "class", cluster=machines.address)
        students = [next(graded).report.student]
        end(first)
        second = machines.join()
        students.append(next(graded).report.student)
        end(second)
        monkeypatch.setattr("grader.grading.scheduler.PATIENCE", 0.2)
        monkeypatch.setattr("grader.grading.scheduler.JOINING", 1)

        with pytest.raises(CourseError, match="no machine could grade; none of its 1 machines can grade"):
            students += [one.report.student for one in graded]

    assert students[0] not in grade(root, zygote)
    assert len(set(students)) == len(students)
    assert written(root) == once


def test_machine_lost_with_what_it_graded(course: Path, once: dict[str, bytes], tmp_path: Path) -> None:
    """What was done there, and not fetched before it was switched off, another grades again."""
    root = copy(course, tmp_path)
    with Machines(tmp_path) as machines:
        first = machines.join()
        machines.wait(1)
        graded = grade_class(load_course(root), "tiny", root / "class", cluster=machines.address)
        students = [next(graded).report.student]
        under_way = default_client().futures
        until(lambda: all(one.status == "finished" for one in [*under_way.values()]))
        students.append(next(graded).report.student)
        end(first)
        until(lambda: any(one.status == "lost" for one in [*under_way.values()]))
        machines.join()
        students += [one.report.student for one in graded]

    assert sorted(students) == ["ada", "bob", "cleo", "dan", "eve"]
    assert written(root) == once


def until(come: Callable[[], bool]) -> None:
    while not come():
        time.sleep(0.05)


def test_scheduler_restarted(course: Path, once: dict[str, bytes], tmp_path: Path) -> None:
    """What was yielded is recorded; once the scheduler is there again, the same command grades the rest."""
    root = copy(course, tmp_path)
    with Machines(tmp_path) as machines:
        machines.join()
        machines.wait(1)
        graded = grade_class(load_course(root), "tiny", root / "class", cluster=machines.address)
        first = next(graded).report.student
        end(machines.scheduler)

        with pytest.raises(CourseError, match="the scheduler was lost; start it, then run the command again"):
            list(graded)

        machines.restart()
        machines.join()
        machines.wait(1)
        rest = grade_class(load_course(root), "tiny", root / "class", cluster=machines.address)
        again = {one.report.student: one.kept for one in rest}

    assert again == {student: student == first for student in ("ada", "bob", "cleo", "dan", "eve")}
    assert written(root) == once


DEADLY = '''

import os


@check("double", points=1, hint="What ends?")
@given(numbers=NUMBERS)
def ends_the_grader(double, numbers):
    """The answer is not 42, and the process that judges knows nothing of a cluster."""
    if np.all(double(numbers) == 42):
        os._exit(1)
    assert not [name for name in os.environ if name.startswith(("DASK", "TLS"))]
'''


def test_submissions_that_end_or_hold_up_a_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One is named and costs no points, one ends after `submission_seconds`; the others are graded there.

    However many there are, few are read ahead, and few that were graded are held. Nobody can connect.
    """
    root = write_course(tmp_path / "course")
    (root / "course.toml").write_text(COURSE.replace("[limits]", "[limits]\nsubmission_seconds = 1"))
    (root / "assignments/tiny/checks.py").write_text(PUBLIC + DEADLY)
    deadly = "def double(numbers):\n    return 42 + 0 * numbers\n"
    endless = "while True:\n    pass\n"
    hand_in(
        root / "class", root, bob=deadly, hal=endless, **{f"s{number:02}": REFERENCE for number in range(20)}
    )
    monkeypatch.setenv("DASK_OF_THE_TEST", "a certificate")
    monkeypatch.setattr(cluster, "MOST", 1)
    read = Mock(wraps=cluster.read_bytes)
    monkeypatch.setattr(cluster, "read_bytes", read)
    reports, ahead, held, listening = dict[str, Report](), list[int](), list[int](), set[str]()
    before = alive(Graded)  # a test that failed may hold some

    for one in grade_class(load_course(root), "tiny", root / "class", cluster="local:1"):
        reports[one.report.student] = one.report
        ahead.append(read.call_count - len(reports))
        held.append(alive(Graded) - before)
        listening |= {worker.partition(":")[0] for worker in [*default_client().scheduler_info()["workers"]]}

    assert reports.pop("bob").reason == (
        "the grading process ended 3 times while this was graded; nobody loses points by it"
    )
    assert "1 second together" in str(reports.pop("hal"))
    assert [report.score for report in reports.values()] == [9] * 20
    assert max(ahead) <= cluster.AHEAD, ahead
    assert max(held) <= cluster.AHEAD, held
    assert listening == {"inproc"}


def alive(kind: type) -> int:
    return sum(type(one) is kind for one in gc.get_objects())


def test_submission_that_ends_machines(tmp_path: Path) -> None:
    """It is graded once more, alone; then it is named, and costs no points."""
    root = write_course(tmp_path / "course")
    hand_in(root / "class", root, bob=REFERENCE)
    with Machines(tmp_path) as machines:
        options = preloaded(tmp_path, DYING)
        both = [machines.join(options=options), machines.join(options=options)]
        machines.wait(2)

        [graded] = grade_class(load_course(root), "tiny", root / "class", cluster=machines.address)

        assert [machine.wait() for machine in both] == [1, 1]
    assert (graded.report.status, graded.report.student) == ("broken", "bob")
    assert graded.report.reason == (
        "the machines that graded this ended, one after the other; nobody loses points by it"
    )


def test_nobody_can_grade(course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a machine the command ends after a time that it tells; with refused ones alone, at once."""
    monkeypatch.setattr("grader.grading.scheduler.JOINING", 1)
    root, said = copy(course, tmp_path), list[str]()
    with Machines(tmp_path) as machines:

        def graded() -> None:
            list(
                grade_class(
                    load_course(root), "tiny", root / "class", cluster=machines.address, say=said.append
                )
            )

        with pytest.raises(
            CourseError, match="for 1 minute no machine could grade; start one with `dask worker"
        ):
            graded()
        monkeypatch.setattr("grader.grading.scheduler.JOINING", 3600)
        machines.join(*unwalled())
        machines.wait(1)
        with pytest.raises(
            CourseError,
            match="none of its 1 machines can grade: it can build no sandbox; run `grader doctor`",
        ):
            graded()

    assert any("has no TLS" in line for line in said)
    assert any(line.startswith("waiting 1 minute for a machine that can grade") for line in said)
    assert not (root / "class/autograded").exists()


def test_what_a_machine_says_may_come_late(tmp_path: Path) -> None:
    """Its offer and its word take two ways: nobody is told that it cannot grade before it has said why."""
    own = LocalCluster(n_workers=1, processes=False, protocol="tcp://", dashboard_address=None)
    with own, connecting.connected(own.scheduler_address, print) as client:
        there = scheduler.Cluster(client, own.scheduler_address, "grader-late", print)

        async def offer(dask_worker: Worker) -> None:
            await dask_worker.set_resources(**{"grader-late": 0})

        def say(dask_worker: Worker) -> None:
            dask_worker.log_event("grader-late", {"machine": dask_worker.address, "trouble": "it is too old"})

        client.run(offer)
        assert scheduler._look(there) == 0
        client.run(say)
        with pytest.raises(CourseError, match="none of its 1 machines can grade: it is too old; mend that"):
            until(lambda: bool(scheduler._look(there)))


def test_who_has_no_tls_is_warned(tmp_path: Path) -> None:
    """Before anything is sent to a machine."""
    own = LocalCluster(n_workers=0, processes=False, protocol="tcp://", dashboard_address=None)
    with own, connecting.connected(own.scheduler_address, print) as client:
        whose, bundle = (tmp_path, "tiny"), (b"", "")
        setting_up = scheduler.set_up_machines(client, bundle, whose, own.scheduler_address, interrupt)

        with pytest.raises(InterruptedError, match=r"^WARNING: tcp://.* has no TLS"):
            setting_up.__enter__()


def interrupt(said: str) -> None:
    raise InterruptedError(said)
