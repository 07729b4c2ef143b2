"""Journal, reports and gradebook are compared; the first difference is named, with its cure."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from commands import grader
from grading_run import grade
from small_course import REFERENCE, WRONG, hand_in, write_course

from grader.class_report.similarity import similar
from grader.course.load import load_assignment, load_course
from grader.errors import CourseError
from grader.feedback.write import write_pages
from grader.gradebook import marks_of, open_gradebook
from grader.grading.team_records import _recorded
from grader.marking.answers import read_piles
from grader.notebooks import release_notebook
from grader.records import own_cells
from grader.records.journal import FILE, Act, append, journal_lines, sha256
from grader.records.reports import report_path
from grader.records.verified import Difference, Verified, facts
from grader.records.verify import read_records, verify
from grader.sandbox import Zygote


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory, zygote: Zygote) -> Path:
    """The small course, three students graded."""
    root = write_course(tmp_path_factory.mktemp("verify") / "course")
    hand_in(root / "class", root, ada=REFERENCE, bob=WRONG["double_squares"], cleo=REFERENCE)
    grade(root, zygote)
    return root


@pytest.fixture
def taught(once: Path, tmp_path: Path) -> Path:
    """A copy of it, to spoil."""
    return shutil.copytree(once, tmp_path / "course")


def verified(root: Path, known: str = "") -> Verified:
    marks = marks_of(load_course(root), root / "class", "tiny")
    return verify(read_records(root / "class", "tiny", marks), known=known)


def journal(root: Path) -> Path:
    return root / "class" / FILE


def report(root: Path, student: str) -> Path:
    path = report_path(root / "class", student, "tiny")
    path.chmod(0o644)
    return path


def report_of_bob(root: Path) -> Path:
    return report(root, "bob")


def change_score(root: Path, student: str, cell: str, **columns: Any) -> None:
    with open_gradebook(f"sqlite:///{root}/class/gradebook.db", course="small") as book:
        row = book.find_grade(cell, "tiny", "tiny", student)
        for name, value in columns.items():
            setattr(row, name, value)
        book.db.commit()


def test_no_difference(taught: Path) -> None:
    """A class that was graded and left alone agrees with itself, three times over."""
    found = verified(taught)

    assert (found.lines, found.reports, found.scores) == (3, 3, 9)
    assert found.head == journal_lines(taught / "class")[-1].hash
    assert (found.differences, found.past, found.by_hand) == ((), (), ())


def test_regraded(taught: Path, zygote: Zygote) -> None:
    """Grading again adds lines and no difference."""
    grade(taught, zygote, force=True)

    found = verified(taught)
    assert (found.lines, found.differences, found.past) == (6, (), ())


def test_marks_by_hand(taught: Path) -> None:
    """What people enter is counted, and never a difference."""
    change_score(taught, "ada", "why", manual_score=2.5)
    change_score(taught, "bob", "double-check", extra_credit=1.0)

    found = verified(taught)

    assert (found.differences, found.by_hand) == ((), (("ada", "why"), ("bob", "double")))


def test_changed_line(taught: Path) -> None:
    """A line that was rewritten shows in the line after it."""
    path = journal(taught)
    path.write_bytes(path.read_bytes().replace(b'"student":"ada"', b'"student":"eve"', 1))

    first = verified(taught).differences[0]

    assert first.place == f"{path}, line 2"
    assert first.wanted.endswith("that is the hash of line 1")


def test_dropped_line(taught: Path) -> None:
    """So does a line that was taken out."""
    path = journal(taught)
    first, _, third = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(first + third)

    found = [one.place for one in verified(taught).differences]

    assert found == [f"{path}, line 2", f"{report_path(taught / 'class', 'bob', 'tiny')}"]


def test_line_that_is_none(taught: Path) -> None:
    """What no grader wrote is named by its line."""
    path = journal(taught)
    path.write_bytes(b"hello\n" + path.read_bytes())

    found = verified(taught).differences

    assert [(one.place, one.found) for one in found[:1]] == [(f"{path}, line 1", "this is no act of grading")]


def test_journal_written_anew(taught: Path) -> None:
    """A whole new chain is consistent, and gives itself away to whoever noted a hash of the old one."""
    noted = verified(taught).head
    journal(taught).unlink()
    for student in ("ada", "bob", "cleo"):
        raw = report_path(taught / "class", student, "tiny").read_bytes()
        append(taught / "class", Act("graded", "tiny", student, before="", after=sha256(raw)))

    found = verified(taught, noted).differences

    assert verified(taught).differences == ()
    assert [(one.place, one.wanted) for one in found] == [(str(journal(taught)), noted)]


def test_noted_hash_that_is_there(taught: Path, zygote: Zygote) -> None:
    """A hash noted down long ago stays good."""
    noted = verified(taught).head
    grade(taught, zygote, force=True)

    assert verified(taught, noted).differences == ()


def test_half_a_line(taught: Path) -> None:
    """What a kill left at the end of the journal is no false alarm."""
    journal(taught).write_bytes(journal(taught).read_bytes() + b'{"previous":')

    assert verified(taught).differences == ()


def test_changed_report(taught: Path) -> None:
    """A report that was edited is named with the line that says what it was."""
    path = report(taught, "bob")
    path.write_bytes(path.read_bytes().replace(b'"score": 1', b'"score": 6'))

    first = verified(taught).differences[0]

    assert first.place == str(path)
    assert first.wanted.endswith("(journal.jsonl, line 2)")
    assert first.cure == "run `grader autograde tiny`, which grades it again"


def test_changed_report_is_graded_again(taught: Path, zygote: Zygote) -> None:
    """The cure that is named cures; that there was something to cure is not forgotten."""
    path = report(taught, "bob")
    path.write_bytes(path.read_bytes().replace(b'"score": 1', b'"score": 6'))

    again = grade(taught, zygote)

    found = verified(taught)
    assert again == ["bob"]
    assert found.differences == ()
    assert found.past == ("line 4: bob's report was not the one that was written before",)


def test_interrupted(taught: Path, zygote: Zygote) -> None:
    """A kill between journal and report is told as that, and mended by the next run."""
    before = sha256(report(taught, "cleo").read_bytes())
    append(taught / "class", Act("graded", "tiny", "cleo", before=before, after=sha256(b"never written")))

    first = verified(taught).differences[0]
    again = grade(taught, zygote)

    assert first.found == "the grading before the last one, which was interrupted"
    assert (again, verified(taught).differences, verified(taught).past) == (["cleo"], (), ())


def test_missing_report(taught: Path) -> None:
    """A report that is gone is missed in the place where it was."""
    report(taught, "ada").unlink()

    found = verified(taught).differences

    assert [one.place for one in found][:1] == [str(report_path(taught / "class", "ada", "tiny"))]


def test_report_that_nobody_entered(taught: Path) -> None:
    """A report from elsewhere is not taken for one of ours."""
    home = taught / "class/autograded/eve/tiny"
    home.mkdir(parents=True)
    shutil.copy(report(taught, "ada"), home / "report.json")

    first = verified(taught).differences[0]

    assert (first.place, first.found) == (f"{home}/report.json", "nobody entered that it was graded")


def test_changed_score(taught: Path) -> None:
    """A machine's score that was changed in the gradebook is named, with what the report says."""
    change_score(taught, "bob", "double-check", auto_score=6.0)

    assert verified(taught).differences == (
        Difference(
            "gradebook: tiny: bob, double",
            "6",
            f"1, as in {report_path(taught / 'class', 'bob', 'tiny')}",
            "run `grader autograde tiny --student bob --force`, which enters the score again; "
            "marks by hand stay",
        ),
    )


