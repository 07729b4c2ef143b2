"""Lines for IPython: in the stub's cell, above and below its function, and in cells of their own."""

from fault import Graded, cell, code

EXPECTED = Graded(
    cells="title setup double double-check spread spread-check why own",
    shown=(
        ("Signature: double(numbers)\nDocstring: <no docstring>\nFile:      ~/cell 2\nType:      function"),
        (
            "env: HOME=/tmp\n!ls\nThis line was skipped: no program can be started or installed during "
            "grading."
        ),
        "['double', 'files', 'np', 'selfcheck', 'spread']",
    ),
)


def broken(notebook):
    stub = cell(notebook, "double")
    above, below = (
        "%matplotlib inline\n%load_ext autoreload",
        "%config InlineBackend.figure_format = 'retina'",
    )
    stub["source"] = f"{above}\n{stub['source']}\n{below}\ndouble?"
    notebook["cells"].append(code("%precision 3\n%env HOME=/tmp\nfiles = !ls\n%who_ls"))
    return notebook
