"""One page for each student: what was found out about their notebook, and what to look at next.

Read `example` (a counterexample → blocks and tables), `findings` (results → what is said once), `view` (a
report → all that stands on the page), `page` (that → HTML), `write` (a class folder → files).
"""

from grader.feedback.page import render
from grader.feedback.view import View, view
from grader.feedback.write import Own, Sheet, own_cells, sheets, write_page

__all__ = ["Own", "Sheet", "View", "own_cells", "render", "sheets", "view", "write_page"]
