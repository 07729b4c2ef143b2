"""Returns arrays of a million million rows without a number in them, and changes its input."""
# expected: graded, 1


def spoil(notebook, cells):
    cells["double"]["source"] = """
import numpy as np

def double(numbers):
    numbers[:] = 0
    return np.zeros((2**40, 0)) if len(numbers) > 1 else np.zeros((2**20, 2**20, 0))
"""
