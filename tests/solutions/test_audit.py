"""The audit finds every kind of fault that checks and known solutions can have."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from small_course import HIDDEN, PUBLIC, REFERENCE, SOURCE, WRONG

from grader.checks.judge import Prepared, prepare
from grader.course.load import load_assignment, load_course
from grader.errors import CourseError
from grader.model import Limits, Verdict
from grader.solutions.audit import DEFAULT, Audit, audit_assignment
from grader.solutions.faults import many_figures
from grader.solutions.kill_matrix import kill_matrix, summary

pytestmark = [pytest.mark.long, pytest.mark.longest]

PRIVATE, ASSIGNMENT = Path("solutions/tiny"), Path("assignments/tiny")


def audited(root: Path, *, limits: Limits = DEFAULT) -> tuple[Audit, Prepared]:
    course = load_course(root)
    assignment, source = load_assignment(course, "tiny")
    prepared = prepare(assignment, course.key)
    return audit_assignment(assignment, source, prepared, limits=limits), prepared


def test_attention_is_ready_to_release(attention: SimpleNamespace) -> None:
    """The real assignment's checks pass every right solution and catch every wrong one, as it says."""
    found = audit_assignment(attention.assignment, attention.source, attention.prepared)

    assert found.problems == ()


def test_sound_course(small: Path) -> None:
    """The small course that all other tests here spoil has no problem."""
    found, _ = audited(small)

    assert found.problems == ()


def test_way_that_fails(small: Path) -> None:
    """What is found on the way is tried, before a student's wrong answer needs it."""
    way = '\n\nfrom grader.checks import on_the_way\n\n@on_the_way("double")\n'
    way += "def way(x):\n    yield 'a', x.top\n"
    (small / PRIVATE / "checks.py").write_text(HIDDEN + way)

    found, _ = audited(small)

    assert len(found.problems) == 1
    assert "way: it raises AttributeError: 'numpy.ndarray' object has no attribute 'top'" in found.problems[0]


def test_points_that_do_not_add_up(small: Path) -> None:
    """The notebook's promise and the checks' sum are compared."""
    (small / ASSIGNMENT / "tiny.py").write_text(SOURCE.replace("points=6", "points=5"))

    found, _ = audited(small)

    assert found.problems == ("double: its checks are worth 6 points together, the notebook promises 5",)


def test_reference_that_is_wrong(small: Path) -> None:
    """A reference that its own checks do not pass is one problem; what comes of it is not told, too."""
    (small / PRIVATE / "tiny.py").write_text(REFERENCE.replace("2 * numbers", "3 * numbers"))

    found, _ = audited(small)

    (problem,) = found.problems
    assert problem.startswith(
        "reference tiny: twice_every_number failed: double(numbers)[0] is 9, expected 6;"
    )
    assert problem.endswith("/assignments/tiny/checks.py: line 11")


def test_key_that_the_reference_does_not_give(small: Path) -> None:
    """That the two differ is said once, and not of every solution that answers as the reference does."""
    quiz = (
        '\n# %% quiz="kind" choices="odd, even"\nkind = ""\n\n# %% check="kind" points=1\nselfcheck("kind")\n'
    )
    (small / ASSIGNMENT / "tiny.py").write_text(SOURCE + quiz)
    (small / PRIVATE / "tiny.py").write_text(f'{REFERENCE}\nkind = "odd"\n')
    (small / PRIVATE / "rubric.toml").write_text('[quiz]\nkind = ["even"]\n')

    found, _ = audited(small)

    about = [problem for problem in found.problems if "kind_is_right" in problem]
    assert about == [
        'reference tiny: kind_is_right failed: kind is "odd", expected another answer; '
        "the key of kind in rubric.toml is another"
    ]


def test_method_that_a_check_misspells(small: Path) -> None:
    """The reference has no such method: the one that is meant is named."""
    stub = SOURCE.replace("def spread(numbers):", "class spread:\n  def shrink(self):")
    stub = stub.replace(' returns="low, high"', "").replace("of an array (n,).", "number.")
    hidden = HIDDEN[: HIDDEN.index('@check("spread"')] + (
        '@check("spread", points=2, hint="Which?")\ndef it_shrinks(spread):\n    """It shrinks."""\n'
        '    assert_same(spread().shirnk(), 1, what="shrunk")\n'
    )
    (small / ASSIGNMENT / "tiny.py").write_text(stub)
    (small / ASSIGNMENT / "checks.py").write_text(PUBLIC[: PUBLIC.index('@check("spread"')])
    (small / PRIVATE / "checks.py").write_text(hidden)
    (small / PRIVATE / "tiny.py").write_text(
        REFERENCE[: REFERENCE.index("def spread")]
        + "class spread:\n    def shrink(self):\n        return 1\n"
    )
    (small / PRIVATE / "right/lists.py").unlink()
    (small / PRIVATE / "wrong/spread_swapped.py").unlink()

    found, _ = audited(small)

    assert "; did you mean 'shrink'?" in found.problems[0]


