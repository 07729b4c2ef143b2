"""Whether a class has a gradebook. Asked here, it costs nobody the loading of nbgrader."""

from pathlib import Path

from grader.model import Course


def has_gradebook(course: Course, class_folder: Path) -> bool:
    """Whether something was entered already; a database elsewhere is taken to be there, and one of no bytes
    is none.
    """
    path = class_folder / "gradebook.db"
    return bool(course.gradebook) or (path.exists() and (not path.is_file() or path.stat().st_size > 0))
