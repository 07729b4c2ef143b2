"""Hands in a device that never stops giving zeros; who may not make one hands in a link to it."""
# expected: unreadable: expected

import os
import stat


def hand_in(home, content):
    try:
        os.mknod(home / "tiny.ipynb", stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except PermissionError:
        (home / "tiny.ipynb").symlink_to("/dev/zero")
