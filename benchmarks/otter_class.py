"""Runs where otter-grader is installed: grades notebooks one after another by its API, as `otter run` does.

    python benchmarks/otter_class.py AUTOGRADER.zip [NOTEBOOK ...]

prints, as JSON, the scores by the notebook's path and question. One process for all of them: otter's own
start is paid for once.
"""

import json
import sys

from otter.api import grade_submission


def main(autograder: str, *notebooks: str) -> None:
    scores = {}
    for notebook in notebooks:
        results = grade_submission(notebook, autograder, quiet=True)
        scores[notebook] = {name: one.score for name, one in results.results.items()}
    json.dump(scores, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
