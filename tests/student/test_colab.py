"""What Colab does to a notebook costs a right student nothing.

Colab saves nbformat 4.0: no cell ids, its own in the metadata, sources as lists of lines, outputs of its own
kinds. It keeps nbgrader's labels on cells that were left in place, and has none for cells made anew. It does
not know read-only cells. `!` and `%` lines and imports of google.colab are everyday.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_course import REFERENCE, STUBS

from grader.grading.setup import Setup
from grader.grading.submission import Submission, grade_submission
from grader.model import Report
from grader.sandbox import Zygote
from grader.solutions.demo import filled_in

ROOT = Path(__file__).parents[2]
Notebook = dict[str, Any]
Change = Callable[[Notebook], None]


def in_colab(saved: bytes) -> Notebook:
    """The notebook as Colab saves it after its cells were run, everything else left in place."""
    notebook = json.loads(saved)
    notebook["nbformat_minor"] = 0
    notebook["metadata"] = {
        "colab": {"provenance": [], "toc_visible": True, "gpuType": "T4"},
        "accelerator": "GPU",
        "kernelspec": {"display_name": "Python 3", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for number, cell in enumerate(notebook["cells"]):
        own = {"id": f"Zx{number:02}_aBcDeFg", **{key: cell["metadata"][key] for key in cell["metadata"]}}
        del cell["id"]
        cell["source"] = "".join(cell["source"]).splitlines(keepends=True)
        cell["metadata"] = own
    for number, cell in enumerate(code_cells(notebook), start=1):
        cell["execution_count"] = number
        cell["metadata"] |= {"colab": {"base_uri": "https://localhost:8080/"}, "outputId": f"1a2b-{number}"}
        cell["outputs"] = [of_colab(number)]
    return notebook


def of_colab(number: int) -> dict[str, Any]:
    """An output as only Colab writes it."""
    data = {
        "text/plain": ["'done'"],
        "application/vnd.google.colaboratory.intrinsic+json": {"type": "string"},
    }
    return {"output_type": "execute_result", "execution_count": number, "data": data, "metadata": {}}


def code_cells(notebook: Notebook) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def stub_of(notebook: Notebook, name: str) -> int:
    """Where a stub's function is defined."""
    cells = notebook["cells"]
    return next(index for index, cell in enumerate(cells) if f"def {name}(" in "".join(cell["source"]))


def new_cell(kind: str, text: str) -> dict[str, Any]:
    """A cell made in Colab: nothing in its metadata but Colab's own id."""
    cell: dict[str, Any] = {"cell_type": kind, "metadata": {"id": "nEw0CeLl9xyz"}, "source": [text]}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})


# --- what happens in Colab, one thing each ---


def left_in_place(notebook: Notebook) -> None:
    pass


def labels_lost(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        cell["metadata"].pop("nbgrader", None)


def metadata_lost(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        cell["metadata"] = {}


def same_id_everywhere(notebook: Notebook) -> None:
    """Colab once copied the id when a cell was split."""
    for cell in notebook["cells"]:
        cell["metadata"]["id"] = "Zx00_aBcDeFg"


def ids_of_the_release(notebook: Notebook) -> None:
    """Newer notebooks keep their ids on the way through Colab."""
    notebook["nbformat_minor"] = 5
    for cell in notebook["cells"]:
        cell["id"] = cell["metadata"]["nbgrader"]["grade_id"]
        del cell["metadata"]["nbgrader"]


def stub_retyped(notebook: Notebook) -> None:
    """The cell was deleted, and its answer typed into a new one."""
    at = stub_of(notebook, "double")
    notebook["cells"][at] = new_cell("code", "".join(notebook["cells"][at]["source"]))


def everything_retyped(notebook: Notebook) -> None:
    cells = notebook["cells"]
    notebook["cells"] = [new_cell(cell["cell_type"], "".join(cell["source"])) for cell in cells]


def helper_split_off(notebook: Notebook) -> None:
    notebook["cells"].insert(stub_of(notebook, "double"), new_cell("code", "def twice(n):\n    return 2 * n"))
    cell = notebook["cells"][stub_of(notebook, "double")]
    cell["source"] = ["def double(numbers):\n", "    return twice(numbers)"]


def made_a_form(notebook: Notebook) -> None:
    cell = notebook["cells"][stub_of(notebook, "double")]
    cell["metadata"]["cellView"] = "form"
    cell["source"] = ['#@title Double { display-mode: "form" }\n', *cell["source"]]


def drive_and_pip(notebook: Notebook) -> None:
    text = "from google.colab import drive\ndrive.mount('/content/drive')\n%cd /content/drive/MyDrive\n!ls"
    notebook["cells"].insert(0, new_cell("code", "!pip install -q attention\n%pip install numpy"))
    notebook["cells"].insert(1, new_cell("code", text))


def drive_in_the_stub(notebook: Notebook) -> None:
    cell = notebook["cells"][stub_of(notebook, "double")]
    head = ["from google.colab import drive, files\n", "drive.mount('/content/drive', force_remount=True)\n"]
    cell["source"] = [*head, "!pip install numpy\n", *cell["source"]]


def colab_by_its_full_name(notebook: Notebook) -> None:
    cell = notebook["cells"][stub_of(notebook, "double")]
    head = ["import google.colab\n", "from google.colab.patches import cv2_imshow\n"]
    cell["source"] = [*head, "google.colab.output.clear()\n", *cell["source"]]


def told_from_jupyter(notebook: Notebook) -> None:
    """A student's own test for where they are, whichever way it turns out."""
    text = "try:\n    import google.colab\n    IN_COLAB = True\nexcept ImportError:\n    IN_COLAB = False"
    notebook["cells"].insert(1, new_cell("code", text))


def locked_cells_edited(notebook: Notebook) -> None:
    for cell in code_cells(notebook):
        text = "".join(cell["source"])
        cell["source"] = [f"# mine\n{text}"] if "selfcheck(" in text else cell["source"]


def badge_on_top(notebook: Notebook) -> None:
    badge = new_cell("markdown", '<a href="https://colab.research.google.com/x.ipynb">Open in Colab</a>')
    notebook["cells"].insert(0, badge | {"metadata": {"id": "view-in-github", "colab_type": "text"}})


def windows_lines(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        cell["source"] = [line.replace("\n", "\r\n") for line in cell["source"]]


def scratch_cells(notebook: Notebook) -> None:
    notebook["cells"] += [new_cell("code", ""), new_cell("code", "1 / 0"), new_cell("code", "!nvidia-smi")]


def a_table_shown(notebook: Notebook) -> None:
    table = {"type": "dataframe", "summary": '{"name": "df", "rows": 3, "fields": []}'}
    kinds = {"application/vnd.google.colaboratory.intrinsic+json": table, "text/html": ["<div>", "</div>"]}
    output = {"output_type": "display_data", "metadata": {"tags": ["id1"]}, "data": kinds}
    widget = {"application/vnd.jupyter.widget-view+json": {"model_id": "x", "version_major": 2}}
    shown = {"output_type": "display_data", "metadata": {}, "data": widget}
    code_cells(notebook)[0]["outputs"] = [output, shown]
    notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}}}


