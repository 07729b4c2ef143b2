"""A mark by hand is for one answer: once another is graded, it counts nowhere until somebody marks that."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import nbformat
import pytest
from commands import grader
from grading_run import grade
from small_course import REFERENCE, hand_in, write_course

from grader.class_report import report_class
from grader.course.load import load_course
from grader.export import export_grades, export_totals
from grader.feedback import write_pages
from grader.gradebook import ManualMark, enter_manual_marks, gradebook_of, marks_of, read_manual_marks
from grader.marking import sitting
from grader.marking.acts import NotNow, choose, choose_rest, undo
from grader.marking.desk import Desk, Place
from grader.model import Mark
from grader.records import journal_lines
from grader.records.verify import verify_class
from grader.sandbox import Zygote

from .written import RUBRIC

OLD, NEW = "It is a sum: 3 + 3.", "I have no idea at all, sorry."


def write(root: Path, text: str, *students: str) -> None:
    """What these students hand in, with this answer."""
    hand_in(root / "class", root, **dict.fromkeys(students, REFERENCE))
    for student in students:
        path = root / f"class/submitted/{student}/tiny/tiny.ipynb"
        notebook = nbformat.read(path, as_version=4)
        [cell] = [one for one in notebook.cells if one.metadata.get("nbgrader", {}).get("grade_id") == "why"]
        cell.source = text
        nbformat.write(notebook, path)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory, zygote: Zygote) -> Path:
    """Three students who wrote the same, two of them a team."""
    root = write_course(tmp_path_factory.mktemp("outlived") / "course")
    (root / "solutions/tiny/rubric.toml").write_text(RUBRIC, "utf-8")
    write(root, OLD, "ada", "bob", "cleo")
    (root / "class/roster.csv").write_text("id,group\nada,\nbob,Owls\ncleo,Owls\n")
    grade(root, zygote)
    return root


@pytest.fixture
def root(once: Path, tmp_path: Path) -> Path:
    return shutil.copytree(once, tmp_path / "course")


def place(desk: Desk, student: str) -> Place:
    return Place("why", next(one for one in desk.piles["why"].answers.values() if student in one.students))


def mark_on_the_page(root: Path, *students: str) -> None:
    with sitting(load_course(root), "tiny", root / "class", marker="mia", share=1.0, say=print) as desk:
        for student in students:
            choose(desk, place(desk, student), 0, 1)
            choose(desk, place(desk, student), 1, 1)


def mark_in_formgrader(root: Path, *students: str) -> None:
    with gradebook_of(load_course(root), root / "class") as book:
        marks = dict.fromkeys(students, ManualMark(3.0, "Good.", awaits=False))
        enter_manual_marks(book, "tiny", "why", marks)


def mark(root: Path, student: str) -> Mark:
    marks = marks_of(load_course(root), root / "class", "tiny")
    assert marks
    return marks[student].questions["why"]


def is_left_out(root: Path, student: str) -> bool:
    """By export, totals, the class report and the page alike."""
    course, folder = load_course(root), root / "class"
    exported = export_grades(course, "tiny", folder, "nbgrader", say=print)
    _, facts = report_class(course, "tiny", folder, say=print)
    [page] = write_pages(course, "tiny", folder, student=student, say=print)
    found = {
        student not in exported.path.read_text(),
        any("not marked yet" in line and student in line for line in exported.attention),
        any(student in line for line in export_totals(course, folder, say=print).attention),
        "why" in next(one.unmarked for one in facts.students if one.student == student),
        "not counted yet" in page.read_text(),
    }
    [known] = found
    return known


@pytest.mark.parametrize("mark_it", [mark_on_the_page, mark_in_formgrader])
def test_another_answer(root: Path, zygote: Zygote, mark_it: object) -> None:
    """The old mark counts nowhere, is on no page, and stays in the journal. The instructor is told."""
    assert callable(mark_it)
    mark_it(root, "ada", "bob", "cleo")
    assert not is_left_out(root, "ada")

    write(root, NEW, "ada")
    said: list[str] = []
    grade(root, zygote, say=said.append)

    assert (mark(root, "ada").manual, mark(root, "bob").manual) == (None, 3)
    assert is_left_out(root, "ada") and not is_left_out(root, "bob")
    page = (root / "class/feedback/ada/tiny/tiny.html").read_text()
    assert "Marked before you changed it; not marked yet." in page and "marked by a person" not in page
    assert "ada: why changed: the mark of 3 was for the answer before; mark it again" in said
    acts = [line.entry.act for line in journal_lines(root / "class") if line.entry]
    assert [one.withdrawn[:4] for one in acts if one.withdrawn] == ["[3.0"]


@pytest.mark.parametrize("mark_it", [mark_on_the_page, mark_in_formgrader])
def test_the_same_answer(root: Path, zygote: Zygote, mark_it: object) -> None:
    """Whatever else changed in the notebook, and however often it is graded, the mark stays."""
    assert callable(mark_it)
    mark_it(root, "ada")
    hand_in(root / "class", root, bob=REFERENCE, cleo=REFERENCE)
    write(root, OLD + " \n", "ada")

    grade(root, zygote)
    grade(root, zygote, force=True)

    assert mark(root, "ada").manual == 3 and not is_left_out(root, "ada")


def test_graded_once_more(root: Path, zygote: Zygote) -> None:
    """The page says it as long as nobody marks, and no longer."""
    mark_in_formgrader(root, "ada")
    write(root, NEW, "ada")
    grade(root, zygote)

    grade(root, zygote, force=True)
    assert mark(root, "ada").outlived
    mark_in_formgrader(root, "ada")
    assert not mark(root, "ada").outlived and not is_left_out(root, "ada")
    grade(root, zygote, force=True)
    assert mark(root, "ada") == Mark(None, 3.0, 0.0, "Good.")


def test_a_team(root: Path, zygote: Zygote) -> None:
    """Each member's mark is taken back."""
    mark_on_the_page(root, "bob")
    assert mark(root, "cleo").manual == 3

    write(root, NEW, "bob", "cleo")
    grade(root, zygote)

    assert is_left_out(root, "bob") and is_left_out(root, "cleo")


