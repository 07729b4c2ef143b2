"""A small assignment to begin with: it works as it is, and shows every part that one has.

template/ holds its files as text, so that nobody takes them for modules of this package.
"""

import re
import secrets
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Template

from grader.course import is_assignment_name
from grader.errors import CourseError, WrongCommand, toml_fault
from grader.files import as_toml, replace_file, write_folder

TEMPLATE = Path(__file__).with_name("template")
FILES = {
    "assignments/{name}/{name}.py": "notebook.txt",
    "assignments/{name}/checks.py": "public.txt",
    "solutions/{name}/{name}.py": "reference.txt",
    "solutions/{name}/checks.py": "hidden.txt",
    "solutions/{name}/rubric.toml": "rubric.txt",
    "solutions/{name}/right/number_by_number.py": "right.txt",
    "solutions/{name}/wrong/running_total_leaves_out_itself.py": "wrong.txt",
}
COURSE = """\
[course]
id = {id}
name = {name}
timezone = "UTC"    # or your own: "Europe/Paris"
key = {key}    # hidden examples are drawn from it: keep it secret, and keep it
"""
LISTED = """
[[assignment]]
name = {name}
# due = 2027-01-31T23:59:00    # in the course's time zone
"""


def write_assignment(root: Path, name: str) -> tuple[Path, ...]:
    """A new assignment of the course at `root`, made where there is none. Returns what it wrote.

    Raises: CourseError: it has one of that name, its course.toml takes no more, or the disk is full; nothing
    has changed.
    """
    if not is_assignment_name(name):
        wanted = "letters, digits, _ or -, as it names a folder"
        raise WrongCommand("NAME", "", f"the name is {as_toml(name)}", wanted=wanted)
    homes = [root / half / name for half in ("solutions", "assignments")]
    for home in homes:
        if home.exists() or home.is_symlink():
            raise WrongCommand(
                home, "", "it is there already, and stays as it is", cure="choose another name"
            )
    calendar = _listing(root / "course.toml", name)
    try:
        for home in homes:
            write_folder(home, {path: text.encode() for path, text in _files(home.parent.name, name)})
        if calendar:
            replace_file(root / "course.toml", calendar.encode())
    except CourseError:
        for home in homes:
            shutil.rmtree(home, ignore_errors=True)
        raise
    written = [root / path.format(name=name) for path in FILES]
    return (*written, root / "course.toml") if calendar else tuple(written)


def _files(half: str, name: str) -> Iterator[tuple[str, str]]:
    """Places inside of the folder of one half, "assignments" or "solutions", and what goes there."""
    title = re.sub("[_-]+", " ", name).strip().capitalize() or name
    for path, template in FILES.items():
        place = path.format(name=name)
        if place.startswith(f"{half}/{name}/"):
            text = (TEMPLATE / template).read_text("utf-8")
            yield place.removeprefix(f"{half}/{name}/"), Template(text).substitute(title=title)


def _listing(path: Path, name: str) -> str:
    """course.toml as it should be, or "" where it lists the assignment already.

    Raises: CourseError: it is not TOML, or what it says of assignments cannot be added to at its end.
    """
    listed = LISTED.format(name=as_toml(name))
    if not path.exists():
        folder = path.parent.resolve().name or "course"
        about = {"id": folder.lower(), "name": folder, "key": secrets.token_urlsafe(24)}
        return COURSE.format(**{key: as_toml(value) for key, value in about.items()}) + listed
    text = ""
    try:
        text = path.read_text("utf-8")
        calendar = tomllib.loads(text).get("assignment", [])
        if any(one.get("name") == name for one in calendar):
            return ""
        tomllib.loads(text + listed)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError, AttributeError, TypeError) as error:
        cure = f"mend that, or add [[assignment]] with name = {as_toml(name)} yourself"
        found = f"nothing can be added to it ({toml_fault(text, error)[0]})"
        raise CourseError(path, "", found, cure=cure) from error
    return text.rstrip("\n") + "\n" + listed
