"""What stands on a page → HTML. Autoescape: whatever a student wrote is text, or came through `prose`."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Template

from grader.feedback import page_templates
from grader.marking import desk as desks
from grader.marking.answers import Answer
from grader.marking.desk import Desk, Place
from grader.marking.shown import agreement_lines, progress, sheet

HERE = Path(__file__).parent


def overview(desk: Desk) -> str:
    """All questions: what is done, what is left, how far markers agree."""
    rows = [progress(desk, question) for question in desk.piles]
    return _render("overview.html", desk, rows=rows, agreements=agreement_lines(desk))


def answer(desk: Desk, place: Place, token: str) -> str:
    """One answer, its rubric, and what is like it."""
    return _render("answer.html", desk, page=sheet(desk, place), token=token)


def blanks(desk: Desk, question: str, token: str) -> str:
    """The answers where nothing was written, and whether anybody said so to their students."""
    found: list[Answer] = desks.blanks(desk, question)
    left = sum(not desks.mine(desk, question, one).whole for one in found)
    await_mark = progress(desk, question).blanks_open
    return _render(
        "blanks.html", desk, question=question, answers=found, left=left, await_mark=await_mark, token=token
    )


def _render(name: str, desk: Desk, **shown: Any) -> str:
    remark, desk.remark = desk.remark, ""
    return _templates(name).render(desk=desk, remark=remark, **shown).lstrip()


@cache
def _templates(name: str) -> Template:
    return page_templates(HERE, keep_trailing_newline=False).get_template(name)
