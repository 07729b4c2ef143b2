"""A student as the roster has them, and a person as a download does."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Student:
    """A line of the roster; "" where it says nothing. name: in full, either way round."""

    id: str
    name: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    canvas_id: str = ""
    moodle_id: str = ""
    student_number: str = ""
    group: str = ""
    handed_in: str = ""

    @property
    def full_name(self) -> str:
        """ "Ada Lovelace", whichever way round the roster has it; "": it has none."""
        last, comma, first = self.name.partition(",")
        whole = f"{first.strip()} {last.strip()}" if comma else self.name
        return f"{self.first_name} {self.last_name}".strip() or whole.strip()


@dataclass(frozen=True, slots=True)
class Person:
    """What a download says about whose a file is; "" where it says nothing. login: may be the id.

    name: what they are called, by themselves or others; a login is never taken for it.
    """

    login: str = ""
    name: str = ""
    email: str = ""
    canvas_id: str = ""
    moodle_id: str = ""
    student_number: str = ""

    @property
    def is_one(self) -> bool:
        """Whether the download gives what one user has and no group. (Systems number groups, too.)"""
        return bool(self.email or self.student_number or self.account)

    @property
    def account(self) -> str:
        """The login, unless it may be a name: a folder is called as somebody by either."""
        return "" if self.login == self.name else self.login

    @property
    def said(self) -> str:
        """For people: "Ada Lovelace (4711)"."""
        name = self.name or self.login or self.email
        number = self.canvas_id or self.moodle_id or self.student_number
        return f"{name} ({number})".strip() if number else name
