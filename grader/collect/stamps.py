"""timestamp.txt: when a notebook was handed in, where a system wrote that beside it, and no student could."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from grader.collect.layouts import FOLDER, LabelledFile, Wanted
from grader.collect.sources import File, Refused
from grader.errors import UnreadableNotebook

TIMESTAMP = "timestamp.txt"


def stamped(
    found: Sequence[LabelledFile | Refused], files: Sequence[File], wanted: Wanted
) -> list[LabelledFile | Refused]:
    """All of a source, with the times that its timestamp.txt files say.

    files: all that the source has. Sakai writes one beside the folder of attachments. In a class folder of
    nbgrader's, student/assignment/notebook, nbgrader wrote it. In any other folder it may be the student's.
    So it is believed where all students' folders are as nbgrader's; one that has notebooks elsewhere only may
    be, too, if nbgrader wrote the time there. Who has a notebook elsewhere loses their own time.
    """
    times = {file.parts[:-1]: file for file in files if file.name == TIMESTAMP and not _is_in_a_zip(file)}
    shaped = defaultdict[tuple[str, ...], list[bool]](list)
    for one in found:
        if isinstance(one, LabelledFile) and one.file.name.lower().endswith(".ipynb"):
            shaped[one.unit].append(_is_nbgraders(one.file, wanted))
    every = all(any(own) or (*unit, wanted.assignment) in times for unit, own in shaped.items())
    return [
        _with_time(one, times, wanted, is_nbgraders=every and all(shaped.get(one.unit, ())))
        if isinstance(one, LabelledFile)
        else one
        for one in found
    ]


def _is_in_a_zip(file: File) -> bool:
    return file.outer < len(file.parts)


def _is_nbgraders(file: File, wanted: Wanted) -> bool:
    """Whether it lies in a folder that is called as an assignment, in one that is not."""
    assignments = (wanted.assignment, *wanted.others)
    outside = file.parts[:-2] and not any(name in file.parts[-3] for name in assignments)
    return bool(outside and file.parts[-2] in assignments and not _is_in_a_zip(file))


def _with_time(
    found: LabelledFile, times: Mapping[tuple[str, ...], File], wanted: Wanted, *, is_nbgraders: bool
) -> LabelledFile | Refused:
    if found.label.handed_in or found.system not in (FOLDER, "Sakai"):
        return found
    inner = (*found.unit, wanted.assignment)
    file = times.get(found.unit) or times.get(inner)
    if file is None:
        return found
    if file.parts[:-1] != (found.unit if found.system == "Sakai" else inner) or (
        found.system == FOLDER and not is_nbgraders
    ):
        return replace(found, unbelieved=file.where)
    try:
        text = file.read()[:1000].decode("utf-8", "replace").strip() or "nothing"
    except UnreadableNotebook as unreadable:
        return Refused(file.where, str(unreadable))
    return replace(found, label=replace(found.label, handed_in=text, utc=True))
