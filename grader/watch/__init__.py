"""Grading what arrives, as long as students hand in: `grader watch`.

`arrivals` looks at the folders, and tells a file that still arrives from one that is there. `rounds` collects
and grades what is new since the last look. `pages` gives feedback at once, where the course allows it, and
decides who sees hidden checks. `watching` looks again and again, until the deadline. `messages` has words.
Nothing is kept but what journal, reports and pages hold: whoever starts it again goes on.
"""

from grader.watch.messages import beginning, ending, row
from grader.watch.rounds import Job, Told
from grader.watch.watching import Ended, watch_class

__all__ = ["Ended", "Job", "Told", "beginning", "ending", "row", "watch_class"]
