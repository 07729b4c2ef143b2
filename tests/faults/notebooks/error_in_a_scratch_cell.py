"""Scratch cells fail, exit and never end their brackets."""

from fault import Graded, code

EXPECTED = Graded(
    cells="title setup own own own own own double double-check spread spread-check why",
    shown=(
        "ZeroDivisionError: division by zero",
        "SystemExit: ",
        "SyntaxError: incomplete input",
        "NameError: name 'undefined' is not defined",
    ),
)


def broken(notebook):
    texts = ["1 / 0", "raise SystemExit", "print((1, 2", "exit()", "undefined"]
    notebook["cells"][2:2] = map(code, texts)
    return notebook
