"""A class over many machines, by Dask distributed. Only this process writes; machines grade.

The course's private half and what was learned of it travel to each machine once, by content (`machine`);
submissions travel in shards, as bytes, and reports come back. A machine with other versions, or with a weaker
sandbox than asked for, is named and takes no work. Whatever a lost machine had is graded by another.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import dask
import distributed
import msgspec

from grader.course import load_assignment
from grader.errors import UnreadableNotebook
from grader.files import cache_files_used
from grader.grading.bench import COURSE, KEPT, Bundle, HandedIn, Order, as_graded, packed
from grader.grading.benches import named
from grader.grading.bundle import course_files
from grader.grading.connecting import connected
from grader.grading.machine import grade_shard
from grader.grading.parallel import deserves_another
from grader.grading.scheduler import Cluster, fetched, finished, set_up_machines
from grader.grading.setup import Setup
from grader.grading.submission import NOTHING, Graded, blank_report, unreadable
from grader.sandbox import Usage
from grader.submissions import Submission, read_bytes

AHEAD = 3  # shards a thread that are under way, so that none waits for this process
LARGEST = 8_000_000  # bytes of a shard, unless one submission is larger
MOST = 16  # submissions of a shard
_ENDS_MACHINES = "the machines that graded this ended, one after the other; nobody loses points by it"


def grade_on_cluster(
    setup: Setup, submissions: Sequence[Submission], *, below: Path, address: str, say: Callable[[str], None]
) -> Iterator[Graded]:
    """Grade them all, in the order in which they are done.

    below: the folder from which on no link is followed, such as class/submitted. say: takes a remark.
    Raises (what it yields): CourseError: no machine can grade, or none is left for too long, or the scheduler
    was lost. What was yielded by then stays done.
    """
    found: list[Graded] = []
    by_student = {one.student: one for one in submissions}

    def handed_in(students: Mapping[str, Usage]) -> Iterator[HandedIn]:
        """Read when it is their turn, so that no more is held than is under way."""
        tries = ((by_student[one], first) for one, first in students.items())
        return _handed_in(setup, tries, below, found)

    bundle, whose = packed(_bundle(setup)), (below, setup.assignment.name)
    with connected(address, say) as client, set_up_machines(client, bundle, whose, address, say) as cluster:
        most = max(1, min(MOST, len(submissions) // (cluster.threads * AHEAD)))
        again, suspects = dict[str, Usage](), list[str]()
        for one, graded in _results(cluster, _shards(handed_in(dict.fromkeys(by_student, NOTHING)), most)):
            yield from found
            found.clear()
            if graded is None:
                suspects.append(one.student)
            elif deserves_another(graded, setup.course.limits):  # its machine may have been crowded
                again[one.student] = graded.usage
            else:
                yield graded
        for one, graded in _results(cluster, ([one] for one in handed_in(again)), alone=True):
            if graded is None:
                suspects.append(one.student)
            else:
                yield graded
        for suspect in suspects:  # one at a time in the whole cluster, so that nobody is named for another
            for one, graded in _results(
                cluster, ([one] for one in handed_in({suspect: NOTHING})), alone=True
            ):
                yield graded or Graded(named(blank_report(setup, one.student), one, _ENDS_MACHINES))
        yield from found


def _bundle(setup: Setup) -> Bundle:
    assignment, source = load_assignment(setup.course, setup.assignment.name)
    files = {
        f"{COURSE}/{path}": text for path, text in course_files(setup.course, assignment, source).items()
    }
    files |= {f"{KEPT}/{path}": content for path, content in cache_files_used().items()}
    order = Order(assignment.name, setup.isolation, setup.provenance, blank_report(setup, ""))
    return Bundle(order, files)


def _results(
    cluster: Cluster, shards: Iterator[list[HandedIn]], *, alone: bool = False
) -> Iterator[tuple[HandedIn, Graded | None]]:
    """Whoever is done first; None: the machines that had the shard ended, oftener than the scheduler bears.

    alone: with nothing else on its machine.
    Raises: CourseError: the scheduler was lost, or for too long no machine could grade.
    """
    under_way: dict[distributed.Future, list[HandedIn]] = {}
    while True:
        most = max(1, cluster.threads) * AHEAD  # also where no machine is left for now
        for shard in islice(shards, max(0, most - len(under_way))):
            under_way[_submitted(cluster, shard, alone=alone)] = shard
        if not under_way:
            return
        for future in finished(cluster, [*under_way]):
            if graded := _graded(cluster, future, len(under_way[future])):
                yield from zip(under_way.pop(future), graded, strict=True)


def _submitted(cluster: Cluster, shard: list[HandedIn], *, alone: bool) -> distributed.Future:
    resources = {cluster.name: 1, **({f"{cluster.name} alone": 1} if alone else {})}
    content = [msgspec.msgpack.encode(one) for one in shard]
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GiB"}):
        return cluster.client.submit(grade_shard, cluster.name, content, resources=resources, pure=False)


def _graded(cluster: Cluster, future: distributed.Future, number: int) -> list[Graded | None]:
    """Empty: its machine was lost since it was done, so another does it again."""
    try:
        return [as_graded(one) for one in fetched(cluster, future)]
    except distributed.KilledWorker:
        return [None] * number


def _handed_in(
    setup: Setup, tries: Iterable[tuple[Submission, Usage]], below: Path, found: list[Graded]
) -> Iterator[HandedIn]:
    """What can be opened; the others' reports go into `found`."""
    for submission, first in tries:
        try:
            content = read_bytes(submission.path, below=below, megabytes=setup.course.limits.notebook_mb)
            yield HandedIn(submission.student, submission.path.name, content, first)
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
