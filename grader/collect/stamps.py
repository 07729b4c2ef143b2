"""timestamp.txt: when a notebook was handed in, where a system wrote that beside it, and no student could."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from grader.collect.layouts import FOLDER, LabelledFile, Wanted
from grader.collect.sources import File, Refused
from grader.errors import UnreadableNotebook

TIMESTAMP = "timestamp.txt"
ODD = 10  # of so many students one may have handed in what is odd


def stamped(
    found: Sequence[LabelledFile | Refused], files: Sequence[File], wanted: Wanted
) -> list[LabelledFile | Refused]:
    """All of a source, with the times that its timestamp.txt files say.

    files: all that the source has. Sakai writes one beside the folder of attachments. In a class folder of
    nbgrader's, student/assignment/notebook, nbgrader wrote it. In any other folder it may be the student's.
    So it is believed where the others' folders are nbgrader's, too, but for a few that are odd.
    """
    times = {file.parts[:-1]: file for file in files if file.name == TIMESTAMP and not _is_in_a_zip(file)}
    shaped = defaultdict[tuple[str, ...], list[bool]](list)
    for one in found:
        if isinstance(one, LabelledFile) and one.file.name.lower().endswith(".ipynb"):
            shaped[one.unit].append(_is_nbgraders(one.file, wanted))
    return [
        _with_time(one, times, wanted, is_nbgraders=_among_nbgraders(one.unit, shaped))
        if isinstance(one, LabelledFile)
        else one
        for one in found
    ]


def _among_nbgraders(unit: tuple[str, ...], shaped: Mapping[tuple[str, ...], Sequence[bool]]) -> bool:
    """shaped: by student's folder, of each notebook, whether it lies where nbgrader puts it.

    Who has one elsewhere loses their own time. One student decides for nobody else, nor alone for themselves.
    """
    others = [any(every) for other, every in shaped.items() if other != unit]
    odd = others.count(False)
    few = odd <= max(1, len(others) // ODD) < len(others) - odd
    return all(shaped.get(unit, ())) and (odd == 0 or few)


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
