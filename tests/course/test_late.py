"""What coming late costs: the rule, extensions.csv, and both in nbgrader's gradebook."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_course import COURSE

from grader.course.late import DAY, HOUR, late_rule_in_words, load_extensions, penalty
from grader.course.load import load_course
from grader.course.totals import Earned, Total, total
from grader.errors import CourseError
from grader.model import LateRule

PARIS = ZoneInfo("Europe/Paris")
DUE = datetime(2026, 12, 20, 23, 59, tzinfo=PARIS)

RULES = st.builds(
    LateRule,
    percent=st.sampled_from([0.0, 5.0, 33.3, 100.0]),
    points=st.sampled_from([0.0, 0.5, 4.0]),
    per=st.sampled_from(["day", "hour"]),
    grace_minutes=st.sampled_from([0.0, 10.0, 90.0]),
    max_days=st.sampled_from([None, 0, 2]),
)
SCORES = st.floats(0, 100)
SECONDS = st.floats(0, 12 * DAY)


# --- the rule ---


@given(rule=RULES, score=SCORES, seconds=SECONDS)
def test_penalty_is_part_of_the_score(rule: LateRule, score: float, seconds: float) -> None:
    """Coming late never costs less than nothing, nor more than there is."""
    assert 0 <= penalty(rule, score, seconds) <= score


@given(rule=RULES, score=SCORES, seconds=SECONDS, more=SECONDS)
def test_later_is_never_cheaper(rule: LateRule, score: float, seconds: float, more: float) -> None:
    """Handing in later never costs less; so an extension never lowers a score."""
    assert penalty(rule, score, seconds) <= penalty(rule, score, seconds + more)


@given(rule=RULES, score=SCORES, better=SCORES, seconds=SECONDS)
def test_better_work_stays_better(rule: LateRule, score: float, better: float, seconds: float) -> None:
    """Of two works that come equally late, the one with more points keeps at least as many."""
    low, high = sorted((score, better))

    assert (
        low - penalty(rule, low, seconds) <= high - penalty(rule, high, seconds) + 1e-6
    )  # as exactly as it is kept


@pytest.mark.parametrize(
    ("seconds", "taken"),
    [(0, 0), (600, 0), (601, 2), (DAY + HOUR, 2), (DAY + HOUR + 1, 4), (2 * DAY + HOUR, 4), (4 * DAY, 20)],
)
def test_days(seconds: float, taken: float) -> None:
    """Grace; then each day begun, once it is an hour old; after the last day nothing is left."""
    rule = LateRule(percent=10, grace_minutes=10, max_days=3)

    assert penalty(rule, 20, seconds) == taken


def test_hours() -> None:
    """Points for each hour begun."""
    assert penalty(LateRule(points=1.5, per="hour"), 20, 2 * HOUR + 1) == 4.5


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (LateRule(), "coming late costs nothing"),
        (LateRule(percent=10), "10 % of the score off for each day"),
        (
            LateRule(points=2, per="hour", grace_minutes=15, max_days=5),
            "2 points off for each hour begun; no points after 5 days, 15 minutes of grace",
        ),
        (LateRule(max_days=0), "no points for late work"),
    ],
)
def test_rule_in_words(rule: LateRule, words: str) -> None:
    """The rule can be read to students."""
    assert late_rule_in_words(rule) == words


@pytest.mark.parametrize(
    ("table", "rule"),
    [
        ("percent = 10", LateRule(percent=10)),
        (
            'points = 2\nper = "hour"\ngrace_minutes = 5\nmax_days = 3',
            LateRule(0, 2, "hour", 5, 3),
        ),
    ],
)
def test_rule_in_course_toml(small: Path, table: str, rule: LateRule) -> None:
    """[late] says it."""
    (small / "course.toml").write_text(f"{COURSE}\n[late]\n{table}\n")

    assert load_course(small).late == rule


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("", "it takes nothing off; add percent = 10, or remove it"),
        ("percent = 10\npoints = 2", "percent and points are both there; remove one of them"),
        ("percent = 110", "percent is 110, expected a number above 0, up to 100"),
        ('percent = 10\nper = "week"', 'per is "week", expected "day" or "hour"'),
        ("percent = 10\nmax_days = -1", "max_days is -1, expected a whole number, 0 or above"),
        ("percents = 10", "there is no key 'percents'; did you mean 'percent'?"),
    ],
)
def test_rule_that_cannot_be_used(small: Path, table: str, message: str) -> None:
    """Which key of [late], what was found, and what was wanted."""
    (small / "course.toml").write_text(f"{COURSE}\n[late]\n{table}\n")

    with pytest.raises(CourseError) as error:
        load_course(small)

    assert str(error.value) == f"{small}/course.toml: [late]: {message}"


# --- extensions.csv ---


def extensions(small: Path, text: str) -> Any:
    (small / "class").mkdir(exist_ok=True)
    (small / "class/extensions.csv").write_text(text)
    return load_extensions(load_course(small), small / "class")


def test_no_extensions(small: Path) -> None:
    """Without the file nobody has one."""
    assert load_extensions(load_course(small), small / "class").of("tiny") == {}


@pytest.mark.parametrize(
    ("columns", "cells", "due"),
    [
        ("extra", "2 days", DUE + timedelta(2)),
        ("Extra time", "1 day 12 hours", DUE + timedelta(1, 12 * HOUR)),
        ("extension", "36h", DUE + timedelta(1.5)),
        ("extra", "0 hours", DUE),
        ("due", "2027-01-10", datetime(2027, 1, 10, 23, 59, 59, tzinfo=PARIS)),
        ("New due date", "2027-01-10 18:00", datetime(2027, 1, 10, 18, tzinfo=PARIS)),
        ("due", "2027-01-10T18:00Z", datetime(2027, 1, 10, 18, tzinfo=UTC)),
        ("due", '"Sonntag, 10. Januar 2027, 18:00 Uhr"', datetime(2027, 1, 10, 18, tzinfo=PARIS)),
        ("due", "20/01/2027 6:00 PM", datetime(2027, 1, 20, 18, tzinfo=PARIS)),
        ("due", "20.01.2027", datetime(2027, 1, 20, 23, 59, 59, tzinfo=PARIS)),
        ("due", "20 janvier 2027", datetime(2027, 1, 20, 23, 59, 59, tzinfo=PARIS)),
        ("due", "9999-12-31", datetime(2900, 1, 1, tzinfo=UTC)),
        ("due", "9999", datetime(2900, 1, 1, tzinfo=UTC)),
        ("extra", "900000 days", datetime(2900, 1, 1, tzinfo=UTC)),
    ],
)
def test_extension(small: Path, columns: str, cells: str, due: datetime) -> None:
    """More time, or another date; without a zone it is the course's; headers in any spelling."""
    found = extensions(small, f"Student,Assignment,{columns}\nada,tiny,{cells}\n")

    assert found.of("tiny") == {"ada": due}


