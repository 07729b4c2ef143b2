"""Writes over every file it can name: the gradebook, reports, other students' notebooks."""
# expected: graded, 8


def spoil(notebook, cells):
    cells["double"]["source"] += """

import glob, os
for path in [*glob.glob("/tmp/*/*/class/*"), *glob.glob("/*/*/class/*"), "/tmp/owned", "../owned", "/owned"]:
    for name in (path, path + "/gradebook.db", path + "/report.json"):
        try:
            open(name, "w").write("owned")
            print("ESC" + "APED", name)
        except OSError:
            pass
"""
