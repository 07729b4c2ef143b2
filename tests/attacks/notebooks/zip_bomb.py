"""Hands in a ZIP archive of a gigabyte of zeros under a notebook's name."""
# expected: unreadable: a ZIP archive

import zipfile


def hand_in(home, content):
    with zipfile.ZipFile(home / "tiny.ipynb", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../../tiny.ipynb", bytes(50_000_000))
