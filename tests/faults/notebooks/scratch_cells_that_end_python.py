"""Scratch cells end Python itself. It costs nothing, and is told."""

from fault import Graded, code

EXPECTED = Graded(
    cells="title setup own own double double-check spread spread-check why",
    repairs=(('"import os", "import os, sys"', "ended", "this cell ended the process with exit status 3"),),
    shown=(
        "WorkerDied: cell 2 ended the process with exit status 3",
        "WorkerDied: cell 3 ended the process with exit status 3",
    ),
)


def broken(notebook):
    notebook["cells"][2:2] = map(code, ["import os\nos._exit(3)", "import os, sys\nos._exit(3)"])
    return notebook
