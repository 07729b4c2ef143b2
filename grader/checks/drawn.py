"""Examples, drawn once: kept in the user's cache, for all that plays checks."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from hypothesis import strategies as st

from grader.checks.claims import Check, Example
from grader.checks.draw import Pools, draw, read_only, seed_of
from grader.checks.pool_file import pools_from, to_json
from grader.checks.sources import Sources
from grader.cores import over_cores, remark
from grader.files import cache_key, cached, from_cache
from grader.wording import counted

Pool = tuple[Example, ...]
# What it takes to draw is compared with this, so that no machine is slow, however busy it is.
TEN_NUMBERS = {"numbers": st.lists(st.integers(0, 9), min_size=10, max_size=10)}
YARDSTICK = Check("", "", "", 0, "", None, True, False, lambda: None, (), TEN_NUMBERS)
SLOW = 50.0  # times as long as that
FEW = 25  # examples, which do for inputs that are dear


def drawn(checks: Sequence[Check], key: str, *, slow: float = SLOW) -> Pools:
    """As `draw`, and at no cost where the same was drawn before.

    slow: a pool that takes so many times as long as a hundred lists of ten numbers is remarked on.
    Raises: CourseError: a strategy cannot be drawn from.
    """
    sources = Sources(checks)
    names = {check.id: cache_key("pool", sources.of_pool(check), seed_of(check, key)) for check in checks}
    # Checks with the same strategies share a pool; which of them it is drawn for makes no difference.
    distinct = {names[check.id]: replace(check, explicit=()) for check in checks}

    def read(name: str) -> Callable[[bytes], Pool]:
        check = distinct[name]
        return lambda content: pools_from(content.decode(), [check], key)[check.id]

    def pool(name: str) -> tuple[bytes, float]:
        """As a file's content: an object of a class of checks.py goes from no process to another."""
        check, began = distinct[name], time.thread_time()

        def drawn_now() -> bytes:
            return to_json([check], draw([check], key)).encode()

        found = cached(name, drawn_now, read=bytes, write=bytes)
        times = (time.thread_time() - began) / _yardstick()
        return found, times if times <= slow else min(times, _takes(check, key) / _yardstick())

    pools = {name: found for name in distinct if (found := from_cache(name, read(name))) is not None}
    absent = [name for name in distinct if name not in pools]
    for name, (new, times) in zip(absent, over_cores(pool, absent, what="drawing examples"), strict=True):
        pools[name] = read(name)(new)
        if times > slow:
            count, check = len(pools[name]), distinct[name].id
            long = f"to draw {counted(count, 'example')} for check {check} takes {times:.0f} times as long as"
            cure = "draw smaller inputs, of 10,000 parts at most"
            cure += f", or fewer: examples={FEW} in its @check" * (count > FEW)
            remark(f"warning: {long} a hundred lists of ten numbers; {cure}")
    return read_only({check.id: (*check.explicit, *pools[names[check.id]]) for check in checks})


def _takes(check: Check, key: str = "") -> float:
    """Seconds of the processor to draw for a check, in this thread."""
    began = time.thread_time()
    draw([check], key)
    return time.thread_time() - began


@cache
def _yardstick() -> float:
    """What the yardstick takes here. The first time, as any first drawing, it takes longer."""
    return min(_takes(YARDSTICK) for _ in range(2))
