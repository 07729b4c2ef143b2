"""Hides a finaliser in what it returns, which writes to the grader once the call is over."""
# replies: Died | Returned, Died | Returned, Returned

# %%
import os

import numpy as np

FORGED = b"\x92\xa8answered\x91\x93\xa4gave\x94\xa5array\xa7float64\x90\xc4\x08" + bytes(8) + b"\x80"


class Late(np.ndarray):
    def __del__(self):
        os.write(3, len(FORGED).to_bytes(4, "little") + FORGED)


def attack(x):
    return np.zeros(3).view(Late)
