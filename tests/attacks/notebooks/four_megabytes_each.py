"""Answers every call with another four megabytes."""
# expected: graded, 0


def spoil(notebook, cells):
    cells["double"]["source"] = """
import numpy as np
CALLS = [0]

def double(numbers):
    CALLS[0] += 1
    numbers[:] = 0
    return np.full(500_000, CALLS[0])
"""
