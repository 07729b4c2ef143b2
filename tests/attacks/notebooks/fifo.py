"""Hands in a pipe, for whoever opens it to wait for ever."""
# expected: unreadable: no plain file

import os


def hand_in(home, content):
    os.mkfifo(home / "tiny.ipynb")
