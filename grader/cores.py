"""Our own work on all cores of this machine: learning, drawing, auditing.

Processes are forked, so that what they share is neither pickled nor made twice. Results come in the order of
the tasks, however many processes there are. Ctrl-C ends the main process, which ends the others.
"""

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

Task = TypeVar("Task")
Found = TypeVar("Found")
# Wraps an iterable, given what it is ("drawing examples") and how long, and passes on what that yields.
Watch = Callable[[Iterable[Any], str, int], Iterable[Any]]

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
PATIENCE = 2.0  # seconds for which nobody asks what a command is doing
_work: Callable[[int], Any] | None = None  # inherited by fork
_watch: Watch | None = None
_say: Callable[[str], None] | None = None
_seen = 0.0  # when something was to be seen last, by the monotonic clock


@contextmanager
def watched_by(watch: Watch, say: Callable[[str], None] | None = None) -> Iterator[None]:
    """While it lasts, `watch` sees all that `over_cores` and `progress` do, and `say` hears remarks."""
    global _watch, _say, _seen
    _seen = time.monotonic()
    before, (_watch, _say) = (_watch, _say), (watch, say)
    try:
        yield
    finally:
        _watch, _say = before


def remark(text: str) -> None:
    """To whoever watches: what takes long, and what to do about it."""
    if _say:
        _say(text)


def progress(found: Iterable[Found], *, what: str, total: int) -> Iterator[Found]:
    """The same. Whoever watches sees it pass by, or the rest of it, if nothing was to be seen for PATIENCE.

    what: "reading reports". total: how many there are.
    """
    rest = iter(found)
    for left in range(total, 0, -1):
        if _watch and time.monotonic() > _seen + PATIENCE:
            yield from _passing(rest, what, left)
            return
        yield next(rest)


def _passing(found: Iterable[Found], what: str, total: int) -> Iterator[Found]:
    global _seen
    yield from _watch(found, what, total) if _watch else found
    _seen = time.monotonic()


def over_cores(work: Callable[[Task], Found], tasks: Sequence[Task], *, what: str) -> Iterator[Found]:
    """`work(task)` for each task, in their order. What it returns or raises must be picklable.

    what: for whoever watches, "drawing examples". A process with threads of its own cannot be forked safely:
    there, all is done in this process.
    """
    found = _over_cores(work, tasks)
    return _passing(found, what, len(tasks)) if tasks else found


def _over_cores(work: Callable[[Task], Found], tasks: Sequence[Task]) -> Iterator[Found]:
    if min(CORES, len(tasks)) < 2 or threading.active_count() > 1 or not hasattr(os, "fork"):
        yield from map(work, tasks)
        return
    fork = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(min(CORES, len(tasks)), fork, _begin, (lambda at: work(tasks[at]),))
    try:
        yield from pool.map(_do, range(len(tasks)))  # so no task need be picklable
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin(work: Callable[[int], Any]) -> None:
    global _work
    _work = work
    gc.freeze()  # what is shared stays shared: the collector would touch, and so copy, every page
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with_parent, daemon=True).start()


def _do(at: int) -> Any:
    assert _work is not None
    return _work(at)


def end_with_parent() -> None:
    """Wait for the main process to be killed, and end: else we would wait for work for ever."""
    if parent := multiprocessing.parent_process():
        parent.join()
    os._exit(1)
