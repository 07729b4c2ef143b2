"""Downloads from any system, sorted into the class folder, where nbgrader and grading look for submissions.

`sources` opens folders, and `zips` opens zips, both with suspicion. `systems` has a module for each way to
name files. `layouts` decides which of them a download follows, and so which student each file belongs to
(`label`). `stamps` reads each timestamp.txt, and `times` a table of times. `owners` asks who owns a folder of
nbgrader's exchange, and `whose` asks whom the roster has for it. `choosing` decides between several notebooks
of one student, `gathering` finds one notebook for each student, and `placing` compares it with the class
folder. `collecting` does all of it.
"""

from grader.collect.collecting import Collected, collect_downloads
from grader.collect.layouts import LabelledFile
from grader.collect.listing import (
    as_json,
    choices,
    legend,
    listing,
    not_handed_in,
    passed_over,
    remarks,
    summary,
)
from grader.collect.placing import place
from grader.collect.sources import Refused, files_below
from grader.collect.stamps import TIMESTAMP
from grader.collect.systems import EXCHANGE

__all__ = [
    "EXCHANGE",
    "TIMESTAMP",
    "Collected",
    "LabelledFile",
    "Refused",
    "as_json",
    "choices",
    "collect_downloads",
    "files_below",
    "legend",
    "listing",
    "not_handed_in",
    "passed_over",
    "place",
    "remarks",
    "summary",
]
