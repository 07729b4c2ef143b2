"""Which processes there are, by where they stand in the sandbox's tree (see grader/sandbox/__init__.py)."""

import time
from dataclasses import dataclass
from pathlib import Path

from machine import PATIENCE


@dataclass(frozen=True)
class Sandbox:
    """The processes of one sandbox; supervisors and children in the order in which they were started."""

    outer: int
    init: int
    zygote: int
    supervisors: tuple[int, ...]
    workers: tuple[int, ...]


def sandboxes(root: int) -> list[Sandbox]:
    """Those that are complete, of `root` and of what it forked, in the order in which they were started."""
    found = [sandbox for pid in below(root) if (sandbox := _sandbox(pid))]
    return sorted(found, key=lambda sandbox: started(sandbox.zygote))


def _sandbox(outer: int) -> Sandbox | None:
    try:
        (init,) = children(outer)
        if not (is_bwrap(outer) and is_bwrap(init)):
            return None
        (zygote,) = children(init)
        supervisors = children(zygote)
    except (ValueError, OSError):
        return None
    workers = [worker for supervisor in supervisors for worker in children(supervisor)]
    return Sandbox(outer, init, zygote, tuple(supervisors), tuple(workers))


def is_bwrap(pid: int) -> bool:
    return Path(f"/proc/{pid}/comm").read_text() == "bwrap\n"


def below(root: int) -> set[int]:
    """Process ids of all descendants of `root`."""
    found, frontier = set[int](), {root}
    while frontier:
        frontier = {pid for parent in frontier for pid in children(parent)}
        found |= frontier
    return found


def children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def running(pid: int) -> bool:
    """There, and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def started(pid: int) -> int:
    """When, in clock ticks since boot; 0 if it is gone. Process ids do not tell: they begin again at 300."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])
    except OSError:
        return 0


def left_of(pids: set[int]) -> list[int]:
    """Those that still run after all the time that a killed process can need to go."""
    until = time.monotonic() + PATIENCE
    while any(running(pid) for pid in pids) and time.monotonic() < until:
        time.sleep(0.02)
    return [pid for pid in pids if running(pid)]
