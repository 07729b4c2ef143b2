"""The answer stands in a code cell of its own, as comments."""

from fault import Graded, cell, code

EXPECTED = Graded(
    repairs=(
        ("why", "gathered", "its cell was left as released; what you wrote beside it is taken as the answer"),
    ),
    written="Because two is one and one,\nwhatever the number.",
)


def broken(notebook):
    cell(notebook, "why")["source"] = "*Your answer here.*"
    notebook["cells"].append(code("# Because two is one and one,\n# whatever the number."))
    return notebook
