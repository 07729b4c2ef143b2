"""Takes memory until none is left."""
# replies: Raised, Raised

# %%
import numpy as np


def attack(x):
    kept = []
    while True:
        kept.append(np.zeros(1 << 22))
        if len(kept) * 32 > 1000:
            return "ESCAPED: held 1 GB"