CHANGES = [
    left_in_place, labels_lost, metadata_lost, same_id_everywhere, ids_of_the_release, stub_retyped,
    everything_retyped, helper_split_off, made_a_form, drive_and_pip, drive_in_the_stub,
    colab_by_its_full_name, told_from_jupyter, locked_cells_edited, badge_on_top, windows_lines,
    scratch_cells, a_table_shown,
]  # fmt: skip


def graded(setup: Setup, zygote: Zygote, notebook: Notebook, desk: Path) -> Report:
    path = desk / "notebook.ipynb"
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=2), "utf-8")
    return grade_submission(setup, zygote, Submission("ada", path), below=desk).report


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_small_course(small_setup: Setup, zygote: Zygote, tmp_path: Path, change: Change) -> None:
    """One thing at a time: all that machines mark is earned, and the written answer finds its marker."""
    notebook = in_colab(filled_in(small_setup.release, STUBS, REFERENCE))
    notebook["cells"][-1]["source"] = ["Because two is twice one, and nothing else is."]
    change(notebook)

    report = graded(small_setup, zygote, notebook, tmp_path)

    assert report.status == "graded"
    assert {name: question.score for name, question in report.questions.items()} == {
        "double": 6, "spread": 2, "why": 0,
    }  # fmt: skip
    assert report.questions["why"].awaits_marker


def test_wrong_stays_wrong(small_setup: Setup, zygote: Zygote, tmp_path: Path) -> None:
    """No repair gives points to an answer that is wrong, or was never written."""
    wrong = "def double(numbers):\n    return numbers ** 2"
    notebook = in_colab(filled_in(small_setup.release, STUBS[:1], wrong))
    metadata_lost(notebook)

    report = graded(small_setup, zygote, notebook, tmp_path)

    assert report.questions["double"].score <= 1
    assert report.questions["spread"].score == 0
    assert not report.questions["why"].awaits_marker


EVERYDAY = [labels_lost, badge_on_top, drive_and_pip, locked_cells_edited, scratch_cells, a_table_shown]


def test_real_assignment(attention: Any, attention_setup: Setup, zygote: Zygote, tmp_path: Path) -> None:
    """The lesson's notebook, through all of Colab's habits at once, keeps every point that machines give."""
    stubs = [one.name for one in attention.assignment.questions if one.kind == "stub"]
    reference = (ROOT / "solutions/attention/attention.py").read_text("utf-8")
    notebook = in_colab(filled_in(attention_setup.release, stubs, reference))
    for change in EVERYDAY:
        change(notebook)

    report = graded(attention_setup, zygote, notebook, tmp_path)

    short = {
        name: question.score
        for name, question in report.questions.items()
        if name in stubs and question.score < question.points
    }
    assert report.status == "graded"
    assert len(stubs) >= 4
    assert short == {}
