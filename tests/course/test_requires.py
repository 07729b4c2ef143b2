"""Packages that an assignment's answers may use are written down once, and reach everybody who needs them."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from small_course import COURSE

from grader.course import load_assignment, load_course
from grader.doctor import examine
from grader.errors import CourseError
from grader.gradescope.package import autograder_zip
from grader.grading import set_up
from grader.release import write_release
from grader.solutions import audit_course


def requiring(small: Path, *packages: str) -> Path:
    """The small course, whose assignment requires these packages."""
    texts = ", ".join(f'"{package}"' for package in packages)
    written = COURSE.replace('name = "tiny"\n', f'name = "tiny"\nrequires = [{texts}]\n')
    (small / "course.toml").write_text(written)
    return small


def test_students_install_them_with_the_wheel(small: Path, tmp_path: Path) -> None:
    """pip reads them in the wheel that comes with the notebook."""
    course = load_course(requiring(small, "scipy>=1.11"))

    home = write_release(course, *load_assignment(course, "tiny"), tmp_path / "class")

    (wheel,) = home.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        (about,) = (name for name in packed.namelist() if name.endswith("METADATA"))
        assert "Requires-Dist: scipy>=1.11\n" in packed.read(about).decode()


def test_gradescope_installs_them(small: Path, tmp_path: Path) -> None:
    """The image has them, and the course in it says so again."""
    course = load_course(requiring(small, "scipy>=1.11"))

    with zipfile.ZipFile(BytesIO(autograder_zip(course, *load_assignment(course, "tiny")))) as packed:
        packed.extractall(tmp_path / "image")

    assert "[instructor]\" 'scipy>=1.11'\n" in (tmp_path / "image/setup.sh").read_text()
    assert load_course(tmp_path / "image/course").assignments[0].requires == ("scipy>=1.11",)


@pytest.mark.parametrize(
    ("package", "state", "told"),
    [
        ("numpy>=1", "fine", "tiny requires numpy>=1; numpy "),
        ("numpy<1", "wrong", "tiny requires numpy<1, not installed here in that version, but numpy "),
        ("not-there", "wrong", "tiny requires not-there, not installed here"),
    ],
)
def test_doctor_looks_whether_they_are_here(small: Path, package: str, state: str, told: str) -> None:
    """What is installed beside the grader is in the sandbox, too."""
    found = examine(requiring(small, package), small / "class")

    (one,) = (finding for finding in found if finding.what == "requires")
    assert (one.state, one.found[: len(told)]) == (state, told)


def test_nothing_is_graded_without_them(small: Path) -> None:
    """The instructor is told what to install before the first notebook is opened."""
    course = load_course(requiring(small, "not-there"))

    with pytest.raises(CourseError, match=r"requires not-there, .* uv pip install --python .* not-there"):
        set_up(course, "tiny", "bubblewrap")


def test_none_is_released_without_them(small: Path) -> None:
    """What is not to be had here, or nowhere, would stop each student's first cell."""
    (told,) = audit_course(load_course(requiring(small, "not-there")), "tiny", question="spread")[0].problems

    assert "course.toml: [[assignment]] tiny: requires not-there, not installed here; install it" in told


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('requires = "numpy"', r'requires is "numpy", expected a list: \["numpy"\]'),
        ('[requires]\ntiny = ["numpy"]', r"no key 'requires'; write requires = ... below \[\[assignment\]\]"),
        ('require = ["numpy"]', "no key 'require'; did you mean 'requires'"),
    ],
)
def test_it_is_written_wrongly(small: Path, written: str, told: str) -> None:
    """What stands there, and how it should."""
    (small / "course.toml").write_text(f"{COURSE}\n{written}\n")

    with pytest.raises(CourseError, match=told):
        load_course(small)


def test_what_pip_would_not_understand(small: Path) -> None:
    """It is refused where it is written."""
    with pytest.raises(CourseError, match='requires "two words", expected a package as pip is told it'):
        load_course(requiring(small, "two words"))
