"""Takes memory until none is left."""

# %%
import numpy as np


def attack(x):
    kept = []
    while True:
        kept.append(np.ones(1 << 22))
        if len(kept) * 32 > 2000:
            return "ESCAPED: held 2 GB"
