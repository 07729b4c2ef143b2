"""The students' wheel: installed by the notebook's own set-up cell, or run as it is where nothing can be."""

import functools
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import threading
import zipfile
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import nbformat
import pytest
from small_course import REFERENCE, SOURCE, WRONG, write_course

from grader.course.load import load_assignment, load_course
from grader.notebooks.source import read_source
from grader.release import write_release, zip_of
from grader.release.wheel import student_modules
from grader.student import install
from grader.student.install import CURES

ROOT = Path(__file__).parents[2]
UV = os.environ.get("UV", "uv")  # `uv run` says where it is
ALL_PASSED = "2 of 2 checks passed: 5 of 5 points."


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ThreadingHTTPServer]:
    """A web page on this machine. asked: the paths that were asked for."""
    (tmp_path / "web").mkdir()
    serve = functools.partial(Quiet, directory=tmp_path / "web")
    with ThreadingHTTPServer(("127.0.0.1", 0), serve) as started:
        started.asked = []  # type: ignore[attr-defined]
        threading.Thread(target=started.serve_forever, daemon=True).start()
        yield started
        started.shutdown()


def address(server: ThreadingHTTPServer) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}/tiny.zip"


@pytest.fixture(scope="session")
def python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An interpreter with pip and nothing else, as a student's."""
    home = tmp_path_factory.mktemp("student") / "venv"
    subprocess.run([UV, "venv", "--quiet", "--seed", "--python", sys.executable, home], check=True)
    return str(home / "bin/python")


def set_up_cell() -> str:
    cells = read_source(ROOT / "assignments/attention/attention.py").cells
    return next(cell.text for cell in cells if 'URL = ""' in cell.text)


def released(root: Path, *, url: str = "", about: str = "", requires: str = "") -> Path:
    """The small course's release, with the real set-up cell and a file of data."""
    write_course(root)
    cell = "import numpy as np\n\nfrom grader import selfcheck\n"
    source = SOURCE.replace(cell, f"{set_up_cell()}\n\n# %%\nimport numpy as np\n")
    (root / "assignments/tiny/tiny.py").write_text(source, "utf-8")
    (root / "assignments/tiny/data").mkdir(exist_ok=True)
    (root / "assignments/tiny/data/words.txt").write_text(f"un deux {about}", "utf-8")
    toml = root / "course.toml"
    toml.write_text(
        toml.read_text().replace('name = "tiny"', f'name = "tiny"\nurl = "{url}"\nrequires = [{requires}]')
    )
    course = load_course(root)
    assignment, found = load_assignment(course, "tiny")
    return write_release(course, assignment, found, root / "class")


def first_cell(home: Path) -> str:
    """The set-up cell as a student receives it."""
    notebook = nbformat.read(home / "tiny.ipynb", as_version=4)
    return next(cell.source for cell in notebook.cells if cell.cell_type == "code")


def run(words: list[str], folder: Path) -> list[str]:
    """What a program prints, in an environment that does not lead it to our own modules."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    ran = subprocess.run(words, cwd=folder, env=own, capture_output=True, text=True, check=False)
    return [*ran.stdout.splitlines(), *ran.stderr.splitlines()]


def desk(folder: Path, *paths: Path) -> Path:
    """A student's folder with these files in it."""
    folder.mkdir()
    for path in paths:
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def wheel_in(folder: Path) -> Path:
    (wheel,) = folder.glob("*.whl")
    return wheel


ASK = f"\n{REFERENCE}\nselfcheck('double')"
VERSION = "from importlib.metadata import version; print(version('attention-grader'))"


