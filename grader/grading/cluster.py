"""A class over many machines, by Dask distributed. Only this process writes; machines grade.

The course's private half and what was learned of it travel to each machine once, by content (`machine`);
submissions travel in shards, as bytes, and reports come back. A machine with other versions, or with a weaker
sandbox than asked for, is named and takes no work. Whatever a lost machine had is graded by another.
"""

import hashlib
import logging
import platform
import re
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import dask
import distributed
import msgspec

from grader.course import load_assignment
from grader.errors import CourseError, UnreadableNotebook
from grader.files import looked_up
from grader.grading.bench import COURSE, KEPT, Bundle, HandedIn, Order, as_graded, packed
from grader.grading.benches import named
from grader.grading.bundle import course_files
from grader.grading.machine import grade_shard, machine_for
from grader.grading.parallel import timed_out
from grader.grading.submission import Graded, Setup, blank_report, unreadable
from grader.submissions import Submission, read_bytes

AHEAD = 3  # shards a thread that are under way, so that none waits for this process
LARGEST = 8_000_000  # bytes of a shard, unless one submission is larger
MOST = 16  # submissions of a shard
CONNECTING, PATIENCE = 30, 30  # seconds until a scheduler must answer; between two words while we wait
_ENDS_MACHINES = "the machines that graded this ended, one after the other; nobody loses points by it"


@dataclass(slots=True, eq=False)
class Cluster:
    """name: of the resource that machines offer which can grade, and of the topic under which all of them say
    whether they can. heard: how often. threads: how many can be had at most.
    """

    client: distributed.Client
    address: str
    name: str
    say: Callable[[str], None]
    heard: int = 0
    threads: int = 0
    lost: bool = False


@contextmanager
def connected(address: str) -> Iterator[distributed.Client]:
    """A client of the scheduler at `address`; "local:N" starts one here, with N workers.

    Raises: CourseError: nobody answers there.
    """
    with ExitStack() as stack:
        if number := re.fullmatch(r"local:([1-9]\d*)", address):
            address = stack.enter_context(
                distributed.LocalCluster(
                    n_workers=int(number[1]),
                    threads_per_worker=1,
                    memory_limit=0,
                    dashboard_address=None,
                    silence_logs=logging.ERROR,
                )
            ).scheduler_address
        try:
            client = stack.enter_context(distributed.Client(address, timeout=CONNECTING))
        except (OSError, TimeoutError, ValueError) as error:
            found, wanted = (
                f"no scheduler answers ({error})",
                "the address that `dask scheduler` printed, or local:4",
            )
            raise CourseError("--cluster", address, found, wanted=wanted) from None
        yield client


