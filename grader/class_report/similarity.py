"""Which submissions say nearly the same, in code that students wrote themselves: a reason to look, no more.

What is compared are fingerprints of code without its names (Schleimer, Wilkerson and Aiken, 2003, as
copydetect has them). The release is taken out, and so is what many in the class wrote: a short task has few
answers.
"""

import hashlib
import io
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, combinations, groupby
from pathlib import Path

from copydetect import CodeFingerprint
from nbformat import NotebookNode

from grader.class_report.facts import Pair
from grader.course import class_teams
from grader.notebooks import role_and_name
from grader.records import GradedFile, graded_at, lost_in_words

LENGTH = 25  # characters of a fingerprint, names being one character each; copydetect's own default
LONGEST = 20_000  # characters of a submission that are looked at
# What more students than COMMON and a quarter of the class wrote, or more than MANY, tells nothing.
COMMON, MANY = 4, 50
LEAST = 8  # fingerprints that two must share
SHARE = 0.5  # and of the shorter one's, such a part
MOST_PAIRS = 30
_BLANKS = re.compile(
    r"(?<!\s)\s{41,}"
)  # a lexer may look at each of them from each; none is in a fingerprint


def own_code(graded: NotebookNode | GradedFile, release: NotebookNode) -> str:
    """What a student wrote as code: stubs and cells of their own, without the lines that were released.

    graded: a notebook of class/autograded.
    """
    ours = {line.strip() for cell in release.cells for line in cell.source.splitlines()} | {""}
    texts = [
        "".join(cell.source)
        for cell in graded.cells
        if cell.cell_type == "code"
        if cell.id.startswith("own-") or (role_and_name(cell.metadata) or ("",))[0] == "stub"
    ]
    lines = [line for text in texts for line in text.splitlines() if line.strip() not in ours]
    return _BLANKS.sub(" " * 40, "\n".join(lines))[:LONGEST]


def similar(
    class_folder: Path,
    assignment: str,
    students: Sequence[str],
    release: NotebookNode,
    say: Callable[[str], None],
) -> tuple[Pair, ...]:
    """The pairs among the graded submissions of these students. A file that a team handed in is one."""
    teams, seen = class_teams(class_folder, say=say), set[tuple[str, bytes]]()
    written = {}
    for student in students:
        path = class_folder / "autograded" / student / assignment / f"{assignment}.ipynb"
        found = graded_at(path)
        if found is None:
            say(lost_in_words(path, assignment))
            continue
        team = teams.get(student, "")
        file = team, hashlib.sha256(repr(found.cells).encode()).digest()
        if not team or file not in seen:
            seen.add(file)
            written[student] = own_code(found, release)
    return tuple(pairs(written))


def pairs(written: Mapping[str, str]) -> list[Pair]:
    """The pairs that share most. written: code, by student."""
    prints = {student: _fingerprint(text) for student, text in sorted(written.items()) if text.strip()}
    owners = defaultdict(list)
    for student, found in prints.items():
        for one in found.hashes:
            owners[one].append(student)
    most = min(max(COMMON, len(prints) / 4), MANY)
    telling = {one: who for one, who in owners.items() if len(who) <= most}
    own = Counter(student for who in telling.values() for student in who)
    shared = Counter(pair for who in telling.values() for pair in combinations(who, 2))
    alike = [
        (many / min(own[one], own[other]), one, other)
        for (one, other), many in shared.items()
        if many >= LEAST and many >= SHARE * min(own[one], own[other])
    ]
    ordered = sorted(alike, key=lambda found: (-found[0], found[1:]))[:MOST_PAIRS]
    return [
        Pair((one, other), share, _passages(prints[one], prints[other], telling))
        for share, one, other in ordered
    ]


def _fingerprint(text: str) -> CodeFingerprint:
    # A window of 1 keeps every fingerprint: which are kept otherwise hangs on Python's random hashes.
    return CodeFingerprint("own.py", LENGTH, 1, language="python", fp=io.StringIO(text))


def _passages(
    one: CodeFingerprint, other: CodeFingerprint, telling: Mapping[int, object]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    both = one.hashes & other.hashes & telling.keys()
    return tuple(_passages_of(one, both)), tuple(_passages_of(other, both))


def _passages_of(found: CodeFingerprint, both: set[int]) -> Iterator[str]:
    """The whole lines that hold these fingerprints, neighbours together."""
    lines = found.raw_code.split("\n")
    begins = list(accumulate((len(line) + 1 for line in lines), initial=0))
    held = set[int]()
    for start in (start for one in both for start in found.hash_idx[one]):
        first, last = (bisect_right(begins, _at(found, at)) for at in (start, start + LENGTH - 1))
        held.update(range(first - 1, last))
    for is_held, numbers in groupby(range(len(lines)), held.__contains__):
        if is_held:
            yield "\n".join(lines[number] for number in numbers)


def _at(found: CodeFingerprint, place: int) -> int:
    """Where a character of the code without names stands in the code."""
    before = found.offsets[:, 0].searchsorted(place)
    return int(place + found.offsets[min(before, len(found.offsets) - 1), 1])