def test_from_an_address_then_from_the_folder(
    python: str, server: ThreadingHTTPServer, tmp_path: Path
) -> None:
    """In a bare Python the first cell fetches, installs and unpacks, quietly, and again only what is new."""
    home = released(tmp_path / "course", url=address(server))
    (tmp_path / "web/tiny.zip").write_bytes(zip_of(home).read_bytes())
    notebook = desk(tmp_path / "colab", home / "tiny.ipynb")
    newer = released(tmp_path / "newer", about="trois")

    first = run([python, "-c", first_cell(home) + ASK], notebook)
    again = run([python, "-c", first_cell(home) + ASK], notebook)
    installed = run([python, "-m", "pip", "list", "--disable-pip-version-check", "--format=freeze"], notebook)
    bare = run([python, "-c", "import sys, grader; print('numpy' in sys.modules)"], notebook)
    command = [str(Path(python).parent / "grader"), "check", "tiny.ipynb", "--question", "double"]
    checked = run(command, notebook)
    newest = desk(tmp_path / "jupyter", wheel_in(newer))
    updated = run([python, "-c", f"{first_cell(newer)}\n{VERSION}"], newest)

    assert [first[0], first[-2], again[-2]] == ["double", ALL_PASSED, ALL_PASSED]
    assert (notebook / "data/words.txt").read_text() == "un deux "
    assert server.asked == ["/tiny.zip"]  # type: ignore[attr-defined]
    names = {line.split("==")[0].lower() for line in installed}
    assert {"attention-grader", "numpy", "hypothesis", "matplotlib"} <= names
    assert not names & {"msgspec", "typer", "nbgrader", "ipython", "jupytext", "scipy", "sqlalchemy"}
    assert bare == ["False"]
    assert checked[:3] == [
        "double",
        "○ not written yet. Replace the line that raises NotImplementedError by your",
        "    own code, run its cell, then this one.",
    ]
    assert updated == [wheel_in(newer).name.split("-")[1]]


def test_full_install_is_left_alone(tmp_path: Path) -> None:
    """Where the whole grader is installed, the first cell installs nothing; the wheel is read as it is."""
    home = released(tmp_path / "course")
    before = run([sys.executable, "-c", VERSION], home)

    found = run([sys.executable, "-c", f"{first_cell(home)}{ASK}\n{VERSION}"], home)

    assert found[-3] == ALL_PASSED
    assert found[-1:] == before


BARE = [sys.executable, "-I", "-S", "-c"]  # no package installed, so no grader
EMPTY_ZIP = b"PK\x05\x06" + bytes(18)


def test_no_wheel_and_no_address(tmp_path: Path) -> None:
    """One line says where what is missing is looked for, and how it gets there."""
    home = released(tmp_path / "course")

    found = run([*BARE, first_cell(home)], desk(tmp_path / "alone"))

    asked = "Is your zip unpacked there, each file whole?"
    assert found == [f"No checks in {tmp_path / 'alone'}: No module named 'grader'. {asked}"]


def test_nobody_answers(tmp_path: Path) -> None:
    """One line says which address, and why."""
    home = released(tmp_path / "course", url="http://127.0.0.1:9/tiny.zip")

    found = run([*BARE, first_cell(home)], desk(tmp_path / "alone"))

    assert len(found) == 1
    assert found[0].startswith(f"No checks in {tmp_path / 'alone'}: <urlopen error [Errno 111]")
    assert found[0].endswith(". Are you online? Can you open http://127.0.0.1:9/tiny.zip?")


@pytest.mark.parametrize(
    ("page", "why"), [({}, "HTTP Error 404"), ({"tiny.zip": b"<html>Sign in</html>"}, "not a zip file")]
)
def test_no_zip_there(server: ThreadingHTTPServer, tmp_path: Path, page: dict[str, bytes], why: str) -> None:
    """A page that is gone, or asks for a password, is told in one line."""
    for name, content in page.items():
        (tmp_path / "web" / name).write_bytes(content)
    home = released(tmp_path / "course", url=address(server))

    found = run([*BARE, first_cell(home)], desk(tmp_path / "alone"))

    assert len(found) == 1
    assert why in found[0]


