"""The course → autograder.zip: two scripts, our wheel, the versions used here, and one assignment.

The zip holds the course's key, hidden checks and solutions: it is for Gradescope's upload and nobody else.
Known right solutions and the gradebook's address stay at home.
"""

import importlib.metadata
import platform
import shlex
from pathlib import Path

from grader.course import load_assignment
from grader.errors import CourseError
from grader.files import write_outputs
from grader.grading import course_files
from grader.model import Assignment, Course
from grader.notebooks import Source
from grader.release import PROJECT, course_wheel, zip_bytes

SETUP = """\
#!/usr/bin/env bash
# Gradescope runs this once, while it builds the image.
set -euo pipefail
root="${{AUTOGRADER:-/autograder}}"
home="${{GRADER_HOME:-/opt/grader}}"
chmod 700 "$root/source"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends bubblewrap libseccomp2 python3-venv
python3 -m venv "$home/uv"
"$home/uv/bin/pip" install --quiet uv
export UV_PYTHON_INSTALL_DIR="$home/python"
"$home/uv/bin/uv" venv --quiet --python {python} "$home/environment"
"$home/uv/bin/uv" pip install --quiet --python "$home/environment/bin/python" \\
    --constraint "$root/source/constraints.txt" "$root/source/{wheel}[instructor]"{requires}
"$home/environment/bin/python" -m grader.gradescope prepare "$root"
"""
RUN = """\
#!/usr/bin/env bash
# Gradescope runs this for every submission. Students' code runs in a sandbox, or not at all.
python="${GRADER_PYTHON:-/opt/grader/environment/bin/python}"
exec "$python" -m grader.gradescope grade "${AUTOGRADER:-/autograder}"
"""
EXECUTABLE = ("setup.sh", "run_autograder")


def write_package(course: Course, name: str, class_folder: Path, into: Path | None) -> Path:
    """Write the zip, to the class folder where `into` is None, and return its path.

    Raises: CourseError: as `autograder_zip`; or something else is there, or it cannot be written.
    """
    path = into or class_folder / f"{name}.autograder.zip"
    content = autograder_zip(course, *load_assignment(course, name))
    write_outputs(class_folder, {path: content}, chosen=into is not None)
    return path


def autograder_zip(course: Course, assignment: Assignment, source: Source) -> bytes:
    """The same course is the same bytes, with the same versions of libraries.

    Raises: CourseError: the assignment's private half is not there.
    """
    if assignment.solutions is None:
        found, cure = "the folder is missing", "make the package where the solutions are"
        raise CourseError(course.root / "solutions" / assignment.name, "", found, cure=cure)
    wheel = course_wheel()
    requires = "".join(f" {shlex.quote(one)}" for one in assignment.requires)
    version = ".".join(platform.python_version_tuple()[:2])
    files = {
        "setup.sh": SETUP.format(python=version, wheel=wheel.name, requires=requires).encode(),
        "run_autograder": RUN.encode(),
        "constraints.txt": _versions().encode(),
        wheel.name: wheel.content,
    }
    files |= {f"course/{name}": text for name, text in course_files(course, assignment, source).items()}
    return zip_bytes(files, executable=EXECUTABLE)


def _versions() -> str:
    """Every package that is installed here, as a constraint: only what is needed is installed there."""
    found = {one.metadata["Name"]: one.version for one in importlib.metadata.distributions()}
    return "".join(f"{name}=={version}\n" for name, version in sorted(found.items()) if name != PROJECT)
