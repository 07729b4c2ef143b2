"""Writes the answer into the input and answers with the input, hoping both are compared with each other."""
# expected: graded, 7


def spoil(notebook, cells):
    cells["double"]["source"] = "def double(numbers):\n    numbers *= 2\n    return numbers"
