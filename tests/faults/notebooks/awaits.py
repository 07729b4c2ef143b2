"""Top-level await, as Jupyter allows, in the stub's cell."""

from fault import Graded, cell

EXPECTED = Graded(
    repairs=(
        ("double", "salvaged", "its cell stopped with PermissionError; the function in it was run by itself"),
    ),
    shown=("PermissionError: [Errno 1] Operation not permitted",),
)


def broken(notebook):
    cell(notebook, "double")["source"] = (
        "import asyncio\nawait asyncio.sleep(0)\n" + cell(notebook, "double")["source"]
    )
    return notebook
