"""Exported from Databricks: metadata of its own and a title in every cell, %md for prose."""

from fault import Graded, code

EXPECTED = Graded(
    cells="title setup double double-check spread spread-check why own",
    repairs=(
        (
            '"Numbers", "import numpy as np", the check of double, the check of spread',
            "text",
            "it has no label; it was recognised by its text",
        ),
        ("double, spread", "function", "it has no label; it was recognised by the function it defines"),
        ("why", "place", "it has no label; it was recognised by its place"),
    ),
    shown=("SyntaxError: invalid syntax",),
)


def broken(notebook):
    for one in notebook["cells"]:
        one["metadata"] = {
            "application/vnd.databricks.v1+cell": {"cellMetadata": {}, "nuid": "0", "title": ""}
        }
        del one["id"]
    notebook["cells"].append(code("%md\n## What I learnt\nNot to use two notebooks."))
    return {**notebook, "metadata": {"application/vnd.databricks.v1+notebook": {"language": "python"}}}
