"""The journal: every line holds the one before it, and an act is entered whole or not at all."""

import multiprocessing
import os
import resource
from pathlib import Path

import pytest

from grader.errors import CourseError
from grader.records.journal import FILE, Act, append, journal_lines, promised, reports_since, sha256
from grader.records.reports import report_path

ADA = Act("graded", "tiny", "ada", before="", after=sha256(b"1"), isolation="bubblewrap")
MARKED = Act("marked", "tiny", "ada", before="", after=sha256(b"2"), question="why", by="eve")


def test_lines_are_chained(tmp_path: Path) -> None:
    """Each line holds the hash of the bytes of the line before it; the first one holds none."""
    append(tmp_path, ADA)
    append(tmp_path, MARKED)

    first, second = (tmp_path / FILE).read_bytes().splitlines()
    found = [line.entry for line in journal_lines(tmp_path) if line.entry]
    assert [entry.previous for entry in found] == ["", sha256(first)]
    assert [entry.act for entry in found] == [ADA, MARKED]
    assert journal_lines(tmp_path)[1].hash == sha256(second)


def test_a_line_says_when_and_by_which_version(tmp_path: Path) -> None:
    """The time is UTC, the version is that of the package."""
    append(tmp_path, ADA)

    (line,) = journal_lines(tmp_path)
    assert line.entry is not None
    assert line.entry.at.utcoffset() is not None
    assert line.entry.grader != ""


def test_promised(tmp_path: Path) -> None:
    """The last grading of a student counts; marks and other assignments promise no report."""
    append(tmp_path, ADA)
    append(tmp_path, Act("graded", "tiny", "ada", before=ADA.after, after=sha256(b"3")))
    append(tmp_path, Act("graded", "other", "bob", before="", after=sha256(b"4")))
    append(tmp_path, MARKED)

    assert promised(journal_lines(tmp_path), "tiny") == {"ada": journal_lines(tmp_path)[1]}


def test_no_journal_yet(tmp_path: Path) -> None:
    """A class that was never graded has an empty journal."""
    assert journal_lines(tmp_path) == []


def test_what_a_kill_left_of_a_line(tmp_path: Path) -> None:
    """Half a line at the end makes way for the next act, chained to the last whole line."""
    append(tmp_path, ADA)
    path = tmp_path / FILE
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:70])

    append(tmp_path, MARKED)

    assert path.read_bytes().startswith(whole)
    assert [line.entry.act for line in journal_lines(tmp_path) if line.entry] == [ADA, MARKED]
    assert [line.entry.previous for line in journal_lines(tmp_path) if line.entry] == ["", sha256(whole[:-1])]


def test_a_line_longer_than_all_others(tmp_path: Path) -> None:
    """Names as long as folders allow, in letters of four bytes, do not break the chain."""
    long = Act("graded", "🂡" * 63, "🂡" * 63, before="", after=sha256(b"5"))
    append(tmp_path, long)
    append(tmp_path, ADA)

    first, second = journal_lines(tmp_path)
    assert first.entry is not None and second.entry is not None
    assert (first.entry.act, second.entry.previous) == (long, first.hash)


@pytest.mark.parametrize("torn", [b"", b"x" * 50_000])
def test_whatever_lengths(tmp_path: Path, torn: bytes) -> None:
    """Nor do a marker's name without end, or what a disk made of the last line."""
    named = Act("marked", "tiny", "ada", before="", after=sha256(b"2"), question="why", by="m" * 50_000)
    append(tmp_path, named)
    with (tmp_path / FILE).open("ab") as file:
        file.write(torn)

    append(tmp_path, ADA)

    first, second = journal_lines(tmp_path)
    assert first.entry is not None and second.entry is not None
    assert (first.entry.act, second.entry.previous) == (named, first.hash)


def _append_many(folder: Path, student: str) -> None:
    for number in range(20):
        append(folder, Act("graded", "tiny", student, before="", after=str(number)))


def test_many_at_once(tmp_path: Path) -> None:
    """Processes that enter acts at the same time make one chain without a gap."""
    fork = multiprocessing.get_context("fork")
    writers = [fork.Process(target=_append_many, args=(tmp_path, name)) for name in ("ada", "bob", "cleo")]

    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    found = journal_lines(tmp_path)
    assert len(found) == 60
    assert [line.entry.previous for line in found if line.entry] == ["", *(line.hash for line in found[:-1])]


def _append_to_a_full_disk(folder: Path, most: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    try:
        append(folder, MARKED)
    except CourseError as error:
        (folder / "said").write_text(str(error)[-90:])
    os._exit(0)


def test_no_room(tmp_path: Path) -> None:
    """An act for which there is no room is not entered at all, and the message says what to do."""
    append(tmp_path, ADA)
    whole = (tmp_path / FILE).read_bytes()
    fork = multiprocessing.get_context("fork")
    writer = fork.Process(target=_append_to_a_full_disk, args=(tmp_path, len(whole) + 100))

    writer.start()
    writer.join()

    assert (tmp_path / FILE).read_bytes() == whole
    assert "cannot be written (File too large); " in (tmp_path / "said").read_text()


def test_folder_that_is_none(tmp_path: Path) -> None:
    """Where no journal can be, the message names its file."""
    (tmp_path / "class").write_text("")

    with pytest.raises(CourseError, match=r"class/journal\.jsonl: it cannot be written"):
        append(tmp_path / "class", ADA)


def test_report_path(tmp_path: Path) -> None:
    """A report lies where nbgrader's own files of the submission do."""
    assert report_path(tmp_path, "ada", "tiny") == tmp_path / "autograded/ada/tiny/report.json"


def test_reports_since(tmp_path: Path) -> None:
    """A report that is entered again, as after a kill, is the same one; what was before is not counted."""
    again = Act("told", "tiny", "ada", before=ADA.after, after=ADA.after)
    for act in (ADA, again, Act("graded", "tiny", "ada", before=ADA.after, after=sha256(b"3")), MARKED):
        append(tmp_path, act)
    moments = [line.entry.at for line in journal_lines(tmp_path) if line.entry]

    found = [
        reports_since(journal_lines(tmp_path), "tiny", moment)
        for moment in (moments[0], moments[2], moments[3])
    ]

    third = sha256(b"3")
    assert found == [{"ada": {ADA.after, third}}, {"ada": {third}}, {}]