@pytest.mark.parametrize("less", ["", "ensurepip", "ensurepip uv"])
def test_an_environment_without_pip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, less: str) -> None:
    """As uv makes them: the pip that comes with Python does it, or uv, or it is said what is missing."""
    home, bare = released(tmp_path / "course"), tmp_path / "bare"
    subprocess.run([UV, "venv", "--quiet", "--python", sys.executable, bare], check=True)
    (tmp_path / "bin").mkdir()
    if "uv" not in less:
        (tmp_path / "bin/uv").symlink_to(str(shutil.which(UV)))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    hidden = "import sys; sys.modules['ensurepip'] = None\n" if less else ""

    asked = "" if "uv" in less else ASK
    found = run([str(bare / "bin/python"), "-c", f"{hidden}{first_cell(home)}{asked}"], home)

    if "uv" in less:
        assert found[0].startswith(f"No checks in {home}: this Python has no pip, and no uv was found")
    else:
        assert found[-2] == ALL_PASSED


def test_pip_fails(python: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of pip's complaint the line that matters is shown: here, of a package it can get nowhere. A student's
    own file beside the notebook is not taken for it.
    """
    home = released(tmp_path / "course", requires='"tqdm"')
    (home / "pip.py").write_text("")
    monkeypatch.setenv("PIP_NO_INDEX", "1")

    found = run([python, "-c", first_cell(home)], home)

    why = f"pip cannot install {wheel_in(home).name}: ERROR: No matching distribution found for "
    assert len(found) == 1
    assert found[0].startswith(f"No checks in {home}: {why}")
    assert found[0].endswith(CURES[-1][1])


def test_another_python(python: str, tmp_path: Path) -> None:
    """It is told which one is needed, and where to choose it; nobody is asked whether they are online."""
    home = released(tmp_path / "course")
    with zipfile.ZipFile(wheel_in(home)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(wheel_in(home), "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content.replace(b"Requires-Python: >=3.11", b"Requires-Python: >=4.5"))

    (found,) = run([python, "-c", first_cell(home)], home)

    assert "requires a different Python: " in found
    assert "not in '>=4.5'. Choose a kernel with such a Python in the menu Kernel" in found


@pytest.mark.parametrize(
    ("said", "last", "cure"),
    [
        (
            "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(...)'\n"
            "ERROR: Could not find a version that satisfies the requirement hypothesis (from none)\n"
            "ERROR: No matching distribution found for hypothesis",
            "No matching distribution found for hypothesis. ",
            "Are you online",
        ),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: '/usr/lib'\n"
            "Consider using the `--user` option or check the permissions.",
            "Permission denied: '/usr/lib'. ",
            "May you write there?",
        ),
        (
            "error: externally-managed-environment\n\nx This environment is externally managed\n"
            "hint: See PEP 668 for the detailed specification.",
            "error: externally-managed-environment. ",
            "This Python is your system's own",
        ),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "No space left on device. ",
            "Make room on that disk",
        ),
        (
            "ERROR: Invalid wheel filename (wrong number of parts): 'attention_grader-1'",
            "'attention_grader-1'. ",
            "Take that file from your zip once more",
        ),
        ("", "pip says nothing. ", "Restart the kernel"),
    ],
)
def test_what_pip_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, last: str, cure: str
) -> None:
    """Its last error is told, and what helps against that one."""
    (tmp_path / "attention_grader-1-py3-none-any.whl").touch()
    program = f"import sys; sys.stderr.write({said!r}); sys.exit(1)"
    monkeypatch.setattr(install, "_installer", lambda: [sys.executable, "-c", program])
    monkeypatch.setattr(sys, "modules", dict(sys.modules))

    with pytest.raises(install.CannotInstall) as told:
        install.install(tmp_path)

    assert f"{told.value}. ".endswith(last)
    assert told.value.cure.startswith(cure)


def test_installed_where_python_does_not_look_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pip's own folder of a user counts from the next start on, if it was not there before."""
    (tmp_path / "attention_grader-1-py3-none-any.whl").touch()
    monkeypatch.setattr(install, "_installer", lambda: [sys.executable, "-c", ""])
    monkeypatch.setattr(sys, "modules", dict(sys.modules))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)

    with pytest.raises(install.CannotInstall) as told:
        install.install(tmp_path)

    assert told.value.cure == "Restart the kernel, and run this cell again."


