"""Seeds every generator as the grader might, draws the examples beforehand and knows only those by heart."""
# expected: graded, 3


def spoil(notebook, cells):
    cells["double"]["source"] = """
import random
import numpy as np

known = {}
for seed in (0, 1, 42, 20240229, "secret"):
    random.seed(seed)
    for _ in range(1000):
        numbers = tuple(float(random.randint(-9, 9)) for _ in range(random.randint(1, 4)))
        known[numbers] = [2 * x for x in numbers]

def double(numbers):
    return known.get(tuple(numbers), numbers)
"""
