"""Cells run as Jupyter would run them, within limits."""

import base64
import warnings
from pathlib import Path

import pytest

from grader.notebooks.source import read_source
from grader.sandbox import Session, Zygote
from grader.values.calls import Output


def test_a_failing_cell_does_not_stop_the_next(session: Session) -> None:
    """The error is kept with its cell and line; what was defined before it stays."""
    first, second = session.load(["x = 3\n1 / 0", "x"])
    assert first.error == "ZeroDivisionError: division by zero (line 2 of its cell)"
    assert second.outputs == (Output("result", {"text/plain": "3"}),)


@pytest.mark.parametrize("spoilt", ["None", "5", "io.StringIO()\nsys.NAME.close()"])
@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_a_cell_that_takes_the_output_away(session: Session, name: str, spoilt: str) -> None:
    """It costs no later cell; what a student put there and what can be written to, stays."""
    cells = [
        f"import io, sys\nsys.{name} = {spoilt}".replace("NAME", name),
        "kept = sys.stdout = io.StringIO()",
    ]
    *_, last = session.load([*cells, "print(1, file=sys.stderr)\nsys.stdout is kept"])

    assert last.outputs == (Output("stream", {"stderr": "1\n"}), Output("result", {"text/plain": "True"}))


def test_a_traceback_shows_only_the_students_own_lines(session: Session) -> None:
    """Frames of numpy or of ours never appear."""
    _, failed = session.load(
        ["import numpy as np\ndef f(x):\n    return np.linalg.inv(x)", "f(np.zeros((2, 2)))"]
    )
    (output,) = failed.outputs
    assert output.kind == "error"
    assert output.data["ename"] == "LinAlgError"
    assert output.data["traceback"].splitlines() == [
        "cell 2, line 1",
        "    f(np.zeros((2, 2)))",
        "cell 1, line 3, in f",
        "    return np.linalg.inv(x)",
        "LinAlgError: Singular matrix",
    ]


def test_a_syntax_error_names_its_line(session: Session) -> None:
    """A cell that does not compile is reported like one that fails."""
    (failed,) = session.load(["x = 1\ndef f(:\n    pass"])
    assert failed.error == "SyntaxError: invalid syntax (line 2 of its cell)"


def test_outputs_keep_their_order_and_kind(session: Session) -> None:
    """Streams, displays and the last value come back as Jupyter would show them."""
    (cell,) = session.load(["import sys\nprint('a')\nprint('b', file=sys.stderr)\ndisplay(1)\n2"])
    assert cell.outputs == (
        Output("stream", {"stdout": "a\n"}),
        Output("stream", {"stderr": "b\n"}),
        Output("display", {"text/plain": "1"}),
        Output("result", {"text/plain": "2"}),
    )


@pytest.mark.parametrize("last", ["plt.show()", "", "%matplotlib inline\nplt.show()"])
def test_a_plot_becomes_a_png(session: Session, last: str) -> None:
    """With plt.show() or without it, as in Jupyter."""
    (cell,) = session.load([f"import matplotlib.pyplot as plt\nplt.imshow([[1]]);\n{last}"])
    (image,) = [output.data["image/png"] for output in cell.outputs if "image/png" in output.data]
    assert base64.b64decode(image).startswith(b"\x89PNG")


def test_rich_outputs_are_kept_by_an_allow_list(session: Session) -> None:
    """HTML stays; what could run in a reader's browser goes."""
    (cell,) = session.load(["display({'text/html': '<b>x</b>', 'application/javascript': 'y'}, raw=True)"])
    assert cell.outputs == (Output("display", {"text/html": "<b>x</b>"}),)


def test_output_is_bounded(session: Session) -> None:
    """What goes beyond the limit is left out, and that is said."""
    (cell,) = session.load(["for _ in range(1000): print('x' * 1000)"])
    (output,) = cell.outputs
    assert len(output.data["stdout"]) < 9_000
    assert output.data["stdout"].endswith("(the rest of this cell's output was left out)\n")


