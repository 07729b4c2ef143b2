"""The kernel's name says R, and every cell is Python."""

from fault import Graded

EXPECTED = Graded()


def broken(notebook):
    kernel = {
        "kernelspec": {"name": "ir", "display_name": "R", "language": "R"},
        "language_info": {"name": "R"},
    }
    return {**notebook, "metadata": kernel}
