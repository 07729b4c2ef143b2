"""What grading leaves behind: one report for each submission, and a journal of every act.

`reports` reads and writes report.json. `journal` is a file of lines, each with the hash of the line before.
`graded_file` knows a graded notebook from what is none. `own_cells` finds what a student wrote in one, and
knows an answer again. `verify` compares all of these with the gradebook, and `verified` prints the first
difference. `verify` needs nbgrader, so import these two by their own names.
"""

from grader.records.graded_file import GradedFile, graded_at, is_lost, lost_in_words
from grader.records.journal import (
    Act,
    Entry,
    JournalLine,
    append,
    each_journal_line,
    journal_lines,
    promised,
    promised_hashes,
    reports_since,
    sha256,
)
from grader.records.own_cells import OwnCell, own_cells, own_cells_in
from grader.records.reports import (
    each_report,
    find_reports,
    from_json,
    read_report,
    read_reports,
    report_path,
    report_paths,
    to_json,
)

__all__ = [
    "Act",
    "Entry",
    "GradedFile",
    "JournalLine",
    "OwnCell",
    "append",
    "each_journal_line",
    "each_report",
    "find_reports",
    "from_json",
    "graded_at",
    "is_lost",
    "journal_lines",
    "lost_in_words",
    "own_cells",
    "own_cells_in",
    "promised",
    "promised_hashes",
    "read_report",
    "read_reports",
    "report_path",
    "report_paths",
    "reports_since",
    "sha256",
    "to_json",
]
