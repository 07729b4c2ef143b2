"""What students receive is made of the public half alone."""

import shutil
import zipfile
from pathlib import Path

import nbformat
import pytest
from small_course import HIDDEN, REFERENCE, WRONG

from grader.course import load_assignment, load_course
from grader.release import write_release, zip_of


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
