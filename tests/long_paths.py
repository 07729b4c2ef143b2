"""Folders in which a path grows longer than the system takes, as anybody can make them."""

import os
from pathlib import Path

_LONGEST = 4095  # bytes of a path, on Linux


def make_long_path(top: Path, first: str) -> None:
    """top/first/xxx…/…: the last folder can still be listed, the notebook in it not looked at."""
    home = os.open(top, os.O_RDONLY)
    for name in (first, *["x" * 200] * ((_LONGEST - len(os.fsencode(top)) - len(first)) // 201)):
        os.mkdir(name, dir_fd=home)
        inner = os.open(name, os.O_RDONLY, dir_fd=home)
        os.close(home)
        home = inner
    os.close(os.open("y" * 240 + ".ipynb", os.O_CREAT, dir_fd=home))
    os.close(home)
