"""`grader check` says of a notebook file what selfcheck says inside it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from small_course import REFERENCE, STUBS, WRONG

from grader.course.load import load_assignment, load_course
from grader.errors import SandboxUnavailable
from grader.notebooks.build import release_notebook
from grader.release import write_release
from grader.sandbox import NOT_INSTALLED
from grader.solutions.demo import filled_in
from grader.student import notebook_check
from grader.student.notebook_check import check_notebook
from grader.student.terminal import main

REPORT = [
    "double",
    "✗ failed, 0 of 4 points: Every number is doubled.",
    "    double(numbers)[0] is 9, expected 6",
    "    to see it, run this in a cell below yours:",
    "        import numpy as np",
    "        numbers = np.array([3.0])",
    "        double(numbers)",
    "    hint: What is twice 3?",
    "✓ passed, 1 of 1 point: The input is as it was.",
    "1 of 2 checks passed: 1 of 5 points.",
    "Further checks, worth 1 of 6 points, are run after you hand in.",
]


@pytest.fixture
def home(small: Path) -> Path:
    """A student's folder as handed out."""
    course = load_course(small)
    assignment, source = load_assignment(course, "tiny")
    return write_release(course, assignment, source, small / "class")


def write(home: Path, small: Path, *texts: str, name: str = "tiny") -> Path:
    """The notebook filled in."""
    _, source = load_assignment(load_course(small), "tiny")
    path = home / f"{name}.ipynb"
    path.write_bytes(filled_in(release_notebook(source), STUBS, *texts))
    return path


def checked(notebook: Path, question: str | None = None) -> tuple[int, list[str], list[str]]:
    """Exit status, report, and what was said beside it."""
    told: list[str] = []
    said: list[str] = []
    status = check_notebook(notebook, question, told=told.append, say=said.append)
    return status, "\n".join(told).splitlines(), said


def grader(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "grader"), "check", *words]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def without_sandbox() -> None:
    raise SandboxUnavailable("no program bwrap")


def test_right(home: Path, small: Path) -> None:
    """All passed is exit status 0, and the summary says what is left."""
    status, report, said = checked(write(home, small, REFERENCE))

    assert (status, said) == (0, [])
    assert report[-2:] == [
        "5 of 11 points are decided after you hand in.",
        "All passed here is not yet full marks.",
    ]


def test_wrong(home: Path, small: Path) -> None:
    """What failed is told as in the notebook, and is exit status 1."""
    status, report, said = checked(write(home, small, WRONG["double_squares"]), "double")

    assert (status, report, said) == (1, REPORT, [])


def test_without_a_sandbox(
    home: Path, small: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A machine that can build none runs the notebook plainly, says so, and finds the same."""
    notebook = write(home, small, WRONG["double_squares"])
    monkeypatch.setattr(notebook_check, "probe", without_sandbox)

    status, _, said = checked(notebook, "double")

    assert (status, capfd.readouterr().out.splitlines()) == (1, REPORT)
    assert said == [
        f"{notebook}: run without a sandbox, as this machine has none; it can do all that you can"
    ]


def test_a_package_that_is_not_there(home: Path, small: Path) -> None:
    """It is named, and what does not need it counts."""
    status, report, said = checked(write(home, small, "import no_such_module\n" + REFERENCE))

    assert status == 0
    assert "2 of 2 checks passed: 5 of 5 points." in report
    assert said == [f"code cell 2: no_such_module {NOT_INSTALLED}"]


def test_a_cell_that_stops(home: Path, small: Path) -> None:
    """A cell that fails is named, and the others count."""
    status, report, said = checked(write(home, small, "1 / 0\n" + REFERENCE))

    assert status == 0
    assert "2 of 2 checks passed: 5 of 5 points." in report
    assert said == ["code cell 2 stopped: ZeroDivisionError: division by zero (line 1 of its cell)"]


def test_a_cell_that_stops_without_a_sandbox(
    home: Path, small: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The student's own command says the same, and knows what only Jupyter understands."""
    notebook = write(home, small, "import no_such_module\n" + REFERENCE)
    tree = json.loads(notebook.read_bytes())
    tree["cells"][1]["source"] = "%matplotlib inline\n!ls\nimport numpy as np\nfrom grader import selfcheck"
    notebook.write_text(json.dumps(tree))

    with pytest.raises(SystemExit) as ended:
        main(["check", str(home), "--question", "double"])

    found = capfd.readouterr()
    assert ended.value.code == 0
    assert found.out.splitlines()[0] == "double"
    said = "ModuleNotFoundError: No module named 'no_such_module' (line 1 of its cell)"
    assert found.err == f"code cell 2 stopped: {said}\n"


@pytest.mark.parametrize("first", ["%%time", "%%capture out", "\n%%prun -q"])
def test_a_cell_that_jupyter_runs_by_a_command(
    home: Path, small: Path, capfd: pytest.CaptureFixture[str], first: str
) -> None:
    """Without a sandbox, too, what is below it is Python. Windows' mark at a file's start is no fault."""
    notebook = write(home, small, REFERENCE)
    tree = json.loads(notebook.read_bytes())
    for cell in tree["cells"]:
        if "def " in "".join(cell["source"]):
            cell["source"] = [f"{first}\n", *cell["source"]]
    notebook.write_text(json.dumps(tree), "utf-8-sig")

    with pytest.raises(SystemExit) as ended:
        main(["check", str(notebook)])

    assert ended.value.code == 0
    assert capfd.readouterr().err == ""


def test_command_takes_a_folder(home: Path, small: Path) -> None:
    """Every notebook in it, by name; one that fails decides the exit status."""
    write(home, small, REFERENCE, name="a")
    write(home, small, WRONG["double_squares"], name="b")
    (home / "tiny.ipynb").unlink()

    found = grader(".", "--question", "double", cwd=home)

    assert found.returncode == 1
    assert found.stdout.splitlines()[-len(REPORT) :] == REPORT
    assert found.stdout.count("2 of 2 checks passed") == 1


@pytest.mark.parametrize("words", [["nowhere.ipynb"], ["empty"], ["course.toml"]])
def test_no_notebook(tmp_path: Path, words: list[str]) -> None:
    """A path without a notebook is a wrong use, told in one line."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "course.toml").write_text("[course]")

    found = grader(*words, cwd=tmp_path)

    assert found.returncode == 2
    assert found.stderr == (
        f"Reading {words[0]} …\n"
        f"grader: {words[0]}: no notebook there, expected an .ipynb file, or a folder with one\n"
    )


def test_unknown_question(home: Path, small: Path) -> None:
    """A slip of the pen is met with the names there are."""
    notebook = write(home, small, REFERENCE)

    status, report, said = checked(notebook, "duoble")

    assert (status, report) == (2, [])
    assert said == [f"{notebook}: There is no question 'duoble' to check; did you mean 'double'?"]


def test_two_notebooks(home: Path, small: Path) -> None:
    """Of a folder with several, each report says whose it is."""
    first, second = write(home, small, REFERENCE), write(home, small, REFERENCE, name="zweites")

    found = grader(str(home), cwd=home)

    heads = [line for line in found.stdout.splitlines() if line.endswith(".ipynb")]
    assert heads == [str(first), str(second)]


def test_no_notebook_but_named_so(home: Path) -> None:
    """A damaged file is told, in words, and stops nothing else."""
    (home / "tiny.ipynb").write_text("{")

    status, report, said = checked(home / "tiny.ipynb")

    assert (status, report) == (2, [])
    assert said[0].startswith(f"{home / 'tiny.ipynb'}: the file breaks off at line 1")
