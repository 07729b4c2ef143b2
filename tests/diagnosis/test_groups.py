"""Groups of those who are wrong alike, and the hints an instructor writes for them."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from grader.course.hints import Hint, load_hints, with_hints
from grader.diagnosis.groups import (
    ClassGroups,
    as_json,
    behaviour_groups,
    largest_unknown,
    listing,
    summary,
    to_paste,
)
from grader.errors import CourseError
from grader.model import (
    Counterexample,
    Diagnosis,
    Given,
    Provenance,
    QuestionReport,
    Report,
    Result,
    Verdict,
)
from grader.records.reports import read_reports, to_json

KNOWN = Diagnosis("double_squares", "Squares.", "What is twice 3?")
HINT = Hint("0123456789ab", "Adds two.", "What is twice 3?")
ONE = '[[group]]\nbehaviour = "0123456789ab"\nname = "Adds two."\nhint = "What is twice 3?"\n'


def failed(check: str, number: str) -> Result:
    example = Counterexample("double(numbers)", "5", "6", (Given("numbers", number),))
    return Result(check, "A claim.", Verdict.FAILED, 0.0, 4.0, hidden=False, counterexample=example)


def report(student: str, behaviour: str, *results: Result, known: tuple[Diagnosis, ...] = ()) -> Report:
    """A report on two questions, of which the first is at fault if there is a behaviour."""
    double = QuestionReport(0.0, 6.0, results, diagnoses=known, behaviour=behaviour)
    return Report(
        student=student,
        assignment="tiny",
        status="graded",
        score=0.0,
        points=8.0,
        questions={"double": double, "spread": QuestionReport(2.0, 2.0)},
        repairs=(),
        isolation="bubblewrap",
        provenance=Provenance("", "", "", ""),
    )


CLASS = [
    report("ada", "0123456789ab", failed("twice", "np.array([3.0, 4.0])")),
    report("bob", "", *()),
    report("cy", "0123456789ab", failed("twice", "np.array([3.0, 4.0])"), failed("alone", "3")),
    report("dee", "aaaaaaaaaaaa", failed("twice", "np.array([5.0])"), known=(KNOWN,)),
]


def test_groups_by_size() -> None:
    """Students with one behaviour are one group; the largest comes first; who is right is in none."""
    found = behaviour_groups(CLASS)

    assert [one.students for one in found] == [("ada", "cy"), ("dee",)]
    assert [one.lost for one in found] == [12.0, 4.0]
    assert [one.diagnoses for one in found] == [(), (KNOWN,)]


def test_smallest_counterexample() -> None:
    """Of all that failed in a group, the example that is shortest to read stands for it."""
    found = behaviour_groups(CLASS)[0]

    assert found.check == "alone"
    assert found.counterexample == failed("alone", "3").counterexample


def test_order_of_reports_makes_no_difference() -> None:
    """Groups depend on who is in the class alone."""
    assert behaviour_groups(CLASS[::-1]) == behaviour_groups(CLASS)


def test_listing() -> None:
    """A group says how many they are, what they lost, what is known, an example, and who."""
    lines = list(listing(behaviour_groups(CLASS)))

    assert lines[:6] == [
        "double",
        "  2 students, 12 points lost, behaviour 0123456789ab",
        "    unknown",
        "      double(numbers) is 5, expected 6",
        "      when numbers = 3",
        "    ada, cy",
    ]
    assert (lines[6], lines[8]) == ("  alone", "    Squares.")


def test_alone() -> None:
    """Who shares nothing comes after the groups, by points; what was not written is no mistake."""
    unwritten = failed("twice", "3")
    example = Counterexample("double", "is not written yet", "", ())
    late = report("eve", "000000000000", replace(unwritten, counterexample=example))
    costly = report("fay", "bbbbbbbbbbbb", failed("twice", "5"), failed("alone", "5"))

    groups = behaviour_groups([*CLASS, late, costly])
    lines = list(listing(groups))

    assert [one.students for one in groups] == [("ada", "cy"), ("fay",), ("eve",), ("dee",)]
    assert lines.index("  alone") < lines.index("    fay")
    assert lines[lines.index("    eve") - 1] == "    not written"
    found = ClassGroups(groups, 7, Path("hints.toml"), ())
    assert list(summary(found)) == ["1 group, 3 answers alone; 2 of 7 students are in a group"]


def test_code_keeps_its_lines() -> None:
    """Code that shows a wrong answer can be copied out of the listing."""
    code = "import numpy as np\nnumbers = np.array([2.0])\ndouble(numbers)"
    example = Counterexample("double(numbers)", "5", "6", (), code=code)
    result = replace(failed("twice", "3"), counterexample=example)

    lines = list(listing(behaviour_groups([report("ada", "0123456789ab", result)])))

    assert "\n".join(line.strip() for line in lines[-4:-1]) == code
    assert lines[-5].strip() == "to see it, run this below the student's cell:"


def test_listing_fits_a_terminal() -> None:
    """No line is wider than 80 columns, and no name reaches the terminal with an escape in it."""
    crowd = [report(f"student-{number:03}\x1b[31m", "0123456789ab") for number in range(100)]

    lines = list(listing(behaviour_groups(crowd)))

    assert max(map(len, lines)) <= 80
    assert "\x1b" not in "".join(lines)


def test_as_json() -> None:
    """Another program reads the same groups."""
    found = msgspec.json.decode(as_json(behaviour_groups(CLASS)))

    assert [one["students"] for one in found] == [["ada", "cy"], ["dee"]]


def test_hint_to_paste(tmp_path: Path) -> None:
    """What is printed for the largest unknown group is a hints.toml as it stands."""
    group = largest_unknown(behaviour_groups(CLASS))
    assert group is not None

    (tmp_path / "hints.toml").write_text("\n".join(to_paste(group)))

    assert [hint.behaviour for hint in load_hints(tmp_path)] == ["0123456789ab"]


def test_nobody_unknown() -> None:
    """Where every group has a name, there is nothing to paste."""
    assert largest_unknown(behaviour_groups(CLASS[3:])) is None


def test_unwritten() -> None:
    """To those who have not written the function no hint is suggested."""
    (group,) = behaviour_groups(CLASS[:1])
    unwritten = Counterexample("double(numbers)", "is not written yet", "", ())

    assert largest_unknown([group]) == group
    assert largest_unknown([replace(group, counterexample=unwritten)]) is None


def test_reports_of_a_class(tmp_path: Path) -> None:
    """Reports are read from the class folder; files of another kind are passed over."""
    for one in CLASS:
        home = tmp_path / "autograded" / one.student / "tiny"
        home.mkdir(parents=True)
        (home / "report.json").write_bytes(to_json(one))
    (tmp_path / "autograded/dee/tiny/report.json").write_text("{}")

    assert read_reports(tmp_path, "tiny") == CLASS[:3]


def test_no_reports(tmp_path: Path) -> None:
    """Before anything is graded, the message says what to run."""
    with pytest.raises(CourseError, match="no report on tiny; run `grader autograde tiny`"):
        read_reports(tmp_path, "tiny")


# --- hints.toml ---


def test_hint_reaches_its_group() -> None:
    """Whoever shows the behaviour is told; nothing else in the report changes."""
    hinted = [with_hints(one, [HINT]) for one in CLASS]

    told = [one.questions["double"].diagnoses for one in hinted]
    assert told == [(Diagnosis("", HINT.name, HINT.hint),), (), told[0], (KNOWN,)]


def test_known_misconception_stays() -> None:
    """A diagnosis by known answers is not replaced by a hint for the same behaviour."""
    hint = Hint("aaaaaaaaaaaa", "Something else.", "Really?")

    assert with_hints(CLASS[3], [hint]) == CLASS[3]


def test_no_hints(tmp_path: Path) -> None:
    """The file may be absent, and so may the whole private half."""
    assert load_hints(tmp_path) == ()
    assert load_hints(None) == ()


def test_hints_are_read(tmp_path: Path) -> None:
    """Every [[group]] is one hint."""
    (tmp_path / "hints.toml").write_text(ONE)

    assert load_hints(tmp_path) == (HINT,)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[[group", "hints.toml: not TOML: "),
        (
            "[group]\nname = 'x'",
            "hints.toml: group is a table, expected [[group]], in double brackets",
        ),
        ("[[groups]]", "hints.toml: there is no key 'groups'; did you mean 'group'?"),
        (ONE + "nam = 'x'", "hints.toml: [[group]] 1: there is no key 'nam'; did you mean 'name'?"),
        (ONE + ONE[:37], "hints.toml: [[group]] 2: 'name' is missing; add name = ..."),
        (ONE.replace('"Adds two."', "2"), "hints.toml: [[group]] 1: name is 2, expected text in quotes"),
        (ONE.replace("Adds two.", " "), 'hints.toml: [[group]] 1: name is " ", expected text'),
        (
            ONE.replace("0123456789ab", "123"),
            'hints.toml: [[group]] 1: behaviour is "123", expected 12 digits and letters '
            "as `grader groups` prints them",
        ),
        (
            ONE + ONE,
            'hints.toml: [[group]] 2: behaviour "0123456789ab" is in [[group]] 1 already; remove one of them',
        ),
    ],
)
def test_hints_that_cannot_be_used(tmp_path: Path, text: str, problem: str) -> None:
    """The message says where, what was found, what was wanted, and how to mend it."""
    (tmp_path / "hints.toml").write_text(text)

    with pytest.raises(CourseError) as caught:
        load_hints(tmp_path)

    assert problem in str(caught.value)