def test_back_to_the_answer_of_before(root: Path, zygote: Zygote) -> None:
    """What a marker thought of it counts again, once marking is opened."""
    mark_on_the_page(root, "ada")
    for text in (NEW, OLD):
        write(root, text, "ada")
        grade(root, zygote)
    assert mark(root, "ada").manual is None

    mark_on_the_page(root)

    assert mark(root, "ada").manual == 3


def test_nothing_that_can_be_read(root: Path, zygote: Zygote) -> None:
    """An answer that is gone has no points."""
    mark_in_formgrader(root, "ada")
    (root / "class/submitted/ada/tiny/tiny.ipynb").write_text("no notebook")

    grade(root, zygote)

    assert mark(root, "ada") == Mark(0.0, None, 0.0, "", False)


def test_a_marker_who_still_reads_the_old_one(root: Path, zygote: Zygote) -> None:
    """No mark is given for it any more."""
    with sitting(load_course(root), "tiny", root / "class", marker="mia", share=1.0, say=print) as desk:
        write(root, NEW, "ada")
        grade(root, zygote)

        with pytest.raises(NotNow, match="start it again"):
            choose(desk, place(desk, "ada"), 0, 1)


def test_a_gradebook_from_a_copy(root: Path, zygote: Zygote) -> None:
    """`verify` finds a mark that a gradebook has for an answer that is gone; opening `mark` takes it back."""
    mark_on_the_page(root, "ada")
    book = root / "class/gradebook.db"
    kept = book.read_bytes()
    assert verify_class(load_course(root), "tiny", root / "class").differences == ()
    write(root, NEW, "ada")
    grade(root, zygote)
    book.write_bytes(kept)

    [found] = verify_class(load_course(root), "tiny", root / "class").differences
    assert found.found == "a mark by hand, 3, for an answer that changed since"
    mark_on_the_page(root)

    assert verify_class(load_course(root), "tiny", root / "class").differences == ()
    assert is_left_out(root, "ada")


