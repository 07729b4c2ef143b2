"""CPU seconds of a command and of every process it starts, also those inside other pid namespaces.

`wait4` and `RUSAGE_CHILDREN` do not see what runs inside bubblewrap: nobody waits for its first process, and
the zygote in it lets its children go unseen. A control group (cgroup, version 2) misses nothing.
"""

import os
import resource
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

BY_CGROUP = "a control group: every process is counted"
BY_WAITING = "RUSAGE_CHILDREN and the sandbox's workers; its start and forks are NOT counted"
END_SECONDS = 20.0  # for what a command leaves behind to end


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command used: CPU and wall seconds; and what it wrote to standard output."""

    cpu: float
    wall: float
    stdout: str


class CommandFailed(Exception):
    """A measured command ended in a way that makes its cost worthless. The text has its last words."""


def measure(
    command: Sequence[str], *, cwd: Path, env: Mapping[str, str] | None = None, fine: Sequence[int] = (0,)
) -> Cost:
    """Run `command` to its end.

    env: variables beside our own. fine: the exit statuses that are as they should be.

    Raises: CommandFailed.
    """
    with _group() as group:
        enter = ["sh", "-c", 'echo $$ > "$0" && exec "$@"', f"{group}/cgroup.procs"] if group else []
        start, before = time.monotonic(), _waited_for()
        ended = subprocess.run(
            [*enter, *command], cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, text=True
        )
        wall = time.monotonic() - start
        cpu = _used(group) if group else _waited_for() - before
    if ended.returncode not in fine:
        raise CommandFailed(f"{' '.join(command)}: exit status {ended.returncode}\n{ended.stderr[-3000:]}")
    return Cost(cpu, wall, ended.stdout)


def how() -> str:
    """What `measure` counts on this machine."""
    with _group() as group:
        return BY_CGROUP if group else BY_WAITING


@contextmanager
def _group() -> Iterator[Path | None]:
    """A new control group below our own; None where we may not make one."""
    own = _own_group()
    group = own / f"benchmark-{os.getpid()}" if own else None
    try:
        if group:
            group.mkdir()
    except OSError:
        group = None
    if group is None or not (group / "cpu.stat").exists():
        yield None
        return
    try:
        yield group
    finally:
        group.rmdir()


def _own_group() -> Path | None:
    mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    roots = [fields[1] for fields in mounts if fields[2] == "cgroup2"]
    places = [line[3:] for line in Path("/proc/self/cgroup").read_text().splitlines() if line[:3] == "0::"]
    return Path(roots[0], places[0].lstrip("/")) if roots and places else None


def _used(group: Path) -> float:
    """CPU seconds, once the last process of the group has ended."""
    until = time.monotonic() + END_SECONDS
    while _facts(group / "cgroup.events")["populated"]:
        if time.monotonic() > until:
            raise CommandFailed(f"it left processes behind: {(group / 'cgroup.procs').read_text().split()}")
        time.sleep(0.02)
    return _facts(group / "cpu.stat")["usage_usec"] / 1e6


def _facts(path: Path) -> dict[str, int]:
    return {name: int(value) for name, value in (line.split() for line in path.read_text().splitlines())}


def _waited_for() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
