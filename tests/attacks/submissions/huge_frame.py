"""Announces a frame of four gigabytes."""
# replies: Died

# %%
import os
import time


def attack(x):
    os.write(3, b"\xff\xff\xff\xff" + bytes(1000))
    while True:
        time.sleep(1)