@pytest.mark.parametrize("source", ["!ls", "%pip install numpy", "%%bash\nls", "files = !ls", "%conda list"])
def test_programs_are_refused_politely(session: Session, source: str) -> None:
    """The cell goes on; its output says why nothing happened."""
    (cell,) = session.load([source])
    assert cell.error == ""
    assert "no program can be started" in cell.outputs[0].data["stdout"]


def test_input_is_refused_with_a_cure(session: Session) -> None:
    """Nobody is there to answer."""
    (cell,) = session.load(["name = input('name? ')"])
    assert "assign a value instead" in cell.error


def test_the_set_up_cell_works(session: Session) -> None:
    """`selfcheck` exists and does nothing."""
    (cell,) = session.load(["from grader import selfcheck\nselfcheck('softmax')"])
    assert (cell.error, cell.outputs) == ("", ())


@pytest.mark.parametrize("url", ["", "https://example.org/nlp/attention.zip"])
def test_the_released_set_up_cell_works(session: Session, url: str) -> None:
    """Of what it would fetch and install, nothing is missed here, and nothing is said."""
    lesson = read_source(Path(__file__).parents[2] / "assignments/attention/attention.py")
    cell = lesson.cells[1].text.replace('URL = ""', f'URL = "{url}"')

    ran, asked = session.load([cell, "selfcheck('softmax')"])

    assert cell.startswith("# @title")
    assert [(one.error, one.outputs) for one in (ran, asked)] == [("", ()), ("", ())]


def test_a_cell_that_never_ends_is_interrupted(session: Session) -> None:
    """What it defined before stays."""
    slow, after = session.load(["x = 5\nwhile True: pass", "x"])
    assert slow.error == "TimeoutError: the cell did not finish within 1 second (line 2 of its cell)"
    assert after.outputs == (Output("result", {"text/plain": "5"}),)


def test_a_cell_that_ends_the_process_is_left_out(session: Session) -> None:
    """The cells before it run again, the cells after it run."""
    _, deadly, after = session.load(["x = 5", "import os\nos._exit(3)", "x"])
    assert deadly.error == "WorkerDied: cell 2 ended the process with exit status 3"
    assert after.outputs == (Output("result", {"text/plain": "5"}),)


def test_no_file_is_closed_by_what_was_there_before(session: Session) -> None:
    """Matplotlib lets go of its first fonts after some formulas; no channel and no student's file ends."""
    opened = "own = [open(f'{n}.txt', 'w+') for n in range(8)]"
    formulas = "for n in range(60):\n    MathTextParser('agg').parse(f'$a_{{{n}}}$')"
    closed = "for one in own:\n    one.close()"

    ran = session.load([opened, f"from matplotlib.mathtext import MathTextParser\n{formulas}", closed])

    assert [one.error for one in ran] == ["", "", ""]


def test_cells_that_keep_ending_the_process_are_given_up_on(session: Session) -> None:
    """After four of them the rest is not run."""
    runs = session.load(["import os\nos._exit(3)"] * 4 + ["1"])
    assert "was not run, as 4 cells before it" in runs[-1].error


def test_randomness_is_the_same_for_everybody(zygote: Zygote) -> None:
    """Both generators are seeded before the first cell, and hashes do not vary."""
    source = "import random\nimport numpy as np\n(random.random(), np.random.rand(), hash('x'))"
    with zygote.session() as one, zygote.session() as other:
        assert one.load([source]) == other.load([source])


def test_usage_is_told_after_the_end(zygote: Zygote) -> None:
    """CPU seconds and memory as the kernel counted them."""
    with zygote.session() as session:
        session.load(["import time\nwhile time.process_time() < 0.3: pass"])
    assert session.usage().cpu_seconds > 0.25
    assert session.usage().peak_mb > 10


def test_no_warning_reaches_the_grader(session: Session) -> None:
    """A student's warnings are text in his cell."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        (cell,) = session.load(["import warnings\nwarnings.warn('look')"])
    assert "look" in cell.outputs[0].data["stderr"]