def test_no_gradebook(taught: Path) -> None:
    """A gradebook that is gone is said once."""
    found = verify(read_records(taught / "class", "tiny", None)).differences

    assert [(one.place, one.found) for one in found] == [
        (f"{taught}/class/gradebook.db", "there is no gradebook")
    ]


def test_nothing_graded(small: Path) -> None:
    """Where nothing was graded there is nothing to differ, but the gradebook is not there."""
    found = verify(read_records(small / "class", "tiny", None))

    assert (found.lines, found.head, found.reports) == (0, "", 0)
    assert "last line   none" in facts(found)


def test_command(taught: Path) -> None:
    """0 and a table if all agree; 1 and the first difference, in 80 columns, if not."""
    agreed = grader("verify", "tiny", cwd=taught)
    change_score(taught, "bob", "double-check", auto_score=6.0)
    report(taught, "cleo").unlink()
    differing = grader("verify", "tiny", cwd=taught)

    assert (agreed.status, agreed.out.splitlines()[-1]) == (0, "No difference.")
    assert (differing.status, differing.err) == (1, "Reading tiny …\n")
    assert "A difference, and 1 more (all of them: --json):" in differing.out
    assert "where       class/autograded/cleo/tiny/report.json" in differing.out
    assert max(map(len, differing.out.splitlines())) <= 80


