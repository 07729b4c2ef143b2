"""Facts → one HTML file that asks for nothing. Its one script sorts and searches; all is there without it."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from jinja2 import Template

from grader.class_report.facts import CheckFacts, Facts, RepairFacts
from grader.class_report.plots import plots
from grader.class_report.statistics import APART, FEWEST, surely_weak
from grader.feedback import content_policy, page_style, page_templates
from grader.grading.late_table import duration
from grader.model import GONE, LACKING, LACKING_HIDDEN
from grader.wording import sentences

NOTHING = "\N{EN DASH}"
_HERE = Path(__file__).parent


def render(found: Facts) -> str:
    """The same facts are the same text, byte for byte."""
    unmarked = [one for one in found.questions if one.unmarked]
    return (
        _template()
        .render(
            found=found,
            pages={one.student: one.page for one in found.students},
            lost_on=_lost_on(found),
            plots=plots(found),
            unmarked=unmarked,
            odd=[one for one in found.students if one.status != "graded" or one.remark],
            worth_a_look=[one for one in found.checks if _worth_a_look(one)],
            repaired=_notebooks(
                one for one in found.repairs if one.rule not in (GONE, LACKING, LACKING_HIDDEN)
            ),
            gone=_notebooks(one for one in found.repairs if one.rule == GONE),
            called=_called(found),
            fewest=FEWEST,
            apart=APART,
            style=page_style(_HERE),
            script=_script(),
            policy=content_policy(style=page_style(_HERE), script=_script()),
        )
        .lstrip()
    )


def _notebooks(repairs: Iterable[RepairFacts]) -> int:
    return len({student for one in repairs for student in one.students})


def _called(found: Facts) -> dict[str, str]:
    """By student, the name; with the id, where another has the same one; without a name, the id alone."""
    alike = Counter(one.name for one in found.students)
    return {
        one.student: f"{one.name} ({one.student})" if alike[one.name] > 1 else one.name
        for one in found.students
        if one.name
    }


def _lost_on(found: Facts) -> dict[str, str]:
    """By student, the questions that lost points, each with the mistakes named in it."""
    named = {
        (student, group.question): " · ".join(one.name.rstrip(".") for one in group.diagnoses)
        for group in found.groups
        for student in group.students
    }
    return {
        one.student: ", ".join(
            f"{question} ({name})" if (name := named.get((one.student, question))) else question
            for question in one.lost
        )
        for one in found.students
    }


def _worth_a_look(check: CheckFacts) -> bool:
    """Nobody passes it, or those who pass are not those who are good at the rest, and this is no chance."""
    weak = check.discrimination is not None and surely_weak(check.discrimination, check.students)
    return weak or (check.passed == 0 and check.students >= FEWEST)


@cache
def _template() -> Template:
    environment = page_templates(
        _HERE, percent=percent, telling=telling, sentences=sentences, shade=shade, duration=duration
    )
    return environment.get_template("page.html")


def percent(part: float | None) -> str:
    return NOTHING if part is None else f"{100 * part:.0f} %"


def telling(number: float | None) -> str:
    """A discrimination, with a real minus sign."""
    return NOTHING if number is None else f"{number:.2f}".replace("-", "\N{MINUS SIGN}")


def shade(part: int, whole: int) -> str:
    """A class for the depth of a cell's ground, in five steps."""
    return f"shade-{round(4 * part / whole) if whole else 0}"


@cache
def _script() -> str:
    return (_HERE / "tables.js").read_text("utf-8")
