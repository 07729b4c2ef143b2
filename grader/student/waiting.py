"""A call that does not come back: at home nothing ends it, so it is said how to.

The thread that says so only waits and looks at a clock; no code of the student's runs in it. Where there are
no threads, as in a browser, nothing is said.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from time import monotonic

from grader.values import Ask, Call, Reply
from grader.wording import wrapped

_WIDTH = 80
LONGEST = 5.0  # seconds that a call may take before something is said; most take milliseconds


@contextmanager
def watched(ask: Ask, say: Callable[[str], None], *, cure: str, seconds: float = LONGEST) -> Iterator[Ask]:
    """Answers as `ask` does. Of the first call of a function that lasts, `say` is told, in another thread.

    cure: how to stop it.
    """
    under_way = [("", 0.0)]  # the function that was called, and when
    over = Event()

    def asking(call: Call) -> Reply:
        under_way[0] = call.function, monotonic()
        try:
            return ask(call)
        finally:
            under_way[0] = "", 0.0

    def watch() -> None:
        told = {""}
        while not over.wait(seconds / 5):
            name, began = under_way[0]
            if name not in told and monotonic() - began > seconds:
                told.add(name)
                with suppress(Exception):  # nobody hears it, where a student put something in stdout's place
                    say("\n".join(wrapped(f"{_words(name, seconds)} {cure}", _WIDTH)))

    watching = Thread(target=watch, daemon=True)
    with suppress(RuntimeError):  # no threads here
        watching.start()
    try:
        yield asking
    finally:
        over.set()


def _words(name: str, seconds: float) -> str:
    return f"{name} was called {seconds:g} seconds ago, and has not come back. It may never do so."
