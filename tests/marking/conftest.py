import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Thread

import pytest
from uvicorn import Config, Server

from grader.course.load import load_course
from grader.gradebook import gradebook_of
from grader.marking.desk import Desk, open_desk
from grader.marking.entering import refresh
from grader.marking.web import application

from .written import PLACEHOLDER, write_class

Sit = Callable[..., Desk]
TOKEN = "a-token-of-the-tests"


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course whose class wrote: two the same, one nearly, one its own, one nothing."""
    root = tmp_path_factory.mktemp("written")
    write_class(
        root,
        ada="Because it is a sum:\n3 + 3",
        bob="because it IS a sum\n3 + 3",
        cleo="Because it is a big sum:\n3 + 3",
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
            book = stack.enter_context(gradebook_of(course, root / "class"))
            desk = open_desk(course, "tiny", root / "class", book, marker=marker, share=share, say=print)
            refresh(desk)
            return desk

        yield seated


@pytest.fixture
def served(sit: Sit) -> Iterator[Callable[..., str]]:
    """Serves a marker's page on this machine; returns its address, token and all."""
    with ExitStack() as stack:

        def serving(marker: str = "mia", *, share: float = 1.0) -> str:
            listening = stack.enter_context(socket.socket())
            listening.bind(("127.0.0.1", 0))
            listening.listen()
            port = listening.getsockname()[1]
            app = application(sit(marker, share=share), TOKEN, cookie=f"grader-mark-{port}")
            server = Server(Config(app, lifespan="off", ws="none", log_level="warning"))
            thread = Thread(target=server.run, kwargs={"sockets": [listening]})
            thread.start()
            stack.callback(thread.join)
            stack.callback(setattr, server, "should_exit", True)
            return f"http://127.0.0.1:{port}/?token={TOKEN}"

        yield serving
