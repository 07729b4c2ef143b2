"""A team's notebook, collected for each of its members, is graded once, and everybody has the report.

It is one piece of work, and has one score, even if it leaves something to chance; and grading a team of four
costs what one student costs. Whoever of the team handed in another file is graded by that.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from grader.grading.submission import Graded
from grader.submissions import Submission, digest_of

Grades = Callable[[Sequence[Submission]], Iterator[Graded]]
# What is recorded of the same file for another of the team, by a submission and its digest.
Recorded = Callable[[Submission, str], Graded | None]
# The digest of a file, and who else of the team handed it in.
Others = tuple[str, list[Submission]]


def graded_once(
    submissions: Sequence[Submission],
    grades: Grades,
    teams: Mapping[str, str],
    *,
    below: Path,
    megabytes: float,
    recorded: Recorded,
) -> Iterator[Graded]:
    """Each of the submissions, graded.

    grades: grades those that it is given, in any order. teams: by student, of whoever is in one.
    below, megabytes: as of `digest_of`. recorded: None: nothing that still counts.
    """
    firsts = _firsts(submissions, teams, below, megabytes)
    changed: list[Submission] = []
    todo = []
    for one in (one for one in submissions if one.student in firsts):
        digest, others = firsts[one.student]
        if found := recorded(one, digest) if digest else None:
            yield from (_as_of(found, each) for each in (one, *others))
        else:
            todo.append(one)
    for graded in grades(todo):
        yield graded
        digest, others = firsts[graded.report.student]
        if others and graded.report.provenance.notebook != digest:
            changed += others  # the first of them handed in another file just now
            continue
        yield from (_as_of(graded, other) for other in others)
    if changed:
        yield from grades(changed)


def _as_of(graded: Graded, other: Submission) -> Graded:
    return replace(graded, report=replace(graded.report, student=other.student))


def _firsts(
    submissions: Sequence[Submission], teams: Mapping[str, str], below: Path, megabytes: float
) -> dict[str, Others]:
    """By student: whoever is alone, and of each team one for each file."""
    files: dict[tuple[str, ...], list[Submission]] = defaultdict(list)
    for one in submissions:
        team = teams.get(one.student, "")
        digest = digest_of(one, megabytes=megabytes, below=below) if team else ""
        called = (one.path.name, one.choice)  # which the report says
        files[(digest, team, *called) if digest else ("", one.student)].append(one)
    return {first.student: (key[0], others) for key, (first, *others) in files.items()}
