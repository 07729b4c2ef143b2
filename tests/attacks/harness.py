"""Runs hostile submissions through real sessions, canaries around them, and prints what came of it as JSON.

A program, so that the same attacks can be run as another user:

    python harness.py walled|trusted [NAME ...]
"""

import json
import os
import re
import secrets
import sys
import time
from pathlib import Path

import numpy as np

from grader.model import Call, Limits
from grader.sandbox import Session, Zygote, probe, start_zygote

SUBMISSIONS = Path(__file__).parent / "submissions"
OUTSIDE = Path("/tmp/grader-canary")
LIMITS = Limits(call_seconds=0.4, cell_seconds=1.0, question_seconds=2.0, memory_mb=768)
ONE, TWO = np.ones(1), np.ones(2)
NEXT = (
    "import os\nimport numpy as np\n\ndef double(x):\n    return 2 * np.asarray(x)\n\nsorted(os.listdir('.'))"
)


def cells_of(name: str) -> list[str]:
    """The cells of a hostile submission; its docstring is not one."""
    text = (SUBMISSIONS / f"{name}.py").read_text()
    cells = [cell.strip("\n") for cell in text.split("# %%\n")[1:]]
    return [re.sub(r"^# !", "!", cell) for cell in cells]


def attack(zygote: Zygote, name: str, canary: str) -> dict[str, object]:
    """What a hostile submission got, and what was left of the others."""
    before = descendants(os.getpid())
    descriptors = len(list(Path("/proc/self/fd").iterdir()))
    with zygote.session() as neighbour:
        neighbour.load([f"SECRET = {canary!r}\nopen('secret.txt', 'w').write(SECRET)", NEXT])
        with zygote.session() as session:
            seen = repr(session.load(cells_of(name)))
            replies = session.call([Call("attack", (ONE,)), Call("attack", (TWO,))])
        alive = honest(neighbour)
    with zygote.session() as following:
        found = repr(following.load([NEXT])[0].outputs[0].data)
        honest_after = honest(following)
    return {
        "text": seen[:5000] + repr(replies)[:2000],
        "size": len(seen),
        "leaked": canary in seen + repr(replies),
        "escaped": "ESCAPED" in seen + repr(replies),
        "replies": [type(reply).__name__ for reply in replies],
        "neighbour": alive,
        "next": honest_after and found == repr({"text/plain": "[]"}),
        "touched": sorted(path.name for path in OUTSIDE.iterdir()) != ["secret.txt"],
        "left over": stragglers(before),
        "descriptors": len(list(Path("/proc/self/fd").iterdir())) - descriptors,
    }


def honest(session: Session) -> bool:
    """Whether an honest function still gets its honest answer."""
    (reply,) = session.call([Call("double", (TWO,))])
    return repr(reply) == "Returned(value=array([2., 2.]), changed={})"


def stragglers(before: set[int]) -> list[int]:
    """Processes below this one that were not there before and do not go away within ten seconds."""
    until = time.monotonic() + 10
    while (new := descendants(os.getpid()) - before) and time.monotonic() < until:
        time.sleep(0.01)
    return sorted(new)


def descendants(root: int) -> set[int]:
    """Process ids below `root`. A process that has lost its parent is found below bubblewrap's init."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue
    found, frontier = set[int](), {root}
    while frontier:
        frontier = {pid for pid, parent in parents.items() if parent in frontier} - found
        found |= frontier
    return found


def main() -> None:
    canary = secrets.token_hex(16)
    os.environ["GRADER_CANARY"] = canary
    OUTSIDE.mkdir(exist_ok=True)
    (OUTSIDE / "secret.txt").unlink(missing_ok=True)
    (OUTSIDE / "secret.txt").write_text(canary)
    names = sys.argv[2:] or sorted(path.stem for path in SUBMISSIONS.glob("*.py"))
    with start_zygote(probe(trust=sys.argv[1] == "trusted"), LIMITS) as zygote:
        json.dump({name: attack(zygote, name, canary) for name in names}, sys.stdout)
    (OUTSIDE / "secret.txt").unlink()
    OUTSIDE.rmdir()


if __name__ == "__main__":
    main()
