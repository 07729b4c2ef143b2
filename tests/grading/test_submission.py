"""A class is graded: each submission on its own, in any order, by any number of workers, once."""

import json
import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from grading_run import grade, written
from small_course import REFERENCE, WRONG, hand_in

from grader.course.load import load_course
from grader.errors import CourseError
from grader.gradebook import gradebook_of, marks_of, open_gradebook
from grader.grading import diagnosing, submission
from grader.grading.class_folder import Order, sort_out
from grader.grading.parallel import grade_many
from grader.grading.recording import recorder
from grader.grading.regrade import PARTS
from grader.grading.setup import Setup, set_up
from grader.grading.submission import Graded, Submission, grade_submission
from grader.model import Report, Verdict
from grader.records import journal_lines
from grader.sandbox import Zygote

HANGS = "def double(numbers):\n    while True:\n        pass\n"
EXITS = "import os\n\n\ndef spread(numbers):\n    os._exit(0)\n"


def graded(setup: Setup, zygote: Zygote, root: Path, text: str) -> Graded:
    """One student's submission of the small course."""
    class_folder = hand_in(root / "class", root, ada=text)
    path = class_folder / "submitted/ada/tiny/tiny.ipynb"
    return grade_submission(setup, zygote, Submission("ada", path), below=class_folder)


def verdicts(report: Report) -> dict[str, Verdict]:
    return {result.check: result.verdict for one in report.questions.values() for result in one.results}


def test_right(small_setup: Setup, zygote: Zygote, small: Path) -> None:
    """A right answer earns all that machines can give."""
    report = graded(small_setup, zygote, small, REFERENCE).report

    assert (report.status, report.score, report.points) == ("graded", 8, 11)
    assert set(verdicts(report).values()) == {Verdict.PASSED}
    assert report.questions["why"].results == ()


def test_wrong(small_setup: Setup, zygote: Zygote, small: Path) -> None:
    """A wrong answer loses what its checks are worth, is shown why, and its misconception is named."""
    report = graded(small_setup, zygote, small, WRONG["double_squares"]).report

    first = report.questions["double"].results[0]
    assert (report.score, first.message) == (3, "double(numbers)[0] is 9, expected 6")
    assert [one.name for one in report.questions["double"].diagnoses] == ["Squares."]


@pytest.mark.parametrize(
    ("answer", "awaits"),
    [("*Your answer here.*", False), ("", False), (" \n\t\u00a0\n", False), ("No.", True)],
)
def test_a_blank_answer_is_none(
    small_setup: Setup, zygote: Zygote, small: Path, answer: str, awaits: bool
) -> None:
    """Nobody is to read what holds nothing but blanks, or what was released."""
    class_folder = hand_in(small / "class", small, ada=REFERENCE)
    path = class_folder / "submitted/ada/tiny/tiny.ipynb"
    path.write_text(path.read_text("utf-8").replace('"*Your answer here.*"', json.dumps(answer)), "utf-8")

    found = grade_submission(small_setup, zygote, Submission("ada", path), below=class_folder)

    assert found.report.questions["why"].awaits_marker is awaits


def test_stub_as_released(small_setup: Setup, zygote: Zygote, small: Path) -> None:
    """What was never written earns nothing, and is called just that."""
    report = graded(
        small_setup, zygote, small, "def double(numbers):\n    raise NotImplementedError\n"
    ).report

    results = report.questions["double"].results
    assert report.questions["double"].score == 0
    assert [result.message for result in results[:2]] == ["double(numbers) is not written yet"] * 2


def test_stub_that_another_function_calls(small_setup: Setup, zygote: Zygote, small: Path) -> None:
    """Who has written a function that calls an unwritten one is told which of the two to write."""
    report = graded(
        small_setup,
        zygote,
        small,
        "def half(numbers):\n    raise NotImplementedError\n\n\n"
        "def spread(numbers):\n    return [half(numbers) for _ in range(2)]\n",
    ).report

    assert [result.message for result in report.questions["spread"].results] == [
        "spread(numbers) needs half, which is not written yet",
        "spread([0.0]) needs half, which is not written yet",
    ]


