"""Examples, drawn once: kept in the user's cache, for all that plays checks."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from grader.checks.claims import Check, Example
from grader.checks.draw import Pools, draw, read_only, seed_of
from grader.checks.pool_file import pools_from, to_json
from grader.checks.sources import Sources
from grader.cores import over_cores, remark
from grader.files import cache_key, cached, from_cache

Pool = tuple[Example, ...]
SLOW = 5.0


def drawn(checks: Sequence[Check], key: str, *, slow: float = SLOW) -> Pools:
    """As `draw`, and at no cost where the same was drawn before.

    slow: seconds; a pool that takes longer is remarked on.
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
        check, began = distinct[name], time.monotonic()

        def drawn_now() -> bytes:
            return to_json([check], draw([check], key)).encode()

        return cached(name, drawn_now, read=bytes, write=bytes), time.monotonic() - began

    pools = {name: found for name in distinct if (found := from_cache(name, read(name))) is not None}
    absent = [name for name in distinct if name not in pools]
    for name, (new, seconds) in zip(absent, over_cores(pool, absent, what="drawing examples"), strict=True):
        pools[name] = read(name)(new)
        if seconds > slow:
            check = distinct[name]
            long = f"it took {seconds:.0f} seconds to draw {len(pools[name])} examples for check {check.id}"
            cure = "draw smaller inputs, of 10,000 parts at most, or fewer: examples=25 in its @check"
            remark(f"warning: {long}; {cure}")
    return read_only({check.id: (*check.explicit, *pools[names[check.id]]) for check in checks})
