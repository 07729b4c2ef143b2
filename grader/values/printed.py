"""What stands for sys.stdout or sys.stderr while a student's code runs."""

import io
from collections.abc import Callable


class Printed(io.TextIOBase):
    """Answers what any text file that is written to can be asked, as Jupyter's does. take: gets each text."""

    encoding, errors = "utf-8", "replace"

    def __init__(self, take: Callable[[str], object], name: str = "stdout") -> None:
        self._take, self.name = take, f"<{name}>"

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._take(text)
        return len(text)

    def flush(self) -> None:
        """Though it was closed."""

    def writable(self) -> bool:
        return True
