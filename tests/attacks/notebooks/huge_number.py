"""Holds a number of a million digits, which takes Python minutes to read."""
# expected: unreadable: something no notebook holds


def hand_in(home, content):
    (home / "tiny.ipynb").write_text('{"cells": [], "nbformat": ' + "9" * 1_000_000 + "}")
