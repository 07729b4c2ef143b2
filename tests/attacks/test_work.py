"""No step of ours takes work that grows faster than what a student wrote.

Each is tried on a short hostile text and on one eight times as long: where work grows as the text does, the
long one takes about eight times as long, where it grows as the square of the text, 64 times. `fuzz/fuzz.py
work` tries far more of them.
"""

import json
import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache, reduce
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from nbconvert.filters import markdown2html
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from small_course import write_course
from work import MOST, growth, peak
from work import TIMES as TIMES_LONGER

import grader
from grader.class_report.similarity import own_code, pairs
from grader.course import Student
from grader.diagnosis.cells import elsewhere
from grader.diagnosis.learn import Solution
from grader.diagnosis.looks import looks_at_sizes, rounds_of, shape_question
from grader.diagnosis.quoted import as_said
from grader.diagnosis.writing import fits, fitting_question, later_digits, likeliest
from grader.errors import UnreadableNotebook
from grader.export.course_totals import _rows
from grader.export.grades import Grade, Grades
from grader.export.sheets import Sheet, _before_the_maximum, _column
from grader.export.whose_row import whose_rows
from grader.files import composed, folded
from grader.gradebook.nbgrader_plugin import without_scripts
from grader.grading.graded_notebook import graded_notebook
from grader.grading.memory import memory
from grader.marking.prose import rendered
from grader.marking.said import normal, said
from grader.model import QuestionReport
from grader.notebooks import read_source, release_notebook, salvage, sanitised, to_bytes
from grader.notebooks.reach import reach, read_cell
from grader.submissions import anchor_notebook, parse_submission, student_code
from grader.submissions.damaged import readings
from grader.values import as_source, as_value, in_words
from grader.values.grammar import DEEPEST
from grader.values.packed import pack
from grader.wording import printable, wrapped

REPORTS = {name: QuestionReport(0.0, 1.0) for name in ("double", "spread", "why")}
TIMES = 60  # a notebook takes so many times its length in memory, and
SPARE = 3_000_000  # bytes that any notebook takes


@cache
def release() -> NotebookNode:
    with TemporaryDirectory() as folder:
        return release_notebook(read_source(write_course(Path(folder)) / "assignments/tiny/tiny.py"))


def handed_in(*cells: dict[str, object]) -> bytes:
    """A notebook without the released stubs, so that they are looked for in these cells."""
    others = [cell for cell in release().cells if not cell.source.startswith("def ")]
    own = [{"metadata": {}, "outputs": [], **cell} for cell in cells]
    return json.dumps({"cells": [*others, *own], "nbformat": 4, "nbformat_minor": 5}).encode()


def followed(raw: bytes) -> object:
    """A submission's way past the sandbox: read, mended, anchored, written."""
    try:
        anchored = anchor_notebook(parse_submission(raw), release())
    except UnreadableNotebook:
        return None
    student_code(anchored, release())
    return to_bytes(graded_notebook(anchored, release(), {}, REPORTS))


def as_cell(kind: str) -> Callable[[str], object]:
    return lambda text: followed(handed_in({"cell_type": kind, "source": text}))


def as_cells(kind: str, *, characters: int) -> Callable[[str], object]:
    """The text cut into cells of equal length."""

    def step(text: str) -> object:
        parts = [text[at : at + characters] for at in range(0, len(text), characters)]
        return followed(handed_in(*({"cell_type": kind, "source": part} for part in parts)))

    return step


def told_of(text: str) -> object:
    """What a page says of how a function is written that keeps something in a name of another cell."""
    code, name = f"def double(x):\n    if x:\n        {text}1\n    return x", "Cuts x off at 400 and -400."
    remembers = "def double(x, most=[1]):\n    seen.append(most.append(x))\n"
    return [
        memory("double", [text, remembers]),
        memory("double", [f"{remembers}{text}"]),
        later_digits(text),
        looks_at_sizes(text),
        looks_at_sizes(f"if {text}1: pass"),
        looks_at_sizes(f"if len('{text}').real: pass"),
        shape_question("Which?", code, "double"),
        rounds_of(code, ["x"]),
        as_said(name, "Which?", code),
        elsewhere(code, "double", [text, code], ()),
        fits(SLIP, code, "double"),
        likeliest([SLIP], code, "double", ()),
        fitting_question("What does np.double(x) give in your loop?", text, ()),
    ]


def compared(text: str) -> object:
    """A class report's look for submissions that are alike."""
    handed_in = new_notebook(cells=[new_code_cell(f"{text}x", id="own-1")])
    return pairs({"ada": own_code(handed_in, release())})


