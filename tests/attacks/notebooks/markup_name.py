"""Goes by a name that is markup."""
# expected: graded, 8

STUDENT = "<img src=x onerror=ran=1>{{7*7}}"


def spoil(notebook, cells):
    pass
