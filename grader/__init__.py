"""Sets, checks and grades notebook homework.

Read the package from the ground up; `tests/test_floors.py` keeps imports pointing downward:

    floor 5   cli
    floor 4   gradebook
    floor 3   autograde   audit   release   selfcheck   demo
    floor 2   checks
    floor 1   course   notebooks   sandbox
    floor 0   model   errors   values   wire
"""
