"""The files that formgrader, nbgrader's feedback and our own report read for one graded submission."""

from datetime import UTC, datetime, tzinfo
from pathlib import Path

from grader.errors import CourseError, UnreadableNotebook
from grader.files import disk_error, in_zone, read_time, replace_file
from grader.model import Report
from grader.submissions import is_usable_name, read_bytes

READ_ONLY = 0o444  # as nbgrader leaves them


def write_autograded(
    folder: Path, report: Report, notebook: bytes | None, report_json: bytes, timestamp: datetime | None
) -> Path:
    """Write autograded/<student>/<assignment>/{<assignment>.ipynb, report.json, timestamp.txt} and return it.

    folder: the class folder. None leaves no such file: no notebook to show, no time of submission known.
    timestamp: without a zone it means UTC.
    Raises: CourseError: a student or assignment name cannot name a folder, or a file cannot be written.
    """
    names = [_folder_name(name, report) for name in (report.student, report.assignment)]
    home = folder.joinpath("autograded", *names)
    with disk_error(home):
        home.mkdir(parents=True, exist_ok=True)
    _replace(home / f"{report.assignment}.ipynb", notebook)
    write_timestamp(home, timestamp)
    _replace(home / "report.json", report_json)  # last: where it is, the rest is
    return home


def write_timestamp(folder: Path, timestamp: datetime | None) -> None:
    """Write timestamp.txt, or remove it, unless it says so already. Without a zone it means UTC."""
    path = folder / "timestamp.txt"
    wanted = _in_nbgraders_words(timestamp).encode() if timestamp else None
    with disk_error(path):
        there = path.read_bytes() if path.is_file() else None
    if there != wanted:
        _replace(path, wanted)


def read_timestamp(folder: Path, *, below: Path, local: tzinfo | None = None) -> datetime | None:
    """When a submission was handed in, by the timestamp.txt that nbgrader's collect leaves beside it.

    below: a folder above `folder` that students cannot write to; from there on no link is followed.
    local: the course's zone, whose short names are known.
    Raises: CourseError: the file is there, but holds no date.
    """
    path = folder / "timestamp.txt"
    if not path.is_symlink() and not path.exists():
        return None
    try:
        text = read_bytes(path, below=below, megabytes=0.001).decode()
        return read_time(text, local=local)
    except (UnreadableNotebook, ValueError) as error:
        raise CourseError(path, "", f"no date: {error}", cure="mend or delete it") from None


def handed_in_at(
    class_folder: Path, student: str, assignment: str, *, local: tzinfo | None = None
) -> tuple[datetime | None, str]:
    """None, with a remark, where the time is not to be had: no reason to stop a class.

    local: as for `read_timestamp`.
    """
    submitted = class_folder / "submitted"
    try:
        return read_timestamp(submitted / student / assignment, below=submitted, local=local), ""
    except CourseError as problem:
        return None, f"{problem}; counted as in time"


def _folder_name(name: str, report: Report) -> str:
    if not is_usable_name(name):
        place = f"submission of {report.student!r} to {report.assignment!r}"
        cure = "rename it, then grade again"
        raise CourseError("submitted", place, f"{name!r} cannot name a folder", cure=cure)
    return name


def _replace(path: Path, content: bytes | None) -> None:
    if content is not None:
        replace_file(path, content, mode=READ_ONLY)
        return
    with disk_error(path):
        path.unlink(missing_ok=True)


def _in_nbgraders_words(timestamp: datetime) -> str:
    known = timestamp.replace(tzinfo=UTC) if timestamp.tzinfo is None else in_zone(timestamp, UTC)
    return f"{known:%Y-%m-%d %H:%M:%S.%f} UTC"
