"""%%time stands above the function."""

from fault import Graded, cell

EXPECTED = Graded(shown=("CPU times: user 0 s, sys: 0 s, total: 0 s\nWall time: 0 s",))


def broken(notebook):
    cell(notebook, "double")["source"] = "%%time\n" + cell(notebook, "double")["source"]
    cell(notebook, "spread")["source"] = "%%capture printed\n" + cell(notebook, "spread")["source"]
    return notebook