def test_right_solution_that_is_refused(small: Path) -> None:
    """A right solution loses no point."""
    (small / PRIVATE / "right/text.py").write_text('"""Text."""\ndef double(numbers): return str(numbers)\n')

    found, _ = audited(small)

    assert found.problems[0] == (
        "right text: twice_every_number failed: "
        "double(numbers) is the text '[3.]', expected one array of numbers"
    )


def test_wrong_solution_that_nothing_catches(small: Path) -> None:
    """A misconception that passes is named, and so is the check that was to catch it."""
    (small / PRIVATE / "wrong/double_squares.py").write_text(
        WRONG["double_squares"].replace("numbers**2", "numbers * 2")
    )

    found, _ = audited(small)

    assert found.problems == (
        "wrong double_squares: no check catches it: it gives the reference's answers on every example",
        "check twice_every_number catches no wrong solution",
    )


def test_header_that_names_too_few(small: Path) -> None:
    """Every check that catches a wrong solution stands in its header."""
    path = small / PRIVATE / "wrong/spread_swapped.py"
    path.write_text(path.read_text().replace(", high_is_the_largest_of_doubled_numbers", ""))

    found, _ = audited(small)

    assert found.problems == (
        "wrong spread_swapped: caught by high_is_the_largest_of_doubled_numbers, "
        "which its header does not name",
    )


def test_header_that_names_no_check(small: Path) -> None:
    """A slip of the pen in a header is met with the name that was meant."""
    path = small / PRIVATE / "wrong/double_squares.py"
    path.write_text(path.read_text().replace("# caught by: twice", "# caught by: twice_evry_number, twice"))

    found, _ = audited(small)

    assert found.problems == (
        "wrong double_squares: its header names twice_evry_number, and there is no such check; "
        "did you mean 'twice_every_number'?",
    )


def test_wrong_solution_that_keeps_much(small: Path) -> None:
    """Over half of a question needs a reason, and the message holds the header to give it in."""
    path = small / PRIVATE / "wrong/double_in_place.py"
    path.write_text(path.read_text().replace("# keeps", "# it keeps"))

    found, _ = audited(small)

    assert found.problems == (
        "wrong double_in_place: earns 5 of 6 points of double, over half; "
        'let what catches it be worth more, or add "# keeps: 5 of 6, because ..."',
    )


def test_wrong_helper_that_keeps_much(small: Path) -> None:
    """A solution that changes only a helper is about the question whose function uses it."""
    helped = REFERENCE.replace("return 2 * numbers", "return twice(numbers)")
    (small / PRIVATE / "tiny.py").write_text(f"def twice(numbers):\n    return 2 * numbers\n\n\n{helped}")
    (small / PRIVATE / "wrong/helper.py").write_text(
        '"""Doubles the caller\'s array."""\n# caught by: double_leaves_its_input_alone\n\n\n'
        "def twice(numbers):\n    numbers *= 2\n    return numbers\n"
    )

    found, _ = audited(small)

    assert [problem.partition(",")[0] for problem in found.problems] == [
        "wrong helper: earns 5 of 6 points of double"
    ]


def test_wrong_solution_that_keeps_less_than_it_says(small: Path) -> None:
    """A reason that is not needed any more is taken out, as nobody else would notice."""
    path = small / PRIVATE / "wrong/spread_swapped.py"
    path.write_text(path.read_text().replace("\n\n\ndef", "\n# keeps: 2 of 2, because of old times\n\n\ndef"))

    found, _ = audited(small)

    assert found.problems == (
        'wrong spread_swapped: earns 0 of 2 points of spread, not over half; its header needs no "# keeps:"',
    )


def test_wrong_solution_that_keeps_other_points_than_it_says(small: Path) -> None:
    """The header's points are those that are earned."""
    path = small / PRIVATE / "wrong/double_noise.py"
    path.write_text(path.read_text().replace("5 of 6", "5.5 of 6"))

    found, _ = audited(small)

    assert found.problems == ("wrong double_noise: earns 5 of 6 points of double, its header says 5.5 of 6",)


