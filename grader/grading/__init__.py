"""One submission → Report; a class of them; and what has to be done again when something changed.

`class_folder` sorts out which submissions need grading. `submission` grades one: it is read, anchored, run
in the sandbox, checked, diagnosed, and its `graded_notebook` written. `parallel` does many at once,
`progress` shows how far it is, and `recording` puts each result into journal, gradebook and files. `cache`
keeps what changes only with the course. `late_penalties` and `late_table` settle what coming late costs,
`regrade` explains what a changed check changed, `tables` prints the class. `nbgrader_engine` lets `nbgrader
autograde` grade the same way.
"""
