"""What a notebook wanted and the grading machine does not have: its fault, and not the student's.

Said to the student as a repair, and to the instructor once for the class.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from grader.course import to_install
from grader.model import LACKING, LACKING_HIDDEN, QuestionReport, Repair, Report, Result
from grader.sandbox import NOT_INSTALLED
from grader.values import CellRun
from grader.wording import counted

_PACKAGE = re.compile(rf"(?:No module named '(\w{{1,60}})|^(\w{{1,60}}) {NOT_INSTALLED})", re.MULTILINE)
_THREADS = re.compile(r"can't start new thread|grading can start no process")
_REST = "could not run here and earns nothing yet; all else was judged, and your instructor is told"
_NAMED = 5  # students, where many are hit
_MOST = 20  # packages of one notebook, and of a class: a text that is printed can name any number
# Whose packages have other names than what is imported, among those that students reach for.
_PACKAGES = {
    "bs4": "beautifulsoup4",
    "cv2": "opencv-python-headless",
    "PIL": "pillow",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "yaml": "pyyaml",
}


def lacking(
    code: Sequence[str], runs: Sequence[CellRun], questions: Collection[QuestionReport]
) -> Iterator[Repair]:
    """What cells or calls failed for, or went on without.

    code: the cells that ran. A text that they print names a package only if it stands in them, too.
    What hidden checks alone met is a repair of its own kind: their inputs decide what is called then.
    Where no check lost a point by it, nothing needed it: a check that lost some speaks of it, or of a name
    that a stopped cell would have made. That hidden checks alone lost some, no student is told by it.
    """
    if not any(one.lost for question in questions for one in question.results):
        return
    in_public = any(one.lost for question in questions for one in question.in_public)
    met = LACKING if in_public else LACKING_HIDDEN
    streams = [output for run in runs for output in run.outputs if output.kind == "stream"]
    printed = [text for output in streams for text in output.data.values()]
    public = [run.error for run in runs] + _messages(question.in_public for question in questions)
    hidden = _messages(question.results for question in questions)
    written = {word for text in code for word in re.findall(r"\w+", text)}
    shown = [name for name in _packages(printed) if name in written] + _packages(public)
    yield from _told(dict.fromkeys(shown), met)
    yield from _told([name for name in _packages(hidden) if name not in shown], LACKING_HIDDEN)
    for said, rule in (([*printed, *public], met), (hidden, LACKING_HIDDEN)):
        if any(map(_THREADS.search, said)):
            there = "none can be started where this was graded"
            yield Repair("threads and processes", rule, f"{there}; what needs them {_REST}")
            return


def _messages(questions: Iterable[Iterable[Result]]) -> list[str]:
    return [one.message for results in questions for one in results]


def _packages(said: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(found[1] or found[2] for text in said for found in _PACKAGE.finditer(text)))


def _told(packages: Iterable[str], rule: str) -> Iterator[Repair]:
    there = "it is not installed where this was graded, and no file of its name came along"
    for package in islice(packages, _MOST):
        yield Repair(package, rule, f"{there}; what needs it {_REST}")


def had_not(report: Report) -> bool:
    """Whether a package was lacking."""
    return any(repair.lacking and " " not in repair.cell for repair in report.repairs)


def of_all(reports: Sequence[Report]) -> Iterator[str]:
    """Once for everything that was lacking: how many it hit, and whom; and then how to add it."""
    hit: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        for repair in report.repairs:
            if repair.lacking:
                hit[repair.cell].append(report.student)
    packages = []
    frequent = sorted(hit.items(), key=lambda item: -len(item[1]))
    for what, students in frequent[:_MOST]:
        rest = f" and {len(students) - _NAMED} more" if len(students) > _NAMED else ""
        who = f"{len(students)} of {len(reports)} ({', '.join(students[:_NAMED])}{rest})"
        if " " in what:
            yield f"{what} cannot be had during grading: {who} tried; what needs them earned nothing"
        else:
            packages.append(_PACKAGES.get(what, what))
            yield f"`import {what}` fails here: {who} ask for it, and what needs it earned nothing."
    if frequent[_MOST:]:
        yield f"In the reports: {counted(frequent[_MOST:], 'more name')} of packages."
    if packages:
        listed = ", ".join(f'"{package}"' for package in packages)
        yield "A package that they may use: install it beside the grader,"
        yield f"    {to_install(packages)}"
        yield f"write requires = [{listed}] below [[assignment]] {reports[0].assignment} in course.toml,"
        yield "and run this again: it grades these again. A file of their own: ask them to hand it in."
