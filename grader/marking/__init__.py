"""Marking written answers by rubric, on a local web page.

Read `answers` (what students wrote, without names and shuffled), `opinions` (a marker's choices, and the
points that today's rubric gives for them), `record` (the file of all opinions), `desk` (all that one marker
has to do), `entering` (opinions → gradebook), `acts` (what a marker can do), `agreement` (of two markers).
Then read `shown` and `prose` (the content of a page), `web` (the page), `serve`, and `sitting` (from opening
the gradebook to closing it).
"""

from grader.marking.desk import Desk
from grader.marking.serve import serve
from grader.marking.sitting import sitting
from grader.marking.summary import as_json, still_to_mark, summary_lines

__all__ = ["Desk", "as_json", "serve", "sitting", "still_to_mark", "summary_lines"]
