"""Who may see the marking page, and change anything with it."""

import asyncio
import re
from collections.abc import Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPResponse
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

import pytest

from grader.marking import Desk
from grader.marking.entering import marks
from grader.marking.opinions import seen
from grader.marking.web import application

from .conftest import TOKEN, Sit

Serve = Callable[..., str]
NAMES = ("ada", "bob", "cleo", "dan", "eve")


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    text: str


def ask(url: str, path: str, *, cookie: str = "", host: str = "", method: str = "GET", **form: str) -> Answer:
    """One request; with a form, POST."""
    place = urlsplit(url)
    connection = HTTPConnection(place.hostname or "", place.port)
    headers = {"Host": host or f"127.0.0.1:{place.port}", "Cookie": f"grader-mark-{place.port}={cookie}"}
    connection.request("POST" if form else method, path, urlencode(form) if form else None, headers)
    response: HTTPResponse = connection.getresponse()
    found = Answer(response.status, dict(response.getheaders()), response.read().decode())
    connection.close()
    return found


def path_of(desk: Desk, student: str) -> str:
    [found] = [one for one in desk.piles["why"].answers.values() if one.student == student]
    return f"/why/{found.id}"


@pytest.mark.parametrize("path", ["/", "/why", "/why/blank", "/page.js", "/?token=guessed"])
def test_without_the_token(served: Serve, path: str) -> None:
    """Who does not bring the token sees nothing, not even a style sheet."""
    found = ask(served(), path, cookie="guessed")

    assert (found.status, "Open the whole address" in found.text) == (403, True)


def test_token_becomes_a_cookie(served: Serve) -> None:
    """The token leaves the address at once, for a cookie that no script reads and no other site sends."""
    found = ask(served(), f"/?token={TOKEN}")

    assert (found.status, found.headers["location"]) == (303, "/")
    assert TOKEN in found.headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict"} <= set(found.headers["set-cookie"].split("; "))


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example"])
def test_other_names_of_this_machine(served: Serve, host: str) -> None:
    """A page elsewhere whose name was made to point here is not answered, cookie or not."""
    found = ask(served(), "/", cookie=TOKEN, host=host)

    assert (found.status, "Written answers" in found.text) == (400, False)


def test_form_from_elsewhere(served: Serve, sit: Sit) -> None:
    """A form that does not bring the token itself changes nothing, though the browser sends the cookie."""
    desk = sit()
    form = {"act": "best", "rubric": seen(desk.rubrics["why"]).id, "token": "guessed"}

    found = ask(served(), path_of(desk, "ada"), cookie=TOKEN, **form)

    assert found.status == 403
    assert marks(desk, "why")["ada"].points is None


@pytest.mark.parametrize("sent", [b"", b"token=a-token-of-the-tests&act=best&comm"])
def test_browser_that_leaves(sit: Sit, sent: bytes) -> None:
    """In the middle of its form: nothing is marked, and no traceback is printed in the terminal."""
    desk = sit()
    headers = [(b"host", b"localhost"), (b"cookie", f"mark={TOKEN}".encode())]
    messages = [{"type": "http.disconnect"}, {"type": "http.request", "body": sent, "more_body": True}]

    async def receive() -> MutableMapping[str, Any]:
        return messages.pop()

    async def send(message: MutableMapping[str, Any]) -> None:
        pass

    scope = {"type": "http", "method": "POST", "path": path_of(desk, "ada"), "query_string": b""}
    with ThreadPoolExecutor(1) as alone:  # a browser of another test may have a loop in this thread
        coming = application(desk, TOKEN, cookie="mark")({**scope, "headers": headers}, receive, send)
        alone.submit(asyncio.run, coming).result()

    assert messages == []
    assert marks(desk, "why")["ada"].points is None


@pytest.mark.parametrize("about", ["9" * 5_000, "0:" + "9" * 5_000, "-1:0", "0"])
def test_a_level_that_there_is_not(served: Serve, sit: Sit, about: str) -> None:
    """Numbers of any length name no level, and stop nothing."""
    desk = sit()
    form = {"act": f"level:{about}", "rubric": seen(desk.rubrics["why"]).id, "token": TOKEN}

    found = ask(served(), path_of(desk, "ada"), cookie=TOKEN, **form)

    assert found.status == 303
    assert marks(desk, "why")["ada"].points is None


def test_huge_form(served: Serve, sit: Sit) -> None:
    """A form larger than any of ours is none of ours."""
    found = ask(served(), path_of(sit(), "ada"), cookie=TOKEN, token=TOKEN, comment="x" * 300_000)

    assert found.status == 403


