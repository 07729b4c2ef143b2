"""Serving the marking page on this machine, to nobody else, until Ctrl-C."""

import contextlib
import hashlib
import secrets
import socket
from collections.abc import Callable

import uvicorn

from grader.errors import CourseError
from grader.files import locked
from grader.marking.desk import Desk
from grader.marking.opening import opened
from grader.marking.web import application

LOOPBACK = "127.0.0.1"
NAMES = "give each person a name of their own, with --marker, or end that process"


def serve(desk: Desk, *, port: int = 0, browser: bool = False, tell: Callable[[str], None]) -> None:
    """Returns after Ctrl-C. port: 0: any that is free. browser: open the page in one. tell: takes the page's
    address, token and all.

    Raises: CourseError: something else uses the port, or the same marker is marking already: of two people
    under one name, the later one's choices would take the place of the other's.
    """
    with contextlib.ExitStack() as stack:
        own = f"marking-{hashlib.sha256(f'{desk.assignment} {desk.marker}'.encode()).hexdigest()[:12]}"
        doing = f"marking {desk.assignment} as {desk.marker}"
        stack.enter_context(locked(desk.class_folder, name=own, doing=doing, cure=NAMES))
        listening = stack.enter_context(socket.socket())
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((LOOPBACK, port))
        except OSError as error:
            found, cure = f"cannot listen ({error.strerror})", "name another port, or leave --port out"
            raise CourseError(f"{LOOPBACK}:{port}", "", found, cure=cure) from None
        listening.listen()
        taken, token = listening.getsockname()[1], secrets.token_urlsafe(24)
        address = f"http://{LOOPBACK}:{taken}/?token={token}"
        tell(address)
        if browser:
            stack.enter_context(opened(address, desk.class_folder))
        # One worker, one loop, this thread: a desk is one marker's, and no two acts happen at once.
        config = uvicorn.Config(
            application(desk, token, cookie=f"grader-mark-{taken}"),
            loop="asyncio", http="h11", ws="none", lifespan="off",
            log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=2,
        )  # fmt: skip
        with contextlib.suppress(KeyboardInterrupt):  # how uvicorn says that it was asked to end
            uvicorn.Server(config).run(sockets=[listening])
