"""What sets a cluster's machine up to grade, once a run: a plugin of Dask's workers.

It is sent by value, so that a machine with another version of this package, or without it, can say so; hence
nothing of ours is imported before versions were compared.
"""

import hashlib
import importlib.metadata
import importlib.util
import platform
import sys
from pathlib import Path
from typing import Any

import cloudpickle
from distributed import WorkerPlugin, get_worker

LIBRARIES = ("numpy", "scipy", "matplotlib", "hypothesis", "ipython", "nbformat", "msgspec")


def versions_here() -> dict[str, str]:
    """What verdicts depend on, by name; our own source, too, as a version is not all that may differ."""
    found = {"python": platform.python_version()}
    for name in ("attention-grader", *LIBRARIES):
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = "none"
    spec = importlib.util.find_spec("grader")
    digest = hashlib.sha256()
    for folder in (spec and spec.submodule_search_locations) or ():
        for path in sorted(Path(folder).rglob("*.py")):
            digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return {**found, "attention-grader's source": digest.hexdigest()[:12]}


def _differing(wanted: dict[str, str]) -> str:
    found = versions_here()
    return "; ".join(
        f"{what} {found[what]}, expected {due}" for what, due in wanted.items() if found[what] != due
    )


def machine_for(name: str, bundle: bytes, digest: str) -> WorkerPlugin:
    """A plugin that makes a worker offer the resource `name`, one of it a thread, if it can grade; and that
    says under the topic `name` what became of it.
    """
    wanted = versions_here()
    cloudpickle.register_pickle_by_value(sys.modules[__name__])

    class Machine(WorkerPlugin):  # type: ignore[misc]  # local, or pickle would send no more than its name
        benches: Any = None
        ended = False
        is_set_up: Any = None

        async def setup(self, worker: Any) -> None:
            import asyncio

            self.is_set_up = asyncio.Event()
            number = worker.state.nthreads
            try:
                trouble = await asyncio.to_thread(self.begin, number, worker.local_directory)
                if not self.ended:
                    await self.offer(worker, number, trouble)
            finally:
                self.is_set_up.set()

        async def offer(self, worker: Any, number: int, trouble: str) -> None:
            from distributed.core import Status

            offered = 0 if trouble else number
            await worker.set_resources(**{name: offered, f"{name} alone": min(1, offered)})
            worker.log_event(name, {"machine": worker.address, "trouble": trouble, "threads": offered})
            # The scheduler looks for work that waits for a resource when a worker begins to run, not before.
            worker.status = Status.paused
            worker.status = Status.running

        def begin(self, number: int, folder: str) -> str:
            """What keeps this machine from grading; "": nothing."""
            if differing := _differing(wanted):
                return differing
            from grader.grading.benches import Benches

            try:
                self.benches = Benches(bundle, digest, number, Path(folder))
                if self.ended:
                    self.benches.close()
                self.benches.start()
            except (ValueError, OSError) as problem:
                return str(problem)
            return ""

        async def teardown(self, worker: Any) -> None:
            """At any time, also while it is being set up, which ends with it."""
            self.ended = True
            if self.benches:
                self.benches.close()
            if self.is_set_up:
                await self.is_set_up.wait()

    return Machine()


def grade_shard(name: str, shard: list[bytes]) -> list[bytes]:
    """Packed HandedIns → packed Dones, in a worker on which `name` was set up."""
    benches = get_worker().plugins[name].benches
    return [benches.grade(one) for one in shard]
