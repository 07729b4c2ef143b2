"""From a graded class folder to pages, and what the course's policy keeps out of them."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from small_course import hand_in, write_course
from typer.testing import CliRunner

from grader.cli import app
from grader.errors import CourseError
from grader.feedback import GradedSubmission, graded_submissions, render
from grader.feedback.view import view
from grader.feedback.write import own_cells, write_page, write_pages
from grader.gradebook import marks_of, open_gradebook
from grader.grading.recording import comments_of, recorder
from grader.grading.setup import Setup
from grader.grading.submission import Graded, Submission, grade_submission
from grader.model import GONE, Contrast, Diagnosis, Feedback, Intermediate, Marks, Repair, Verdict
from grader.records.own_cells import OwnCell
from grader.records.reports import to_json
from grader.sandbox import Zygote

from .reports import WRONG, failed, question, report, result

NOISY = """\
import itertools

ticks = itertools.count()


def double(numbers):
    return 2 * numbers + 1e-9 * next(ticks)
"""
# Only double's hidden check sees it; these stand in that check alone.
HIDDEN_HINT, HIDDEN_FACT = "What changes between two calls?", "second double(numbers)"
CLAIM = "The same numbers are doubled to the same numbers."


@pytest.fixture
def class_folder(tmp_path: Path) -> Path:
    """Where noisy handed in a notebook that nothing but a hidden check sees through."""
    root = write_course(tmp_path / "course")
    return hand_in(root / "class", root, noisy=NOISY)


def graded(setup: Setup, zygote: Zygote, class_folder: Path, policy: str) -> tuple[Setup, Graded]:
    course = replace(setup.course, feedback=Feedback(policy))  # type: ignore[arg-type]
    setup = replace(setup, course=course)
    path = class_folder / "submitted/noisy/tiny/tiny.ipynb"
    return setup, grade_submission(setup, zygote, Submission("noisy", path), below=class_folder / "submitted")


def page_of(one: Graded, setup: Setup, class_folder: Path) -> str:
    home = class_folder / "autograded/noisy/tiny"
    home.mkdir(parents=True)
    (home / "tiny.ipynb").write_bytes(one.notebook or b"")
    return write_page(class_folder, setup.course, GradedSubmission(one.report, home), {}).read_text("utf-8")


def test_policy_claim(small_setup: Setup, zygote: Zygote, class_folder: Path) -> None:
    """Under "claim", neither page, notebook nor comment tells a hidden check's hint or example."""
    setup, one = graded(small_setup, zygote, class_folder, "claim")
    told = page_of(one, setup, class_folder) + (one.notebook or b"").decode()

    assert CLAIM in told
    assert HIDDEN_HINT not in told
    assert HIDDEN_FACT not in told


def test_policy_hint(small_setup: Setup, zygote: Zygote, class_folder: Path) -> None:
    """Under "hint", page and notebook tell a hidden check's hint, and not its example."""
    setup, one = graded(small_setup, zygote, class_folder, "hint")
    page, notebook = page_of(one, setup, class_folder), (one.notebook or b"").decode()

    assert HIDDEN_HINT in page
    assert HIDDEN_HINT in notebook
    assert HIDDEN_FACT not in page + notebook


def test_policy_counterexample(small_setup: Setup, zygote: Zygote, class_folder: Path) -> None:
    """Under "counterexample", page and notebook tell all."""
    setup, one = graded(small_setup, zygote, class_folder, "counterexample")
    page, notebook = page_of(one, setup, class_folder), (one.notebook or b"").decode()

    assert HIDDEN_FACT in page
    assert HIDDEN_FACT in notebook


def test_report_keeps_all(small_setup: Setup, zygote: Zygote, class_folder: Path) -> None:
    """The report is the instructor's: no policy takes anything out of it."""
    _, one = graded(small_setup, zygote, class_folder, "claim")

    assert HIDDEN_HINT in to_json(one.report).decode()
    assert HIDDEN_FACT in to_json(one.report).decode()


