import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from grader.course import load_course
from grader.marking import Desk, open_desk, refresh
from grader.recording import opened

from .written import PLACEHOLDER, write_class

Sit = Callable[..., Desk]


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course whose class wrote: two the same, one nearly, one its own, one nothing."""
    root = tmp_path_factory.mktemp("written")
    write_class(
        root,
        ada="Because it is a sum: 3 + 3.",
        bob="because it IS a sum: 3 + 3",
        cleo="Because it is a big sum: 3 + 3.",
        dan="<script>window.ran = 1</script> No idea, sorry.",
        eve=PLACEHOLDER,
    )
    return root


@pytest.fixture
def root(tmp_path: Path, untouched: Path) -> Path:
    """The same to oneself."""
    shutil.copytree(untouched, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def sit(root: Path) -> Iterator[Sit]:
    """Seats a marker at a desk of their own, as another process would."""
    with ExitStack() as stack:

        def seated(marker: str = "mia", *, share: float = 1.0) -> Desk:
            course = load_course(root)
            book = stack.enter_context(opened(course, root / "class"))
            desk = open_desk(course, "tiny", root / "class", book, marker=marker, share=share, say=print)
            refresh(desk)
            return desk

        yield seated
