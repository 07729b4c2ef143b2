"""What Linux tells of a process that was not asleep: for how long it computed, or waited for a core."""

import os

HERE = "thread-self"
LONGEST = 200  # bytes; three numbers


def awake(pid: int) -> float | None:
    """Seconds for which process `pid` has computed, and for which it and this thread waited for a core.

    Between two looks they grow as the clock does, less what the process slept in between. Where this thread
    waits for a core, an answer lies there unread, and its process sleeps through no fault of its own.
    None: nothing is told, as on another system.
    """
    try:
        computed, waited = _seconds(str(pid))
        return (computed + waited + _seconds(HERE)[1]) if computed else None
    except (OSError, ValueError):
        return None


def _seconds(process: str) -> tuple[float, float]:
    file = os.open(f"/proc/{process}/schedstat", os.O_RDONLY)  # four times for each message
    try:
        computed, waited, _ = os.read(file, LONGEST).split()
    finally:
        os.close(file)
    return int(computed) / 1e9, int(waited) / 1e9
