"""Raises from ten thousand frames deep, in a chain of exceptions, with a text of a hundred megabytes."""
# replies: Raised, Raised

# %%
import sys


def attack(x, depth=10_000):
    sys.setrecursionlimit(20_000)
    if depth:
        try:
            return attack(x, depth - 1)
        except RecursionError:
            raise ValueError("x" * 100_000_000) from None
    raise ValueError("x" * 100_000_000)


attack(0)
