"""What students handed in, wherever it was downloaded, put in the place where nbgrader and we look for it.

`sources` opens folders and `zips` with suspicion. `systems` has a module for each way to name files, and
`layouts` decides which of them a download follows and so whose each file is (`label`). `times` reads a table
of times, `choosing` says which of several notebooks is meant, `gathering` finds one a student, and `placing`
compares it with what is there; `collecting` does all of it.
"""

from grader.collect.collecting import Collected, collect_downloads
from grader.collect.gathering import Gathered, gather
from grader.collect.layouts import Asked
from grader.collect.listing import absent, as_json, choices, listing, remarks, summary
from grader.collect.placing import Outcome, place

__all__ = [
    "Asked",
    "Collected",
    "Gathered",
    "Outcome",
    "absent",
    "as_json",
    "choices",
    "collect_downloads",
    "gather",
    "listing",
    "place",
    "remarks",
    "summary",
]
