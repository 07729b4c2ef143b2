"""Which of many known solutions the tests take: some by lot, as all would take too long; with --whole, all.

The lot falls anew whenever the assignment's checks or solutions change, so that in time it falls on each. It
falls alike wherever these are the same, so that what failed once fails again.
"""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import machine

from grader.solutions.headers import caught_by

ROOT = Path(__file__).parent.parent


def in_turn(names: Iterable[str], assignment: str) -> list[str]:
    """These names of an assignment's solutions, in the order of their lots."""
    folders = ROOT / "assignments" / assignment, ROOT / "solutions" / assignment
    files = sorted(path for folder in folders for path in folder.rglob("*.py"))
    seed = hashlib.sha256(b"".join(path.read_bytes() for path in files))

    def lot(name: str) -> bytes:
        own = seed.copy()
        own.update(name.encode())
        return own.digest()

    return sorted(names, key=lot)


def some(names: Sequence[str], share: float, assignment: str) -> list[str]:
    """This share of them."""
    return list(names) if machine.whole else in_turn(names, assignment)[: round(share * len(names))]


def one_a_check(paths: Iterable[Path], assignment: str) -> list[str]:
    """Of wrong solutions, as few as are caught by every check that all of them together are caught by."""
    caught = {path.stem: caught_by(path.read_text("utf-8")) for path in paths}
    found, left = list[str](), set[str]().union(*caught.values())
    for name in in_turn(caught, assignment):
        if machine.whole or caught[name] & left:
            found.append(name)
            left -= caught[name]
    return found
