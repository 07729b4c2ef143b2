"""Aborts, as a crash in a C library would."""
# replies: Died

# %%
import os


def attack(x):
    os.abort()