SLIP_OF = "def double(x):\n    return 2 * x"
SLIP = Solution(
    "s", "Uses x.", "", lambda: None, lambda: SLIP_OF.replace("*", "+"), slip_of=SLIP_OF, foreign=True
)


def in_cells(text: str) -> object:
    """A worksheet whose every cell of one row holds it, as do its grades; and a roster that does."""
    students = [Student("ada", "Ada Lovelace", email="a@x", student_number="1"), Student("bob", *[text] * 7)]
    titles = ["Full name", "ID number", "Email address", "Grade", "Maximum grade"]
    below = [(0, [text] * 5), (1, ["Ada Lovelace", "1", "a@x", "1", "2"])]
    known = [whose_rows(some, below, students) for some in (titles[:3], ["Xa", "Xb", "Xc"])]
    sheet = Sheet(Path("sheet.csv"), (tuple(titles), (text,) * 5), 0, "utf-8", ",", "\n")
    return [known, _before_the_maximum(sheet), _column(sheet, text, "Grade"), _column(sheet, text, "")]


STEPS: dict[str, Callable[[str], object]] = {
    "a cell of code": as_cell("code"),
    "a cell of text": as_cell("markdown"),
    "cells of code": as_cells("code", characters=40),
    "cells of text": as_cells("markdown", characters=40),
    "bytes": lambda text: followed(text.encode()),
    "damaged": readings,
    "reach": lambda text: read_cell(f"{text}1"),
    "salvage": lambda text: salvage(text, "double"),
    "printable": printable,
    "wrapped": lambda text: wrapped(text, 80, hanging="    "),
    "told": told_of,
    "formgrader": lambda text: markdown2html(sanitised.markdown(text)),
    "output": sanitised.html,
    "page": without_scripts,
    "marking": rendered,
    "said": said,
    "alike": compared,
    "normal": lambda text: (normal(text), composed(text), folded(text)),
    "worksheet": in_cells,
}
NESTINGS: dict[str, Callable[[Any], Any]] = {
    "sets": lambda inner: frozenset([inner]),
    "tuples": lambda inner: (inner,),
    "dicts": lambda inner: {"a": inner},
}
ON_VALUES: list[Callable[[Any], object]] = [as_source, as_value, pack, in_words]
# What begins something that ends elsewhere or never: Markdown, HTML, Python, JSON, a terminal's commands.
PIECES = """
]( ]: [ ![ ) ( { } ` ``` ```py * _ *_ ** ~~ $ $$ \\begin{a} \\end{a} | > - # 1. http:// &amp; & \\
<!-- --> <? <![CDATA[ <b> </b> <i> </i> <div> </div> <p> <ul><li> <table> <tr> <td> <a <a> a= = " ' < <b </ />
import from a. a a, a; a=1 a=b=1 return class @a else: elif for lambda: not await with ; %%a ! ? , :
{"a": [1, {}, null, "\\" \\u0000 <<<<<<< ======= >>>>>>> \x1b[ \x1b] \x07 0 é
""".split()
PIECES += ["<ab:c>", "/", "1+", " ", "\n", "\t", "\n    ", "```\n", "```py\n"]
PIECES += ["import a;", "if a:", "\ndef double(x):\n", "  return x\n"]
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join)
KNOWN = [
    ("a cell of text", "", "]("),
    ("a cell of text", "", "](x:"),
    ("a cell of text", "def double\n", "```py\n"),
    ("a cell of text", "def double\n", "```\ndouble\n```\n"),
    ("a cell of text", "", "double\ndef f(\n"),
    ("a cell of code", "import ", "a."),
    ("a cell of code", "", "a=1;"),
    ("a cell of code", "", "if a:pass\n"),
    ("cells of code", "", " double = 1" + " " * 29),
    ("reach", "", "a="),
    ("formgrader", "", "["),
    ("formgrader", "", "*_"),
    ("formgrader", "", "\\begin{a}"),
    ("output", "", "<b></i>"),
    ("output", "", "<div>"),
    ("output", "<a ", "a b c=1 "),
    ("output", "", "<a b='>' "),
    ("output", "&#", "0"),
    ("output", "&#x", "0"),
    ("page", "", "<div>"),
    ("marking", "", "["),
    ("marking", "", "<ab:c>"),
    ("told", "# ", "/"),
    ("told", "a", "\u0301\u0316"),
    ("said", "a", "\u0301\u0316"),
    ("normal", "a", "\u0301\u0316"),
    ("a cell of code", "a", "\u0301\u0316"),
    ("told", "import ", "a."),
    ("told", "seen = ", "1+"),
    ("told", "seen = ", "-"),
    ("told", "", "\n"),
    ("told", "", "1+"),
    ("told", "", "-"),
    ("told", "", "not "),
    ("told", "", ")["),
    ("wrapped", "", "\t"),
    ("wrapped", "", " "),
    ("wrapped", "a\n", "\t"),
    ("said", "", "-"),
    ("said", "", "*"),
    ("said", "", "."),
    ("said", "", "|"),
    ("alike", "", "\n "),
    ("alike", "x\n", "\n\t"),
    ("alike", "match ", "\t"),
    ("worksheet", "", "0"),
    ("worksheet", "", "00,"),
    ("worksheet", "", "a@"),
    ("worksheet", "", ", "),
    ("worksheet", "", " (1)"),
    ("worksheet", "", " Points Grade"),
    ("worksheet", "", "1.0"),
]


