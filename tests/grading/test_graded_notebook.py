"""What nbgrader, its formgrader and its feedback read is what we found, and nothing in it can do harm."""

import base64
import re
import struct
from html.parser import HTMLParser

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from grader.grading.graded_notebook import graded_notebook
from grader.model import Counterexample, Given, QuestionReport, Result, Verdict
from grader.notebooks import PictureSize, sanitised
from grader.notebooks.build import to_bytes
from grader.records import own_cells_in
from grader.submissions.anchor import anchor_notebook
from grader.values.calls import CellRun, Output
from grader.wording import printable

PASSED = Result("shape", "There is one weight per score.", Verdict.PASSED, 2.0, 2.0, hidden=False)
FAILED = Result(
    "overflow",
    "Large scores do not overflow.",
    Verdict.FAILED,
    0.0,
    10.0,
    hidden=True,
    hint="What is exp(710)?",
    counterexample=Counterexample("softmax(scores)[0]", "nan", "1", (Given("scores", "[710.0]"),)),
)
REPORTS = {
    "softmax": QuestionReport(2.0, 12.0, (PASSED, FAILED)),
    "attend": QuestionReport(0.0, 7.5),
}
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\nrest").decode()
LARGE = base64.b64encode(
    b"\x89PNG\r\n\x1a\n" + struct.pack(">8xII", 7_500, 7_500)
).decode()  # by its own words


def graded(
    release: NotebookNode,
    *,
    runs: dict[int, CellRun] | None = None,
    reports: dict[str, QuestionReport] = REPORTS,
) -> NotebookNode:
    return graded_notebook(anchor_notebook(release, release), release, runs or {}, reports)


def check_cell(notebook: NotebookNode, name: str) -> NotebookNode:
    return next(cell for cell in notebook.cells if cell.id == f"{name}-check")


def test_a_check_cell_tells_each_result_and_the_score(release: NotebookNode) -> None:
    """The words come first, and the last output is the score as a number."""
    told, score = check_cell(graded(release), "softmax").outputs

    assert told.text.splitlines() == [
        "✓ passed, 2 of 2 points: There is one weight per score.",
        "✗ failed, 0 of 10 points: Large scores do not overflow.",
        "    softmax(scores)[0] is nan, expected 1",
        "    when scores = [710.0]",
        "    hint: What is exp(710)?",
    ]
    assert score.data == {"text/plain": "2"}


@pytest.mark.parametrize("score", [0.0, 12.0, 7.25, 12.000000000000002, 1 / 3, 1e-9])
def test_nbgrader_reads_exactly_our_score(score: float, release: NotebookNode) -> None:
    """Zero stays zero, full marks stay full marks, and a sum's last bit does not stop a class."""
    from nbgrader.utils import determine_grade

    reports = REPORTS | {"softmax": QuestionReport(score, 12.0, (PASSED,))}
    notebook = graded(release, reports=reports)

    assert determine_grade(check_cell(notebook, "softmax")) == (min(score, 12.0), 12.0)


def test_nbgrader_accepts_the_whole_notebook(release: NotebookNode) -> None:
    """The labels are the released ones, and the file is valid nbformat."""
    from nbgrader.nbgraderformat.v3 import MetadataValidatorV3

    notebook = graded(release)

    assert MetadataValidatorV3().validate_nb(notebook) is None
    assert nbformat.validate(notebook) is None


def test_an_unanswered_question_is_nbgraders_zero(release: NotebookNode) -> None:
    """An answer cell that nobody touched scores 0 without a marker; a touched one waits for one."""
    from nbgrader.utils import determine_grade

    submitted = nbformat.from_dict(release)
    submitted.cells[8].source = "One vector cannot hold a long sentence."
    notebook = graded_notebook(anchor_notebook(submitted, release), release, {}, REPORTS)

    answers = [cell for cell in notebook.cells if cell.id in ("bottleneck", "analogy")]
    assert [determine_grade(cell) for cell in answers] == [(None, 10.0), (0, 8.0)]


def test_a_check_without_a_report_is_never_full_marks(release: NotebookNode) -> None:
    """A cell with no output would be full marks to nbgrader, so it is an error to us."""
    with pytest.raises(KeyError, match="attend"):
        graded(release, reports={"softmax": REPORTS["softmax"]})


def test_outputs_stand_below_the_cells_that_made_them(release: NotebookNode) -> None:
    """What the sandbox saw is shown where a student saw it, and counted in the order it ran."""
    runs = {
        1: CellRun(()),
        2: CellRun((Output("stream", {"stdout": "hi\n"}), Output("result", {"text/plain": "1"}))),
    }

    notebook = graded(release, runs=runs)

    assert [output.output_type for output in notebook.cells[2].outputs] == ["stream", "display_data"]
    assert [notebook.cells[index].execution_count for index in (1, 2)] == [1, 2]


