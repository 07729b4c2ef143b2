"""CPU seconds of the sandbox's workers, where no control group can see them.

    python benchmarks/workers.py COURSE ASSIGNMENT CLASS

grades a class without recording anything, and prints what its workers used, all together, by their own
kernel's account.
"""

import sys
from pathlib import Path

from grader.course.load import load_course
from grader.grading import grade_submission, ready_to_grade
from grader.sandbox import probe
from grader.submissions import find_submissions


def main(course_folder: str, assignment: str, class_folder: str) -> None:
    course, wall, folder = load_course(Path(course_folder)), probe(), Path(class_folder)
    below, submissions = folder / "submitted", find_submissions(folder, assignment)
    with ready_to_grade(course, assignment, wall) as (setup, zygote):
        graded = [grade_submission(setup, zygote, submission, below=below) for submission in submissions]
    print(sum(one.usage.cpu_seconds for one in graded))


if __name__ == "__main__":
    main(*sys.argv[1:])
