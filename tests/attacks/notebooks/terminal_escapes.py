"""Prints, raises and returns what a terminal obeys: titles, colours, clipboard, reversed text, backspaces."""
# expected: graded, 1


def spoil(notebook, cells):
    cells["double"]["source"] = """
EVIL = "\\x1b]0;owned\\x07\\x1b[2J\\x1b]52;c;cm0gLXJm\\x07\\u202egnorw\\x08\\x08\\x9b31m"
print(EVIL)

class Evil(Exception):
    __module__ = EVIL

def double(numbers):
    raise type("E" + EVIL, (Evil,), {})(EVIL)
"""