def test_comment(small_setup: Setup, zygote: Zygote, class_folder: Path) -> None:
    """The comment in the gradebook, which students get with their feedback, keeps to the policy."""
    setup, one = graded(small_setup, zygote, class_folder, "claim")

    with recorder(setup, class_folder) as record:
        record(one)

    with open_gradebook(f"sqlite:///{class_folder / 'gradebook.db'}", course="small") as book:
        comments = [
            comment.auto_comment for comment in book.find_submission("tiny", "noisy").notebooks[0].comments
        ]
    assert f"5 of 6 points. 1 of 3 checks did not hold; first: {CLAIM}" in comments


def test_comment_without_a_message() -> None:
    """Where no message may be told, the comment names the claim."""
    assert comments_of(report({"softmax": question(result("Sums to one."))})) == {
        "softmax": "0 of 1 points. 1 of 1 check did not hold; first: Sums to one."
    }


def test_command(small_setup: Setup, zygote: Zygote, class_folder: Path) -> None:
    """`grader feedback` writes where nbgrader looks for feedback, with what a marker entered by hand."""
    setup, one = graded(small_setup, zygote, class_folder, "hint")
    with recorder(setup, class_folder) as record:
        record(one)
    with open_gradebook(f"sqlite:///{class_folder / 'gradebook.db'}", course="small") as book:
        grade = book.find_grade("double-check", "tiny", "tiny", "noisy")
        grade.manual_score, grade.extra_credit = 3.5, 1.0
        book.find_comment("double", "tiny", "tiny", "noisy").manual_comment = "Nearly <b>there</b>."
        book.db.commit()

    (class_folder / "roster.csv").write_text("id,first_name,last_name\nnoisy,Nora,Oisy\n")

    done = CliRunner().invoke(app, ["feedback", "tiny", "--course", str(class_folder.parent)])

    path = class_folder / "feedback/noisy/tiny/tiny.html"
    page = path.read_text("utf-8")
    assert (done.exit_code, done.stdout) == (0, f"{path}\n")
    assert "A person gave 3.5 points here" in page
    assert re.search(r'class="student">Nora Oisy <span class="faint">noisy', page)
    assert "1 point of extra credit included." in page
    assert "Nearly &lt;b&gt;there&lt;/b&gt;." in page
    assert "<b>6.5</b> of 11" in page


def test_what_nbgrader_hands_out(small_setup: Setup, zygote: Zygote, class_folder: Path) -> None:
    """Beside a page stands what release_feedback reads; a student's link to another file is not followed.

    As it reads that of everybody, or of nobody, there is something of everybody.
    """
    setup, one = graded(small_setup, zygote, class_folder, "hint")
    submitted, feedback = (class_folder / part / "noisy/tiny" for part in ("submitted", "feedback"))
    (submitted / "submission_secret.txt").write_text("s3cret")
    page_of(one, setup, class_folder)
    assert (feedback / "submission_secret.txt").read_text() == "s3cret"
    (submitted / "submission_secret.txt").unlink()
    (feedback / "submission_secret.txt").unlink()
    (submitted / "submission_secret.txt").symlink_to("/etc/hostname")

    write_page(
        class_folder, setup.course, GradedSubmission(one.report, class_folder / "autograded/noisy/tiny"), {}
    )

    assert len((feedback / "submission_secret.txt").read_text()) == 128
    assert (feedback / "timestamp.txt").exists()


def test_marks(small_setup: Setup, zygote: Zygote, class_folder: Path) -> None:
    """Nobody's marks are those of an assignment that the gradebook does not know."""
    setup, one = graded(small_setup, zygote, class_folder, "hint")
    with recorder(setup, class_folder) as record:
        record(one)

    assert marks_of(setup.course, class_folder, "tiny")["noisy"].questions["double"].machine == 5.0
    assert marks_of(setup.course, class_folder, "another") == {}


def test_nothing_graded(class_folder: Path) -> None:
    """Feedback on what was never graded says what to do first."""
    with pytest.raises(CourseError, match="autograded: no report on tiny; run `grader autograde tiny`"):
        next(graded_submissions(class_folder, "tiny", say=print))