@pytest.mark.parametrize(
    ("wheels", "why"),
    [
        ({"attention_grader-1-py3-none-any.whl": b"half a download"}, "File is not a zip file"),
        ({"attention_grader-1.whl": EMPTY_ZIP}, "There is no item named 'grader/student/install.py'"),
    ],
)
def test_not_the_wheel(tmp_path: Path, wheels: dict[str, bytes], why: str) -> None:
    """A wheel that is damaged, or somebody else's, is told in one line."""
    home = released(tmp_path / "course")
    alone = desk(tmp_path / "alone")
    for name, content in wheels.items():
        (alone / name).write_bytes(content)

    found = run([*BARE, first_cell(home)], alone)

    assert len(found) == 1
    assert found[0].startswith(f"No checks in {alone}: ")
    assert why in found[0]


def test_two_wheels(tmp_path: Path) -> None:
    """Of two releases in one folder neither is installed; both are named."""
    home = released(tmp_path / "course")
    newer = released(tmp_path / "newer", about="trois")
    both = desk(tmp_path / "both", wheel_in(home), wheel_in(newer))

    found = run([*BARE, first_cell(home)], both)

    names = " and ".join(sorted([wheel_in(home).name, wheel_in(newer).name]))
    assert len(found) == 1
    assert f": there are {names}. Keep only the one that came with it" in found[0]


def test_the_first_cell_is_short() -> None:
    """A student who unfolds it sees about a dozen lines."""
    assert len(set_up_cell().splitlines()) <= 13


# What a browser's Python cannot do.
WATCHED = """
import _thread, signal, sys

FORBIDDEN = ("socket.", "subprocess.", "os.fork", "os.exec", "os.posix_spawn", "os.system", "os.kill")

def watch(event, arguments):
    if event.startswith(FORBIDDEN):
        raise RuntimeError(f"{event} is not possible here")

def refuse(*arguments):
    raise RuntimeError("there are no signals and no threads here")

sys.addaudithook(watch)
signal.signal = signal.setitimer = signal.alarm = refuse
_thread.start_new_thread = _thread.start_joinable_thread = refuse  # the latter from Python 3.13 on
sys.modules.update(dict.fromkeys(["_multiprocessing", "multiprocessing"]))
sys.path[:0] = sys.argv[1:]
"""


