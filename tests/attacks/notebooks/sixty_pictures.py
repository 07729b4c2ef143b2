"""Draws sixty pictures of three megabytes each, by a notebook of a few kilobytes."""
# expected: graded, 8

PICTURE = """
import os
from IPython.display import Image, display

display(Image(data=b"\\x89PNG\\r\\n\\x1a\\n" + os.urandom(3_000_000), format="png"))
"""


def spoil(notebook, cells):
    for number in range(60):
        drawn = {
            "cell_type": "code",
            "source": PICTURE,
            "metadata": {},
            "outputs": [],
            "id": f"drawn-{number}",
        }
        notebook["cells"].append({**drawn, "execution_count": None})
