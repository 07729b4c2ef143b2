"""Puts full marks below the check cells, where nbgrader would read them, and makes them print some more."""
# expected: graded, 3


def spoil(notebook, cells):
    cells["double"]["source"] = "def double(numbers):\n    return numbers**2"
    data = {
        "data": {"text/plain": "6"},
        "metadata": {},
        "output_type": "execute_result",
        "execution_count": 1,
    }
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [data]
            if "selfcheck" in cell["source"] and "import" not in cell["source"]:
                cell["source"] = "print(6)\n1000"