def test_what_is_not_marked_yet(small_setup: Setup, class_folder: Path) -> None:
    """Nobody hands out pages without a total unawares."""
    said: list[str] = []
    for student in ("ada", "bob"):
        home = class_folder / "autograded" / student / "tiny"
        home.mkdir(parents=True)
        open_ = report({"why": question(points=2.0, awaits_marker=True)}, assignment="tiny", student=student)
        (home / "report.json").write_bytes(to_json(open_))

    assert len([*write_pages(small_setup.course, "tiny", class_folder, say=said.append)]) == 2
    assert said[-2:] == [
        "2 written answers not marked yet, as the pages say: mark them with",
        "`grader mark tiny`, then write the pages again",
    ]


def test_report_of_another_version(class_folder: Path) -> None:
    """A report that cannot be read is named, and the others get their pages."""
    said: list[str] = []
    for student, content in (("ada", to_json(report(assignment="tiny"))), ("bob", b"{}")):
        home = class_folder / "autograded" / student / "tiny"
        home.mkdir(parents=True)
        (home / "report.json").write_bytes(content)

    found = [*graded_submissions(class_folder, "tiny", say=said.append)]

    assert [sheet.home.parent.name for sheet in found] == ["ada"]
    assert said == [
        f"{class_folder}/autograded/bob/tiny/report.json: this is no report of this version; "
        "run `grader autograde tiny --force`"
    ]


@pytest.mark.parametrize("content", [b"", b"[]", b'{"cells": [{}, {"metadata": {"nbgrader": 1}}]}', b"\xff"])
def test_no_notebook(tmp_path: Path, content: bytes) -> None:
    """A page is written even where the graded notebook is gone or spoilt."""
    (tmp_path / "attention.ipynb").write_bytes(content)

    assert own_cells(GradedSubmission(report(), tmp_path)) == {}


def test_own_text(tmp_path: Path) -> None:
    """The student's text of each question is read from the graded notebook, in either form of a source."""
    label = {"nbgrader": {"grade_id": "softmax", "solution": True}}
    cells = [{"cell_type": "code", "metadata": label, "source": ["a\n", "b"]}]
    (tmp_path / "attention.ipynb").write_text(json.dumps({"cells": cells}))

    assert own_cells(GradedSubmission(report(), tmp_path)) == {"softmax": OwnCell("a\nb", {})}


def test_page_is_the_same_every_time() -> None:
    """The same report gives the same page, byte for byte."""
    assert render(view(report())) == render(view(report()))


def test_unreadable() -> None:
    """A file that could not be read gets a page that says why, and what to do."""
    page = render(view(report({}, status="unreadable", reason="the file breaks off at line 1", points=42.0)))

    assert "The file breaks off at line 1." in page
    assert "What to do" in page
    assert "0 of 42 points" in page


def test_broken() -> None:
    """Where the grader failed, a student is told that it costs nothing, and nothing of our own error."""
    page = render(view(report({"softmax": question(points=2.0)}, status="broken", reason="KeyError: 'x'")))

    assert "so this is not graded yet. That costs you nothing" in page
    assert "<b>?</b> of 2 <" in page
    assert "nothing is graded yet" in page
    assert "KeyError" not in page
    assert "read by a person" not in page


def test_misconception_leads() -> None:
    """A named misconception stands above what it broke, and asks its question."""
    shape = Diagnosis("columns", "Takes columns for words.", "Along which axis?")
    page = render(view(report({"softmax": question(failed("Claim."), diagnoses=(shape,))})))

    assert page.index("Takes columns for words.") < page.index("Along which axis?") < page.index("Claim.")


def test_what_sets_answers_apart_leads() -> None:
    """It stands above what does not hold, and its question takes the place of the claim's."""
    apart = Contrast("Right for two words.", "What of the third?")
    broken = replace(failed("Claim."), hint="A question for everybody?")

    page = render(view(report({"softmax": question(broken, contrast=apart)})))

    assert page.index("Right for two words.") < page.index("What of the third?") < page.index("Claim.")
    assert "A question for everybody?" not in page


