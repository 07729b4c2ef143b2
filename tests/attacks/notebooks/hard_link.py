"""Hands in a hard link to an honest student's file, which it need not be able to read for that."""
# expected: unreadable: a hard link

import os


def hand_in(home, content):
    secret = home.parents[1] / "victim.ipynb"
    secret.write_bytes(content)
    os.link(secret, home / "tiny.ipynb")
