"""Known solutions are run on top of the reference, or refused with the line to mend."""

import re
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pytest
from small_course import REFERENCE, WRONG

from grader.checks.in_process import in_process
from grader.course.load import load_assignment, load_course
from grader.errors import CourseError
from grader.model import Assignment
from grader.solutions.headers import Keeps
from grader.solutions.known import load_known, load_reference
from grader.values import Call, Returned

PRIVATE = Path("solutions/tiny")
NUMBERS = np.array([1.0, 3.0])


def assignment_in(root: Path) -> Assignment:
    return load_assignment(load_course(root), "tiny")[0]


def test_reference(small: Path) -> None:
    """One function for every stub."""
    functions = load_reference(assignment_in(small))

    assert list(functions) == ["double", "spread"]
    assert functions["double"](NUMBERS).tolist() == [2, 6]


READS = """
import numpy as np

FACTOR = np.loadtxt("data/factor.txt")


def double(numbers):
    return numbers * np.loadtxt("data/factor.txt") * FACTOR / 2
"""


def test_files_in_data_are_found(small: Path) -> None:
    """Wherever the command is given: a known solution runs in the assignment's folder."""
    (small / "assignments/tiny/data").mkdir()
    (small / "assignments/tiny/data/factor.txt").write_text("2")
    (small / PRIVATE / "tiny.py").write_text(REFERENCE + READS)
    before = Path.cwd()

    reply = in_process(load_reference(assignment_in(small)))(Call("double", (NUMBERS,)))

    assert isinstance(reply, Returned) and reply.value.tolist() == [2, 6]
    assert Path.cwd() == before


def test_what_it_draws_is_closed(small: Path) -> None:
    """Many solutions are run in one process, and pyplot keeps every open figure."""
    reference = small / PRIVATE / "tiny.py"
    reference.write_text(f"{REFERENCE}\nimport matplotlib.pyplot as plt\n\nplt.figure()\n")
    before = plt.get_fignums()

    load_reference(assignment_in(small))

    assert plt.get_fignums() == before


def test_rest_comes_from_the_reference(small: Path) -> None:
    """A file defines only what it does its own way."""
    known = {one.path.stem: one for one in load_known(assignment_in(small), "wrong")}

    assert known["double_squares"].functions["double"](NUMBERS).tolist() == [1, 9]
    assert known["double_squares"].functions["spread"](NUMBERS) == (1, 3)


def test_misconception(small: Path) -> None:
    """The docstring's first line is its name, the rest its hint, the header what catches it."""
    known = load_known(assignment_in(small), "wrong")[-1]

    assert (known.name, known.hint) == ("Largest first.", "Which comes first?")
    assert known.caught_by == {"low_is_the_smallest", "high_is_the_largest_of_doubled_numbers"}


def test_long_header(small: Path) -> None:
    """What catches a wrong solution may take several lines."""
    text = WRONG["double_squares"].replace(
        "# caught by: twice", "# caught by: one, two,\n#   three,\n#   twice"
    )
    (small / PRIVATE / "wrong/double_squares.py").write_text(text)

    known = {one.path.stem: one for one in load_known(assignment_in(small), "wrong")}

    assert known["double_squares"].caught_by == {"one", "two", "three", "twice_every_number"}


def test_what_a_wrong_solution_keeps(small: Path) -> None:
    """Its points, its question's, and the reason, which may take several lines."""
    text = WRONG["double_in_place"].replace("because what it", "because\n#   what it")
    (small / PRIVATE / "wrong/double_in_place.py").write_text(text)

    known = {one.path.stem: one for one in load_known(assignment_in(small), "wrong")}

    assert known["double_in_place"].keeps == Keeps(5, 6, "what it returns is right")
    assert known["double_squares"].keeps is None


def test_what_a_wrong_solution_touches(small: Path) -> None:
    """The stubs it redefines, and those of the reference that call them."""
    reference = REFERENCE.replace("numbers.min(), ", "double(numbers).min() / 2, ")
    (small / PRIVATE / "tiny.py").write_text(reference)

    known = {one.path.stem: one for one in load_known(assignment_in(small), "wrong")}

    assert known["double_squares"].touches == {"double", "spread"}
    assert known["spread_swapped"].touches == {"spread"}


