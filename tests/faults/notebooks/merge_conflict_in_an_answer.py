"""An unresolved merge of two versions of `double`: which of them counts is not ours to say."""

from fault import Unreadable, saved

EXPECTED = Unreadable(
    "line 69 has the mark of an unresolved merge, <<<<<<<; resolve it, or hand in one version"
)
MARKS = """\
<<<<<<< HEAD
    "    return 2 * numbers\\n"
=======
    "    return numbers**2\\n"
>>>>>>> origin/main
"""


def broken(notebook):
    for one in notebook["cells"]:
        one["source"] = one["source"].splitlines(keepends=True)
    line = '    "    return 2 * numbers\\n"\n'
    return saved(notebook).decode().replace(line, MARKS).encode()
