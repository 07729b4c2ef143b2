"""Goes by a name that looks like a way out of the folder."""
# expected: graded, 8

STUDENT = "x..%2f..%2fhonest-00"


def spoil(notebook, cells):
    pass