def test_check_that_catches_nothing(small: Path) -> None:
    """A check that no wrong solution fails has not shown that it can fail."""
    (small / PRIVATE / "wrong/double_noise.py").unlink()

    found, _ = audited(small)

    assert found.problems == ("check double_repeats_itself catches no wrong solution",)


CURE = '; add needs="twice_every_number" to double_leaves_its_input_alone'


def test_stub_that_earns_points(small: Path) -> None:
    """A stub handed in as it was earns nothing."""
    source = SOURCE.replace("raise NotImplementedError", "return numbers", 1)
    (small / ASSIGNMENT / "tiny.py").write_text(source)

    found, _ = audited(small)

    assert found.problems == (f"the untouched stubs: earns 1 of 6 points of double{CURE}",)


def test_stub_that_holds_the_answer(small: Path) -> None:
    """Its author is told to take it out, and not to write other checks."""
    source = SOURCE.replace("raise NotImplementedError", "return 2 * numbers", 1)
    (small / ASSIGNMENT / "tiny.py").write_text(source)

    found, _ = audited(small)

    cure = "take the answer out of the stub's cell, or write a check that an untouched one fails"
    assert found.problems == (f"the untouched stubs: earns 6 of 6 points of double; {cure}",)


def test_thoughtless_answer_that_earns_much(small: Path) -> None:
    """A constant or a copy of the input earns at most a fifth of a question."""
    cheap = PUBLIC.replace("points=4", "points=3").replace('points=1, hint="Whose', 'points=2, hint="Whose')
    (small / ASSIGNMENT / "checks.py").write_text(cheap)
    wrong = small / PRIVATE / "wrong/double_in_place.py"
    wrong.write_text(wrong.read_text().replace("keeps: 5", "keeps: 4"))

    found, _ = audited(small)

    ideas = (
        "zeros",
        "ones",
        "equal parts",
        "not a number",
        "infinity",
        "a single zero",
        "an empty array",
        "nothing",
    )
    assert found.problems == (
        *(f"double: {idea}: earns 2 of 6 points of double{CURE}" for idea in (*ideas, "copy of input 1")),
        "together: double (zeros), spread (zeros): earns 2 of all 8 points that machines mark",
    )


def test_thoughtless_answers_that_agree(small: Path) -> None:
    """What is compared with another answer of the student earns nothing by constants that agree."""
    loose = HIDDEN.replace("assert_close(high, numbers.max()", "assert_close(high, high")
    (small / PRIVATE / "checks.py").write_text(loose)

    found, _ = audited(small)

    assert found.problems == (
        "together: double (zeros), spread (zeros): earns 1 of 2 points of spread; "
        'add needs="low_is_the_smallest" to high_is_the_largest_of_doubled_numbers, '
        "or compare with a known answer there",
        "together: double (zeros), spread (zeros): earns 2 of all 8 points that machines mark",
    )


ENDLESS = '''"""Waits for Godot.

When does it end?
"""
# caught by: {}
def double(numbers):
    while True: pass
'''
QUICK = Limits(call_seconds=0.05)


def test_endless_right_solution(small: Path) -> None:
    """A right solution that never returns is named; the audit goes on."""
    (small / PRIVATE / "right/endless.py").write_text(ENDLESS.format("nothing"))

    found, _ = audited(small, limits=QUICK)

    assert found.problems[0] == (
        "right endless: twice_every_number timed out: double(numbers) did not return within 0.05 seconds"
    )


def test_endless_wrong_solution(small: Path) -> None:
    """A wrong solution may be one that never returns: its checks catch it by timing out."""
    checks = "twice_every_number, double_leaves_its_input_alone, high_is_the_largest_of_doubled_numbers"
    (small / PRIVATE / "wrong/double_endless.py").write_text(ENDLESS.format(checks))

    found, _ = audited(small, limits=QUICK)

    assert found.problems == ()
    assert {
        result.verdict
        for case in found.cases
        if case.name == "double_endless"
        for result in case.results
        if result.check in case.caught_by
    } == {Verdict.TIMED_OUT}


def test_sleeping_solution(small: Path) -> None:
    """Who sleeps uses no CPU, and is woken all the same."""
    text = ENDLESS.format("nothing").replace("while True: pass", "import time; time.sleep(600)")
    (small / PRIVATE / "right/asleep.py").write_text(text)

    found, _ = audited(small, limits=QUICK)

    assert found.problems[0].startswith("right asleep: twice_every_number timed out")