def test_days_by_the_clock_on_the_wall(small: Path) -> None:
    """Ten days over a change of clocks end at the same time of day."""
    (small / "course.toml").write_text(COURSE.replace("2026-12-20", "2026-10-20"))

    found = extensions(small, "student;assignment;extra\nada;tiny;10 days\n")

    assert found.of("tiny")["ada"] == datetime(2026, 10, 30, 23, 59, tzinfo=PARIS)


def test_excused_from_all(small: Path) -> None:
    """A student may be excused, from one assignment or all."""
    found = extensions(small, "student,assignment,excused\nada,all,yes\n")

    assert found.excused_from("tiny") == {"ada"}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("ada,tinny,1 day,,", "line 2: assignment is 'tinny', expected all or one of: tiny; did you"),
        (",tiny,1 day,,", "line 2: student is empty; fill it in"),
        ("ada,tiny,soon,,", "line 2: extra is 'soon', expected a time such as 2 days, 36 hours or"),
        (f"ada,tiny,{'9' * 400} days,,", f"line 2: extra is '{'9' * 400} days', expected a time such as"),
        ("ada,tiny,999999999 days,,", "line 2: extra is '999999999 days', expected a time in this century"),
        ("ada,tiny,,tomorrow,", "line 2: due is 'tomorrow', expected a date such as 2027-01-10, or"),
        ("ada,tiny,,01/02/2027,", "line 2: due is '01/02/2027', expected a date such as 2027-01-10, or with a"
         " time, 2027-01-10 23:59; '01/02/2027 23:59:59' can be read in several ways, as 2027-01-02"),
        ("ada,tiny,,2027-02-30,", "line 2: due is '2027-02-30', expected a date such as 2027-01-10, or with a"
         " time, 2027-01-10 23:59; '2027-02-30 23:59:59' is no date and time: there is no such day"),
        ("ada,tiny,,2026-12-01,", "line 2: due is 2026-12-01, expected nothing before 2026-12-20 23:59"),
        ("ada,tiny,,,", "line 2: 0 of extra, due and excused are filled in, expected one"),
        ("ada,tiny,1 day,,yes", "line 2: 2 of extra, due and excused are filled in, expected one"),
        ("ada,tiny,,,perhaps", "line 2: excused is 'perhaps', expected yes, or nothing"),
        ("ada,tiny,1 day,,\n\nada,all,2 days,,", "line 4: ada has an extension of tiny in line 2 already"),
    ],
)  # fmt: skip
def test_extension_that_cannot_be_used(small: Path, rows: str, message: str) -> None:
    """Which line, what was found, what was wanted."""
    with pytest.raises(CourseError) as error:
        extensions(small, f"student,assignment,extra,due,excused\n{rows}\n")

    assert str(error.value).startswith(f"{small}/class/extensions.csv: {message}")


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("student,extra", "line 1: columns are: student, extra, expected one called 'assignment' among them"),
        (
            "student,ID,assignment",
            "line 1: 'student' and 'ID' are both the column 'student'; rename",
        ),
    ],
)
def test_columns_that_cannot_be_used(small: Path, header: str, message: str) -> None:
    """A column that is missing, or there twice, is named."""
    with pytest.raises(CourseError) as error:
        extensions(small, f"{header}\n")

    assert str(error.value).startswith(f"{small}/class/extensions.csv: {message}")


# --- totals ---


HOMEWORK = [Earned("one", 9, 10), Earned("two", 10, 40), Earned("three", 0, 10, excused=True)]


def test_drop_and_excuse() -> None:
    """The lowest counts in neither sum; what a student is excused from does not use up the drop."""
    assert total(HOMEWORK, drop_lowest=1) == Total(9, 10, ("two",), ("three",))


def test_one_always_counts() -> None:
    """Not everything is dropped."""
    assert total(HOMEWORK, drop_lowest=9) == Total(9, 10, ("two",), ("three",))


@given(
    scores=st.lists(st.tuples(st.integers(0, 20), st.integers(1, 5)), min_size=1, max_size=6),
    drops=st.integers(0, 3),
)
def test_a_drop_never_hurts(scores: list[tuple[int, int]], drops: int) -> None:
    """With more drops the part of the points that was earned is never smaller."""
    earned = [Earned(str(name), min(score, 4 * size), 4 * size) for name, (score, size) in enumerate(scores)]

    fewer, more = total(earned, drop_lowest=drops), total(earned, drop_lowest=drops + 1)

    assert more.score / more.points >= fewer.score / fewer.points - 1e-9