@pytest.mark.parametrize(
    ("step", "prefix", "unit"), KNOWN, ids=[f"{step}-{unit!r}" for step, _, unit in KNOWN]
)
def test_known_hostile_texts(step: str, prefix: str, unit: str) -> None:
    """Most of these once took the square of their length, or more."""
    suffix = "x" if step == "worksheet" else ""  # else it is a number
    assert growth(STEPS[step], prefix, unit, suffix) < MOST


def test_a_students_text_is_parsed_in_one_place() -> None:
    """`notebooks.parsed` bounds its length and its dots, `notebooks.written` how deep a part of it may be."""
    rooms = "class_report diagnosis feedback gradebook grading gradescope marking submissions".split()
    paths = [path for room in rooms for path in Path(grader.__file__).with_name(room).rglob("*.py")]

    assert not [path for path in paths if re.search(r"ast\.(un)?parse\(", path.read_text("utf-8"))]


def test_names_that_share_what_they_need() -> None:
    """`a = b = c = [d, e, f]` binds thousands of names, each by what all of them use."""

    def reached(text: str) -> object:
        names = [f"a{number}" for number in range(len(text))]
        return reach(names[:1], [f"{' = '.join(names)} = [{', '.join(f'b{name}' for name in names)}]"])

    assert growth(reached, "", "x", "", small=1000) < MOST


def test_functions_that_call_each_other() -> None:
    """What one keeps is looked for once among all names of a notebook, however many there are."""

    def told(text: str) -> object:
        cells = (f"def f{number}(): f{number + 1}()\na{number} = 1" for number in range(len(text)))
        return memory("double", ["def double(x):\n    return f0(x)", *cells])

    assert growth(told, "", "x", "", small=500) < MOST


def test_totals_of_a_large_class() -> None:
    """Work grows with the class, and not with its square."""

    def totals(text: str) -> object:
        people = {f"s{number}": Student(f"s{number}") for number in range(len(text))}
        grades = tuple(Grade(one, Decimal(1)) for one in people.values())
        return _rows({"tiny": Grades(Decimal(2), grades, {}, (), (), (), ())}, people, 0)

    assert growth(totals, "", "x", "", small=2_000) < MOST


@pytest.mark.parametrize("step", ON_VALUES)
@pytest.mark.parametrize("nesting", NESTINGS)
def test_values_in_values(nesting: str, step: Callable[[Any], object]) -> None:
    """Work grows with the depth of a value, and does not double with each level."""

    def nested(text: str) -> object:
        return step(reduce(lambda inner, _: NESTINGS[nesting](inner), text, ()))

    assert growth(nested, "", "x", "", small=DEEPEST // TIMES_LONGER) < MOST


CONFIGURED = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@CONFIGURED
@given(step=st.sampled_from(sorted(STEPS)), prefix=TEXTS, unit=TEXTS, suffix=TEXTS)
def test_work_grows_as_the_text_does(step: str, prefix: str, unit: str, suffix: str) -> None:
    """Whatever is repeated."""
    assert growth(STEPS[step], prefix, unit, suffix) < MOST


@CONFIGURED
@given(step=st.sampled_from(sorted(STEPS)), prefix=TEXTS, unit=TEXTS)
@example(step="a cell of code", prefix="import ", unit="a.")
@example(step="cells of code", prefix="with'\x1b[", unit="{},?<table>a.")
def test_memory_grows_as_the_text_does(step: str, prefix: str, unit: str) -> None:
    """So many bytes for each of the text, whatever is repeated."""
    text = prefix + unit * (20_000 // len(unit))
    STEPS[step](unit)  # what is imported and made once, and not of this text

    most = TIMES * len(text) + SPARE
    assert peak(STEPS[step], text, most) <= most
