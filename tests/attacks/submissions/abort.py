"""Aborts, as a crash in a C library would."""

# %%
import os


def attack(x):
    os.abort()
