"""Marking written answers by rubric, on a local web page.

Read `answers` (what students wrote, nameless and shuffled), `opinions` (what a marker thinks, and what comes
of it under today's rubric), `record` (the file of all opinions), `desk` (all of it before one marker),
`entering` (what goes into the gradebook), `acts` (what a marker can do), `agreement` (of two markers); then
`shown` and `prose` (what stands on a page), `web` (the page) and `serve`.
"""

from grader.marking.desk import Desk, open_desk
from grader.marking.entering import refresh

__all__ = ["Desk", "open_desk", "refresh"]
