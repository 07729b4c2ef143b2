"""Marks that the marking page gave, by the journal, beside those that the gradebook has.

What somebody changed in formgrader since is theirs. At odds with the journal is a mark for an answer that is
gone. So is one that is as it was before the last was given, as in a gradebook that was put back from a copy.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from grader.model import Mark, Marks
from grader.records.journal import Act, JournalLine, sha256
from grader.records.verified import Difference
from grader.wording import points, printable

Given = Mapping[tuple[str, str], Sequence[Act]]


def given_marks(journal: Sequence[JournalLine], assignment: str) -> Given:
    """By student and question, the acts by which marks were given and taken back, in their order."""
    given: dict[tuple[str, str], list[Act]] = {}
    for act in (line.entry.act for line in journal if line.entry):
        if (act.what, act.assignment) == ("marked", assignment):
            given.setdefault((act.student, act.question), []).append(act)
    return given


def marks_at_odds(
    given: Given, marks: Mapping[str, Marks], answers: Mapping[str, Mapping[str, str]], assignment: str
) -> Iterator[Difference]:
    """marks: of the gradebook, by student. answers: digests of what was graded last, by student, question."""
    for (student, question), acts in sorted(given.items()):
        mark = marks.get(student, Marks()).questions.get(question, Mark())
        known = sha256(msgspec.json.encode([mark.manual, mark.comment])) if mark.by_hand else ""
        answer, last = answers.get(student, {}).get(question), acts[-1]
        place = f"gradebook: {assignment}: {printable(student)}, {question}"
        meant = next((act.answer for act in reversed(acts) if known and act.after == known), "")
        if meant and meant != answer:
            cure = f"run `grader mark {assignment}`, which takes it back, and mark the answer there"
            found = f"a mark by hand, {score_in_words(mark.manual)}, for an answer that changed since"
            yield Difference(place, found, "none, or one for the answer that was graded", cure)
        elif last.after and last.answer == answer and known != last.after and _was(known, acts):
            cure = f"run `grader mark {assignment} --summary`, which enters it again"
            found = (
                f"a mark by hand, {score_in_words(mark.manual)}, from before" if known else "no mark by hand"
            )
            yield Difference(place, found, f"the one that {printable(last.by)} gave last", cure)


def _was(known: str, acts: Sequence[Act]) -> bool:
    """Whether it stood there before the last act. known: "": nothing does."""
    return not known or known in {act.after for act in acts[:-1]}


def score_in_words(score: float | None) -> str:
    return "no score" if score is None else points(score)