def test_gradebook_that_was_put_back(root: Path) -> None:
    """From a copy of before a mark: verify names the mark, and the marking page enters it again."""
    book = root / "class/gradebook.db"
    before = book.read_bytes()
    mark_on_the_page(root, "ada")
    book.write_bytes(before)

    [found] = verify_class(load_course(root), "tiny", root / "class").differences
    assert (found.found, found.wanted) == ("no mark by hand", "the one that mia gave last")
    assert found.cure == "run `grader mark tiny --summary`, which enters it again"
    mark_on_the_page(root)

    assert verify_class(load_course(root), "tiny", root / "class").differences == ()
    assert not is_left_out(root, "ada")


def test_mark_taken_back_that_was_lost_before(root: Path) -> None:
    """The journal says that it was, though the gradebook that was put back did not have it any more."""
    book = root / "class/gradebook.db"
    before = book.read_bytes()
    with sitting(load_course(root), "tiny", root / "class", marker="mia", share=1.0, say=print) as desk:
        choose_rest(desk, place(desk, "ada"), 1)
        book.write_bytes(before)
        undo(desk)

    assert verify_class(load_course(root), "tiny", root / "class").differences == ()


def test_gradebook_that_was_lost(root: Path, zygote: Zygote) -> None:
    """Whoever marks first makes an empty one; autograde fills it, and the marking page enters its marks."""
    mark_on_the_page(root, "ada", "bob")
    (root / "class/gradebook.db").unlink()
    mark_on_the_page(root)
    grade(root, zygote)

    assert len(verify_class(load_course(root), "tiny", root / "class").differences) == 3
    mark_on_the_page(root)

    assert verify_class(load_course(root), "tiny", root / "class").differences == ()
    assert not any(is_left_out(root, student) for student in ("ada", "bob", "cleo"))


def test_mark_that_somebody_took_out_in_formgrader(root: Path) -> None:
    """Its comment shows that it was not lost with the gradebook."""
    mark_on_the_page(root, "ada")
    with gradebook_of(load_course(root), root / "class") as book:
        given = read_manual_marks(book, "tiny", "why")["ada"]
        enter_manual_marks(book, "tiny", "why", {"ada": replace(given, points=None)})

    assert verify_class(load_course(root), "tiny", root / "class").differences == ()
    mark_on_the_page(root)

    assert is_left_out(root, "ada")


def test_marks_in_the_table(root: Path) -> None:
    """autograde shows marks that people gave, in the total, too, and what waits."""
    mark_in_formgrader(root, "ada")

    lines = grader("autograde", "tiny", cwd=root).out.splitlines()

    assert lines[1].split() == ["ada", "11", "6", "2", "3"]
    assert lines[2].split() == ["bob", "8", "6", "2", "wait"]
    assert lines[-1] == "wait: nobody has marked that answer yet, and the total is without it"


def test_a_line_of_extensions_that_is_deleted(root: Path) -> None:
    """takes its extension back; one that was given in formgrader stays, and `late` says so, in 80 columns."""
    (root / "class/extensions.csv").write_text("student,assignment,extra\nada,tiny,2 days\ncleo,tiny,1 day\n")
    assert grader("late", "tiny", cwd=root).out.count("extension") == 2
    with gradebook_of(load_course(root), root / "class") as book:
        for student in ("bob", "cleo"):
            book.find_submission("tiny", student).extension = timedelta(days=4)
        book.db.commit()
    (root / "class/extensions.csv").write_text("student,assignment,extra\n")

    run = grader("late", "tiny", cwd=root)

    assert run.out.count("extension, no time") == 2 and "12-20 23:59" in run.out.splitlines()[1]
    assert "given in the gradebook itself, and count: bob, cleo." in " ".join(run.err.split())
    assert max(map(len, run.err.splitlines())) <= 80
    assert "extension" not in grader("report", "tiny", cwd=root).err
