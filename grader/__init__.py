"""Sets, checks and grades notebook homework.

Read the package from the ground up; `tests/test_house.py` keeps imports pointing downward:

    floor 5   cli   nbgrader_plugin   nbgrader_engine
    floor 4   gradebook   feedback   recording   classroom   demo   parallel   matrix   tables   progress
              notebook_check   groups   marking   settling   doctor   collect   verify
              export   gradescope   class_report
    floor 3   autograde   audit   release   student   remembered   regrade   thoughtless
              late_table   new
    floor 2   checks   known   diagnosis   rubric   late   roster   submissions   interrupt
    floor 1   course   notebooks   sandbox   reports   disclosure   answers   hints   nbgrader_config
              journal   lock   csv_rows   totals
    floor 0   model   errors   values   figures   arguments   reading   frozen   wire
              words   toml   writing   stand_ins
"""

from typing import Any


def __getattr__(name: str) -> Any:
    """`from grader import selfcheck`, at no cost to whoever imports grader for something else."""
    if name == "selfcheck":
        from grader.student import selfcheck

        return selfcheck
    raise AttributeError(f"module 'grader' has no attribute {name!r}")
