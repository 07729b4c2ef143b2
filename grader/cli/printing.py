"""Standard output, where it is a file on a full disk, or a pipe that nobody reads any more."""

import contextlib
import errno
import os
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def printing() -> Iterator[None]:
    """Raises: CourseError: what the body printed goes to a file, and its disk is full.

    SystemExit: whoever read it has enough, as `head` has.
    """
    from grader.files import disk_error

    try:
        try:
            yield
        finally:
            if sys.stdout:  # which a shell may have closed
                sys.stdout.flush()
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EPIPE):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # or Python would try once more at its end
        if error.errno == errno.EPIPE:
            raise SystemExit(1) from None
        with disk_error(error.filename or "standard output"):
            raise
