"""Kills every process it can name."""
# replies: Raised, Raised

# %%
import os
import signal

for pid in [*range(2, 300), -1, os.getppid()]:
    try:
        os.kill(pid, signal.SIGKILL)
        print("ESCAPED" if pid not in (-1, 0) else "signalled", pid)
    except OSError:
        pass
