"""What students handed in, wherever it was downloaded, put in the place where nbgrader and we look for it.

`sources` opens folders and zips with suspicion, `layouts` knows how each system calls its files and reads
from that whose they are, `gathering` finds one notebook a student, `placing` compares with what is there, and
`collecting` does all of it.
"""

from grader.collect.collecting import Collected, collect_downloads
from grader.collect.gathering import Gathered, gather
from grader.collect.listing import absent, as_json, listing, remarks, summary
from grader.collect.placing import Outcome, place

__all__ = [
    "Collected",
    "Gathered",
    "Outcome",
    "absent",
    "as_json",
    "collect_downloads",
    "gather",
    "listing",
    "place",
    "remarks",
    "summary",
]
