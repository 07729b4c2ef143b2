"""Grading on Gradescope: the autograder.zip, what happens inside it, and results.json.

https://gradescope-autograders.readthedocs.io/en/latest/specs/

Read `package` (the course → autograder.zip), `grading` (one submission, in their container → a report),
`results` (a report → results.json). `python -m grader.gradescope` is what the scripts in the zip run.

Gradescope starts our scripts as root in a container of its own; students' code runs in our sandbox inside
of it, or not at all: where no sandbox can be built, results.json says so and shows no score.
"""

from grader.gradescope.grading import grade
from grader.gradescope.package import write_package
from grader.gradescope.results import marked_results

__all__ = ["grade", "marked_results", "write_package"]
