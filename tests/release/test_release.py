"""What students receive is made of the public half alone."""

import base64
import hashlib
import shutil
import zipfile
from pathlib import Path
from typing import Any

import nbformat
import pytest
from small_course import HIDDEN, REFERENCE, WRONG

from grader.course.load import load_assignment, load_course
from grader.errors import CourseError
from grader.grading.setup import set_up
from grader.grading.submission import Submission, grade_submission
from grader.release import release_assignment, write_release, zip_of
from grader.sandbox import Zygote


def released(root: Path, class_folder: Path) -> Path:
    course = load_course(root)
    assignment, source = load_assignment(course, "tiny")
    return write_release(course, assignment, source, class_folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def wheel_in(home: Path) -> Path:
    (wheel,) = home.glob("*.whl")
    return wheel


def unpacked(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_files(small: Path) -> None:
    """The notebook and the wheel, the same as a zip, and nbgrader's settings for the class."""
    home = released(small, small / "class")

    assert home == small / "class/release/tiny"
    assert list(contents(small / "class")) == [
        "nbgrader_config.py",
        f"release/tiny/{wheel_in(home).name}",
        "release/tiny/tiny.ipynb",
        "tiny.zip",
    ]


def test_zip_is_the_folder(small: Path) -> None:
    """One file to put on a web page holds what the folder holds."""
    home = released(small, small / "class")

    assert unpacked(zip_of(home)) == contents(home)


def test_notebook_is_valid(small: Path) -> None:
    """What is released is what nbformat accepts."""
    home = released(small, small / "class")

    nbformat.validate(nbformat.read(home / "tiny.ipynb", as_version=4))


def test_same_bytes_without_solutions(small: Path) -> None:
    """solutions/ may be there or not: the release is the same, byte for byte."""
    with_them = contents(released(small, small / "one").parent)
    shutil.rmtree(small / "solutions")

    without_them = contents(released(small, small / "two").parent)

    assert with_them == without_them


def test_same_bytes_twice(small: Path) -> None:
    """Releasing again changes no byte."""
    first = contents(released(small, small / "class"))

    again = contents(released(small, small / "class"))

    assert first == again


def test_what_grading_would_learn(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What known solutions draw is found out before there is anything to grade."""
    learnt: list[Any] = []
    monkeypatch.setattr("grader.release.write.learn_drawn", learnt.append)

    release_assignment(load_course(small), "tiny", small / "class")

    assert [using.assignment for using in learnt] == ["tiny"]


@pytest.mark.parametrize("private", [REFERENCE, HIDDEN, *WRONG.values()])
def test_no_line_of_a_solution(small: Path, private: str) -> None:
    """No line of the reference, the hidden checks or a wrong solution reaches a student."""
    home = released(small, small / "class")
    handout = [content for name, content in unpacked(wheel_in(home)).items() if "/handout/" in name]
    public = b"".join([(home / "tiny.ipynb").read_bytes(), *handout]).decode()
    telling = [line for line in private.splitlines() if line.strip().startswith(("return", "assert"))]

    assert telling != []
    assert [line for line in telling if line in public] == []


def test_key_stays_here(small: Path) -> None:
    """The key that hidden examples are drawn from is in no file that students or nbgrader see."""
    toml = small / "course.toml"
    toml.write_text(toml.read_text().replace('key = "secret"', 'key = "parsnip-5117"'))

    home = released(small, small / "class")

    assert "parsnip" in toml.read_text()
    assert b"parsnip" not in b"".join(contents(small / "class").values())
    assert b"parsnip" not in b"".join(unpacked(wheel_in(home)).values())


def test_data_is_released(small: Path) -> None:
    """Files below data/ come with the notebook."""
    (small / "assignments/tiny/data/deep").mkdir(parents=True)
    (small / "assignments/tiny/data/deep/words.txt").write_text("un deux")

    home = released(small, small / "class")

    assert (home / "data/deep/words.txt").read_text() == "un deux"


def test_what_was_there_is_replaced(small: Path) -> None:
    """A file of an older release does not stay behind."""
    home = released(small, small / "class")
    (home / "old.txt").write_text("old")

    released(small, small / "class")

    assert "old.txt" not in contents(home)
    assert [path.name for path in home.parent.iterdir()] == ["tiny"]


def test_release_after_one_that_was_interrupted(small: Path) -> None:
    """Remains of a release that was killed half way are no hindrance."""
    home = released(small, small / "class")
    for remains in (".tiny.new", ".tiny.old"):
        shutil.copytree(home, home.parent / remains)

    released(small, small / "class")

    assert [path.name for path in home.parent.iterdir()] == ["tiny"]


URL = "https://example.org/nlp/tiny.zip"


def addressed(root: Path, url: str) -> Path:
    """Give the assignment an address in course.toml."""
    toml = root / "course.toml"
    toml.write_text(toml.read_text().replace('name = "tiny"', f'name = "tiny"\nurl = "{url}"'))
    return root


def with_set_up_cell(root: Path) -> Path:
    source = root / "assignments/tiny/tiny.py"
    source.write_text(source.read_text().replace("import numpy as np\n", 'URL = ""\nimport numpy as np\n', 1))
    return root


def test_address_is_in_the_notebook(small: Path) -> None:
    """Students' notebooks learn from course.toml where to fetch the zip; cells keep their names."""
    plain = released(with_set_up_cell(small), small / "one")
    home = released(addressed(small, URL), small / "two")

    before, after = (nbformat.read(folder / "tiny.ipynb", as_version=4).cells for folder in (plain, home))

    assert after[1].source.splitlines()[0] == f'URL = "{URL}"'
    assert [cell.id for cell in after] == [cell.id for cell in before]
    assert wheel_in(home).read_bytes() == wheel_in(plain).read_bytes()


def test_graded_with_an_address(small: Path, zygote: Zygote) -> None:
    """A notebook with the address in it is not taken for one whose read-only cell was changed."""
    home = released(addressed(with_set_up_cell(small), URL), small / "class")
    setup = set_up(load_course(small), "tiny", "bubblewrap")

    report = grade_submission(setup, zygote, Submission("ada", home / "tiny.ipynb"), below=home).report

    assert (report.status, report.repairs) == ("graded", ())


def test_address_without_a_cell_for_it(small: Path) -> None:
    """An author who forgot the line learns so, and not students in Colab."""
    course = load_course(addressed(small, URL))

    with pytest.raises(CourseError, match=r'tiny\.py: no read-only cell has the line URL = ""; add it to'):
        load_assignment(course, "tiny")


@pytest.mark.parametrize("url", ["tiny.zip", "https://example.org/nlp/", "https://a.org/x y.zip"])
def test_address_of_no_zip(small: Path, url: str) -> None:
    """What is no web address of a zip is refused where it was written."""
    with pytest.raises(CourseError) as refused:
        load_course(addressed(small, url))

    assert str(refused.value) == (
        f'{small / "course.toml"}: [[assignment]] tiny: url is "{url}", expected the address of the zip that '
        '`grader release` writes, "https://…/tiny.zip"'
    )


def test_editors_litter_stays_here(small: Path) -> None:
    """Caches and checkpoints below data/ are nobody's data."""
    for name in ("__pycache__/a.pyc", ".ipynb_checkpoints/a.txt", "kept.txt"):
        path = small / "assignments/tiny/data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")

    home = released(small, small / "class")

    assert [path.name for path in (home / "data").iterdir()] == ["kept.txt"]


def test_other_contents_other_version(small: Path) -> None:
    """pip tells two releases apart by their version, which follows the contents."""
    first = wheel_in(released(small, small / "one")).name
    checks = small / "assignments/tiny/checks.py"
    checks.write_text(checks.read_text().replace("What is twice 3?", "What is twice 4?"))

    second = wheel_in(released(small, small / "two")).name

    assert first != second
    assert first.split("+")[0] == second.split("+")[0]


def test_wheel_lists_its_files(small: Path) -> None:
    """RECORD has every file with its digest and size, as installers verify them."""
    files = unpacked(wheel_in(released(small, small / "class")))
    record = next(content.decode() for name, content in files.items() if name.endswith("/RECORD"))
    listed = {line.split(",")[0]: line.split(",")[1:] for line in record.splitlines()}

    digests = {
        name: base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
        for name, content in files.items()
        if not name.endswith("/RECORD")
    }

    assert listed.keys() == files.keys()
    assert {name: parts[0] for name, parts in listed.items() if parts[0]} == {
        name: f"sha256={digest}" for name, digest in digests.items()
    }
    assert all(parts == ["", ""] or int(parts[1]) == len(files[name]) for name, parts in listed.items())
