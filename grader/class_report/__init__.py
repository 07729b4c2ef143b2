"""What an instructor learns of a class from one assignment: a page, and the same figures as CSV and JSON.

Read `statistics` (how hard, how telling), `facts` (reports, gradebook, journal → all that is shown), `plots`
(that → SVG), `page` (that → one HTML file), `write` (files).
"""

from grader.class_report.facts import Facts, facts
from grader.class_report.page import render
from grader.class_report.write import as_json, report_class, write_report

__all__ = ["Facts", "as_json", "facts", "render", "report_class", "write_report"]
