"""Whose each file of a download is: one system for all of it, read at the outermost place that says so.

A download is read as the system that names most of what lies side by side in it; a folder of students'
folders is a system, too. What stands further in, in a zip or after the first delimiter, is the student's, and
says nothing about who it was.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from grader.collect.around import Around, is_nobodys
from grader.collect.label import Label, System
from grader.collect.sources import File, Refused
from grader.collect.systems import (
    METADATA,
    SYSTEMS,
    WRAPPER,
    blackboard,
    canvas,
    compiled,
    gradescope,
    read_pattern,
)
from grader.course import NotOnRoster, Person, Roster, find_students
from grader.errors import CourseError

FOLDER = "folder"
_NOBODY = "its path does not say whose it is; put it into a folder called as the student"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is collected. others: the course's other assignments. roster: None: there is none.

    pattern: names files in place of a system; "" for none. course: its id and name.
    """

    assignment: str
    others: Collection[str] = ()
    roster: Roster | None = None
    pattern: str = ""
    course: Collection[str] = ()

    @property
    def ours(self) -> Sequence[str]:
        """Names that tell of no student."""
        return (self.assignment, *self.course)


@dataclass(frozen=True, slots=True)
class LabelledFile:
    """A file with what is written on it. unit: files of one unit were handed in together.

    unbelieved: a timestamp.txt that the student may have written; "": there is none.
    """

    system: str
    label: Label
    file: File
    unit: tuple[str, ...]
    unbelieved: str = ""

    @property
    def name(self) -> str:
        """What the student called it."""
        is_whole = len(self.unit) == len(self.file.parts)
        return self.label.rest if is_whole and self.label.rest else self.file.name


@dataclass(frozen=True, slots=True)
class _Download:
    """base: how many folders contain all of it. labels: by path, what each system reads there.

    source: what the folder or zip itself is called. around: whose that and folders around all of it can be.
    """

    wanted: Wanted
    files: Sequence[File]
    base: int
    systems: Sequence[System]
    source: str
    around: Around
    labels: dict[tuple[str, ...], Mapping[str, Label]] = field(default_factory=dict)


def labelled(files: Sequence[File], wanted: Wanted, *, source: str = "") -> Iterator[LabelledFile | Refused]:
    """Every file of one source that somebody may have handed in.

    source: what the folder or the zip is called; "": a single file.
    Raises: CourseError: Gradescope's list of submissions cannot be used, or the pattern.
    """
    if wanted.pattern:
        yield from _by_pattern(files, wanted)
        return
    base = _common([file.parts[: file.outer - 1] for file in files])
    names = {part for file in files for part in file.parts[: min(base + 1, file.outer)]}
    by_name = (*SYSTEMS, canvas(names), blackboard(names))
    systems = (*_gradescope(files, base, by_name), *by_name)
    download = _Download(wanted, files, base, systems, source, Around(wanted.roster, wanted.ours))
    entries = {id(file): _entry(download, file) for file in files}
    winners = _winners(download, entries.values())
    for file in files:
        entry = entries[id(file)]
        if file.parts[base:] == (METADATA,):
            continue
        found = _by_system(download, file, entry, winners) if winners else _by_folder(download, file)
        if found and not (isinstance(found, LabelledFile) and found.label.elsewhere):
            yield found


def _gradescope(files: Sequence[File], base: int, by_name: Sequence[System]) -> Iterator[System]:
    """Of the list of submissions that contains all of the download; another folder's may be a student's."""
    for file in files:
        inside = file.parts[:-1]
        named = any(system.read(part, False, "") for part in inside for system in by_name)
        if file.name == METADATA and file.outer == len(file.parts) <= base + 1 and not named:
            try:
                yield gradescope(file)
            except CourseError:
                if not inside or WRAPPER.fullmatch(inside[-1]):
                    raise


def _common(paths: Sequence[tuple[str, ...]]) -> int:
    """How many parts all paths begin with."""
    first, last = (min(paths), max(paths)) if paths else ((), ())
    same = [one == other for one, other in zip(first, last, strict=False)]
    return (*same, False).index(False)


def _entry(download: _Download, file: File) -> tuple[str, ...]:
    """The outermost part of its path that a system may have named; else the one where paths part."""
    outer = file.parts[: file.outer]
    for depth in range(1, min(len(outer), download.base + 1) + 1):
        path = outer[:depth]
        if path not in download.labels:
            is_file = depth == file.outer and (file.outer == len(file.parts) or _is_zip(path[-1]))
            name, wanted = path[-1], download.wanted.assignment
            read = {one.name: one.read(name, is_file, wanted) for one in download.systems}
            download.labels[path] = {system: label for system, label in read.items() if label}
        if download.labels[path]:
            return path
    return outer[: download.base + 1]


