"""An audit of one question or one solution, and headers that it writes itself."""

from pathlib import Path

import pytest
from small_course import REFERENCE, WRONG

from grader.course import load_course
from grader.errors import CourseError
from grader.solutions.audit import Audit, audit_course
from grader.solutions.headers import write_header
from grader.solutions.kill_matrix import kill_matrix, summary

PRIVATE = Path("solutions/tiny")
NEW = '"""Squares.\n\nWhat is twice 3?\n"""\n\n\ndef double(numbers):\n    return numbers**2\n'


def audited(root: Path, **options: object) -> Audit:
    audit, prepared = audit_course(load_course(root), "tiny", **options)  # type: ignore[arg-type]
    list(kill_matrix(audit, prepared))
    assert list(summary(audit, prepared))
    return audit


def test_new_files_get_their_headers(small: Path) -> None:
    """What catches a wrong solution is written below its docstring, and the audit is content."""
    path = small / PRIVATE / "wrong/double_squares.py"
    path.write_text(NEW)

    audit = audited(small, write=True)

    assert path.read_text() == NEW.replace('"""\n\n\n', '"""\n# caught by: twice_every_number\n\n\n')
    assert (audit.problems, list(audit.written)) == ((), [str(path)])


def test_no_header_by_a_reference_that_fails(small: Path) -> None:
    """What catches a wrong solution is not known before the reference passes."""
    path = small / PRIVATE / "wrong/double_squares.py"
    path.write_text(NEW)
    (small / PRIVATE / "tiny.py").write_text(REFERENCE.replace("2 * numbers", "3 * numbers"))

    audit = audited(small, write=True)

    assert path.read_text() == NEW
    assert audit.remark == "warning: no header was written; mend what the reference does not pass first"


def test_a_reason_is_the_authors(small: Path) -> None:
    """Points that are kept are written, too, and the audit waits for the reason."""
    path = small / PRIVATE / "wrong/double_in_place.py"
    path.write_text(path.read_text().replace("because what it returns is right", "").replace("# keeps:", "#"))

    audit = audited(small, write=True)

    assert "because ...\n" in audit.written[str(path)]
    (problem,) = audit.problems
    assert problem.endswith('let its header say why, after "because"')


def test_written_headers_stay(small: Path) -> None:
    """A header that is there is never changed, however wrong it is."""
    path = small / PRIVATE / "wrong/double_squares.py"
    text = path.read_text().replace("# caught by: twice_every_number", "# caught by: low_is_the_smallest")
    path.write_text(text)

    audit = audited(small, write=True)

    assert path.read_text() == text
    assert len(audit.problems) == 2


def test_a_long_header_is_read_as_it_is_written(tmp_path: Path) -> None:
    """It goes on in lines that are indented, below the docstring alone if there is nothing else."""
    path = tmp_path / "wrong.py"
    path.write_text('"""Wrong."""')
    names = [f"a_claim_about_number_{number}" for number in range(9)]

    write_header(path, names, (3.5, 6))

    lines = path.read_text().splitlines()
    assert max(map(len, lines)) <= 100
    assert " ".join(line.lstrip("# ") for line in lines[1:-1]) == f"caught by: {', '.join(names)}"
    assert lines[-1] == "# keeps: 3.5 of 6, because ..."
    assert write_header(path, ["other"], (1, 6)) == ""


def test_one_question(small: Path) -> None:
    """Its checks, the solutions that may differ there, and no problem of another question."""
    wrong = small / PRIVATE / "wrong/spread_swapped.py"
    wrong.write_text(wrong.read_text().replace("caught by: low", "caught by: lo"))

    audit = audited(small, question="double")

    assert (audit.problems, audit.questions) == ((), ("double",))
    assert {case.name for case in audit.cases if case.kind == "wrong"} == {
        name for name in WRONG if name.startswith("double")
    }


@pytest.mark.parametrize("name", ["spread_swapped", "solutions/tiny/wrong/spread_swapped.py"])
def test_one_solution(small: Path, name: str) -> None:
    """By its name or its path; nothing else is tried, beside the reference."""
    audit = audited(small, solution=name)

    assert [case.name for case in audit.cases] == ["tiny", "spread_swapped"]
    assert (audit.problems, audit.questions) == ((), ("spread",))


def test_a_wrong_helper_belongs_to_what_it_changes(small: Path) -> None:
    """A solution that changes only a helper is one of the first question that uses it."""
    reference = small / PRIVATE / "tiny.py"
    text = reference.read_text().replace("2 * numbers", "times() * numbers")
    reference.write_text(f"{text}\ndef times(): return 2\n")
    wrong = small / PRIVATE / "wrong/double_squares.py"
    wrong.write_text(NEW.replace("def double(numbers):\n    return numbers**2", "def times(): return 3"))

    audit = audited(small, solution="double_squares", write=True)

    assert [case.question for case in audit.cases] == ["", "double"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"question": "duoble"}, "there is no question with checks 'duoble'; did you mean 'double'?"),
        (
            {"solution": "wrong/double_square.py"},
            "there is no right or wrong solution 'wrong/double_square.py'; did you mean 'double_squares'?",
        ),
    ],
    ids=["question", "solution"],
)
def test_what_there_is_not(small: Path, options: dict[str, str], message: str) -> None:
    """A slip of the pen is met with the name that was meant."""
    with pytest.raises(CourseError) as refused:
        audited(small, **options)

    assert str(refused.value).endswith(message)
