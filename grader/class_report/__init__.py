"""A report on one assignment of a class: a page for the instructor, and the same figures as CSV and JSON.

Read `statistics` (difficulty and discrimination), `facts` (all that is shown), `derive` (reports, gradebook
and journal → facts), `plots` (facts → SVG), `page` (facts → one HTML file), `write` (files). `similarity`
finds pairs of submissions that are alike, for `--similar`.
"""

from grader.class_report.derive import facts
from grader.class_report.facts import Facts
from grader.class_report.page import render
from grader.class_report.write import Similar, as_json, report_class, write_report

__all__ = ["Facts", "Similar", "as_json", "facts", "render", "report_class", "write_report"]
