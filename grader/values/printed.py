"""What stands for sys.stdout or sys.stderr while a student's code runs."""

import io
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, redirect_stdout, suppress
from typing import Any


class Printed(io.TextIOBase):
    """Answers what any text file that is written to can be asked, as Jupyter's does. take: gets each text."""

    encoding, errors = "utf-8", "replace"

    def __init__(self, take: Callable[[str], object], name: str = "stdout") -> None:
        self._take, self.name = take, f"<{name}>"

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        (_takers[-1] if _takers and self.name == "<stdout>" else self._take)(text)
        return len(text)

    def flush(self) -> None:
        """Though it was closed."""

    def writable(self) -> bool:
        return True

    def close(self) -> None:
        """Nobody closes it for those who come after."""


# The innermost comes last. They are asked here, for code keeps a method, too: `say = sys.stdout.write`.
_takers: list[Callable[[str], object]] = []
# Always the same, for code keeps it: `from sys import stdout`, a default, the handler of a logger.
_PAPER = Printed(len)


def printed_to(take: Callable[[str], object] = len) -> AbstractContextManager[None]:
    """Meanwhile `take` gets each text that is written to sys.stdout, or to what that was before. Without one,
    it is dropped. Past it goes only what a method of Jupyter's own stdout writes that was bound before.
    """
    return _Taking(take)


class _Taking(AbstractContextManager[None]):
    """No generator: contextlib sets the __traceback__ of what passes through one, and a student's exception
    may refuse that.
    """

    def __init__(self, take: Callable[[str], object]) -> None:
        self._take, self._redirected = take, redirect_stdout(_PAPER)
        self._before: Any = sys.stdout
        self._own = None
        with suppress(Exception):  # it may be anything that a student put there
            self._own = vars(self._before).get("write")

    def __enter__(self) -> None:
        _takers.append(self._take)
        with suppress(Exception):  # it has no place for a method of our own
            self._before.write = _PAPER.write
        self._redirected.__enter__()

    def __exit__(self, *raised: Any) -> None:
        self._redirected.__exit__(*raised)
        _takers.pop()
        with suppress(Exception):
            del self._before.write
        with suppress(Exception):
            if self._own is not None:
                self._before.write = self._own
