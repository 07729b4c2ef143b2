"""One page for each student: what was found out about their notebook, and what to look at next.

Read `example` (a counterexample → blocks and tables), `findings` (results → findings, each shown once),
`cells` (the student's text), `view` (a report → everything on the page), `templates` (what every page
escapes), `page` (a view → HTML), `write` (a class folder → files). common.css is the style of every page, for
instructors and markers too, and head.html the head of each that is a file.
"""

from grader.feedback.page import render
from grader.feedback.templates import COMMON, content_policy, page_style, page_templates
from grader.feedback.write import (
    GradedSubmission,
    PageOptions,
    graded_submissions,
    own_cells,
    write_pages,
)

__all__ = [
    "COMMON",
    "GradedSubmission",
    "PageOptions",
    "content_policy",
    "graded_submissions",
    "own_cells",
    "page_style",
    "page_templates",
    "render",
    "write_pages",
]
