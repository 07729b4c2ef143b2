"""Saved by an editor of Windows, which put a byte order mark in front."""

import codecs

from fault import Graded, saved

EXPECTED = Graded()


def broken(notebook):
    return codecs.BOM_UTF8 + saved(notebook)
