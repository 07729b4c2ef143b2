"""Marks that nobody sees turn a line around, or part a command so that no filter knows it."""
# expected: graded, 8


def spoil(notebook, cells):
    cells["why"]["source"] = (
        "\u202e\u2066 turned \u200b\x1b]8;;javascript:alert(1)\x07x "
        "$\\h\u200bref{javascript:alert(1)}{x}$ $\\let\\h=\\href \\h{javascript:alert(1)}{x}$ "
        "<scr\u200bipt>alert(1)</script> <!--><script>alert(1)</script>--> <b\x00 onclick=alert(1)>"
    )
    cells["double"]["source"] = "".join(cells["double"]["source"]) + "  # \u202e\u2066 } \u2069"
