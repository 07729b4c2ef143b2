"""A Dask scheduler's machines: set up once, and watched: which of them can grade.

A machine offers as many of a resource as it has threads if it can grade, none of it if it cannot, and has not
heard of it while it is being set up. So the scheduler itself knows who can grade, whoever joins or is lost.
"""

import hashlib
import math
import platform
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import distributed

from grader.errors import CourseError
from grader.grading.machine import machine_for
from grader.wording import counted

JOINING = 15 * 60  # seconds without a machine that can grade, after which the command ends
PATIENCE = 30  # seconds between two words while we wait, and between two looks while machines grade
SOON = 0.3  # seconds between two looks while none can grade yet
_AGAIN = "then run the command again: it continues where it ended"
_GONE = (OSError, TimeoutError, ValueError)  # what Dask raises when a scheduler is lost
_OPEN = (
    "has no TLS. Whoever can connect to it can run code on its machines, and read what is sent to them. "
    "Where others can, start it anew with certificates, as docs/scaling.md says."
)


@dataclass(slots=True, eq=False)
class Cluster:
    """name: of the resource that machines offer which can grade, and of the topic under which all of them say
    whether they can. heard: how much. troubles: what keeps a machine, by its address, from grading; this may
    arrive after what it offers.

    threads: how many can be had now. served: whether any could ever. able: when one could last. looked, said:
    when we did. Times are seconds of the monotonic clock. lost: the scheduler is.
    """

    client: distributed.Client
    address: str
    name: str
    say: Callable[[str], None]
    heard: int = 0
    troubles: dict[str, str] = field(default_factory=dict)
    threads: int = 0
    served: bool = False
    able: float = field(default_factory=time.monotonic)
    looked: float = -math.inf
    said: float = -math.inf
    lost: bool = False


@contextmanager
def set_up_machines(
    client: distributed.Client,
    bundle: tuple[bytes, str],
    whose: tuple[Path, str],
    address: str,
    say: Callable[[str], None],
) -> Iterator[Cluster]:
    """Until one of them can grade. bundle: what travels to each, and its SHA-256. whose: folder, assignment.

    Raises: CourseError: there is no machine for too long, or none that can grade.
    """
    if client.scheduler.address.startswith("tcp://"):
        say(f"WARNING: {address} {_OPEN}")
    _refuse_pythons(client, address)
    # The same name for the same class folder, so that what a killed run left on a machine is replaced.
    where = f"{socket.gethostname()} {whose[0].resolve()} {whose[1]}"
    name = f"grader-{hashlib.sha256(where.encode()).hexdigest()[:12]}"
    cluster = Cluster(client, address, name, say, len(client.get_events(name)))
    if there := len(client.scheduler_info(n_workers=-1)["workers"]):
        say(f"Setting up {counted(there, 'machine')}: libraries, course and a sandbox on each")
    try:
        client.register_plugin(machine_for(name, *bundle), name=name)
        while not _look(cluster):
            time.sleep(SOON)
        yield cluster
    finally:
        if not cluster.lost:
            with suppress(*_GONE):
                client.unregister_worker_plugin(name)


def _refuse_pythons(client: distributed.Client, address: str) -> None:
    """Raises: CourseError: a machine has another Python, to which not even the plugin can be sent."""
    ours = platform.python_version().rpartition(".")[0]
    for machine, versions in client.get_versions()["workers"].items():
        if not (found := versions["host"]["python"]).startswith(f"{ours}."):
            cure = "end the worker there, or start it with the same Python"
            raise CourseError("--cluster", address, f"{machine} has Python {found}", wanted=ours, cure=cure)


def finished(cluster: Cluster, futures: list[distributed.Future]) -> list[distributed.Future]:
    """At least one of them; while there is none, it is said that we wait.

    Raises: CourseError: nobody can grade, for too long; or the scheduler was lost.
    """
    while True:
        _look(cluster, at_most=PATIENCE)
        try:
            return list(distributed.wait(futures, timeout=PATIENCE, return_when="FIRST_COMPLETED").done)
        except CancelledError:
            raise _lost(cluster) from None
        except TimeoutError:
            if threads := _look(cluster):
                cluster.say(f"waiting for {cluster.address}, where {threads} are graded at a time")


def fetched(cluster: Cluster, future: distributed.Future) -> list[bytes]:
    """What a finished one brought. Empty: it is not to be had, as its machine was lost since.

    Raises: KilledWorker: the machines that had it ended. CourseError: one failed, or the scheduler was lost.
    """
    try:
        return list(future.result(timeout=PATIENCE))
    except CancelledError:
        raise _lost(cluster) from None
    except distributed.KilledWorker:
        raise
    except Exception as problem:
        if isinstance(problem, TimeoutError) and future.status != "error":
            return []
        raise CourseError("--cluster", cluster.address, f"a machine failed: {problem!r}") from None


def _look(cluster: Cluster, *, at_most: float = 0) -> int:
    """How many threads can grade now. Who was refused since is named, and that we wait, if we do.

    at_most: seconds for which the last look is good enough.
    Raises: CourseError: nobody can grade, and nobody else is there or comes; or the scheduler was lost.
    """
    now = time.monotonic()
    if cluster.threads and now < cluster.looked + at_most:
        return cluster.threads
    cluster.looked = now
    try:
        machines = cluster.client.scheduler_info(n_workers=-1)["workers"]
        _hear(cluster)
    except _GONE:
        raise _lost(cluster) from None
    offers = {machine: one["resources"].get(cluster.name) for machine, one in machines.items()}
    cluster.threads = int(sum(filter(None, offers.values())))
    if cluster.threads:
        cluster.able, cluster.served = now, True
    else:
        _wait(cluster, offers, now)
    return cluster.threads


def _hear(cluster: Cluster) -> None:
    """Whoever cannot grade is named, once."""
    events = [event for _, event in cluster.client.get_events(cluster.name)[cluster.heard :]]
    cluster.heard += len(events)
    for one in events:
        if one["trouble"]:
            cluster.troubles[one["machine"]] = one["trouble"]
            cluster.say(f"machine {one['machine']} takes no work: {one['trouble']}")


def _wait(cluster: Cluster, offers: Mapping[str, float | None], now: float) -> None:
    """Say that we do. offers: of each machine, as the scheduler knows them.

    Raises: CourseError: that is no use, or has been for long enough.
    """
    none = [machine for machine, offer in offers.items() if offer == 0]
    refused = [cluster.troubles[machine] for machine in none if machine in cluster.troubles]
    there = f"none of its {len(offers)} machines can grade: {'; '.join(dict.fromkeys(refused))}"
    if refused and len(refused) == len(offers) and not cluster.served:
        raise CourseError("--cluster", cluster.address, there, cure=f"mend that there, {_AGAIN}")
    left = cluster.able + JOINING - now
    if left <= 0:
        found = f"for {_minutes(JOINING)} no machine could grade" + (f"; {there}" if refused else "")
        cure = f"start one with `dask worker {cluster.address}`, {_AGAIN}"
        raise CourseError("--cluster", cluster.address, found, cure=cure)
    if now >= cluster.said + PATIENCE:
        cluster.said = now
        cluster.say(
            f"waiting {_minutes(left)} for a machine that can grade; on each: `dask worker {cluster.address}`"
        )


def _minutes(seconds: float) -> str:
    return counted(math.ceil(seconds / 60), "minute")


def _lost(cluster: Cluster) -> CourseError:
    """The error that says so."""
    cluster.lost = True
    return CourseError("--cluster", cluster.address, "the scheduler was lost", cure=f"start it, {_AGAIN}")
