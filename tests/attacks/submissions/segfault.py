"""Reads address 0, in a cell and in a call."""
# replies: Died

# %%
import ctypes

ctypes.string_at(0)

# %%
import ctypes


def attack(x):
    return ctypes.string_at(0)
