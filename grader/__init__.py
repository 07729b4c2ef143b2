"""Sets, checks and grades notebook homework.

Each folder is a room for one noun of the field; its `__init__.py` says what the room is for and names what
other rooms may use. Read from the ground up; `[tool.importlinter]` in pyproject.toml keeps imports pointing
downward:

    errors, model          whose fault it is; the nouns
    values                 what may pass between a student's code and a check
    files, wording         files that people keep; how a result reads
    notebooks              an assignment's source → the notebook that students receive
    course, submissions    what the instructor wrote down; what came back from students
    sandbox, checks        student code runs here; claims about it are judged here
    solutions, diagnosis   known right and wrong solutions; which misconception an answer shows
    gradebook, records     nbgrader's database; journal and reports
    grading                one submission → Report; a class of them
    release, student       out to students; what runs at their home
    gradescope             the autograder.zip, and what happens inside it
    collect, marking, feedback, class_report, export, demo, doctor    an instructor's evening
    cli                    reads options, calls one function, prints, exits
"""

from typing import Any


def __getattr__(name: str) -> Any:
    """`from grader import selfcheck`, at no cost to whoever imports grader for something else."""
    if name == "selfcheck":
        from grader.student import selfcheck

        return selfcheck
    raise AttributeError(f"module 'grader' has no attribute {name!r}")
