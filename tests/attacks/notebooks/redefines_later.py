"""Right where its check cell stands, which counts; replaced by something that hangs in a cell nobody looks at."""
# expected: graded, 8


def spoil(notebook, cells):
    cell = dict(cells["double"], id="later", metadata={}, source="def double(x):\n    while True: pass")
    notebook["cells"].append(cell)
