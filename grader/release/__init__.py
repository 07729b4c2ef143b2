"""What students receive: one folder, and a zip of it, made from the public half of an assignment alone.

`write` makes the folder: the notebook, its data, and a `wheel` with self-check and the public checks.
`archive` makes zips that have the same bytes on every machine.
"""

from grader.release.archive import zip_bytes
from grader.release.wheel import PROJECT, course_wheel
from grader.release.write import Released, release_assignment, write_release, zip_of

__all__ = [
    "PROJECT",
    "Released",
    "course_wheel",
    "release_assignment",
    "write_release",
    "zip_bytes",
    "zip_of",
]
