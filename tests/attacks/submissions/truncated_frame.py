"""Announces a frame, sends half of it, and ends."""
# replies: Died

# %%
import os


def attack(x):
    os.write(3, (1000).to_bytes(4, "little") + b"\x92")
    os._exit(0)
