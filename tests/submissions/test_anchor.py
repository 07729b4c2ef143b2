"""One broken notebook after another: what is recognised, what is put right, what is run."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from grader.errors import UnreadableNotebook
from grader.model import Repair
from grader.submissions.anchor import Anchored, anchor_notebook, student_code

DONE = """def softmax(scores):
    e = np.exp(scores - np.max(scores))
    return e / e.sum()"""
SETUP, SOFTMAX, SOFTMAX_CHECK, STEP, ATTEND, ATTEND_CHECK = 1, 2, 3, 4, 5, 6
BOTTLENECK, ANALOGY_PROMPT, ANALOGY = 8, 9, 10


def named(anchored: Anchored) -> list[str]:
    """Role and name of each cell; locked cells by their last word."""
    cells = anchored.cells
    return [f"{cell.role} {cell.text.split()[-1] if cell.role == 'locked' else cell.name}" for cell in cells]


RELEASED = [
    "locked look?",
    "locked np",
    "stub softmax",
    "check softmax",
    "locked second.",
    "stub attend",
    "check attend",
    "locked model.",
    "answer bottleneck",
    "locked life.",
    "answer analogy",
]


@pytest.fixture
def submitted(release: NotebookNode) -> NotebookNode:
    """A notebook as a careful student hands it in."""
    return without_outputs(release)


def without_outputs(release: NotebookNode) -> NotebookNode:
    notebook = NotebookNode(cells=[])
    for cell in release.cells:
        grade_id = cell.metadata.nbgrader.grade_id
        fresh = NotebookNode(cell_type=cell.cell_type, source=cell.source, id=cell.id)
        fresh.metadata = NotebookNode(nbgrader=NotebookNode(grade_id=grade_id))
        notebook.cells.append(fresh)
    notebook.cells[SOFTMAX].source = DONE
    notebook.cells[ATTEND].source = "def attend(query, keys, values):\n    return values[0], keys @ query"
    notebook.cells[BOTTLENECK].source = "One vector cannot hold a long sentence."
    notebook.cells[ANALOGY].source = "Like reading with a finger on the line."
    return notebook


def copied(cell: NotebookNode, source: str) -> NotebookNode:
    """A cell as Jupyter pastes it: the same label, a new id."""
    return NotebookNode(cell_type=cell.cell_type, source=source, id="pasted", metadata=cell.metadata)


def test_an_intact_notebook_needs_no_repair(submitted: NotebookNode, release: NotebookNode) -> None:
    """Every cell stands for the released one in its place."""
    anchored = anchor_notebook(submitted, release)

    assert named(anchored) == RELEASED
    assert [cell.index for cell in anchored.cells] == list(range(11))
    assert anchored.repairs == ()


def test_what_runs_is_all_code_but_the_checks(submitted: NotebookNode, release: NotebookNode) -> None:
    """In the student's order, with their own cells among it."""
    submitted.cells.insert(3, new_code_cell("print(softmax([1, 2]))"))

    code = student_code(anchor_notebook(submitted, release), release)

    assert [index for index, _ in code] == [1, 2, 3, 6]
    assert [text.splitlines()[0] for _, text in code] == [
        "import numpy as np",
        "def softmax(scores):",
        "print(softmax([1, 2]))",
        "def attend(query, keys, values):",
    ]


def test_demonstrations_are_not_run(submitted: NotebookNode, release: NotebookNode) -> None:
    """A released cell tagged as one is left out; a student's tag on a cell of theirs changes nothing."""
    release.cells[1].metadata["tags"] = ["demonstration"]
    submitted.cells[2].metadata["tags"] = ["demonstration"]

    code = student_code(anchor_notebook(submitted, release), release)

    assert [index for index, _ in code] == [2, 5]


