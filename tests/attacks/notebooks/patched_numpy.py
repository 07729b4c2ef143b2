"""Replaces what a self-check would compare with: NumPy's own, builtins, the operators of arrays."""
# expected: graded, 3


def spoil(notebook, cells):
    cells["double"]["source"] = """
import builtins
import numpy as np
np.allclose = np.array_equal = np.isclose = lambda *a, **k: True
np.testing.assert_allclose = lambda *a, **k: None
builtins.abs = lambda x: 0
builtins.all = builtins.any = lambda x: True

def double(numbers):
    return numbers
"""