def test_hanging_and_exiting(small_setup: Setup, zygote: Zygote, small: Path) -> None:
    """A function that hangs or ends Python costs its own questions, and no other."""
    report = graded(small_setup, zygote, small, HANGS + EXITS).report

    assert report.status == "graded"
    assert verdicts(report) == {
        "twice_every_number": Verdict.TIMED_OUT,
        "double_leaves_its_input_alone": Verdict.TIMED_OUT,
        "double_repeats_itself": Verdict.SKIPPED,
        "low_is_the_smallest": Verdict.CRASHED,
        "high_is_the_largest_of_doubled_numbers": Verdict.TIMED_OUT,
    }


def test_cell_that_does_not_compile(small_setup: Setup, zygote: Zygote, small: Path) -> None:
    """Where a slip of the pen is why there is no function, the student reads of the slip."""
    class_folder = hand_in(small / "class", small, ada=REFERENCE)
    path = class_folder / "submitted/ada/tiny/tiny.ipynb"
    path.write_text(path.read_text().replace("return 2 * numbers", "return 2 * * numbers"))

    report = grade_submission(small_setup, zygote, Submission("ada", path), below=class_folder).report

    assert report.questions["double"].results[0].message == (
        "double is not defined, for its cell stopped: SyntaxError: invalid syntax (line 2 of its cell)"
    )
    assert report.questions["spread"].results[0].verdict is Verdict.PASSED


def test_renamed_function(small_setup: Setup, zygote: Zygote, small: Path) -> None:
    """Who renames a function is told which name is asked for."""
    class_folder = hand_in(small / "class", small, ada=REFERENCE)
    path = class_folder / "submitted/ada/tiny/tiny.ipynb"
    path.write_text(path.read_text().replace("def double", "def twice"))

    report = grade_submission(small_setup, zygote, Submission("ada", path), below=class_folder).report

    assert report.questions["double"].results[0].message == (
        "double is not defined; its cell defines twice: call it double"
    )


def test_unreadable(small_setup: Setup, zygote: Zygote, small: Path) -> None:
    """A file that is no notebook is a report with a reason and no points, not an error."""
    path = small / "class/submitted/ada/tiny/tiny.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(b'{"cells": [')

    found = grade_submission(small_setup, zygote, Submission("ada", path), below=small / "class")

    assert (found.report.status, found.report.score, found.notebook) == ("unreadable", 0, None)
    assert found.report.reason.startswith("the file breaks off")


def test_no_file(small_setup: Setup, zygote: Zygote, small: Path) -> None:
    """An empty folder is a submission without a notebook."""
    path = small / "class/submitted/ada/tiny/tiny.ipynb"
    path.parent.mkdir(parents=True)

    found = grade_submission(small_setup, zygote, Submission("ada", path), below=small / "class")

    assert found.report.status == "unreadable"
    assert found.report.reason != ""