def no_labels(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        cell.metadata = NotebookNode()


def no_labels_nor_ids(notebook: NotebookNode) -> None:
    for number, cell in enumerate(notebook.cells):
        cell.metadata, cell.id = NotebookNode(), f"cell-{number}"


def test_labels_lost_wholly_are_made_good_by_ids(submitted: NotebookNode, release: NotebookNode) -> None:
    """A tool that drops metadata mostly keeps the cells' ids."""
    no_labels(submitted)

    anchored = anchor_notebook(submitted, release)

    assert named(anchored) == RELEASED
    assert anchored.repairs == (
        Repair(
            '"Attention", "import numpy as np", softmax, the check of softmax and 7 more',
            "id",
            "it has no label; it was recognised by its id",
        ),
    )


def test_labels_and_ids_lost_are_made_good_by_text_and_place(
    submitted: NotebookNode, release: NotebookNode
) -> None:
    """Converted back and forth, a notebook has nothing left but its text, and that is enough."""
    no_labels_nor_ids(submitted)

    anchored = anchor_notebook(submitted, release)

    assert named(anchored) == RELEASED
    assert [(repair.cell, repair.rule) for repair in anchored.repairs] == [
        ('"Attention", "import numpy as np", the check of softmax, "One step" and 3 more', "text"),
        ("softmax, attend", "function"),
        ("bottleneck, analogy", "place"),
    ]


def test_one_unanswered_question_does_not_take_the_others_answer(
    submitted: NotebookNode, release: NotebookNode
) -> None:
    """Both placeholders say the same, so place decides which of them is left."""
    no_labels_nor_ids(submitted)
    submitted.cells[BOTTLENECK].source = "*Your answer here.*"

    anchored = anchor_notebook(submitted, release)

    assert [cell.text for cell in anchored.cells if cell.role == "answer"] == [
        "*Your answer here.*",
        "Like reading with a finger on the line.",
    ]


def test_an_answer_below_its_placeholder_is_found(submitted: NotebookNode, release: NotebookNode) -> None:
    """Of two cells between the same neighbours, the one with words of its own is the answer."""
    no_labels_nor_ids(submitted)
    submitted.cells[BOTTLENECK].source = "*Your answer here.*"
    submitted.cells.insert(BOTTLENECK + 1, new_markdown_cell("Too little memory."))

    anchored = anchor_notebook(submitted, release)

    assert [cell.text for cell in anchored.cells if cell.name == "bottleneck"] == ["Too little memory."]


def test_a_cell_with_a_syntax_error_is_found_by_its_function(
    submitted: NotebookNode, release: NotebookNode
) -> None:
    """A cell need not parse as a whole to be recognised."""
    no_labels_nor_ids(submitted)
    submitted.cells[SOFTMAX].source = "%timeit 1\ndef softmax(scores):\n    return scores +\n"

    anchored = anchor_notebook(submitted, release)

    assert (anchored.cells[SOFTMAX].role, anchored.cells[SOFTMAX].name) == ("stub", "softmax")


def test_of_a_doubled_cell_the_one_worked_on_counts(submitted: NotebookNode, release: NotebookNode) -> None:
    """The copy below is still the stub; it runs too, as an ordinary cell."""
    stub = release.cells[SOFTMAX]
    submitted.cells.insert(SOFTMAX + 1, copied(submitted.cells[SOFTMAX], stub.source))

    anchored = anchor_notebook(submitted, release)

    assert named(anchored)[2:5] == ["stub softmax", "extra ", "check softmax"]
    assert anchored.cells[SOFTMAX].text == DONE
    assert anchored.repairs == (
        Repair(
            "softmax",
            "copied",
            "it was there twice; the one you worked on counts, and the rest stay as ordinary cells",
        ),
    )


def test_a_copy_made_into_another_question_answers_that_one(
    submitted: NotebookNode, release: NotebookNode
) -> None:
    """Someone who lost a cell copies a neighbour and writes the missing function into it."""
    attend = submitted.cells.pop(ATTEND)
    submitted.cells.insert(ATTEND, copied(submitted.cells[SOFTMAX], attend.source))

    anchored = anchor_notebook(submitted, release)

    assert named(anchored) == RELEASED
    assert anchored.repairs == (
        Repair("attend", "function", "it has no label; it was recognised by the function it defines"),
    )


def test_deleted_cells_are_put_back(submitted: NotebookNode, release: NotebookNode) -> None:
    """Read-only cells and checks return to their places, and an answer's place returns empty."""
    submitted.cells = [submitted.cells[index] for index in (SOFTMAX, STEP, ATTEND, ANALOGY)]

    anchored = anchor_notebook(submitted, release)

    assert named(anchored) == RELEASED
    assert [
        (repair.cell, repair.done) for repair in anchored.repairs if repair.rule in ("missing", "gone")
    ] == [
        (
            '"Attention", "import numpy as np", the check of softmax, the check of attend and 2 more',
            "it was missing and has been put back",
        ),
        ("bottleneck", "its cell was missing; it has been put back, without an answer"),
    ]


def test_a_deleted_stub_stays_away(submitted: NotebookNode, release: NotebookNode) -> None:
    """Put back, it would redefine what another cell may yet define."""
    del submitted.cells[SOFTMAX]

    anchored = anchor_notebook(submitted, release)

    assert named(anchored) == [cell for cell in RELEASED if cell != "stub softmax"]
    assert anchored.repairs == (
        Repair("softmax", "gone", "its cell was missing, and no other cell defines it"),
    )


def test_merged_stubs_count_where_they_are(submitted: NotebookNode, release: NotebookNode) -> None:
    """Two functions in one cell are two answers; nothing is put back over them."""
    attend = submitted.cells.pop(ATTEND)
    submitted.cells[SOFTMAX].source += "\n\n" + attend.source

    anchored = anchor_notebook(submitted, release)

    assert named(anchored) == [cell for cell in RELEASED if cell != "stub attend"]
    assert anchored.repairs == (
        Repair("attend", "missing", "its cell was missing; the definition in another cell counts"),
    )


def test_a_split_stub_is_the_half_that_defines(submitted: NotebookNode, release: NotebookNode) -> None:
    """JupyterLab gives both halves the label; the half with the function is the question's cell."""
    submitted.cells[SOFTMAX].source = "import math\nTINY = 1e-9\n" * 40
    submitted.cells.insert(SOFTMAX + 1, copied(submitted.cells[SOFTMAX], DONE))

    anchored = anchor_notebook(submitted, release)

    assert named(anchored)[2:5] == ["extra ", "stub softmax", "check softmax"]


def test_a_function_moved_to_a_cell_of_its_own_leaves_the_stub_behind(
    submitted: NotebookNode, release: NotebookNode
) -> None:
    """The labelled cell stays the question's, and both run in the student's order."""
    submitted.cells[SOFTMAX].source = "# see below"
    submitted.cells.insert(SOFTMAX + 1, new_code_cell(DONE))

    anchored = anchor_notebook(submitted, release)

    assert named(anchored)[2:5] == ["stub softmax", "extra ", "check softmax"]
    assert [text for _, text in student_code(anchored, release)][1:3] == ["# see below", DONE]


def test_reordered_cells_stay_where_they_are(submitted: NotebookNode, release: NotebookNode) -> None:
    """Order is the student's; only the cells that moved are named."""
    submitted.cells.append(submitted.cells.pop(SOFTMAX))

    anchored = anchor_notebook(submitted, release)

    assert named(anchored)[-1] == "stub softmax"
    assert anchored.repairs == (
        Repair("softmax", "moved", "it was not in its released place; it stays where you put it"),
    )


def test_a_cell_turned_into_text_is_code_again(submitted: NotebookNode, release: NotebookNode) -> None:
    """One wrong key press in Jupyter turns code to Markdown, and costs nothing here."""
    submitted.cells[SOFTMAX].cell_type = "markdown"
    submitted.cells[BOTTLENECK].cell_type = "code"

    anchored = anchor_notebook(submitted, release)

    assert (anchored.cells[SOFTMAX].kind, anchored.cells[BOTTLENECK].kind) == ("code", "markdown")
    assert anchored.repairs == (
        Repair("softmax", "retyped", "it had become a Markdown cell, and is a code cell again"),
        Repair("bottleneck", "retyped", "it had become a code cell, and is a Markdown cell again"),
    )


def test_an_answer_written_into_the_prompt_is_kept(submitted: NotebookNode, release: NotebookNode) -> None:
    """The prompt is restored, and what was written in it stands below, for the marker to see."""
    prompt = BOTTLENECK - 1
    submitted.cells[prompt].source += "\n\nBecause one vector is small."

    anchored = anchor_notebook(submitted, release)

    assert anchored.cells[prompt].text == release.cells[prompt].source
    assert anchored.cells[prompt + 1].text == submitted.cells[prompt].source
    assert anchored.repairs == (
        Repair(
            '"In words"',
            "rewritten",
            "this read-only cell is not as in the release; the released one counts; "
            "what yours adds has a cell of its own in the copy that was graded",
        ),
    )


def test_an_answer_beside_its_untouched_cell_is_the_answer(
    submitted: NotebookNode, release: NotebookNode
) -> None:
    """Many write below "Your answer here." instead of in it; the gradebook would see no response."""
    submitted.cells[BOTTLENECK].source = release.cells[BOTTLENECK].source
    submitted.cells.insert(BOTTLENECK + 1, new_markdown_cell("Too little memory."))
    submitted.cells.insert(BOTTLENECK + 2, new_markdown_cell("And the first words fade."))

    anchored = anchor_notebook(submitted, release)

    assert named(anchored) == RELEASED
    assert anchored.cells[BOTTLENECK].text == "Too little memory.\n\nAnd the first words fade."
    assert anchored.repairs == (
        Repair(
            "bottleneck",
            "gathered",
            "its cell was left as released; what you wrote beside it is taken as the answer",
        ),
    )


def test_an_answer_in_the_prompt_above_its_untouched_cell_is_the_answer(
    submitted: NotebookNode, release: NotebookNode
) -> None:
    """Whoever types into the question's own cell is marked, too."""
    prompt = BOTTLENECK - 1
    submitted.cells[BOTTLENECK].source = release.cells[BOTTLENECK].source
    submitted.cells[prompt].source += "\n\nBecause one vector is small."

    anchored = anchor_notebook(submitted, release)

    assert named(anchored) == RELEASED
    assert anchored.cells[BOTTLENECK].text == submitted.cells[prompt].source


def test_notes_beside_a_given_answer_stay_notes(submitted: NotebookNode, release: NotebookNode) -> None:
    """Only an untouched answer cell takes in its neighbours."""
    submitted.cells.insert(BOTTLENECK + 1, new_markdown_cell("To do: read the paper."))

    anchored = anchor_notebook(submitted, release)

    assert named(anchored)[BOTTLENECK : BOTTLENECK + 2] == ["answer bottleneck", "extra "]


def test_a_shortened_prompt_is_just_restored(submitted: NotebookNode, release: NotebookNode) -> None:
    """Deleting words is nobody's work, so there is nothing to keep."""
    submitted.cells[STEP].source = "## One step"

    anchored = anchor_notebook(submitted, release)

    assert named(anchored) == RELEASED
    assert anchored.repairs == (
        Repair(
            '"One step"',
            "rewritten",
            "this read-only cell is not as in the release; the released one counts",
        ),
    )


def test_a_changed_check_is_as_released(submitted: NotebookNode, release: NotebookNode) -> None:
    """What a check cell says is ours, whatever was written into it."""
    submitted.cells[SOFTMAX_CHECK].source = "12.0"

    anchored = anchor_notebook(submitted, release)

    assert named(anchored)[2:5] == ["stub softmax", "check softmax", "extra "]
    assert anchored.cells[SOFTMAX_CHECK].text == 'selfcheck("softmax")'


def test_a_function_in_a_check_cell_is_kept(submitted: NotebookNode, release: NotebookNode) -> None:
    """Work in the wrong cell is work all the same."""
    submitted.cells[SOFTMAX_CHECK].source = DONE
    submitted.cells[SOFTMAX].source = "pass"

    anchored = anchor_notebook(submitted, release)

    assert [text for _, text in student_code(anchored, release)][1:3] == ["pass", DONE]


def test_blanks_are_no_change(submitted: NotebookNode, release: NotebookNode) -> None:
    """An editor that strips trailing blanks or adds a newline is not reported."""
    submitted.cells[STEP].source += "  \n"

    anchored = anchor_notebook(submitted, release)

    assert anchored.repairs == ()


def test_a_nearly_equal_prompt_is_recognised_without_its_label(
    submitted: NotebookNode, release: NotebookNode
) -> None:
    """A typing error in a prompt does not make it a stranger."""
    no_labels_nor_ids(submitted)
    submitted.cells[STEP].source = submitted.cells[STEP].source.replace("parts", "pieces")

    anchored = anchor_notebook(submitted, release)

    assert anchored.cells[STEP].text == release.cells[STEP].source


def test_pictures_stay_with_their_answer(submitted: NotebookNode, release: NotebookNode) -> None:
    """A drawing pasted into an answer is shown to its marker."""
    submitted.cells[ANALOGY].attachments = {"d.png": {"image/png": "aGk="}}

    anchored = anchor_notebook(submitted, release)

    assert anchored.cells[ANALOGY].attachments == {"d.png": {"image/png": "aGk="}}


@pytest.mark.parametrize("spoil", [lambda notebook: notebook.cells.reverse(), no_labels, no_labels_nor_ids])
def test_whatever_is_wrong_every_check_and_answer_is_there_once(
    spoil: Callable[[NotebookNode], None], submitted: NotebookNode, release: NotebookNode
) -> None:
    """The gradebook needs each graded cell, exactly once."""
    spoil(submitted)

    anchored = anchor_notebook(submitted, release)

    graded = [cell.name for cell in anchored.cells if cell.role in ("check", "answer")]
    assert sorted(graded) == ["analogy", "attend", "bottleneck", "softmax"]


@pytest.mark.parametrize("cells", [[], [new_code_cell("import numpy as np"), new_code_cell("print(1)")]])
def test_what_may_be_any_notebook_is_no_submission(cells: list[NotebookNode], release: NotebookNode) -> None:
    """Graded, it would be a notebook with nothing in it, and nobody would be told."""
    with pytest.raises(UnreadableNotebook):
        anchor_notebook(NotebookNode(cells=cells), release)


def dropped(notebook: NotebookNode, at: int, _: int) -> None:
    del notebook.cells[at]


def moved(notebook: NotebookNode, at: int, to: int) -> None:
    notebook.cells.insert(to, notebook.cells.pop(at))


def doubled(notebook: NotebookNode, at: int, to: int) -> None:
    notebook.cells.insert(to, copied(notebook.cells[at], notebook.cells[at].source))


def edited(notebook: NotebookNode, at: int, to: int) -> None:
    notebook.cells[at].source += f"\nown_{to} = {at}"


def retyped(notebook: NotebookNode, at: int, to: int) -> None:
    notebook.cells[at].cell_type = ("code", "markdown", "raw")[to % 3]


def unlabelled(notebook: NotebookNode, at: int, _: int) -> None:
    notebook.cells[at].metadata = NotebookNode()


def unnamed(notebook: NotebookNode, at: int, to: int) -> None:
    notebook.cells[at].id = f"x{to}"


def merged(notebook: NotebookNode, at: int, to: int) -> None:
    notebook.cells[at].source += "\n\n" + notebook.cells[to].source
    del notebook.cells[to]


SPOILS = st.tuples(
    st.sampled_from([dropped, moved, doubled, edited, retyped, unlabelled, unnamed, merged]),
    st.integers(0, 6),
    st.integers(0, 6),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spoils=st.lists(SPOILS, max_size=5))
def test_no_graded_cell_and_no_students_word_is_lost(
    spoils: list[tuple[Callable[[NotebookNode, int, int], None], int, int]], release: NotebookNode
) -> None:
    """However a notebook was spoilt, the gradebook finds each cell once, and all own work is still there."""
    notebook = without_outputs(release)
    for spoil, at, to in spoils:
        spoil(notebook, at, to)
    own = {word for cell in notebook.cells for word in cell.source.split() if word.startswith("own_")}

    anchored = anchor_notebook(notebook, release)

    graded = [cell.name for cell in anchored.cells if cell.role in ("check", "answer")]
    assert sorted(graded) == ["analogy", "attend", "bottleneck", "softmax"]
    assert own <= {word for cell in anchored.cells for word in cell.text.split()}
    standing = [cell.index for cell in anchored.cells if cell.index is not None]
    assert len(standing) == len(set(standing))
