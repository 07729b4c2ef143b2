"""Is nested a hundred thousand deep."""
# expected: unreadable: nested too deeply


def hand_in(home, content):
    (home / "tiny.ipynb").write_text('{"cells": ' + "[" * 100_000 + "]" * 100_000 + "}")
