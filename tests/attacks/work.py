"""What our own work on a hostile text costs as the text grows: ratios and bytes, so any machine will do."""

import time
import tracemalloc
from collections.abc import Callable

SMALL, TIMES = 4_000, 8  # characters; and how many times longer the long text is
MOST = 3 * TIMES  # work that grows as the text does takes 8 times as long, its square 64 times
LEAST = 0.002  # CPU seconds; below, a clock tells little

Step = Callable[[str], object]


def growth(step: Step, prefix: str, unit: str, suffix: str, *, small: int = SMALL) -> float:
    """How many times longer `step` takes on a text that repeats `unit` TIMES more often than the
    one of `small` characters.
    """
    found = 0.0
    for _ in range(3):  # what else goes on in a machine may slow one try down
        found = _growth(step, prefix, unit, suffix, small)
        if found < MOST:
            break
    return found


def _growth(step: Step, prefix: str, unit: str, suffix: str, small: int) -> float:
    short, long = (prefix + unit * (size // len(unit)) + suffix for size in (small, small * TIMES))
    return seconds(step, long) / max(LEAST, seconds(step, short), seconds(step, short))


def most_growth(step: Step, prefix: str, unit: str) -> float:
    """The same, on longer and longer texts until it is too much. What grows as the square
    shows it in the end, on a fast machine as on a slow one, and most of it on short texts already.
    """
    found = 0.0
    for size in (SMALL // 8 * 2**doubled for doubled in range(7)):
        found = max(found, _growth(step, prefix, unit, "", size))
        if found > MOST:
            break
    return found


def seconds(step: Step, text: str) -> float:
    """CPU seconds of this thread."""
    start = time.thread_time()
    step(text)
    return time.thread_time() - start


def peak(step: Step, text: str, enough: int) -> int:
    """Bytes that `step` takes at most. If they are more than enough, it is tried once more: meanwhile Python
    may have grown its own table of all names by megabytes, and does not do so again for this text.
    """
    found = _peak(step, text)
    return found if found <= enough else _peak(step, text)


def _peak(step: Step, text: str) -> int:
    tracemalloc.start()
    try:
        step(text)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
