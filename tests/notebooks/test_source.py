"""An author's file is read exactly, or refused with the line and the cure."""

from pathlib import Path

import nbformat
import pytest

from grader.errors import CourseError
from grader.model import Question
from grader.notebooks.build import release_notebook, to_bytes
from grader.notebooks.source import Source, questions_in, read_source


def test_questions_come_in_the_files_order_with_their_points(source: Source) -> None:
    """A stub is worth what its check cell says, an answer what it says itself."""
    found = questions_in(source)

    assert found == (
        Question("softmax", "stub", 12.0),
        Question("attend", "stub", 7.5, ("context", "weights")),
        Question("bottleneck", "answer", 10.0),
        Question("analogy", "answer", 8.0),
    )


def test_unmarked_cells_are_read_only(source: Source) -> None:
    """Prose and set-up need no key to be locked."""
    roles = [cell.role for cell in source.cells]

    assert roles == "locked locked stub check locked stub check locked answer locked answer".split()


def test_a_new_paragraph_renames_no_other_cell(source: Source, source_file: Path) -> None:
    """A read-only cell is named after its text, not its place."""
    text = source_file.read_text().replace("# %%\nimport", "# %% [markdown]\n# New.\n\n# %%\nimport")
    source_file.write_text(text)

    longer = read_source(source_file)

    names = [cell.name for cell in longer.cells]
    assert [name for index, name in enumerate(names) if index != 1] == [cell.name for cell in source.cells]


def test_two_equal_paragraphs_have_two_names(tmp_path: Path) -> None:
    """Names stay unique where texts do not."""
    path = tmp_path / "twice.py"
    path.write_text("# %% [markdown]\n# Same.\n\n# %% [markdown]\n# Same.\n")

    first, second = read_source(path).cells

    assert second.name == f"{first.name}-2"


def test_a_stub_may_start_with_a_magic(tmp_path: Path) -> None:
    """IPython's own lines do not hide a function from us."""
    path = tmp_path / "magic.py"
    path.write_text('# %% stub="f"\n%timeit 1\ndef f(x): ...\n\n# %% check="f" points=1\nselfcheck("f")\n')

    source = read_source(path)

    assert source.cells[0].text == "%timeit 1\ndef f(x): ..."


def test_a_quiz_answer_may_be_a_code_cell(tmp_path: Path) -> None:
    """An answer that is the value of a variable stands in code."""
    path = tmp_path / "quiz.py"
    path.write_text('# %% answer="quiz" points=2\nattention_is = "..."\n')

    source = read_source(path)

    assert (source.cells[0].role, source.cells[0].kind) == ("answer", "code")


def test_a_released_notebook_is_a_source_too(source: Source, tmp_path: Path) -> None:
    """An .ipynb with nbgrader's labels means what the py:percent file means."""
    path = tmp_path / "attention.ipynb"
    path.write_bytes(to_bytes(release_notebook(source)))

    again = read_source(path)

    assert [(cell.name, cell.role, cell.points) for cell in again.cells] == [
        (cell.name, cell.role, cell.points) for cell in source.cells
    ]


def test_keys_may_stand_in_a_notebooks_metadata(tmp_path: Path) -> None:
    """In an .ipynb, metadata of other tools is no slip of the author's."""
    cell = nbformat.v4.new_markdown_cell("Write.", metadata={"answer": "essay", "points": 3, "vscode": {}})
    path = tmp_path / "essay.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)

    found = questions_in(read_source(path))

    assert found == (Question("essay", "answer", 3.0),)


STUB = '# %% stub="f"\ndef f(x): ...\n\n'
CHECK = '# %% check="f" points=1\nselfcheck("f")\n'