def test_on_the_way() -> None:
    """What the right answer comes from stands below the example, and asks in place of the claim."""
    example = replace(WRONG, way=(Intermediate("their total", "3.71828"),))
    broken = failed("Claim.", example, hint="A question for everybody?")

    page = render(view(report({"softmax": question(broken)})))
    named = render(view(report({"softmax": question(broken, diagnoses=(Diagnosis("a", "B.", "C?"),))})))

    assert page.index("Claim.") < page.index("their total") < page.index("3.71828") < page.index("at each of")
    assert "A question for everybody?" not in page
    assert "their total" not in named


@pytest.mark.parametrize(
    ("own", "early"),
    [
        ("def f(x):\n    return x", False),
        ("def f(x):\n    if x:\n        return 1\n    return 2", True),
        ("def f(x):\n    for y in x:\n        return y", True),
    ],
)
def test_on_the_way_to_an_early_return(own: str, early: bool) -> None:
    """Nobody with a single return at the end is asked which line returned."""
    broken = failed("Claim.", replace(WRONG, way=(Intermediate("their total", "3.71828"),)))

    page = render(view(report({"softmax": question(broken)}), own={"softmax": own}))

    assert ("which line returned?" in page) is early


def test_a_question_about_just_this() -> None:
    """Where an assertion knows what to ask, that is asked below the steps, and not which of them differs."""
    example = replace(WRONG, way=(Intermediate("their total", "3.71828"),), question="Which line changes it?")

    page = render(view(report({"softmax": question(failed("Claim.", example, hint=example.question))})))

    assert page.index("their total") < page.index("Which line changes it?")
    assert "at each of" not in page


def test_repairs() -> None:
    """What was repaired is told, and that it costs nothing."""
    page = render(view(report(repairs=(Repair("softmax", "copied", "it was there <twice>"),))))

    assert "<b>softmax</b>: it was there &lt;twice&gt;" in page
    assert "These cost no points." in page


def test_what_nobody_found_is_not_said_to_cost_nothing() -> None:
    """A cell that is nowhere was not put right: what belongs in it earned nothing."""
    lost = Repair("softmax", GONE, "its cell was missing, and no other cell defines it")

    page = render(view(report(repairs=(lost,))))
    both = render(view(report(repairs=(lost, Repair("attend", "copied", "it was there twice")))))

    assert "What belongs there could not be graded." in page
    assert "cost no points" not in page
    assert "no other cell defines it" not in both[both.index("These cost no points.") :]


def test_repairs_come_after_what_is_to_be_mended() -> None:
    """They cost nothing; but what grading lacks explains lost points, and stands above all questions."""
    lost = Repair("torch", "lacking", "it is not installed")
    page = render(view(report(repairs=(Repair("softmax", "copied", "it was there twice"), lost))))

    assert page.index("it is not installed") < page.index("add up to one")
    assert page.index("add up to one") < page.index("it was there twice")
    assert page.count("it is not installed") == 1


@pytest.mark.parametrize(
    ("offered", "told"),
    [(Verdict.PASSED, "one of the choices"), (Verdict.FAILED, "none of the choices")],
)
def test_a_quiz_in_the_table(offered: Verdict, told: str) -> None:
    """Whether the answer is one of the choices is said as it was found."""
    first = result("Your answer is one of them.", offered, check="kind_is_one_of_the_choices")
    page = render(view(report({"kind": question(first, failed("It is right."))})))

    assert f">{told}</span>" in page


def test_awaiting_a_marker() -> None:
    """An answer that a person will read says so, in the table and in its place."""
    questions = {
        "kind": question(result("It is right.", Verdict.PASSED, check="it_is_right")),
        "why": question(points=3.0, awaits_marker=True),
    }
    page = render(view(report(questions), marks=Marks()))

    assert "so far; 3 points still open" in page
    assert "A person reads this answer. Its 3 points are not counted yet." in page


def test_withheld_example() -> None:
    """A claim whose example is withheld asks for examples of one's own."""
    page = render(view(report({"softmax": question(result("Sums.", Verdict.FAILED, hidden=True))})))

    assert "Which inputs would you try to break this claim?" in page
