"""What students receive: a folder made from the public half of an assignment alone."""

import os
import shutil
from dataclasses import asdict
from pathlib import Path

import msgspec

from grader.model import Assignment, Course
from grader.nbgrader_config import config_text
from grader.notebooks.build import release_notebook, to_bytes
from grader.notebooks.source import Source


def write_release(course: Course, assignment: Assignment, source: Source, class_folder: Path) -> Path:
    """Write release/<assignment>/ anew and return it. The same files whether or not solutions are present.

    Written aside and swapped in, so that a release is whole or not there. nbgrader's settings for the class
    folder are written, too.
    """
    home = class_folder / "release" / assignment.name
    aside = home.with_name(f".{assignment.name}.new")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    (aside / f"{assignment.name}.ipynb").write_bytes(to_bytes(release_notebook(source)))
    shutil.copyfile(assignment.folder / "checks.py", aside / "checks.py")
    questions = [asdict(question) for question in assignment.questions]
    (aside / "questions.json").write_bytes(msgspec.json.format(msgspec.json.encode(questions)) + b"\n")
    if (assignment.folder / "data").is_dir():
        shutil.copytree(assignment.folder / "data", aside / "data")
    _swap(aside, home)
    root = os.path.relpath(course.root.resolve(), class_folder.resolve())
    settings = config_text(course.id, gradebook=course.gradebook, timezone=course.timezone, course_root=root)
    (class_folder / "nbgrader_config.py").write_text(settings, "utf-8")
    return home


def _swap(new: Path, home: Path) -> None:
    old = home.with_name(f".{home.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if home.exists():
        home.replace(old)
    new.replace(home)
    shutil.rmtree(old, ignore_errors=True)
