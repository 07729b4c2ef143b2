"""A class of the small course graded in this process, with the sandbox that all tests share."""

import itertools
from collections.abc import Callable
from pathlib import Path

from grader.course.load import load_course
from grader.grading.class_folder import Order, sort_out
from grader.grading.grade import Say, silent
from grader.grading.parallel import grade_many
from grader.grading.recording import recorder
from grader.grading.setup import set_up
from grader.grading.submission import Graded
from grader.sandbox import Zygote


def grade(
    root: Path, zygote: Zygote, *, most: int | None = None, say: Say = silent, **order: object
) -> list[str]:
    """As the command does it; `most`: killed after so many. Returns who was graded."""
    wanted = Order(load_course(root), "tiny", root / "class", **order)  # type: ignore[arg-type]
    pile = sort_out(wanted, {})
    setup = set_up(wanted.course, "tiny", "bubblewrap")
    done = grade_many(setup, zygote, pile.todo, below=wanted.submitted, workers=1)
    with recorder(setup, wanted.class_folder) as record:
        return [_recorded(one, record, say) for one in itertools.islice(done, most)]


def _recorded(one: Graded, record: Callable[[Graded], list[str]], say: Say) -> str:
    for remark in record(one):
        say(remark)
    return one.report.student


def written(root: Path) -> dict[str, bytes]:
    folder = root / "class/autograded"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
