"""Ends its process in every way, first of all while its cells are run."""
# replies: Died

# %%
import os
import sys

sys.exit(0)

# %%
os._exit(0)

# %%
import os


def attack(x):
    os._exit(0)