def _is_zip(name: str) -> bool:
    return name.lower().endswith(".zip")


def _winners(download: _Download, entries: Iterable[tuple[str, ...]]) -> tuple[System, ...]:
    """Whose names most things have; none: nobody's, so these are folders."""
    sides = {*entries}
    counts = Counter(name for entry in sides for name in download.labels[entry])
    best = max(counts.values(), default=0)
    notebooks = {file.parts[: download.base + 1] for file in download.files if _is_notebook(file)}
    folders = sum(not download.labels.get(entry) for entry in sides & notebooks)
    if best == 0 or folders > best:
        return ()
    return tuple(one for one in download.systems if counts[one.name] == best)


def _is_notebook(file: File) -> bool:
    return file.name.lower().endswith(".ipynb")


def _by_system(
    download: _Download, file: File, entry: tuple[str, ...], winners: Sequence[System]
) -> LabelledFile | Refused | None:
    labels = {one: label for one in winners if (label := download.labels[entry].get(one.name))}
    if not labels:
        why = f"not as {winners[0].name} names files, as all the rest; put it into a folder of its own"
        return Refused(file.where, why) if _is_notebook(file) else None
    system, label = next(iter(labels.items()))
    if len({one.people for one in labels.values()}) > 1:
        readings = " or ".join(f"{other.name}'s, of {one.said}" for other, one in labels.items())
        return Refused(file.where, f"it can be {readings}; say which with --pattern")
    if why := download.around.doubt(download.source, entry[:-1], (*label.people, *label.otherwise)):
        return Refused(file.where, f"it can be {label.said}'s, as {system.name} names files, or {why}")
    if label.problem:
        return Refused(file.where, label.problem)
    return LabelledFile(system.name, label, file, entry)


def _by_folder(download: _Download, file: File) -> LabelledFile | Refused | None:
    """A folder or a file called as the student, with or without the assignment's name."""
    if not _is_notebook(file):
        return None
    wanted, outer = download.wanted, file.parts[: file.outer]
    paths = [outer[:depth] for depth in range(1, min(len(outer), download.base + 1) + 1)]
    named = [(path, _plain(path[-1], is_file=path == file.parts)) for path in paths]
    named = [(path, name) for path, name in named if _stripped(name, wanted.assignment)]
    around = [one for one in named if len(one[0]) <= download.base and is_nobodys(one[1], wanted.ours)]
    named = [one for one in named if one not in around] or around[-1:]
    if not named:
        return Refused(file.where, _NOBODY)
    known = [(path, who) for path, name in named if (who := _who(name, wanted))]
    path, name = known[0] if known else named[-1 if wanted.roster else 0]
    login = name if known else _stripped(name, wanted.assignment)
    above = path[:-1] if wanted.roster else ()
    if why := download.around.doubt(download.source, above, (Person(login, login),)):
        return Refused(file.where, f"it can be {login}'s, as it is called, or {why}")
    below = file.parts[len(path) :]
    if len(below) > 1 and below[0] in wanted.others and below[0] != wanted.assignment:
        return None
    return LabelledFile(FOLDER, Label((Person(login, login),), unit=path[-1]), file, path)


def _plain(part: str, *, is_file: bool) -> str:
    return re.sub(r"\.ipynb$" if is_file else r"\.zip$", "", part, flags=re.IGNORECASE)


def _stripped(name: str, assignment: str) -> str:
    """attention-ada, ada_attention → ada; attention → nobody."""
    plain = re.escape(assignment)
    return re.sub(rf"^{plain}(?:[-_ ]+|$)|[-_ ]+{plain}$", "", name)


def _who(name: str, wanted: Wanted) -> str:
    """The name, as the roster has it: whole, or without the assignment's; "": it is nobody's alone."""
    for form in (name, _stripped(name, wanted.assignment)):
        with suppress(NotOnRoster):
            if form and wanted.roster and find_students(wanted.roster, Person(form, form)):
                return form
    return ""


def _by_pattern(files: Sequence[File], wanted: Wanted) -> Iterator[LabelledFile | Refused]:
    pattern = compiled(wanted.pattern)
    for file in files:
        if read := read_pattern(pattern, file.parts[: file.outer]):
            label, depth = read
            found = LabelledFile("pattern", label, file, file.parts[:depth])
            yield Refused(file.where, label.problem) if label.problem else found
        elif _is_notebook(file):
            yield Refused(file.where, f"its path is not as {wanted.pattern!r} says")
