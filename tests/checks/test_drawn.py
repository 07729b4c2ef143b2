"""Examples are drawn once, and again for those checks whose examples an edit can change."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_course import HIDDEN, PUBLIC

from grader.checks.claims import Check
from grader.checks.draw import draw
from grader.checks.drawn import drawn
from grader.checks.load import load_checks
from grader.checks.sources import Sources
from grader.cores import watched_by
from grader.course import load_assignment, load_course

ALL = {
    "twice_every_number",
    "double_leaves_its_input_alone",
    "low_is_the_smallest",
    "double_repeats_itself",
    "high_is_the_largest_of_doubled_numbers",
}
HIDDEN_ONES = {"double_repeats_itself", "high_is_the_largest_of_doubled_numbers"}


def checks_of(root: Path) -> tuple[Check, ...]:
    assignment, _ = load_assignment(load_course(root), "tiny")
    hidden = root / "solutions/tiny/checks.py"
    return load_checks(assignment.folder / "checks.py", hidden, assignment.questions)


def changed(root: Path, of: Callable[[Sources, Check], str], **texts: str) -> set[str]:
    """The checks about which something else is to be found out after an edit of public= or hidden=."""
    before = checks_of(root)
    old = {check.id: of(Sources(before), check) for check in before}
    (root / "assignments/tiny/checks.py").write_text(texts.get("public", PUBLIC))
    (root / "solutions/tiny/checks.py").write_text(texts.get("hidden", HIDDEN))
    after = checks_of(root)
    return {check.id for check in after if old[check.id] != of(Sources(after), check)}


EDITS = {
    "points": (PUBLIC.replace("points=4", "points=3"), HIDDEN, set(), set()),
    "a hint": (PUBLIC.replace("What is twice", "How much is twice"), HIDDEN, set(), set()),
    "a body": (PUBLIC.replace("2 * numbers", "numbers + numbers"), HIDDEN, {"twice_every_number"}, set()),
    "a hidden body": (
        PUBLIC, HIDDEN.replace("doubled.max()", "max(doubled)"),
        {"high_is_the_largest_of_doubled_numbers"}, set(),
    ),
    "an @given": (
        PUBLIC.replace("@given(numbers=NUMBERS)\ndef low", "@given(numbers=NUMBERS.filter(any))\ndef low"),
        HIDDEN, {"low_is_the_smallest"}, {"low_is_the_smallest"},
    ),
    "a strategy": (PUBLIC.replace("integers(1, 4)", "integers(1, 5)"), HIDDEN, ALL, ALL),
    "a comment": (PUBLIC.replace("NUMBERS =", "# Small ones.\nNUMBERS ="), HIDDEN, set(), set()),
    "the hidden file": (PUBLIC, "LIMIT = 3\n" + HIDDEN, HIDDEN_ONES, HIDDEN_ONES),
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_costs_what_it_touches(small: Path, edit: str) -> None:
    """Of verdicts and of examples, only those are found out anew which the edit can change."""
    public, hidden, verdicts, pools = EDITS[edit]

    assert changed(small, Sources.of_verdict, public=public, hidden=hidden) == verdicts
    (small / "assignments/tiny/checks.py").write_text(PUBLIC)
    (small / "solutions/tiny/checks.py").write_text(HIDDEN)
    assert changed(small, Sources.of_pool, public=public, hidden=hidden) == pools


def test_data(small: Path) -> None:
    """Checks may read the assignment's data, so another file there is another check."""
    before = checks_of(small)
    old = [Sources(before).of_verdict(check) for check in before]
    (small / "assignments/tiny/data").mkdir()
    (small / "assignments/tiny/data/table.csv").write_text("1,2\n")

    assert not {*old} & {Sources(before).of_verdict(check) for check in before}


def test_the_same_examples(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawn anew, kept, or on whatever core: the examples are those that `draw` draws, and shared alike."""
    monkeypatch.setenv("GRADER_CACHE", str(tmp_path / "cache"))
    checks = checks_of(small)

    new, again, plain = drawn(checks, "key"), drawn(checks, "key"), draw(checks, "key")

    assert [repr(pools) for pools in (new, again)] == [repr(plain)] * 2
    assert new["low_is_the_smallest"][0] is new["double_leaves_its_input_alone"][0]
    assert not new["low_is_the_smallest"][0]["numbers"].flags.writeable


def test_objects_of_classes_of_the_file(small: Path) -> None:
    """Named tuples and dataclasses are drawn on whatever core, as the classes they are."""
    natural = """
from dataclasses import dataclass
from typing import NamedTuple

class Line(NamedTuple):
    slope: int

    def doubled(self):
        return 2 * self.slope

@dataclass
class Problem:
    numbers: list
"""
    claims = """
@check("double", points=1, hint="")
@given(line=st.builds(Line, st.integers(1, 3)))
def of_a_line(double, line):
    \"\"\"A claim.\"\"\"

@check("double", points=1, hint="")
@given(problem=st.builds(Problem, st.lists(st.integers(1, 3))))
def of_a_problem(double, problem):
    \"\"\"A claim.\"\"\"
"""
    file = small / "assignments/tiny/checks.py"
    file.write_text(PUBLIC + natural + claims)

    pools = drawn(checks_of(small), "natural")

    assert all(one["line"].doubled() == 2 * one["line"].slope for one in pools["of_a_line"])
    assert {type(one["problem"]).__name__ for one in pools["of_a_problem"]} == {"Problem"}


def test_another_key(small: Path) -> None:
    """Hidden checks meet other examples in a course with another key, public ones the same."""
    checks = checks_of(small)

    one, other = drawn(checks, "key"), drawn(checks, "another")

    assert {name for name in one if repr(one[name]) != repr(other[name])} == HIDDEN_ONES


@pytest.mark.parametrize(("examples", "fewer"), [(100, ", or fewer: examples=25 in its @check"), (1, "")])
def test_what_takes_long_to_draw(small: Path, examples: int, fewer: str) -> None:
    """The check is named, with what to do about it."""
    said = list[str]()
    dear = f"st.integers(0, 10**9).map(lambda one: one + 0 * sum(range(10**8 // {examples})))"
    claim = f"@check('double', points=1, hint='', examples={examples})\n@given(one={dear})\n"
    body = 'def of_many(double, one):\n    """A claim."""\n'
    (small / "assignments/tiny/checks.py").write_text(f"{PUBLIC}\n\n{claim}{body}")
    checks = [check for check in checks_of(small) if check.id == "of_many"]

    with watched_by(lambda found, what, total: found, said.append):
        drawn(checks, f"slow{examples}", slow=5)

    counted = f"{examples} example" + "s" * (examples > 1)
    (line,) = said
    assert line.startswith(f"warning: to draw {counted} for check of_many takes ")
    assert line.endswith(
        f"a hundred lists of ten numbers; draw smaller inputs, of 10,000 parts at most{fewer}"
    )


def test_a_busy_machine_is_not_told(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is said of a check where the machine is slow, or what is first drawn in a process."""
    said, real, late = list[str](), draw, [True]

    def busy(*given: Any, **named: Any) -> Any:
        until = time.thread_time() + 1
        while late and time.thread_time() < until:
            time.sleep(0.01)  # and then work, as for what is loaded when first something is drawn
            sum(range(100_000))
        late.clear()
        return real(*given, **named)

    monkeypatch.setattr("grader.checks.drawn.draw", busy)

    with watched_by(lambda found, what, total: found, said.append):
        drawn(checks_of(small), "busy", slow=5)

    assert said == []
