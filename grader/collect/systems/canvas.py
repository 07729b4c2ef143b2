"""Canvas: lovelaceada_LATE_4711_9001_attention-1.ipynb, by its source, lib/content_zipper.rb.

The sortable name in small letters, without blanks and punctuation, and without a number between two "_", as
Canvas itself reads user and attachment back from "_<number>_<number>_"; LATE if it is; the user's number; the
attachment's, which grows with every upload; what the student called the file, "-1" for a second one of that
name. So the first two numbers are Canvas's, and the student chooses only what follows. The dates in the zip
are those of the download. Of a group there is one, under the group's name and the number of one of them.
While an assignment is marked anonymously, "anon_" and a code stand in place of the name and the number.
A name may end with a number, which then looks as the user's: doe_11, 77, 903 can be read as doe, 11, 77. What
the student called the file then seems to begin with a number, the attachment's. With one about as large as
theirs nobody knows; with a smaller one it is doe's, unless doe_11 or 77 is somebody on the roster.
"""

import re
from collections.abc import Iterable
from functools import partial

from grader.collect.label import Label, System
from grader.course import Person

AROUND = re.compile(r"(?:(?P<free>.+)[ _])?submissions", re.DOTALL)
_NAME = r"[^\x00-/:-@\[-^`{-\x7f]*?"  # of ASCII, only letters, digits and "_"
_UPLOAD = re.compile(rf"({_NAME})_(LATE_)?([0-9]+)_([0-9]+)_(.+)", re.DOTALL)
_TEXT = re.compile(rf"({_NAME})_(LATE_)?([0-9]+)_((?:text|link)\.html)")
_ANONYMOUS = re.compile(r"(?:LATE_)?anon_\w+?_([0-9]+)_.+", re.IGNORECASE | re.DOTALL)
_HIDDEN = "Canvas does not say whose it is; end anonymous grading in Canvas, then download again"
_NUMBER = re.compile(r"[1-9][0-9]*(?=_)")  # Canvas writes no zero before one
_LEAST = 100  # of the number of an attachment, where a download has none to compare it with
_DOUBT = "it can be of {} or {}, for a name may end with a number; put it into a folder called as the student"


def canvas(names: Iterable[str]) -> System:
    """names: all that stand side by side in the download."""
    uploads = [
        _number(found[4]) for name in names if (found := _UPLOAD.fullmatch(name)) and not _again(found)
    ]
    return System("Canvas", partial(_read, min(uploads) // 2 if uploads else _LEAST))


def _number(digits: str) -> int:
    return int(digits[:18])


def _again(found: re.Match[str]) -> re.Match[str] | None:
    """A third number, with which a file of _UPLOAD may be read otherwise; after LATE no name goes on."""
    return None if found[2] else _NUMBER.match(found[5])


def _read(least: int, part: str, _: bool, assignment: str) -> Label | None:
    """least: a smaller number is hardly an attachment's of this download."""
    if _ANONYMOUS.fullmatch(part):
        return Label(problem=_HIDDEN)
    if found := _TEXT.fullmatch(part):
        return Label(
            (Person(name=found[1], canvas_id=found[3]),), rest=found[4], unit=found[3], account=found[3]
        )
    if not (found := _UPLOAD.fullmatch(part)):
        return None
    name, late, user, attachment, rest = found.groups()
    who, third = Person(name=name, canvas_id=user), _again(found)
    other = Person(name=f"{name}_{user}", canvas_id=attachment)
    if third and _number(third[0]) >= least and not assignment.startswith(f"{third[0]}_"):
        return Label(problem=_DOUBT.format(who.said, other.said))
    upload = _number(attachment)
    return Label(
        (who,),
        otherwise=(other,) if third else (),
        unlikely=True,
        rest=rest,
        unit=user,
        account=user,
        upload=upload,
        late=bool(late),
    )
