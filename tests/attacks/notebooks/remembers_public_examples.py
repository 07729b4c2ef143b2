"""Knows the answers to small numbers by heart, as one might learn them from the self-check at home."""
# expected: graded, 3


def spoil(notebook, cells):
    cells["double"]["source"] = """
KNOWN = {(3.0,): [6.0], (0.0,): [0.0], (1.0,): [2.0], (0.0, 0.0): [0.0, 0.0]}

def double(numbers):
    return KNOWN.get(tuple(numbers), [0.0 for _ in numbers])
"""
