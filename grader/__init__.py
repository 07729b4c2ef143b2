"""Releases, checks and grades notebook homework.

Each folder is a room with one subject. Its `__init__.py` says what the room is for, and names what other
rooms may use. The list begins with the lowest layer. A room imports only from rooms above it in the list.
`[tool.importlinter]` in pyproject.toml checks this:

    errors, model          who has to act on an error; the nouns
    values                 what may pass between a student's code and a check
    files, wording         files that people edit or keep; the words for a result
    notebooks              an assignment's source → the notebook that students receive
    course, submissions    what the instructor wrote; what students handed in
    sandbox, checks        student code runs here; claims about it are judged here
    solutions, diagnosis   known right and wrong solutions; which misconception an answer shows
    gradebook, records     nbgrader's database; journal and reports
    grading                one submission → Report; a class of them
    release, student       what students receive; what runs on their machines
    gradescope             the autograder.zip, and what happens inside it
    collect, marking, feedback, class_report, export, demo, doctor    an instructor's tasks
    watch                  all of grading, as long as students hand in
    cli                    reads options, calls one function, prints, exits
"""

from typing import Any


def __getattr__(name: str) -> Any:
    """`from grader import selfcheck`, at no cost to whoever imports grader for something else."""
    if name == "selfcheck":
        from grader.student import selfcheck

        return selfcheck
    raise AttributeError(f"module 'grader' has no attribute {name!r}")
