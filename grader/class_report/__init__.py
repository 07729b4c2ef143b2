"""What an instructor learns of a class from one assignment: a page, and the same figures as CSV and JSON.

Read `statistics` (how hard, how telling), `facts` (reports, gradebook, journal → all that is shown), `plots`
(that → SVG), `page` (that → one HTML file), `write` (files). `similarity` finds submissions that are alike,
for whoever asks.
"""

from grader.class_report.facts import Facts, facts
from grader.class_report.page import render
from grader.class_report.write import Similar, as_json, report_class, write_report

__all__ = ["Facts", "Similar", "as_json", "facts", "render", "report_class", "write_report"]
