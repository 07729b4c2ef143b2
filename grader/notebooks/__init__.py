"""Notebooks, out to students and back.

Out: `source` reads an author's file (`marker` each cell's keys), `build` makes the students' notebook.
Back: `read` takes a submission in (`opened`: no link is followed), `anchor` ties its cells to the released
ones (`match` finds them, `repairs` says what was amiss), `graded` shows the result (`shown`: nothing live).
Both: `labels` knows nbgrader's metadata, `names` what a cell defines.
"""