def test_fault_of_ours(
    small_setup: Setup, zygote: Zygote, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the grader itself falls over, the report says so, and the instructor gets the traceback."""

    def falls_over(*_: object) -> None:
        raise ZeroDivisionError("a slip of ours")

    monkeypatch.setattr(submission, "anchor_notebook", falls_over)

    found = graded(small_setup, zygote, small, REFERENCE)

    assert (found.report.status, found.notebook) == ("broken", None)
    assert found.report.reason == (
        "the grader failed (ZeroDivisionError: a slip of ours); nobody loses points by it"
    )
    assert "falls_over" in found.fault
    assert "falls_over" not in found.report.reason


def test_fault_of_ours_in_diagnosing(
    small_setup: Setup, zygote: Zygote, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is told about a wrong answer may fail us; the verdict stands, and the instructor gets the
    traceback."""

    def falls_over(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a slip of ours")

    monkeypatch.setattr(diagnosing, "diagnosed", falls_over)

    found = graded(small_setup, zygote, small, WRONG["double_squares"])

    assert (found.report.status, found.report.reason) == ("graded", "")
    assert 0 < found.report.score < found.report.points
    assert found.notebook
    assert "falls_over" in found.fault


def test_a_fault_of_ours_is_entered(small_setup: Setup, zygote: Zygote, small: Path) -> None:
    """The journal has the last line of our traceback, so that the class report can tell of it."""
    done = graded(small_setup, zygote, small, REFERENCE)
    torn = replace(done, fault="Traceback:\n  line 1\nKeyError: 'x'\n")

    with recorder(small_setup, small / "class") as record:
        record(torn)
        record(done)

    entries = [line.entry for line in journal_lines(small / "class")]
    assert [one.act.fault for one in entries if one] == ["KeyError: 'x'", ""]


@pytest.mark.parametrize("telling", ["diagnose._said", "diagnose.contrast", "diagnose.behaviour"])
def test_fault_of_ours_in_one_hint(
    small_setup: Setup, zygote: Zygote, small: Path, monkeypatch: pytest.MonkeyPatch, telling: str
) -> None:
    """It alone is left out. A traceback as long as a deep recursion's is told by how it begins and ends."""

    def falls_over(*_: object, **__: object) -> None:
        falls_over()

    due = graded(small_setup, zygote, small, WRONG["double_squares"]).report.questions["double"]
    monkeypatch.setattr(f"grader.diagnosis.{telling}", falls_over)

    found = graded(small_setup, zygote, small, WRONG["double_squares"])

    told = found.report.questions["double"]
    assert due.diagnoses and due.behaviour
    assert (told.results, bool(told.diagnoses), bool(told.behaviour)) == (
        due.results,
        telling.endswith("contrast"),
        not telling.endswith("behaviour"),
    )
    assert "RecursionError" in found.fault and len(found.fault.splitlines()) < 100


@pytest.mark.parametrize(
    "telling",
    ["checks.judge.retracing", "grading.fresh_process._FreshProcess._there", "checks.verdict.explained"],
)
def test_fault_of_ours_in_telling(
    small: Path, zygote: Zygote, monkeypatch: pytest.MonkeyPatch, telling: str
) -> None:
    """However telling of a failure fails us, the verdicts stand, with what came back and no expected value,
    and the instructor gets the traceback.
    """

    def falls_over(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a slip of ours")

    setup = set_up(load_course(small), "tiny", "bubblewrap")
    due = graded(setup, zygote, small, WRONG["double_squares"])
    makes_one = telling.endswith("retracing")
    monkeypatch.setattr(f"grader.{telling}", (lambda *_, **__: falls_over) if makes_one else falls_over)

    found = graded(setup, zygote, small, WRONG["double_squares"])

    assert verdicts(found.report) == verdicts(due.report)
    assert (found.report.status, found.report.score) == ("graded", due.report.score)
    assert "falls_over" in found.fault and not due.fault
    results = [one for question in found.report.questions.values() for one in question.results]
    failed = [one for one in results if one.verdict is Verdict.FAILED]
    assert failed and "slip of ours" not in "".join(one.message for one in failed)
    if telling.endswith("explained"):
        assert all(one.counterexample and not one.counterexample.expected for one in failed)


def test_broken_check(small: Path, zygote: Zygote) -> None:
    """A check that trips over the right answer is ours: the report is broken, the points are given."""
    path = small / "solutions/tiny/checks.py"
    path.write_text(path.read_text().replace("doubled.max()", "doubled.maximum()"))
    setup = set_up(load_course(small), "tiny", "bubblewrap")

    report = graded(setup, zygote, small, REFERENCE).report

    assert (report.status, report.reason, report.score) == ("broken", "a check is broken", 8)
    assert verdicts(report)["high_is_the_largest_of_doubled_numbers"] is Verdict.BROKEN


def test_provenance(small_setup: Setup, zygote: Zygote, small: Path) -> None:
    """A report says what it is about: file, checks, grader, libraries, wall."""
    found = graded(small_setup, zygote, small, REFERENCE).report

    assert found.isolation == "bubblewrap"
    assert len(found.provenance.notebook) == 64
    assert [len(part) for part in found.provenance.assignment.split("-")] == [16] * len(PARTS)
    assert "numpy" in found.provenance.environment
    assert "secret" not in str(found)


# --- a class ---

CLASS = {
    "ada": REFERENCE,
    "bob": WRONG["double_squares"],
    "cleo": WRONG["spread_swapped"],
    "dan": EXITS,
    "eve": "def double(numbers):\n    return [2 * number for number in numbers]\n",
}


@pytest.fixture
def taught(small: Path) -> Path:
    """The small course with a class of five."""
    hand_in(small / "class", small, **CLASS)
    return small


def files(graded: Iterator[Graded]) -> dict[str, tuple[Report, bytes | None]]:
    return {one.report.student: (one.report, one.notebook) for one in graded}


def in_class(root: Path) -> list[Submission]:
    return list(sort_out(Order(load_course(root), "tiny", root / "class"), {}).todo)


def test_any_number_of_workers_in_any_order(small_setup: Setup, zygote: Zygote, taught: Path) -> None:
    """One worker or two, from A to Z or back: every report and notebook is the same, byte for byte."""
    everybody, below = in_class(taught), taught / "class/submitted"

    alone = files(grade_many(small_setup, zygote, everybody, below=below, workers=1))
    together = files(grade_many(small_setup, zygote, everybody, below=below, workers=2))
    backwards = files(grade_many(small_setup, zygote, everybody[::-1], below=below, workers=1))

    assert set(alone) == set(CLASS)
    assert alone == together == backwards


def test_recorded_files(taught: Path, zygote: Zygote) -> None:
    """For each student a report, the graded notebook, and the time of submission where it is known."""
    grade(taught, zygote)

    assert sorted(written(taught)) == sorted(
        f"{student}/tiny/{file}" for student in CLASS for file in ("report.json", "tiny.ipynb")
    )


def test_graded_notebook(taught: Path, zygote: Zygote) -> None:
    """The notebook in autograded/ holds the student's answer and what the checks found."""
    grade(taught, zygote, student="bob")

    notebook = nbformat.read(taught / "class/autograded/bob/tiny/tiny.ipynb", as_version=4)
    nbformat.validate(notebook)
    texts = [str(cell.source) + str(cell.get("outputs", "")) for cell in notebook.cells]
    assert any("numbers**2" in text for text in texts)
    assert any("double(numbers)[0] is 9, expected 6" in text for text in texts)


def test_resumed_after_half(taught: Path, zygote: Zygote) -> None:
    """A run that was killed goes on where it was, and ends as one that was not."""
    first = grade(taught, zygote, most=2)

    second = grade(taught, zygote)
    resumed = written(taught)
    grade(taught, zygote, force=True)

    assert (first, second) == (["ada", "bob"], ["cleo", "dan", "eve"])
    assert resumed == written(taught)


def test_nothing_is_graded_twice(taught: Path, zygote: Zygote) -> None:
    """What was graded and has not changed is left alone; a notebook handed in again is not."""
    grade(taught, zygote)
    hand_in(taught / "class", taught, bob=REFERENCE)

    again = grade(taught, zygote)

    assert again == ["bob"]


def test_report_that_was_spoiled(taught: Path, zygote: Zygote) -> None:
    """A report that cannot be read is made anew."""
    grade(taught, zygote)
    path = taught / "class/autograded/cleo/tiny/report.json"
    path.unlink()
    path.write_bytes(b"{")

    again = grade(taught, zygote)

    assert again == ["cleo"]


def test_lost_gradebook(taught: Path, zygote: Zygote) -> None:
    """Without it, or with nothing in its file, everybody is graded again, or it would stay empty; so they are
    where a command that came between made it anew.
    """
    grade(taught, zygote)
    gradebook, course = taught / "class/gradebook.db", load_course(taught)

    gradebook.write_bytes(b"")
    empty = sort_out(Order(course, "tiny", taught / "class"), {})
    with gradebook_of(course, taught / "class"):
        pass
    made_anew = sort_out(Order(course, "tiny", taught / "class"), {})
    gradebook.unlink()
    again = grade(taught, zygote)

    assert [one.student for one in empty.todo] == [one.student for one in made_anew.todo] == list(CLASS)
    assert again == list(CLASS)


def test_checks_that_changed(taught: Path, zygote: Zygote) -> None:
    """Scores given by other checks are kept, and counted, so that the instructor can decide."""
    grade(taught, zygote, most=2)
    path = taught / "assignments/tiny/checks.py"
    path.write_text(path.read_text() + "\n# changed\n")

    pile = sort_out(Order(load_course(taught), "tiny", taught / "class"), {})

    assert (list(pile.kept), pile.outdated) == (["ada", "bob"], 2)


@pytest.mark.parametrize(
    ("file", "added"),
    [
        ("solutions/tiny/wrong/double_squares.py", "\n# changed\n"),
        ("course.toml", '\n[feedback]\nhidden = "claim"\n'),
    ],
)
def test_words_that_changed(taught: Path, zygote: Zygote, file: str, added: str) -> None:
    """What only changes how verdicts are told is counted by itself."""
    grade(taught, zygote, most=2)
    path = taught / file
    path.write_text(path.read_text() + added)

    pile = sort_out(Order(load_course(taught), "tiny", taught / "class"), {})

    assert (len(pile.kept), pile.outdated, pile.retold) == (2, 0, 2)


def test_one_student(taught: Path, zygote: Zygote) -> None:
    """--student grades only this one."""
    assert grade(taught, zygote, student="cleo") == ["cleo"]


@pytest.mark.parametrize(
    ("student", "message"),
    [
        ("cloe", "no submission of 'cloe'; did you mean 'cleo'?"),
        ("zoe", "no submission of 'zoe'; there are " + ", ".join(sorted(CLASS))),
    ],
)
def test_unknown_student(taught: Path, student: str, message: str) -> None:
    """A name that is not there is met with one that is."""
    with pytest.raises(CourseError) as error:
        sort_out(Order(load_course(taught), "tiny", taught / "class", student=student), {})

    assert str(error.value) == f"{taught}/class/submitted: {message}"


def test_empty_class(small: Path) -> None:
    """Before anybody handed in, the message says where notebooks go."""
    with pytest.raises(CourseError) as error:
        sort_out(Order(load_course(small), "tiny", small / "class"), {})

    assert str(error.value) == (
        f"{small}/class/submitted: no submission of tiny; sort a download with `grader collect`, "
        f"or put notebooks at {small}/class/submitted/<student>/tiny/tiny.ipynb"
    )


def test_folders_that_are_nobody(taught: Path) -> None:
    """Hidden folders, such as a file manager leaves, are no students."""
    (taught / "class/submitted/.ipynb_checkpoints/tiny").mkdir(parents=True)

    assert [one.student for one in in_class(taught)] == list(CLASS)


def test_marks_survive_a_regrade(taught: Path, zygote: Zygote) -> None:
    """What a person entered into the gradebook is there after --force."""
    grade(taught, zygote)
    course = load_course(taught)
    database = f"sqlite:///{taught / 'class/gradebook.db'}"
    with open_gradebook(database, course=course.id) as book:
        grade_of = book.find_grade("why", "tiny", "tiny", "ada")
        grade_of.manual_score = 2.5
        book.db.commit()

    grade(taught, zygote, force=True)

    assert marks_of(course, taught / "class", "tiny")["ada"].questions["why"].manual == 2.5


def kill(processes: Sequence[multiprocessing.process.BaseProcess]) -> int:
    for process in processes:
        os.kill(process.pid or 0, signal.SIGKILL)
    return len(processes)


def test_killed_workers_lose_nobody(small_setup: Setup, zygote: Zygote, taught: Path) -> None:
    """When every worker process is killed in the middle of a class, all of it is graded all the same."""
    hand_in(taught / "class", taught, slow=HANGS, slower=HANGS)
    others = set(multiprocessing.active_children())
    graded = grade_many(small_setup, zygote, in_class(taught), below=taught / "class", workers=2)
    first = next(graded)

    killed = kill([child for child in multiprocessing.active_children() if child not in others])
    rest = list(graded)

    assert killed == 2
    assert sorted(one.report.student for one in (first, *rest)) == sorted([*CLASS, "slow", "slower"])
    assert {one.report.status for one in rest} == {"graded"}