def test_headers(served: Serve) -> None:
    """A browser is told to load nothing from elsewhere, run nothing but our script, and keep no copy."""
    found = ask(served(), "/", cookie=TOKEN)

    policy = found.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src 'self'" in policy
    assert "unsafe" not in policy and "http" not in policy
    assert found.headers["cache-control"] == "no-store"


def test_the_head_of_a_page(served: Serve, sit: Sit) -> None:
    """As a program asks for that wants to know whether it is there."""
    url, answer = served(), path_of(sit("mia"), "ada")

    for path in ("/", "/why", "/why/blank", answer):
        assert ask(url, path, cookie=TOKEN, method="HEAD").status < 500


def test_nameless(served: Serve, sit: Sit) -> None:
    """No page says whose an answer is, in its text, its addresses or what it hides."""
    url, desk = served(), sit()

    pages = [ask(url, path, cookie=TOKEN).text for path in ("/", "/why/blank", path_of(desk, "ada"))]

    assert [name for name in NAMES for page in pages if re.search(rf"\b{name}\b", page)] == []


def test_rubric_changed_meanwhile(served: Serve, sit: Sit) -> None:
    """What was chosen by a rubric that has changed since is not saved as if nothing had happened."""
    url, desk = served(), sit()
    form = {"act": "level:0:1", "rubric": "an older one", "token": TOKEN}

    found = ask(url, path_of(desk, "ada"), cookie=TOKEN, **form)
    then = ask(url, found.headers["location"], cookie=TOKEN)

    assert "The rubric has changed since this page was shown. Nothing was saved" in then.text
    assert sit().record.said == []


@pytest.mark.parametrize(
    "act", ["level:9:1", "level:0:9", "level:x", "error:no", "like:x", "like:", "near", "", "walk"]
)
def test_acts_that_are_none(served: Serve, sit: Sit, act: str) -> None:
    """A button that no page of ours has changes nothing, and breaks nothing."""
    desk = sit()
    form = {"act": act, "rubric": seen(desk.rubrics["why"]).id, "token": TOKEN}

    found = ask(served(), path_of(desk, "ada"), cookie=TOKEN, **form)

    assert found.status == 303
    assert sit().record.said == []


def test_answer_that_is_gone(served: Serve) -> None:
    """An address that names no answer leads back to the overview, with a word about it."""
    url = served()

    found = ask(url, "/why/000000000000", cookie=TOKEN)

    assert found.headers["location"] == "/"
    assert "There is no such answer any more" in ask(url, "/", cookie=TOKEN).text


def test_rubric_that_cannot_be_used(served: Serve, sit: Sit) -> None:
    """While rubric.toml is broken, marking goes on by the rubric as it was, and every page says so."""
    url, desk = served(), sit()
    desk.rubric_path.write_text("[[question", "utf-8")

    found = ask(url, path_of(desk, "ada"), cookie=TOKEN)

    assert found.status == 200
    assert "rubric.toml: not TOML" in found.text and "A reason" in found.text


def test_record_that_cannot_be_written(served: Serve, sit: Sit) -> None:
    """A mark that could not be saved is not shown as saved."""
    url, desk = served(), sit()
    desk.record.path.unlink()
    desk.record.path.mkdir()
    form = {"act": "best", "rubric": seen(desk.rubrics["why"]).id, "token": TOKEN}

    found = ask(url, path_of(desk, "ada"), cookie=TOKEN, **form)

    assert found.status == 503
    assert found.text.startswith("Not saved.") and "tiny.jsonl" in found.text


def test_what_nearly_says_the_same_is_marked_one_by_one(served: Serve, sit: Sit) -> None:
    """A key gives the mark to the first of them, and no act gives it to all: one word can be *not*."""
    url, desk = served(), sit()
    path, form = path_of(desk, "ada"), {"rubric": seen(desk.rubrics["why"]).id, "token": TOKEN}
    other = path_of(desk, "cleo").rpartition("/")[2]
    ask(url, path, cookie=TOKEN, act="best", **form)

    for act in ("near", "same"):
        ask(url, path, cookie=TOKEN, act=act, **form)
    keyed = re.search(r'value="like:(\w+)" class="small" data-key="b"', ask(url, path, cookie=TOKEN).text)
    alone = marks(desk, "why")["cleo"].points
    ask(url, path, cookie=TOKEN, act=f"like:{other}", **form)

    assert keyed and keyed[1] == other
    assert (alone, marks(desk, "why")["cleo"].points) == (None, 3.0)