def test_an_error_is_shown_as_jupyter_shows_it(release: NotebookNode) -> None:
    """Name, value and traceback, without the escape codes that colour it."""
    data = {"ename": "ValueError", "evalue": "no", "traceback": "\x1b[31mValueError\x1b[0m: no\nline 2"}

    notebook = graded(release, runs={2: CellRun((Output("error", data),), "ValueError: no")})

    assert notebook.cells[2].outputs[0].traceback == ["ValueError: no", "line 2"]


def test_the_same_input_gives_the_same_bytes(release: NotebookNode) -> None:
    """A regrade can be compared byte for byte."""
    first = to_bytes(graded(release))

    assert first == to_bytes(graded(release))


def test_a_students_own_cells_are_shown_between_ours(release: NotebookNode) -> None:
    """They carry no label, so nbgrader passes over them."""
    submitted = nbformat.from_dict(release)
    submitted.cells.insert(2, new_code_cell("x = 1", metadata={"tags": ["hide-input"]}))

    notebook = graded_notebook(anchor_notebook(submitted, release), release, {}, REPORTS)

    assert (notebook.cells[2].source, notebook.cells[2].metadata) == ("x = 1", {})


HOSTILE = {
    "script": "<script>alert(1)</script>",
    "handler": "<img src=x onerror=alert(1)>",
    "allowed tag with a handler": "<b onmouseover=alert(1)>x</b>",
    "frame": "<iframe src='javascript:alert(1)'></iframe>",
    "comment": "<!--><script>alert(1)</script>-->",
    "link": "[x](javascript:alert(1))",
    "spaced link": "[x](\n  javascript:alert(1))",
    "disguised link": "[x](&#106;avascript&colon;alert(1))",
    "angled link": "[x](<javascript:alert(1)>)",
    "reference": "[x][1]\n\n> [1]: javascript:alert(1)",
    "link in a link": "[x][1]: [a]( javascript:alert(1))",
    "autolink": "<javascript:alert(1)>",
    "picture": "![x](javascript:alert(1))",
    "closing the page": "</div></body>",
    "formula with a link": r"$\href{javascript:alert(1)}{x}$ and $$\require{html}\style{position:fixed}{y}$$",
}


@pytest.mark.parametrize("attack", HOSTILE)
def test_nothing_in_an_answer_runs_in_the_markers_browser(attack: str, release: NotebookNode) -> None:
    """Rendered by nbconvert as formgrader does, no tag, handler or link of the student's is live."""
    from nbconvert.filters import markdown2html

    submitted = nbformat.from_dict(release)
    submitted.cells[8].source = HOSTILE[attack]
    notebook = graded_notebook(anchor_notebook(submitted, release), release, {}, REPORTS)

    page = markdown2html(notebook.cells[8].source).lower()

    live = ("<script", '<img src="x"', "<img src=x", "<b on", "<iframe", "<!--", "</div></body>")
    commands = (r"\href", r"\require", r"\style")
    links = ('href="javascript', 'src="javascript', 'href="&#106;')
    assert [sign for sign in live + links + commands if sign in page] == []


def test_nothing_hides_or_turns_text(release: NotebookNode) -> None:
    """Nor parts a command so that it is not known."""
    submitted = nbformat.from_dict(release)
    submitted.cells[8].source = "\u202eturned $\\h\u200bref{x}{y}$"

    notebook = graded_notebook(anchor_notebook(submitted, release), release, {}, REPORTS)

    assert notebook.cells[8].source == r"turned $\ href{x}{y}$"


PIECES = ["&lt;", "<", "&amp;lt;", "b>", "#", "attachment:", "[x](", "![x](", "x.png", ")", "javascript:",
          "$", "\\href{", "&#104;", "&", "\n", "\\begin{x}", " ", "é"]  # fmt: skip


