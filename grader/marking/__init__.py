"""Marking written answers by rubric, on a local web page.

Read `answers` (what students wrote, nameless and shuffled), `opinions` (what a marker thinks, and what comes
of it under today's rubric), `record` (the file of all opinions), `desk` (all of it before one marker),
`entering` (what goes into the gradebook), `acts` (what a marker can do), `agreement` (of two markers); then
`shown` and `prose` (what stands on a page), `web` (the page), `serve`, and `sitting` (from opening the
gradebook to closing it).
"""

from grader.marking.desk import Desk
from grader.marking.serve import serve
from grader.marking.sitting import sitting
from grader.marking.summary import as_json, still_to_mark, summary_lines

__all__ = ["Desk", "as_json", "serve", "sitting", "still_to_mark", "summary_lines"]
