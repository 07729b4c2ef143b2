"""A report on one assignment of a class: a page for the instructor, and the same figures as CSV and JSON.

Read `statistics` (difficulty and discrimination), `facts` (all that is shown), `derive` (reports, gradebook
and journal → facts), `plots` (facts → SVG), `page` (facts → one HTML file), `write` (files). `similarity`
finds pairs of submissions that are alike, for `--similar`.
"""

from grader.class_report.write import Similar, as_json, report_class

__all__ = ["Similar", "as_json", "report_class"]
