"""Says in metadata, text and environment that it was handed in by the first honest student."""
# expected: graded, 3


def spoil(notebook, cells):
    other = {"student": "honest-00", "student_id": "honest-00", "user": "honest-00"}
    notebook["metadata"] |= {**other, "nbgrader": other, "celltoolbar": "honest-00"}
    cells["double"]["metadata"]["nbgrader"] |= other
    cells["double"]["source"] = """import os
os.environ["USER"] = os.environ["JUPYTERHUB_USER"] = "honest-00"
STUDENT_ID = student = "honest-00"

def double(numbers):
    return numbers**2
"""