def test_prints_are_dropped(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a known solution prints while it is loaded is nobody's business."""
    (small / PRIVATE / "right/lists.py").write_text(
        '"""Talks."""\nprint("hello")\ndef double(numbers): return 2 * numbers\n'
    )

    load_known(assignment_in(small), "right")

    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("tiny.py", "def double(numbers): ...", "tiny.py: no function spread, expected one for every stub"),
        ("tiny.py", "double = spread = 3", "tiny.py: no function double, expected one for every stub"),
        ("tiny.py", "1 / 0", "tiny.py: it raises ZeroDivisionError: division by zero"),
        ("right/lists.py", "x = 1", "right/lists.py: line 1: no docstring, "
         "expected its name, and below that a question for the student"),
        ("right/lists.py", "def", "right/lists.py: it raises SyntaxError: invalid syntax (lists.py, line 1)"),
        ("wrong/double_squares.py", '"""Squares."""\n# caught by: one\n# keeps: most of it',
         "wrong/double_squares.py: header: it keeps \"most of it\", "
         "expected \"9 of 12, because\" and the reason"),
        ("wrong/double_squares.py", '"""Squares."""\ndef double(numbers): ...',
         "wrong: double_squares.py does not say which checks catch the mistake, "
         "expected \"# caught by: check, check\" below the docstring; "
         "`grader audit tiny --write-headers` writes it"),
    ],
)  # fmt: skip
def test_what_is_refused(small: Path, file: str, text: str, message: str) -> None:
    """Which file, what is wrong with it, and what was expected."""
    (small / PRIVATE / file).write_text(text)

    with pytest.raises(CourseError) as error:
        for kind in ("right", "wrong"):
            load_known(assignment_in(small), kind)
        load_reference(assignment_in(small))

    assert str(error.value) == f"{small}/{PRIVATE}/{message}"


def test_all_that_have_no_header(small: Path) -> None:
    """They are named together, as one command mends them all."""
    for name in ("double_squares", "spread_swapped"):
        function = f"def {name.partition('_')[0]}(numbers): ..."
        (small / PRIVATE / f"wrong/{name}.py").write_text(f'"""It is wrong."""\n{function}\n')

    with pytest.raises(CourseError) as error:
        load_known(assignment_in(small), "wrong")

    assert (
        error.value.found == "double_squares.py, spread_swapped.py do not say which checks catch the mistake"
    )


def test_no_reference(small: Path) -> None:
    """Without a reference there is nothing to compare with."""
    (small / PRIVATE / "tiny.py").unlink()

    with pytest.raises(CourseError, match=r"tiny\.py: the file is missing; write the reference solution"):
        load_reference(assignment_in(small))


def test_public_half_alone(small: Path) -> None:
    """Where solutions/ is not there, the message says so."""
    (small / "solutions").rename(small / "elsewhere")

    with pytest.raises(CourseError) as error:
        load_reference(assignment_in(small))

    assert str(error.value) == (
        f"{small}/solutions/tiny: the folder is missing; this needs the course's private half"
    )


def test_file_that_does_not_end(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is to define functions; one that goes on for ever is named."""
    (small / PRIVATE / "right/endless.py").write_text('"""Endless."""\nwhile True: pass\n')
    monkeypatch.setattr("grader.solutions.known.LOADING", 0.05)

    with pytest.raises(CourseError, match=r"right/endless\.py: it did not end within 0\.05 seconds; let it"):
        load_known(assignment_in(small), "right")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (
            "def doubles(numbers): ...",
            "it defines doubles, expected one of: double, spread; did you mean 'double'?",
        ),
        (
            "",
            "it defines nothing, expected one of: double, spread; a solution defines what it does its own way",  # noqa: E501
        ),
    ],
)
@pytest.mark.parametrize("kind", ["right", "wrong"])
def test_a_solution_to_no_question(small: Path, kind: str, code: str, told: str) -> None:
    """It would be tried on nothing, so it is refused, and not left out."""
    path = small / PRIVATE / kind / "numbers_twice.py"
    path.write_text(f'"""Twice."""\n# caught by: twice_every_number\n{code}\n')

    with pytest.raises(CourseError, match=re.escape(f"{path}: {told}")):
        load_known(assignment_in(small), kind, only="numbers_twice")


def test_a_solution_that_answers_as_the_reference(small: Path) -> None:
    """A file that changes only what a function uses, or no more than repeats it, is one."""
    path = small / PRIVATE / "right/again.py"
    path.write_text('"""Again."""\ndef double(numbers): return 2 * numbers\n')

    assert [one.name for one in load_known(assignment_in(small), "right", only="again")] == ["Again."]
