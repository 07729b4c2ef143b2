"""Prints fifty megabytes and displays a thousand pictures; its answers are right."""
# expected: graded, 8


def spoil(notebook, cells):
    cells["double"]["source"] += """

import os
from IPython.display import Image
for _ in range(500):
    print("x" * 100_000)
for _ in range(1000):
    display(Image(data=b"\\x89PNG\\r\\n\\x1a\\n" + os.urandom(50_000), format="png"))
"""
