"""Whatever stands in a field of a report, of figures or of an answer: pages show it and obey nothing.

Values are drawn by their types, so a field that is added is tried, too.
"""

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from enum import EnumType
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hostile_class import active
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from grader.class_report import Facts, facts
from grader.class_report import render as class_page
from grader.feedback.page import render as feedback_page
from grader.feedback.view import view
from grader.marking.prose import compared, rendered
from grader.model import Report
from grader.wording import printable

OURS = {"style", "svg", "script"}  # elements of the pages themselves
ACTIVE = [
    "<script>ran = 1</script>", '" onmouseover="ran = 1', "' autofocus onfocus='ran = 1", "<!--", "]]>", "",
    "</style><svg onload=x>", "</code></pre><iframe src=//x>", "{{ 7 * 7 }}", "{% raw %}", "=cmd()", "../x",
    "\x1b]0;x\x07\x1b[2J", "\u202eevil", "\0", "\ud800", "a\nb", "&lt;b>", " ", "\\href{javascript:x}{y}",
    "[[0, 1e999], [nan, -inf]]", "[" * 99, "[1, [2, [3]]]", "x" * 2_100, "y\n" * 500, "None", "12",
]  # fmt: skip
TEXTS = st.sampled_from(ACTIVE) | st.lists(st.sampled_from(ACTIVE), min_size=2, max_size=3).map("".join)
SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    float: st.sampled_from([0.0, 1.0, -1.0, 2.5]),
    int: st.integers(0, 9),
    bool: st.booleans(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    NoneType: st.none(),
}
QUICK = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def drawn(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a type, with hostile texts in them."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind in SIMPLE:
        return SIMPLE[kind]
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return st.builds(kind, **{one.name: drawn(hints[one.name]) for one in fields(kind)})
    if origin is tuple:
        return (
            st.lists(drawn(inner[0]), max_size=3).map(tuple)
            if ... in inner
            else st.tuples(*map(drawn, inner))
        )
    if origin is dict:
        return st.dictionaries(drawn(inner[0]), drawn(inner[1]), max_size=2)
    if origin in (Union, UnionType):
        return st.one_of(*map(drawn, inner))
    return st.sampled_from(inner if origin is Literal else [*kind] if isinstance(kind, EnumType) else [])


def harmless(page: str) -> bool:
    return set(active(page)) <= OURS and printable(page) == page


@QUICK
@given(report=drawn(Report), own=st.dictionaries(TEXTS, TEXTS, max_size=2))
def test_feedback(report: Report, own: dict[str, str]) -> None:
    """Each field of a report, and the student's own text."""
    assert harmless(feedback_page(view(report, course="C", own=own)))


@QUICK
@given(reports=st.lists(drawn(Report), max_size=3))
def test_class_report(reports: list[Report]) -> None:
    """Each field of several."""
    found = facts(reports, course="C", assignment="a", scored={}, journal=[], pages={})

    assert harmless(class_page(found))


@QUICK
@given(found=drawn(Facts).map(lambda found: replace(found, mean=2.0)))  # a class with quartiles has a mean
def test_class_figures(found: Facts) -> None:
    """Each figure itself; passages that are alike are among them."""
    assert harmless(class_page(found))


@QUICK
@given(text=TEXTS, other=TEXTS, name=TEXTS)
def test_marking(text: str, other: str, name: str) -> None:
    """An answer as a marker reads it, and beside another."""
    shown = rendered(text, {name: "data:image/png;base64,iVBORw0KGgo="}) + compared(text, other)

    assert active(str(shown)) == []
