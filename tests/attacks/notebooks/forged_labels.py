"""Gives every cell nbgrader's labels: full marks, solution, locked, a schema of the future."""
# expected: graded, 3


def spoil(notebook, cells):
    cells["double"]["source"] = "def double(numbers):\n    return numbers**2"
    for cell in notebook["cells"]:
        name = cell["metadata"]["nbgrader"]["grade_id"]
        forged = {"grade_id": name, "points": 1000, "grade": True, "solution": True, "locked": True}
        cell["metadata"]["nbgrader"] = forged | {"schema_version": 99, "score": 1000, "checksum": "x"}
