"""What the scripts in autograder.zip run: python -m grader.gradescope prepare|grade ROOT."""

import sys
from pathlib import Path

from grader.gradescope.grading import grade, prepare


def main(command: str, root: str) -> None:
    print({"prepare": prepare, "grade": grade}[command](Path(root)))


main(*sys.argv[1:])