def test_command_for_programs(taught: Path) -> None:
    """--json prints every difference."""
    change_score(taught, "bob", "double-check", auto_score=6.0)

    run = grader("verify", "tiny", "--json", cwd=taught)

    (difference,) = json.loads(run.out)["differences"]
    assert (run.status, difference["place"]) == (1, "gradebook: tiny: bob, double")


@pytest.mark.parametrize("which", [journal, report_of_bob])
@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo])
def test_no_file(taught: Path, which: Callable[[Path], Path], make: Callable[[Path], None]) -> None:
    """A folder or a pipe where a record should be is named; nobody waits for what comes out of it."""
    path = which(taught)
    path.unlink()
    make(path)

    with pytest.raises(CourseError, match="this is no file; put the file back from a copy"):
        verified(taught)
    assert "this is no file" in " ".join(grader("autograde", "tiny", cwd=taught).err.split())


LOST = {
    "empty": b"",
    "cut": b'{"cells": [{"cell_type": "markdown", "sou',
    "other JSON": b'{"cells": []}',
    "no object": b"[]",
    "no cells": b'{"cells": null}',
    "an odd cell": b'{"cells": [5]}',
    "latin": '{"cells": ["é"]}'.encode("latin-1"),
    "deep": b"[" * 50_000,
}


@pytest.mark.parametrize("content", [*LOST.values(), None], ids=[*LOST, "gone"])
def test_lost_notebook(taught: Path, zygote: Zygote, content: bytes | None) -> None:
    """Named with its cure, which cures; no mark is taken for one of another answer meanwhile."""
    path = report(taught, "ada").with_name("tiny.ipynb")
    whole = path.read_bytes()
    answer = own_cells(path)["why"].digest
    after = sha256(msgspec.json.encode([2.0, None]))
    append(taught / "class", Act("marked", "tiny", "ada", "", after, "why", answer=answer, by="eve"))
    change_score(taught, "ada", "why", manual_score=2.0)
    assert verified(taught).differences == ()
    path.unlink()
    if content is not None:
        path.write_bytes(content)

    found = verified(taught).differences
    again = grade(taught, zygote)

    cure = "run `grader autograde tiny`, which makes it again"
    assert [(one.place, one.cure) for one in found] == [(str(path), cure)]
    assert (again, path.read_bytes()) == (["ada"], whole)
    assert verified(taught).differences == ()


@pytest.mark.parametrize("content", LOST.values(), ids=LOST)
def test_lost_notebook_costs_itself_alone(taught: Path, content: bytes) -> None:
    """Where others are read beside it, it is named and left out."""
    path, said = report(taught, "ada").with_name("tiny.ipynb"), list[str]()
    path.unlink()
    path.write_bytes(content)
    course = load_course(taught)
    assignment, source = load_assignment(course, "tiny")

    piles = read_piles(course, assignment, source, taught / "class", say=said.append)
    similar(taught / "class", "tiny", ("ada", "bob", "cleo"), release_notebook(source), said.append)
    pages = [*write_pages(course, "tiny", taught / "class", say=said.append)]

    lost = f"{path}: the graded notebook is gone or damaged; run `grader autograde tiny`"
    assert {one.student for one in piles["why"].answers.values()} == {"bob", "cleo"}
    assert len(pages) == 3
    assert len([one for one in said if one.startswith(lost)]) >= 2


def test_a_team_does_not_share_a_lost_notebook(taught: Path) -> None:
    """What is recorded for one of a team is nobody else's where the notebook is lost."""
    path = report(taught, "ada")
    due = sha256(path.read_bytes())
    assert _recorded(path, due)
    notebook = path.with_name("tiny.ipynb")
    notebook.unlink()
    notebook.write_bytes(b"")

    assert _recorded(path, due) is None