FAULTS = {
    "unknown key": (
        STUB + '# %% check="f" point=1\nselfcheck("f")\n',
        "line 4, cell marker: the marker has no key \"point\"; did you mean 'points'?",
    ),
    "two roles": (
        '# %% stub="f" check="f" points=1\ndef f(x): ...\n',
        "line 1, cell marker: the marker says stub and check, expected one of stub, check, answer, quiz; "
        "split the cell",
    ),
    "no role": (
        "# %% points=1\n1\n",
        "line 1, cell marker: the marker says points alone, expected one of stub, check, answer, quiz; "
        "add the missing one",
    ),
    "unquoted name": (
        "# %% stub=f\ndef f(x): ...\n",
        "line 1, cell marker: cannot read 'stub=f', expected keys like stub=\"softmax\" or points=12; "
        "put names in double quotes, and leave numbers bare",
    ),
    "check without stub": (
        STUB + CHECK + '\n# %% check="ff" points=1\nselfcheck("ff")\n',
        'line 7, cell marker: the check "ff" has no stub, expected a cell marked stub="ff"; '
        "did you mean 'f'?",
    ),
    "stub without check": (
        STUB,
        'line 1, cell marker: the stub "f" has no check; '
        'add a cell: # %% check="f" points=10, with selfcheck("f") in it',
    ),
    "same name twice": (
        STUB + CHECK + '\n# %% [markdown] answer="f" points=1\n# Why?\n',
        'line 7, cell marker: the answer "f" has the name of the stub at line 1, cell marker, '
        "expected a name of its own; rename one of the two",
    ),
    "two checks": (
        STUB + CHECK + "\n" + CHECK,
        'line 7, cell marker: the check "f" has the name of the check at line 4, cell marker, '
        "expected a name of its own; rename one of the two",
    ),
    "no points": (
        STUB + '# %% check="f"\nselfcheck("f")\n',
        'line 4, cell marker: the check "f" has no points, expected a number; add points=10, say',
    ),
    "negative points": (
        STUB + '# %% check="f" points=-1\nselfcheck("f")\n',
        'line 4, cell marker: points of the check "f" are -1, expected a number, 0 or more; '
        "write it without quotes, like points=12",
    ),
    "points in quotes": (
        STUB + '# %% check="f" points="1"\nselfcheck("f")\n',
        'line 4, cell marker: points of the check "f" are "1", expected a number, 0 or more; '
        "write it without quotes, like points=12",
    ),
    "points true": (
        STUB + '# %% check="f" points=true\nselfcheck("f")\n',
        'line 4, cell marker: points of the check "f" are true, expected a number, 0 or more; '
        "write it without quotes, like points=12",
    ),
    "points on a stub": (
        '# %% stub="f" points=2\ndef f(x): ...\n',
        'line 1, cell marker: points stand on the stub "f", expected them on its check cell; '
        'move them: # %% check="f" points=2',
    ),
    "returns on a check": (
        STUB + '# %% check="f" points=1 returns="a"\nselfcheck("f")\n',
        'line 4, cell marker: returns stands on the check "f", expected it on a stub; move or remove it',
    ),
    "returns of a type's name": (
        '# %% stub="f" returns="dict"\ndef f(x): ...\n',
        'line 1, cell marker: returns is "dict", and dict is a type of Python\'s, expected returns="value"; '
        "see the table of markers in docs/authoring.md",
    ),
    "returns of no names": (
        '# %% stub="f" returns="a, 2"\ndef f(x): ...\n',
        'line 1, cell marker: returns is "a, 2", expected Python names with commas between them; '
        'write it like returns="context, weights"',
    ),
    "not a name": (
        '# %% stub="soft-max"\ndef f(x): ...\n',
        'line 1, cell marker: stub is "soft-max", expected a Python name; '
        "use letters, digits and _ only, and start with a letter",
    ),
    "no such function": (
        '# %% stub="f"\ndef g(x): ...\n',
        "line 1, cell marker: the cell defines g, expected def f(...) or class f; "
        "name marker and function alike",
    ),
    "no function": (
        '# %% stub="f"\nf = 1\n',
        "line 1, cell marker: the cell defines no function or class, expected def f(...) or class f; "
        "name marker and function alike",
    ),
    "check that students cannot try": (
        STUB + '# %% check="f" points=1\n# selfcheck("f")\npass\n',
        'line 4, cell marker: the cell runs no selfcheck, expected selfcheck("f"); '
        'write selfcheck("f") into it',
    ),
    "check of another": (
        STUB + '# %% check="f" points=1\nselfcheck("g")\n',
        'line 4, cell marker: the cell runs selfcheck("g"), expected selfcheck("f"); '
        "name marker and question alike",
    ),
    "stub in Markdown": (
        '# %% [markdown] stub="f"\n# def f(x): ...\n',
        'line 1, cell marker: the stub "f" is a markdown cell, expected a code cell; '
        "remove [markdown] from its marker",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_slip_is_refused_with_its_line_and_its_cure(fault: str, tmp_path: Path) -> None:
    """The message says which file, where in it, what was found, what was wanted, how to mend it."""
    text, message = FAULTS[fault]
    path = tmp_path / "slip.py"
    path.write_text(text)

    with pytest.raises(CourseError) as caught:
        read_source(path)

    assert str(caught.value) == f"{path}: {message}"


def test_a_missing_file_suggests_a_neighbour(source_file: Path) -> None:
    """A typing error in a file's name is met with the name that is there."""
    path = source_file.with_name("atention.py")

    with pytest.raises(CourseError) as caught:
        read_source(path)

    assert str(caught.value) == f"{path}: there is no such file; did you mean 'attention.py'?"


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """Latin-1 is met with the place of the first bad byte."""
    path = tmp_path / "latin.py"
    path.write_bytes("# %% [markdown]\n# é\n".encode("latin-1"))

    with pytest.raises(CourseError) as caught:
        read_source(path)

    assert str(caught.value) == f"{path}: byte 18: not UTF-8; save it again as UTF-8"


def test_a_notebook_that_is_no_json_is_refused(tmp_path: Path) -> None:
    """What jupytext or nbformat raises becomes a message about the course's file."""
    path = tmp_path / "broken.ipynb"
    path.write_text('{"cells": [')

    with pytest.raises(CourseError, match=r"broken.ipynb: jupytext cannot read it \(Notebook does not"):
        read_source(path)
