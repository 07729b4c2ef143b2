""""""

from grader.records.journal import Act, Line, append, lines, promised, sha256
from grader.records.reports import find_reports, from_json, report_path, to_json

__all__ = [
    "Act",
    "Line",
    "append",
    "find_reports",
    "from_json",
    "lines",
    "promised",
    "report_path",
    "sha256",
    "to_json",
]
