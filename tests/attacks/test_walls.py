"""The attacks bite: without any one of the walls, some of them get through.

A wall is taken away in a copy of the package, by changing its text; there is no switch for it in the product.
"""

import json
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest
from hostile_class import Graded, active, graded_class
from work import MOST

from grader.sandbox import landlock
from grader.wording import printable

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
RUN = "import runpy, sys; sys.path[:0] = sys.argv.pop(1).split(':'); del sys.argv[0]; "
RUN += "runpy.run_path(sys.argv[0], run_name='__main__')"
# Of the copy alone: that a wall is missing is noticed by the rehearsal, before any attack.
UNNOTICED = ("sandbox/wall.py", "        if not rehearse(wall):\n", "        if True:\n")
LANDLOCK_ALONE = ("sandbox/wall.py", "return [*found, Wall(", "return [Wall(")


def without(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """A copy of the package with parts of its text changed, each of which must be there.

    What is compiled is copied, too; of a file that was changed, Python does not believe it.
    """
    shutil.copytree(ROOT / "grader", folder / "grader")
    for name, old, new in changes:
        path = folder / "grader" / name
        text = path.read_text()
        assert old in text, f"{name} has no {old!r} any more; take that wall away in another way"
        path.write_text(text.replace(old, new))
    return folder


def attacked(package: Path, attack: str) -> dict[str, Any]:
    """What one attack on that copy of the package came to. broke: how the harness itself did."""
    paths = f"{package}:{sysconfig.get_path('purelib')}"
    words = [sys.executable, "-B", "-c", RUN, paths, str(HERE / "harness.py"), "walled", attack]
    done = subprocess.run(words, capture_output=True, text=True, cwd="/")
    result: dict[str, Any] = json.loads(done.stdout)[attack] if done.returncode == 0 else {}
    return {"broke": done.stderr[-2000:], **result}


def test_untouched_copy_holds(tmp_path: Path) -> None:
    """A copy from which nothing was taken away is as good as the original."""
    result = attacked(without(tmp_path), "shared_memory")

    assert not result["escaped"], result


def test_without_the_system_call_filter(tmp_path: Path) -> None:
    """Memory can be had that counts against no limit."""
    no_filter = ("sandbox/jail.py", "    load_filter(filter_)\n", "")

    result = attacked(without(tmp_path, no_filter, UNNOTICED), "shared_memory")

    assert result["escaped"], result


def test_without_process_namespaces(tmp_path: Path) -> None:
    """The processes that hold this submission, and all others, can be killed."""
    shared = ("sandbox/jail.py", " | CLONE_NEWPID", "")

    result = attacked(without(tmp_path, shared), "kill_everyone")

    assert "its supervisor did not answer" in result["broke"], result


def test_without_a_root_of_its_own(tmp_path: Path) -> None:
    """The files of this machine can be read."""
    whole_disk = (
        "sandbox/wall.py",
        '"--unshare-all", "--unshare-user",',
        '"--ro-bind", "/tmp", "/tmp", "--unshare-all", "--unshare-user",',
    )

    result = attacked(without(tmp_path, whole_disk), "read_files")

    assert result["leaked"], result


def test_without_limits(tmp_path: Path) -> None:
    """More memory can be had than was allowed."""
    no_limits = ("sandbox/jail.py", '        "AS": bounds.memory,', "       ")

    result = attacked(without(tmp_path, no_limits), "memory_bomb")

    assert "Returned" in result["replies"], result


def test_without_typed_decoding(tmp_path: Path) -> None:
    """What a worker sends is taken for numbers unseen, and breaks the grader instead of the submission."""
    any_type = ("values/arrays.py", "    dtype: DType\n", "    dtype: str\n")

    result = attacked(without(tmp_path, any_type), "pickled_object")

    assert result["replies"] == ["KeyError"], result


def test_without_the_filter_of_locks(tmp_path: Path) -> None:
    """A file that all can read is a bell that rings next door."""
    flock = ("sandbox/syscalls.py", " fdatasync dup ", " fdatasync flock dup ")

    result = attacked(without(tmp_path, flock, UNNOTICED), "talk_by_locks")

    assert result["escaped"], result


@pytest.mark.skipif(
    landlock.version() < landlock.NEEDED, reason="NOT TESTED: this kernel has no such Landlock"
)
def test_without_landlock(tmp_path: Path) -> None:
    """At the second level, too: the files of this machine can be read."""
    no_landlock = ("sandbox/landlock.py", "    _restrict(paths)\n", "")

    result = attacked(without(tmp_path, no_landlock, UNNOTICED, LANDLOCK_ALONE), "read_files")

    assert result["leaked"], result


# --- what is made of a notebook: each attack needs one of these walls, so all can be taken away at once ---

UNESCAPED = (
    ("feedback/templates.py", "autoescape=True", "autoescape=False"),
    (
        "notebooks/sanitised.py",
        '_without_commands(_OPENS_TAG.sub("&lt;", _with_safe_links(text, pictures)))',
        "text",
    ),
    ("wording.py", '_UNPRINTABLE.sub("", _ANSI.sub("", text.replace("\\r\\n", "\\n")))', "text"),
    ("submissions/open.py", " | os.O_NOFOLLOW", ""),
    ("submissions/open.py", "found.st_nlink > 1", "False"),
    ("checks/judge.py", "_only(prepared.opening, public)", "prepared.opening"),
    ("grading/alone.py", "not _worth_it(failure) or", "True or"),  # or what is told is from a fresh process
)
NEEDING_THEM = """hard_link markdown_script markup_in_names symbolic_link terminal_escapes
carries_hidden_in_public_failures""".split()


@pytest.fixture(scope="module")
def unescaped(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    package = without(tmp_path_factory.mktemp("package"), *UNESCAPED)
    return graded_class(tmp_path_factory.mktemp("hostile"), NEEDING_THEM, package=package)


def test_without_escaping_on_the_page(unescaped: Graded) -> None:
    """What an exception is called becomes part of the page, and runs."""
    assert "script" in active(unescaped.files("markup_in_names")["tiny.html"])


def test_without_cleaning_of_markdown(unescaped: Graded) -> None:
    """An answer runs where formgrader shows it."""
    assert "script" in active(unescaped.files("markdown_script")["tiny.ipynb"])


def test_without_cleaning_of_text(unescaped: Graded) -> None:
    """What a notebook prints is obeyed by a terminal."""
    text = unescaped.files("terminal_escapes")["tiny.ipynb"]

    assert printable(text) != text


def test_with_links_followed(unescaped: Graded) -> None:
    """A link to the reference is read, and its first line shown."""
    assert 'it starts with "def double' in unescaped.outcome("symbolic_link")


def test_with_hard_links_read(unescaped: Graded) -> None:
    """Another's notebook earns its points."""
    assert unescaped.outcome("hard_link") == "graded, 8"


def test_with_hidden_checks_among_the_public_ones(unescaped: Graded) -> None:
    """What a public check found is told, and was said by who had met hidden numbers."""
    results = unescaped.report("carries_hidden_in_public_failures")["questions"]["spread"]["results"]

    assert [result["hidden"] for result in results if "ESCAPED [" in result["message"]] == [False, True]


# --- our own work: without a bound, what one hostile text takes grows as its square ---

BOUNDS = [
    ("a cell of text", "", "](x:", ("notebooks/sanitised.py", "if start >= end:", "if True:")),
    ("output", "", "<b></i>", ("notebooks/sanitised.py", "if depth > DEEPEST:", "if False:")),
    ("page", "", "<div>", ("notebooks/sanitised.py", "if depth > DEEPEST:", "if False:")),
    ("output", "<a ", "b c=1 ", ("notebooks/sanitised.py", "_TAG.sub(_without_attributes, text)", "text")),
    ("formgrader", "", "\\begin{a}", ("notebooks/sanitised.py", "> MOST_FORMULAS", "> 10**9")),
    ("a cell of code", "import ", "a.", ("notebooks/names.py", "_MOST_DOTS = 100", "_MOST_DOTS = 10**9")),
]
MEASURE = (
    "from work import most_growth; from test_work import STEPS; print(most_growth(STEPS[{!r}], {!r}, {!r}))"
)


@pytest.mark.parametrize(("step", "prefix", "unit", "bound"), BOUNDS, ids=lambda part: repr(part)[:20])
def test_without_a_bound_on_our_own_work(
    step: str, prefix: str, unit: str, bound: tuple[str, str, str], tmp_path: Path
) -> None:
    """The very texts that are harmless to the original."""
    paths = [without(tmp_path, bound), sysconfig.get_path("purelib"), HERE, HERE.parent]
    code = f"import sys; sys.path[:0] = {[*map(str, paths)]!r}; {MEASURE.format(step, prefix, unit)}"
    done = subprocess.run([sys.executable, "-B", "-c", code], capture_output=True, text=True, check=True)

    assert float(done.stdout) > MOST