@pytest.fixture(scope="session")
def pure(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the last Hypothesis without compiled parts, the one that a browser can install."""
    folder = tmp_path_factory.mktemp("pure")
    words = [UV, "pip", "install", "--quiet", "--no-config", "--python", sys.executable, "--target", folder]
    subprocess.run([*words, "hypothesis==6.155.7"], check=True)
    return folder


def browser(home: Path, pure: Path, code: str) -> list[str]:
    """What code prints where there are no threads, processes, signals or sockets; the wheel is not installed,
    but imported as the file that it is.
    """
    ordered = [str(wheel_in(home)), str(pure), sysconfig.get_path("purelib")]
    return run([*BARE, f"{WATCHED}\n{code}", *ordered], home)


@pytest.mark.parametrize(
    "call",
    [
        "import threading; threading.Thread(target=print).start()",
        "import subprocess; subprocess.run(['true'])",
        "import socket; socket.socket()",
        "import os; os.fork()",
        "import os; os.kill(0, 0)",
        "import signal; signal.alarm(1)",
    ],
)
def test_the_ban_is_one(pure: Path, tmp_path: Path, call: str) -> None:
    """What the next test forbids is forbidden indeed."""
    home = released(tmp_path / "course")

    found = browser(home, pure, call)

    assert "Error" in found[-1]


def test_selfcheck_in_a_browser(pure: Path, tmp_path: Path) -> None:
    """Right or wrong, all is checked and shrunk without a thread, process, signal or socket."""
    home = released(tmp_path / "course")
    where = "import grader.student; print(grader.student.__file__)"
    code = f"from grader import selfcheck\n{REFERENCE}\nselfcheck()\n{WRONG['double_noise']}\nselfcheck()\n"
    wrong = "\ndef double(numbers):\n    return numbers + (numbers > 4)\nselfcheck('double')"

    version = "import hypothesis; print(hypothesis.__version__)"

    found = browser(home, pure, f"{code}\n{wrong}\n{where}\n{version}")

    assert found[0] == "double"
    assert "all together  6 of 6        5 points" in found
    assert "    double(numbers)[0] is 3, expected 6" in found
    assert found[-2].startswith(str(wheel_in(home)))
    assert found[-1] == "6.155.7"


# As Pyodide calls itself; Linux's configuration is read before, as there is none of Pyodide's here.
BROWSER = "import sys, sysconfig\nsysconfig.get_config_vars()\nsys.platform = 'emscripten'\n"


def test_first_cell_in_a_browser(pure: Path, tmp_path: Path) -> None:
    """It imports the wheel beside the notebook as it is, and starts no process."""
    home = released(tmp_path / "course")
    where = "import grader.student; print(grader.student.__file__)"
    code = f"{WATCHED}\n{BROWSER}{first_cell(home)}{ASK}\n{where}"

    found = run([*BARE, code, str(pure), sysconfig.get_path("purelib")], home)

    assert found[-3] == ALL_PASSED
    assert found[-1].startswith(str(wheel_in(home)))


def test_no_hypothesis_in_a_browser(tmp_path: Path) -> None:
    """The student is told the one line that installs it."""
    home = released(tmp_path / "course")

    (found,) = run([*BARE, f"{WATCHED}\n{BROWSER}{first_cell(home)}"], home)

    assert ': no hypothesis here. Run %pip install "hypothesis<6.156" in a cell above, then' in found


def test_real_assignment_in_a_browser(pure: Path, tmp_path: Path) -> None:
    """The lesson's own public checks need nothing more."""
    course = load_course(ROOT)
    assignment, source = load_assignment(course, "attention")
    home = write_release(course, assignment, source, tmp_path)
    reference = (ROOT / "solutions/attention/attention.py").read_text("utf-8")

    found = browser(home, pure, f"from grader import selfcheck\n{reference}\nselfcheck()")

    assert found[0] == "score"
    assert found[-1].endswith("All passed here is not yet full marks.")
    assert [line for line in found if line.startswith(("✗", "!", "…", "-", "?"))] == []


def test_wheel_is_pure(tmp_path: Path) -> None:
    """Its tag says any platform, and every file of it is text or the course's data."""
    home = released(tmp_path / "course")

    with zipfile.ZipFile(wheel_in(home)) as packed:
        outside = [name for name in packed.namelist() if "/handout/data/" not in name]
        tags = [packed.read(name).decode() for name in outside if name.endswith("/WHEEL")]
        text = [packed.read(name).decode() for name in outside]

    assert wheel_in(home).name.endswith("-py3-none-any.whl")
    assert len(tags) == 1
    assert "Root-Is-Purelib: true\nTag: py3-none-any\n" in tags[0]
    assert len(text) == len(outside)


def test_nothing_of_the_instructors_in_it() -> None:
    """Neither grading nor sandbox nor gradebook travels to students."""
    rooms = {Path(path).parts[1].removesuffix(".py") for path in student_modules()}

    assert rooms >= {"__init__", "student", "checks", "model", "errors", "values", "wording"}
    assert not rooms & {"autograde", "audit", "sandbox", "gradebook", "known", "diagnosis", "cli", "wire"}
