"""Whatever stands in a field of a report, of figures or of an answer: pages show it and obey nothing.

Values are drawn by their types, so a field that is added is tried, too.
"""

import re
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from enum import EnumType
from html.parser import HTMLParser
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hostile_class import active
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from nbconvert.filters import markdown2html

from grader.class_report.derive import facts
from grader.class_report.facts import Facts
from grader.class_report.page import render as class_page
from grader.class_report.write import as_json
from grader.feedback.page import render as feedback_page
from grader.feedback.view import view
from grader.gradebook.nbgrader_plugin import without_scripts
from grader.grading.recording import comments_of
from grader.marking.prose import compared, rendered
from grader.model import Report
from grader.notebooks import PictureSize, sanitised
from grader.notebooks.sanitised import output
from grader.values import Output
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
    names = {one.student: f"{one.student}<b>" for one in reports}
    found = facts(reports, course="C", assignment="a", scored={}, journal=[], pages={}, names=names, late={})

    assert harmless(class_page(found))


@QUICK
@given(found=drawn(Facts).map(lambda found: replace(found, mean=2.0)))  # a class with quartiles has a mean
def test_class_figures(found: Facts) -> None:
    """Each figure itself; passages that are alike are among them."""
    assert harmless(class_page(found))


def test_figures_as_json() -> None:
    """What is shown by a terminal, too."""
    course = "\x1b[2J\u202e\x9b"
    found = facts([], course=course, assignment="a", scored={}, journal=[], pages={}, names={}, late={})

    made = as_json(found)

    assert printable(made) == made


@QUICK
@given(report=drawn(Report))
def test_comments_in_the_gradebook(report: Report) -> None:
    """What nbgrader shows of a report: its pages take a comment as it is."""
    comments = comments_of(report)

    assert {name: printable(comment) for name, comment in comments.items()} == comments


# What MathJax, with which formgrader sets formulas, would obey, as a browser may come to read it.
COMMANDS = ["href{javascript:x}{y}", "mmlToken{mi}[href='javascript:x']{y}", "style{x:y}{z}", "url{x}",
            "bbox[background:url(//x)]{y}", "class{x}{y}", "cssId{x}{y}", "require{html}"]  # fmt: skip
SPELT = [
    "$\\{0}{1}$", "&#36;&#92;{0}{1}&#36;", "&#x24;&#x5C;{0}{1}&#36", "&dollar;&bsol;{0}{1}&dollar;",
    "\\\\(&#92;{0}{1}\\\\)", "&#36;\\&#{2};{3}{1}&#36;", "&#36;\\&#x000{4:x};{3}{1}&#36;",
    "<b>&#36;&#092;{0}{1}&#36;</b>",
    "\\begin{{a}}\\{0}{1}\\end{{a}}", "&#36;&#0000092;{0}{1}&#36;", "| &#36;&#92;{0}{1}&#36; |\n|-|",
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.partition("{")[0])
@pytest.mark.parametrize("spelt", SPELT)
def test_no_formula_acts(spelt: str, command: str) -> None:
    """In formgrader formulas are typeset: none in an answer or an output links, loads or styles."""
    name = re.match(r"\w+", command)[0]  # type: ignore[index]
    text = spelt.format(name, command[len(name) :], ord(name[0]), name[1:], ord(name[0]))
    outputs = [
        output(Output("display", {kind: text})) for kind in ("text/html", "text/latex", "text/markdown")
    ]
    data = [one.data for made in outputs for one in made]
    shown = [sanitised.markdown(text), *(one.get("text/markdown", "") for one in data)]
    pages = [markdown2html(one) for one in shown]
    pages += [one.get(kind, "") for one in data for kind in ("text/html", "text/latex")]

    assert [page for page in pages if f"\\{name}" in read_by_mathjax(without_scripts(page))] == []


class _Texts(HTMLParser):
    """Collects the texts of a page, as its browser reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read_by_mathjax(page: str) -> str:
    parser = _Texts()
    parser.feed(page)
    parser.close()
    return "".join(parser.texts)


@pytest.mark.parametrize(
    "text", ["![a](attachment:gone.png)", "![a][r]\n\n[r]: attachment:gone.png", "![a](attachment:é.png)"]
)
def test_a_picture_that_is_not_there(text: str) -> None:
    """Costs its student that picture; nbconvert would show no page at all."""
    assert "<img" in markdown2html(sanitised.markdown(text, {"é.png": PictureSize(9, 9)}))


@pytest.mark.parametrize(
    ("text", "shown"),
    [("![](attachment:a.png)\n" * 900, 9), ("![][a]\n" * 900 + "\n[a]: attachment:a.png", 0)],
)
def test_one_picture_named_a_thousand_times(text: str, shown: int) -> None:
    """It would stand on a page as often, and two of its megabytes be a page of gigabytes."""
    kept = sanitised.markdown(text, {"a.png": PictureSize(2 << 20, 1)})

    assert kept.count("(attachment:") + kept.count(": attachment:") == shown


def test_twenty_large_pictures() -> None:
    """Each is shown, however large they are together: a notebook has a bound of its own."""
    names = {f"{number}.png": PictureSize(4 << 20, 12_000_000) for number in range(20)}
    text = "".join(f"![]({name})\n" for name in map("attachment:{}".format, names))

    assert sanitised.markdown(text, names) == text


@QUICK
@given(text=TEXTS, other=TEXTS, name=TEXTS)
def test_marking(text: str, other: str, name: str) -> None:
    """An answer as a marker reads it, and beside another."""
    shown = rendered(text, {name: "data:image/png;base64,iVBORw0KGgo="}) + compared(text, other)

    assert active(str(shown)) == []


# All that the marking page renders by rules of its own, and where a text of a student's can stand in it.
FORMS = [
    "${}$", "$${}$$", r"\({}\)", r"\[{}\]", r"\begin{{align}}{}\end{{align}}", "`{}`", "```{}\na\n```",
    "[{}](http://a.example)", "[a](<{}>)", "[a](http://a.example '{}')", "<http://{}>", "![{}](gone.png)",
    "# {}", "![a](<{}>)", "![a](attachment:{})", "|a|\n|-|\n|{}|",
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_marking_of_each_form(form: str) -> None:
    """Whatever stands inside of it."""
    shown = [str(rendered(form.format(text))) for text in ACTIVE]

    assert [page for page in shown if active(page)] == []
