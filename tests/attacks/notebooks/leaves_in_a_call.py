"""Ends the process in a call, so that no answer could be wrong."""
# expected: graded, 1


def spoil(notebook, cells):
    cells["double"]["source"] = "import os\n\ndef double(numbers):\n    os._exit(0)"
