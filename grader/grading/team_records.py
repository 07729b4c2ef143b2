"""What is recorded of a team's file for one of the team, for the others.

A run may be killed when one of them has a score. Or the roster says only later who is a team, or nbgrader
grades one after another. It is one piece of work in any case, and has one report.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from grader.grading.setup import Setup
from grader.grading.submission import Graded
from grader.grading.team_work import Recorded
from grader.model import Report
from grader.records import from_json, is_lost, report_path, sha256, to_json
from grader.submissions import Submission, name_repairs

Alike = tuple[object, ...]


def recorded_of(
    setup: Setup, class_folder: Path, teams: Mapping[str, str], due: Mapping[str, str]
) -> Recorded:
    """Finds what counts for a student, too.

    teams: by student, of whoever is in one. due: by student, the hash of the report that the journal
    promises; looked up at each call. Where no score is lowered, a report may hold a student's own earlier
    points, and is nobody else's.
    """
    members = defaultdict[str, list[str]](list)
    for student in sorted(teams):
        members[teams[student]].append(student)

    def recorded(one: Submission, digest: str) -> Graded | None:
        if setup.course.never_lower:
            return None
        assignment = setup.assignment.name
        names = name_repairs(one.path.name, f"{assignment}.ipynb", one.choice)
        wanted = (replace(setup.provenance, notebook=digest), setup.isolation, names)
        others = [name for name in members[teams[one.student]] if name != one.student]
        for name in others:
            found = _recorded(report_path(class_folder, name, assignment), due.get(name, ""))
            if found and (found.report.provenance, found.report.isolation, _names(found.report)) == wanted:
                return found
        return None

    return recorded


def _recorded(path: Path, due: str) -> Graded | None:
    """The report there and the notebook beside it, if the report is the one that is due, and has a score."""
    beside = path.with_name(f"{path.parent.name}.ipynb")
    try:
        raw = path.read_bytes()
        report = from_json(raw) if sha256(raw) == due else None
        whole = report and report.status == "graded" and not is_lost(report, beside)
        return Graded(report, beside.read_bytes()) if report and whole else None
    except OSError:
        return None


def alike(report: Report, team: str) -> tuple[Alike, str]:
    """What members of a team share who have the same file, and a hash of what they must share then."""
    shared = (team, report.provenance, report.isolation, _names(report))
    return shared, sha256(to_json(replace(report, student="")))


def _names(report: Report) -> tuple[object, ...]:
    return tuple(one for one in report.repairs if one.cell == "the file")