def grade_on_cluster(
    setup: Setup,
    submissions: Sequence[Submission],
    *,
    below: Path,
    address: str,
    say: Callable[[str], None],
) -> Iterator[Graded]:
    """Grade them all, in the order in which they are done.

    below: the folder from which on no link is followed, such as class/submitted. say: takes a remark.
    Raises (what it yields): CourseError: no machine of the cluster can grade, or the scheduler was lost.
    """
    found: list[Graded] = []
    handed_in = _handed_in(setup, submissions, below, found)
    with connected(address) as client, _set_up(client, setup, below, address, say) as cluster:
        most = max(1, min(MOST, len(submissions) // (cluster.threads * AHEAD)))
        again, suspects = [], []
        for one, graded in _results(cluster, _shards(handed_in, most)):
            yield from found
            found.clear()
            if graded is None:
                suspects.append(one)
            elif timed_out(graded):  # by its own CPU time, which a crowded machine may stretch
                again.append(one)
            else:
                yield graded
        yield from found
        for one, graded in _results(cluster, ([one] for one in again), alone=True):
            if graded is None:
                suspects.append(one)
            else:
                yield graded
        for suspect in suspects:  # one at a time in the whole cluster, so that nobody is named for another
            for one, graded in _results(cluster, iter([[suspect]]), alone=True):
                yield graded or Graded(named(blank_report(setup, one.student), one, _ENDS_MACHINES))


@contextmanager
def _set_up(
    client: distributed.Client, setup: Setup, below: Path, address: str, say: Callable[[str], None]
) -> Iterator[Cluster]:
    """Raises: CourseError: there is no machine, or none that can grade."""
    _refuse_pythons(client, address)
    # The same name for the same class folder, so that what a killed run left on a machine is replaced.
    where = f"{socket.gethostname()} {below.resolve()} {setup.assignment.name}"
    name = f"grader-{hashlib.sha256(where.encode()).hexdigest()[:12]}"
    cluster = Cluster(client, address, name, say, len(client.get_events(name)))
    client.register_plugin(machine_for(name, *packed(_bundle(setup))), name=name)
    try:
        _wait_for_machines(cluster)
        yield cluster
    finally:
        if not cluster.lost:
            with suppress(OSError, TimeoutError, ValueError):
                client.unregister_worker_plugin(name)


def _refuse_pythons(client: distributed.Client, address: str) -> None:
    """Raises: CourseError: a machine has another Python, to which not even the plugin can be sent."""
    ours = platform.python_version().rpartition(".")[0]
    for machine, versions in client.get_versions()["workers"].items():
        if not (found := versions["host"]["python"]).startswith(f"{ours}."):
            cure = "end the worker there, or start it with the same Python"
            raise CourseError("--cluster", address, f"{machine} has Python {found}", wanted=ours, cure=cure)


def _wait_for_machines(cluster: Cluster) -> None:
    """Until one can grade. Raises: CourseError: all that are there say that they cannot."""
    said, troubles = time.monotonic(), list[str]()
    while not cluster.threads:
        troubles += _listen(cluster)
        machines = len(cluster.client.nthreads())
        if not cluster.threads and troubles and len(troubles) >= machines:
            found = f"none of its {machines} machines can grade: {troubles[-1]}"
            raise CourseError("--cluster", cluster.address, found, cure="mend that there, then try again")
        if time.monotonic() > said + PATIENCE:
            said = time.monotonic()
            cluster.say(f"waiting for a machine to join; on each: `dask worker {cluster.address}`")
        time.sleep(0.2)


def _listen(cluster: Cluster) -> list[str]:
    """What machines said since: whoever cannot grade is named, once, and returned."""
    events = [event for _, event in cluster.client.get_events(cluster.name)[cluster.heard :]]
    cluster.heard += len(events)
    cluster.threads += sum(one["threads"] for one in events)
    troubles = [one for one in events if one["trouble"]]
    for one in troubles:
        cluster.say(f"machine {one['machine']} takes no work: {one['trouble']}")
    return [one["trouble"] for one in troubles]


def _bundle(setup: Setup) -> Bundle:
    assignment, source = load_assignment(setup.course, setup.assignment.name)
    files = {
        f"{COURSE}/{path}": text for path, text in course_files(setup.course, assignment, source).items()
    }
    files |= {f"{KEPT}/{path}": content for path, content in looked_up().items()}
    order = Order(assignment.name, setup.isolation, setup.provenance, blank_report(setup, ""))
    return Bundle(order, files)


def _results(
    cluster: Cluster, shards: Iterator[list[HandedIn]], *, alone: bool = False
) -> Iterator[tuple[HandedIn, Graded | None]]:
    """Whoever is done first; None: the machines that had the shard ended, oftener than the scheduler bears.

    alone: with nothing else on its machine.
    Raises: CourseError: the scheduler was lost.
    """
    under_way: dict[distributed.Future, list[HandedIn]] = {}
    while True:
        for shard in islice(shards, max(0, cluster.threads * AHEAD - len(under_way))):
            under_way[_submitted(cluster, shard, alone=alone)] = shard
        if not under_way:
            return
        for future in _finished(cluster, [*under_way]):
            yield from zip(shard := under_way.pop(future), _graded(cluster, future, len(shard)), strict=True)


def _submitted(cluster: Cluster, shard: list[HandedIn], *, alone: bool) -> distributed.Future:
    resources = {cluster.name: 1, **({f"{cluster.name} alone": 1} if alone else {})}
    content = [msgspec.msgpack.encode(one) for one in shard]
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GiB"}):
        return cluster.client.submit(grade_shard, cluster.name, content, resources=resources, pure=False)


def _finished(cluster: Cluster, futures: list[distributed.Future]) -> Iterable[distributed.Future]:
    """At least one; while there is none, it is said that we wait."""
    while True:
        try:
            found = distributed.wait(futures, timeout=PATIENCE, return_when="FIRST_COMPLETED")
            return list(found.done)
        except CancelledError:
            cluster.lost = True
            cure = "start it, then run the command again: it goes on where it was"
            raise CourseError("--cluster", cluster.address, "the scheduler was lost", cure=cure) from None
        except TimeoutError:
            _listen(cluster)
            machines = len(cluster.client.nthreads())
            cluster.say(f"waiting for {cluster.address}, on which there are {machines} machines")


def _graded(cluster: Cluster, future: distributed.Future, number: int) -> list[Graded | None]:
    if future.status == "finished":
        return [as_graded(one) for one in future.result()]
    if isinstance(future.exception(), distributed.KilledWorker):
        return [None] * number
    raise CourseError("--cluster", cluster.address, f"a machine failed: {future.exception()!r}")


def _handed_in(
    setup: Setup, submissions: Iterable[Submission], below: Path, found: list[Graded]
) -> Iterator[HandedIn]:
    """What can be opened; the others' reports go into `found`."""
    for submission in submissions:
        try:
            content = read_bytes(submission.path, below=below, megabytes=setup.course.limits.notebook_mb)
            yield HandedIn(submission.student, submission.path.name, content)
        except UnreadableNotebook as problem:
            found.append(unreadable(blank_report(setup, submission.student), problem))


def _shards(handed_in: Iterable[HandedIn], most: int) -> Iterator[list[HandedIn]]:
    shard: list[HandedIn] = []
    size = 0
    for one in handed_in:
        if shard and (len(shard) == most or size + len(one.content) > LARGEST):
            yield shard
            shard, size = [], 0
        shard.append(one)
        size += len(one.content)
    if shard:
        yield shard