def test_broken_check(small: Path) -> None:
    """A check that trips over the right answer is called broken, not the answer."""
    text = HIDDEN.replace("    doubled = double(numbers)\n", "    doubled = double(numbers).no_such_thing\n")
    (small / PRIVATE / "checks.py").write_text(text)

    found, _ = audited(small)

    about = [problem for problem in found.problems if " is broken: " in problem]
    assert len(about) == 1
    line = text[: text.index(".no_such_thing")].count("\n") + 1
    assert (
        f"checks.py: line {line}, check high_is_the_largest_of_doubled_numbers: AttributeError: " in about[0]
    )
    assert "; it was tried on numbers = np.array([" in about[0]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            "numbers = numbers * next(COUNT)",
            "it does something else when it is run again, on the same example",
        ),
        ("numbers += 1", "it changes its example, numbers; work on a copy, or on sorted(numbers)"),
        ("assert_same(next(COUNT) % 2, 1, what='the turn')", "it does something else when it is run again"),
    ],
    ids=["calls", "example", "verdict"],
)
def test_a_check_that_is_not_pure(small: Path, line: str, found: str) -> None:
    """Another call, another example or another verdict the second time, on the same answers."""
    text = PUBLIC.replace("import numpy", "import itertools\nimport numpy")
    text = text.replace("NUMBERS =", "COUNT = itertools.count(1)\nNUMBERS =")
    claim = 'assert_close(double(numbers), 2 * numbers, what="double(numbers)")'
    (small / ASSIGNMENT / "checks.py").write_text(text.replace(claim, f"{line}\n    {claim}"))

    audit, _ = audited(small)

    assert f"check twice_every_number: {found}" in audit.problems[0]


def test_an_attribute_that_a_check_misspells(small: Path) -> None:
    """The name that is meant is named."""
    text = HIDDEN.replace("    doubled = double(numbers)\n", "    doubled = double(numbers).shpae\n")
    (small / PRIVATE / "checks.py").write_text(text)

    found, _ = audited(small)

    assert "has no attribute 'shpae'; did you mean 'shape'?; it was tried on" in found.problems[0]


def test_an_assertion_without_what(small: Path) -> None:
    """Its line, and what to add, said once; that the check is broken follows, and is not said."""
    text = PUBLIC.replace(', what="double(numbers)"', "")
    (small / ASSIGNMENT / "checks.py").write_text(text)

    found, _ = audited(small)

    line = text[: text.index("double(numbers), 2 * numbers")].count("\n") + 1
    assert found.problems[0].endswith(
        f"checks.py: line {line}, check twice_every_number: "
        'assert_close lacks what=; add what="double(numbers)"'
    )
    assert not any("broken" in problem for problem in found.problems)


@pytest.mark.parametrize(
    ("slip", "problem"),
    [
        ("assert_close(double(numbers))", 'lacks what=; add what="double(numbers)"'),
        ("assert_close(double(numbers), what='it')", "cannot be called so: missing a required argument"),
        ("assert_close(1, 1, 1, what='it')", "cannot be called so: too many positional arguments"),
        ("assert_close(1, 1, waht='it', what='it')", "got an unexpected keyword argument 'waht'"),
    ],
    ids=["what", "few", "many", "spelling"],
)
def test_an_assertion_that_cannot_be_called_so(small: Path, slip: str, problem: str) -> None:
    """Whatever does not fit its parameters, in a check or in a function that checks share."""
    text = PUBLIC + f"\n\ndef shared(double, numbers):\n    {slip}\n"
    (small / ASSIGNMENT / "checks.py").write_text(text)

    found, _ = audited(small)

    assert problem in found.problems[0]
    assert ", shared: assert_close" in found.problems[0]


def test_a_public_check_that_needs_a_hidden_one(small: Path) -> None:
    """Students do not have that, and their checks could not be loaded."""
    text = PUBLIC.replace('points=1, hint="Whose', 'needs="double_repeats_itself", points=1, hint="Whose')
    (small / ASSIGNMENT / "checks.py").write_text(text)

    with pytest.raises(
        CourseError, match="which is hidden, and students do not have it; make double_repeats"
    ):
        audited(small)


def test_an_argument_that_cannot_be_handed_over(small: Path) -> None:
    """Whoever wrote the check is told its line, and which argument of what is the matter."""
    text = HIDDEN.replace("    doubled = double(numbers)\n", "    doubled = double(lambda: numbers)\n")
    (small / PRIVATE / "checks.py").write_text(text)

    with pytest.raises(CourseError) as told:
        audited(small)

    line = text[: text.index("lambda")].count("\n") + 1
    assert f"checks.py: line {line}, check high_is_the_largest_of_doubled_numbers" in str(told.value)
    assert "argument 1 of double is a function" in str(told.value)


