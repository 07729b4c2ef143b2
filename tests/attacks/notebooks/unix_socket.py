"""Hands in a socket."""
# expected: unreadable: cannot be opened

import os
import socket


def hand_in(home, content):
    here = os.open(".", os.O_RDONLY)
    os.chdir(home)  # a socket's path is short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("tiny.ipynb")
    os.fchdir(here)
    os.close(here)
