"""An unresolved merge, in which only the count of executions differs."""

from fault import Graded, saved

EXPECTED = Graded()


MARKS = """\
<<<<<<< HEAD
   "execution_count": 3,
=======
   "execution_count": 17,
>>>>>>> origin/main
"""


def broken(notebook):
    for number, one in enumerate(one for one in notebook["cells"] if one["cell_type"] == "code"):
        one["execution_count"] = number
    line = '   "execution_count": 2,\n'
    return saved(notebook).decode().replace(line, MARKS).encode()
