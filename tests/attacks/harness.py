"""Runs hostile submissions through real sessions, canaries around them, and prints what came of it as JSON.

A program, so that the same attacks can be run as another user, and where namespaces are forbidden:

    python harness.py walled|trusted [NAME ...]
"""

import json
import os
import re
import secrets
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from grader.model import Limits
from grader.sandbox import Session, Zygote, channel, probe, session, start_zygote
from grader.values.calls import Call, CellRun

SUBMISSIONS = Path(__file__).parent / "submissions"
NAMED = "/tmp/grader-canary"  # what hostile submissions call the folder of secrets, whatever its name
LIMITS = Limits(call_seconds=0.4, cell_seconds=1.0, question_seconds=2.0, memory_mb=768)
ONE, TWO = np.ones(1), np.ones(2)
NEXT = (
    "import os\nimport numpy as np\n\ndef double(x):\n    return 2 * np.asarray(x)\n\nsorted(os.listdir('.'))"
)


def cells_of(name: str, outside: Path) -> list[str]:
    """The cells of a hostile submission; its docstring is not one."""
    text = (SUBMISSIONS / f"{name}.py").read_text().replace(NAMED, str(outside))
    cells = [cell.strip("\n") for cell in text.split("# %%\n")[1:]]
    return [re.sub(r"^# !", "!", cell) for cell in cells]


def attack(zygote: Zygote, name: str, canary: str, outside: Path) -> dict[str, object]:
    """What a hostile submission got, and what was left of the others."""
    before, descriptors, there = descendants(os.getpid()), open_descriptors(), state(outside)
    with zygote.session() as neighbour:
        neighbour.load([f"SECRET = {canary!r}\nopen('secret.txt', 'w').write(SECRET)", NEXT])
        with zygote.session() as hostile:
            runs = hostile.load(cells_of(name, outside))
            seen = repr(runs)
            replies = asked(hostile)
        alive = honest(neighbour)
    with zygote.session() as following:
        found = repr(following.load([NEXT])[0].outputs[0].data)
        honest_after = honest(following)
    return {
        "text": seen[:5000] + repr(replies)[:2000],
        "size": sum(len(text) for run in runs for text in texts(run)),
        "leaked": canary in seen + repr(replies),
        "escaped": "ESCAPED" in seen + repr(replies),
        "replies": [type(reply).__name__ for reply in replies],
        "neighbour": alive,
        "next": honest_after and found == repr({"text/plain": "[]"}),
        "touched": state(outside) != there,
        "left over": stragglers(before),
        "descriptors": open_descriptors() - descriptors,
    }


def asked(hostile: Session) -> Sequence[object]:
    """The replies, or what broke on the grader's own side."""
    try:
        return hostile.call([Call("attack", (ONE,)), Call("attack", (TWO,))])
    except Exception as fault:
        return [fault]


def texts(run: CellRun) -> list[str]:
    """What a cell put out, less pictures, which have a limit of their own."""
    return [text for one in run.outputs for kind, text in one.data.items() if not kind.startswith("image/")]


def open_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def state(folder: Path) -> list[tuple[object, ...]]:
    """All that could be changed about the files of a folder, and about itself."""
    found = [(path.name, path.stat(), path.read_bytes()) for path in sorted(folder.iterdir())]
    return [(name, what.st_mode, what.st_mtime_ns, what.st_nlink, text) for name, what, text in found]


def honest(other: Session) -> bool:
    """Whether an honest function still gets its honest answer."""
    (reply,) = other.call([Call("double", (TWO,))])
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
    names = sys.argv[2:] or sorted(path.stem for path in SUBMISSIONS.glob("*.py"))
    wall = probe(trust=sys.argv[1] == "trusted")
    with tempfile.TemporaryDirectory(prefix="grader-canary-") as folder, start_zygote(wall, LIMITS) as zygote:
        outside = Path(folder)
        (outside / "secret.txt").write_text(canary)
        results = {name: attack(zygote, name, canary, outside) for name in names}
    json.dump({"isolation": wall.isolation, **results}, sys.stdout)


if __name__ == "__main__":
    # Here some hang on purpose, and being patient with them would only be more waiting.
    channel.PATIENCE, channel.SPARE, session.GRACE, session.SLICE = 3, 1.0, 0.2, 0.2
    main()
