"""The attacks bite: without any one of the walls, some of them get through.

A wall is taken away in a copy of the package, by changing its text; there is no switch for it in the product.
"""

import json
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hostile_class import Graded, active, graded_class
from test_collect_walls import WALLS
from test_sandbox_walls import AT_THE_SECOND_LEVEL, REHEARSAL
from test_sandbox_walls import WALLS as OF_THE_SANDBOX
from walls import GOT_IN, Change, Try, trying

from grader.wording import printable

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
RUN = "import runpy, sys; sys.path[:0] = sys.argv.pop(1).split(':'); del sys.argv[0]; "
RUN += "runpy.run_path(sys.argv[0], run_name='__main__')"
WALLED = "attacks/walled.py::test_takes_no_more_than_its_share"


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


def test_all_walls_are_there() -> None:
    """What others take away, which takes minutes, is in the package as they name it."""
    together = [*OF_THE_SANDBOX.values(), *REHEARSAL.values()]
    rows = [*(wall[:3] for wall in WALLS), *(one for one, _ in AT_THE_SECOND_LEVEL.values())]
    rows += [one for several, _ in together for one in several]

    gone = [(name, old) for name, old, _ in rows if old not in (ROOT / "grader" / name).read_text()]

    assert gone == []


def test_untouched_copy_holds(tmp_path: Path) -> None:
    """A copy from which nothing was taken away is as good as the original."""
    result = attacked(without(tmp_path), "shared_memory")

    assert not result["escaped"], result


def test_without_typed_decoding(tmp_path: Path) -> None:
    """What a worker sends is taken for numbers unseen, and breaks the grader instead of the submission."""
    any_type = ("values/arrays.py", "    dtype: DType\n", "    dtype: str\n")

    result = attacked(without(tmp_path, any_type), "pickled_object")

    assert result["replies"] == ["KeyError"], result


# --- what is made of a notebook: each attack needs one of these walls, so all can be taken away at once ---

UNESCAPED = (
    ("feedback/templates.py", "autoescape=True", "autoescape=False"),
    (
        "notebooks/sanitised.py",
        '_without_commands(_OPENS_TAG.sub("&lt;", linked))',
        "text",
    ),
    ("wording.py", '_UNPRINTABLE.sub("", _ANSI.sub("", text.replace("\\r\\n", "\\n")))', "text"),
    ("submissions/open.py", " | os.O_NOFOLLOW", ""),
    ("submissions/open.py", "found.st_nlink > 1", "False"),
    ("checks/judge.py", "_only(prepared.opening, public)", "prepared.opening"),
    # What is told would be from a fresh process.
    ("grading/fresh_process.py", "not _worth_it(failure) or", "True or"),
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

BOUNDS: list[tuple[str, str, str, Change]] = [
    ("a cell of text", "", "](x:", ("notebooks/sanitised.py", "if start >= end:", "if True:")),
    ("output", "", "<b></i>", ("notebooks/sanitised.py", "if depth > DEEPEST:", "if False:")),
    ("page", "", "<div>", ("notebooks/sanitised.py", "if depth > DEEPEST:", "if False:")),
    ("output", "<a ", "b c=1 ", ("notebooks/sanitised.py", "_TAG.sub(_without_attributes, text)", "text")),
    ("output", "&#", "0", ("notebooks/sanitised.py", '_LONG_REFERENCE.sub("&amp;", bare)', "bare")),
    ("formgrader", "", "\\begin{a}", ("notebooks/sanitised.py", "> MOST_FORMULAS", "> 10**9")),
    ("a cell of code", "import ", "a.", ("notebooks/names.py", "_MOST_DOTS = 100", "_MOST_DOTS = 10**9")),
    ("alike", "match ", "\t", ("class_report/similarity.py", '_BLANKS.sub(" " * 40, ', "str(")),
]


@pytest.fixture(scope="module")
def tried() -> Iterator[Try]:
    """Tries an attack without a wall."""
    with trying([WALLED]) as tried:
        yield tried


@pytest.mark.parametrize("number", range(len(BOUNDS)), ids=[repr(bound[2]) for bound in BOUNDS])
def test_without_a_bound_on_our_own_work(number: int, tried: Try) -> None:
    """The very texts that are harmless to the original."""
    *_, bound = BOUNDS[number]

    assert tried([bound], [f"{WALLED}[{number}]"]) == GOT_IN