@given(pieces=st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_answer_is_read_back_as_it_was_typed(pieces: list[str], release: NotebookNode) -> None:
    """However much of it was made harmless in the cell: no two answers are known as one."""
    text = "".join(pieces)
    submitted = nbformat.from_dict(release)
    submitted.cells[8].source = text
    name = submitted.cells[8].metadata["nbgrader"]["grade_id"]

    made = graded_notebook(anchor_notebook(submitted, release), release, {}, REPORTS)

    assert own_cells_in(to_bytes(made))[name].text == printable(text)


class Links(HTMLParser):
    """Collects where a page's links and pictures lead, as a browser reads it."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        targets = [value or "" for name, value in attributes if name in ("href", "src")]
        self.targets += [re.sub(r"[\t\n\r]", "", target).lstrip(BLANKS).lower() for target in targets]


BLANKS = "".join(map(chr, range(33)))
RUNS = re.compile(r"(?!https?:|mailto:|attachment:)[a-z][a-z0-9+.-]*:")
BRACKETS = ["[", "]", "[a](", "](", "]: ", "[1]:", "[x][1]", "![", "(", ")", "<", ">", "> ", "- ", "`", "$"]
WORDS = ["javascript:", "java", "script:", "f()", "&colon;", "&#58;", "&#106;", "http://", "x", "\\"]
GAPS = [" ", "\n", "\n\n", "\t", "\x0b", "\x1c", "\xa0", "\u2028"]


@settings(deadline=None, max_examples=300)
@given(pieces=st.lists(st.sampled_from(BRACKETS + WORDS + GAPS), min_size=3, max_size=14))
def test_no_spelling_of_a_link_leads_to_a_script(pieces: list[str]) -> None:
    """However Markdown is bent, links lead to the web, to attachments or within the page."""
    from nbconvert.filters import markdown2html

    page = Links()
    page.feed(markdown2html(sanitised.markdown("".join(pieces))))

    assert [target for target in page.targets if RUNS.match(target)] == []


@pytest.mark.parametrize(
    "text",
    [
        "if a < b and b > c, then `a<b>` is $a < b$",
        "H<sub>2</sub>O<br>and **bold**",
        "![drawing](attachment:d.png) and [the lesson](https://example.org/a?b=1&c=2#d)",
        "In $[0, 1]: \\alpha$ the weights sum to one",
    ],
)
def test_ordinary_markdown_is_left_alone(text: str) -> None:
    """Comparisons, harmless tags, pictures, web links and formulas reach the marker as written."""
    assert sanitised.markdown(text, {"d.png": PictureSize(9, 9)}) == text


@pytest.mark.parametrize(
    ("kind", "data", "kept"),
    [
        ("text/plain", "a\x1b[31mb\x07", "ab"),
        (
            "text/html",
            "<table><tr><td onclick=x>1</td></tr></table>",
            "<table><tbody><tr><td>1</td></tr></tbody></table>",
        ),
        ("text/html", "<a href='javascript:x'>y</a>", "y"),
        ("text/html", "<b>$\\href{javascript:x}{y}$</b>", "<b>$\\ href{javascript:x}{y}$</b>"),
        ("text/latex", "$\\href{javascript:x}{y}$", "$\\ href{javascript:x}{y}$"),
        (
            "text/html",
            "<table><tr><td colspan='2' id=x>1</td></tr></table>",
            '<table><tbody><tr><td colspan="2">1</td></tr></tbody></table>',
        ),
        ("text/markdown", "<script>", "&lt;script>"),
        ("image/png", PNG, PNG),
    ],
)
def test_outputs_are_shown_without_what_could_run(kind: str, data: str, kept: str) -> None:
    """Tables lose their attributes, links their targets, text its escape codes."""
    (output,) = sanitised.output(Output("display", {kind: data}))

    assert output.data == {kind: kept}


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("text/html", "<style>td {}</style><b>x</b>"),
        ("text/html", "<script>x</script>"),
        ("text/latex", "$a<b$<img src=x>"),
        ("image/png", base64.b64encode(b"<svg onload=x>").decode()),
        ("image/png", '"><script>'),
        ("image/svg+xml", "<svg/>"),
        ("application/javascript", "alert(1)"),
    ],
)
def test_what_cannot_be_made_harmless_is_left_out(kind: str, data: str) -> None:
    """Scripts, style sheets, SVG and false pictures are dropped; the plain text beside them stays."""
    (output,) = sanitised.output(Output("display", {kind: data, "text/plain": "<Table>"}))

    assert output.data == {"text/plain": "<Table>"}


def test_pictures_in_an_answer_are_real_pictures(release: NotebookNode) -> None:
    """An attachment is shown if it is what it says it is."""
    submitted = nbformat.from_dict(release)
    cell = new_markdown_cell("![a](attachment:a) ![b](attachment:b)", id="bottleneck")
    cell.attachments = {"a": {"image/png": PNG}, "b": {"image/png": base64.b64encode(b"<svg/>").decode()}}
    submitted.cells[8] = cell

    notebook = graded_notebook(anchor_notebook(submitted, release), release, {}, REPORTS)

    assert notebook.cells[8].attachments == {"a": {"image/png": PNG}}


def test_pictures_of_gigabytes_together(release: NotebookNode) -> None:
    """A browser can hold each of them: those for which the page has no room are links, and words say so."""
    submitted = nbformat.from_dict(release)
    cell = new_markdown_cell("![a](attachment:a)\n" * 3, id="bottleneck")
    cell.attachments = {"a": {"image/png": LARGE}}
    submitted.cells[8] = cell
    shown = Output("display", {"image/png": LARGE, "text/plain": "<Figure>"})
    anchored = anchor_notebook(submitted, release)

    notebook = graded_notebook(anchored, release, {2: CellRun((shown,) * 3)}, REPORTS)

    assert [sorted(output.data) for output in notebook.cells[2].outputs] == [
        ["image/png", "text/plain"],
        ["image/png", "text/plain"],
        ["image/png", "text/plain"],
    ]
    assert notebook.cells[8].source.split() == ["![a](attachment:a)", *["![a](#attachment:a)"] * 2]
    assert "pictures of this notebook are not shown here" in notebook.cells[-1].source


def test_pictures_that_a_page_can_hold(release: NotebookNode) -> None:
    """Nothing is said, and no cell is added."""
    shown = Output("display", {"image/png": LARGE})

    notebook = graded(release, runs={2: CellRun((shown,) * 4)})

    assert len(notebook.cells) == len(release.cells)
