"""A file is written whole or not at all, whatever the disk says."""

import multiprocessing
import os
import resource
from pathlib import Path

from grader.errors import CourseError
from grader.files import replace_file


def _replace_on_a_full_disk(path: Path, said: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
    try:
        replace_file(path, b"x" * 20)
    except CourseError as error:
        os.write(said, str(error).encode())
    os._exit(0)


def test_a_disk_that_takes_half_a_file(tmp_path: Path) -> None:
    """What was there is there still, and nothing else; the words say what to do."""
    path = tmp_path / "report.json"
    path.write_bytes(b"before")
    heard, said = os.pipe()
    writer = multiprocessing.get_context("fork").Process(target=_replace_on_a_full_disk, args=(path, said))

    writer.start()
    writer.join()
    os.close(said)

    with os.fdopen(heard) as words:
        assert words.read().endswith("(File too large); mend that, then run the command again: it goes on")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("report.json", b"before")]
