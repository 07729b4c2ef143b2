"""Sends a frame one byte at a time, for ever, with the alarm switched off."""
# replies: Hung

# %%
import os
import signal
import time


def attack(x):
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.setitimer(signal.ITIMER_PROF, 0)
    os.write(3, (1 << 20).to_bytes(4, "little"))
    while True:
        os.write(3, b"\x91")
        time.sleep(0.02)