def test_stub_that_is_no_python(small: Path) -> None:
    """A slip in a stub is quoted; what the notebook imports has nothing to do with it."""
    text = SOURCE.replace("def double(numbers: np.ndarray):", "def double(numbers: np.ndarray)")
    (small / ASSIGNMENT / "tiny.py").write_text(text)

    with pytest.raises(CourseError) as told:
        audited(small)

    said = "cell marker: line 1 of the cell, 'def double(numbers: np.ndarray)': expected ':'"
    assert str(told.value).endswith(said)


def test_stub_cell_that_does_not_run(small: Path) -> None:
    """A stub's cell that raises says where it stands."""
    (small / ASSIGNMENT / "tiny.py").write_text(SOURCE.replace("np.ndarray", "np.no_such_thing"))

    with pytest.raises(CourseError, match=r"tiny\.py: line 9, cell marker: the cell raises AttributeError"):
        audited(small)


def test_matrix(small: Path) -> None:
    """One column a check, one row a known solution, its score on the question at the end."""
    found, prepared = audited(small)

    lines = list(kill_matrix(found, prepared))

    assert lines[:11] == [
        "double (6 points)",
        "  a     4  twice_every_number",
        "  b     1  double_leaves_its_input_alone",
        "  c     1  double_repeats_itself (hidden)",
        f"  {'':46}  a b c   score",
        f"  {'tiny':46}  · · ·       6",
        f"  {'the untouched stubs':46}  N N -       0",
        f"  {'double_in_place':46}  · F ·       5",
        f"  {'double_noise':46}  · · F       5",
        f"  {'double_squares':46}  F · -       1",
        "",
    ]


def test_matrix_of_many_checks_fits_a_terminal(small: Path) -> None:
    """Thirty checks of one question still fit 80 columns."""
    more = [PUBLIC[PUBLIC.index('@check("double", points=4') : PUBLIC.index('@check("double", points=1')]]
    texts = [text.replace("twice_every_number", f"twice_{n}_{'x' * 70}") for n in range(30) for text in more]
    (small / ASSIGNMENT / "checks.py").write_text(PUBLIC + "\n\n".join(texts))

    lines = list(kill_matrix(*audited(small)))

    assert max(map(len, lines)) <= 80


def test_summary(small: Path) -> None:
    """What was played, how much a wrong answer can earn, and what comes next."""
    lines = list(summary(*audited(small)))

    assert lines == [
        "5 checks, 1 right and 4 wrong solutions",
        "best wrong double: double_in_place earns 5 of 6",
        "best wrong spread: spread_swapped earns 0 of 2",
        "2 wrong solutions keep over half of their question by design",
        "no problems: ready to release",
    ]


def test_problems_are_counted(small: Path) -> None:
    """The last line says how many problems there are."""
    (small / PRIVATE / "wrong/double_noise.py").unlink()

    lines = list(summary(*audited(small)))

    assert lines[-2:] == ["problem: check double_repeats_itself catches no wrong solution", "1 problem"]


def test_rubric_that_does_not_fit(small: Path) -> None:
    """A rubric that contradicts the notebook is found before anybody marks by it."""
    path = small / "solutions/tiny/rubric.toml"
    path.write_text(
        '[[question]]\nname = "why"\nmodel = "Because."\n[[question.criterion]]\nname = "a reason"\n'
        'levels = [{ points = 2, when = "gives one" }]\n'
    )

    found, _ = audited(small)

    assert found.problems == (f"{path}: why: criteria add up to 2 points, expected 3, as in the notebook",)


def test_many_figures(small: Path) -> None:
    """A hundred figures for each known solution take minutes: where three would do, it is said."""
    (small / ASSIGNMENT / "tiny.py").write_text(
        SOURCE.replace('stub="double"', 'stub="double" returns="figure"')
    )
    (small / ASSIGNMENT / "checks.py").write_text(
        PUBLIC.replace("points=1, hint", "points=1, examples=3, hint")
    )
    course = load_course(small)
    assignment, _ = load_assignment(course, "tiny")

    (found,) = many_figures(prepare(assignment, course.key))

    assert found == (
        "warning: twice_every_number, double_repeats_itself: up to 100 figures are drawn for each known "
        "solution, which takes long; write examples=3 into @check"
    )
