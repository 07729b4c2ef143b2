"""Canvas: lovelaceada_LATE_4711_9001_attention-1.ipynb, by its source, lib/content_zipper.rb.

The sortable name in small letters, without blanks and punctuation, and without a number between two "_", as
Canvas itself reads user and attachment back from "_<number>_<number>_"; LATE if it is; the user's number; the
attachment's, which grows with every upload; what the student called the file, "-1" for a second one of that
name. So the first two numbers are Canvas's, and the student chooses only what follows. The dates in the zip
are those of the download. Of a group there is one, under the group's name and the number of one of them.
While an assignment is marked anonymously, "anon_" and a code stand in place of the name and the number.
"""

import re

from grader.collect.label import Label, System
from grader.course import Person

_NAME = r"[^\x00-/:-@\[-^`{-\x7f]*?"  # of ASCII, only letters, digits and "_"
_UPLOAD = re.compile(rf"({_NAME})_(LATE_)?([0-9]+)_([0-9]+)_(.+)", re.DOTALL)
_TEXT = re.compile(rf"({_NAME})_(LATE_)?([0-9]+)_((?:text|link)\.html)")
_ANONYMOUS = re.compile(r"(?:LATE_)?anon_\w+?_([0-9]+)_.+", re.IGNORECASE | re.DOTALL)
_HIDDEN = "Canvas does not say whose it is; end anonymous grading in Canvas, then download again"


def _read(part: str, _: bool, __: str) -> Label | None:
    if _ANONYMOUS.fullmatch(part):
        return Label(problem=_HIDDEN)
    if found := _TEXT.fullmatch(part):
        return Label(
            (Person(name=found[1], canvas_id=found[3]),), rest=found[4], unit=found[3], account=found[3]
        )
    if not (found := _UPLOAD.fullmatch(part)):
        return None
    name, late, user, attachment, rest = found.groups()
    # A name may end with a number, which then is read as the user's: doe_11, 77, 903, and not doe, 11, 77.
    shifted = re.match(r"[0-9]+_", rest)
    other = Person(name=f"{name}_{user}", canvas_id=attachment) if shifted and not late else None
    return Label(
        (Person(name=name, canvas_id=user),),
        doubts=(other,) if other else (),
        rest=rest,
        unit=user,
        account=user,
        upload=int(attachment[:18]),
        late=bool(late),
    )


CANVAS = System("Canvas", _read)
