"""Ends the process while it is imported; the cells after that are graded for what they are."""
# expected: graded, 1


def spoil(notebook, cells):
    cells["double"]["source"] = "import os\nos._exit(0)\n\ndef double(numbers):\n    return 2 * numbers"
