"""What a notebook wanted and the grading machine does not have: its fault, and not the student's.

Said to the student as a repair, and to the instructor once for the class.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from grader.course import to_install
from grader.model import LACKING, QuestionReport, Repair, Report
from grader.sandbox import NOT_INSTALLED
from grader.values import CellRun

_PACKAGE = re.compile(rf"(?:No module named '(\w{{1,60}})|^(\w{{1,60}}) {NOT_INSTALLED})", re.MULTILINE)
_THREADS = re.compile(r"can't start new thread|grading can start no process")
_REST = "could not run here and earns nothing yet; all else was judged, and your instructor is told"
_NAMED = 5  # students, where many are hit
# Whose packages have other names than what is imported, among those that students reach for.
_PACKAGES = {
    "bs4": "beautifulsoup4",
    "cv2": "opencv-python-headless",
    "PIL": "pillow",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "yaml": "pyyaml",
}


def lacking(runs: Sequence[CellRun], questions: Iterable[QuestionReport]) -> Iterator[Repair]:
    """What cells or calls failed for, or went on without."""
    streams = [output for run in runs for output in run.outputs if output.kind == "stream"]
    said = [run.error for run in runs] + [text for output in streams for text in output.data.values()]
    said += [one.message for question in questions for one in question.results]
    packages = {found[1] or found[2]: None for text in said for found in _PACKAGE.finditer(text)}
    for package in packages:
        there = "it is not installed where this was graded, and no file of its name came along"
        yield Repair(package, LACKING, f"{there}; what needs it {_REST}")
    if any(map(_THREADS.search, said)):
        there = "none can be started where this was graded"
        yield Repair("threads and processes", LACKING, f"{there}; what needs them {_REST}")


def had_not(report: Report) -> bool:
    """Whether a package was lacking."""
    return any(repair.rule == LACKING and " " not in repair.cell for repair in report.repairs)


def of_all(reports: Sequence[Report]) -> Iterator[str]:
    """Once for everything that was lacking: how many it hit, and whom; and then how to add it."""
    hit: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        for repair in report.repairs:
            if repair.lacking:
                hit[repair.cell].append(report.student)
    packages = []
    for what, students in hit.items():
        rest = f" and {len(students) - _NAMED} more" if len(students) > _NAMED else ""
        who = f"{len(students)} of {len(reports)} ({', '.join(students[:_NAMED])}{rest})"
        if " " in what:
            yield f"{what} cannot be had during grading: {who} tried; what needs them earned nothing"
        else:
            packages.append(_PACKAGES.get(what, what))
            yield f"`import {what}` fails here: {who} import it, and what needs it earned nothing."
    if packages:
        listed = ", ".join(f'"{package}"' for package in packages)
        yield "A package that they may use: install it beside the grader,"
        yield f"    {to_install(packages)}"
        yield f"write requires = [{listed}] below [[assignment]] {reports[0].assignment} in course.toml,"
        yield "and run this again: it grades these again. A file of their own: ask them to hand it in."
