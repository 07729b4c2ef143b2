"""Ends the process in the cell of a function that is right, before the function is defined."""
# expected: graded, 8


def spoil(notebook, cells):
    cells["double"]["source"] = "import os\nos._exit(0)\n\ndef double(numbers):\n    return 2 * numbers"
