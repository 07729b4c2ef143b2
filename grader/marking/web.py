"""The marking page: a web application for one marker on their own machine.

Whoever opens it must show the token that was printed: once in the address, then in a cookie that no page of
another site can make a browser send. What changes anything must bring it a second time, in its form. The Host
header must name this machine, or a page elsewhere could make its own name point here and read along.
"""

import secrets
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from grader.errors import CourseError
from grader.feedback import COMMON
from grader.marking import acts, pages
from grader.marking import desk as desks
from grader.marking.acts import NotNow
from grader.marking.buttons import press
from grader.marking.desk import Desk, Place
from grader.marking.entering import refresh
from grader.marking.opening import leading_to

HERE = Path(__file__).parent
LOOK = COMMON.with_name("page.css")  # the page of a student and of a marker look alike
HOSTS = ["127.0.0.1", "localhost"]
_MOST_BYTES = 200_000  # of a form
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
Answered = Callable[[Request, Desk], Awaitable[Response]]


def application(desk: Desk, token: str, *, cookie: str) -> Starlette:
    """cookie: its name, one for each server, as browsers send cookies to all ports of a machine."""

    def route(path: str, answered: Answered, *methods: str) -> Route:
        guarded = partial(_guarded, answered=answered, desk=desk, token=token, cookie=cookie)
        return Route(path, guarded, methods=[*methods])

    files = {"/common.css": COMMON, "/look.css": LOOK}
    files |= {f"/{name}": HERE / name for name in ("page.css", "page.js")}
    return Starlette(
        routes=[
            route("/", _overview, "GET"),
            *(route(path, partial(_file, file), "GET") for path, file in files.items()),
            route("/{question}", _next, "GET"),
            route("/{question}/blank", _blank, "GET", "POST"),
            route("/{question}/{id}", _answer, "GET", "POST"),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS, www_redirect=False)],
    )


async def _guarded(request: Request, answered: Answered, desk: Desk, token: str, cookie: str) -> Response:
    """An answer to whoever has the token, with the headers that keep a browser from anything else."""
    if _same(request.query_params.get("token", ""), token) and request.method == "GET":
        response = _onwards(request)
        response.set_cookie(cookie, token, httponly=True, samesite="strict")
    elif not _same(request.cookies.get(cookie, ""), token):
        response = PlainTextResponse("Open the whole address that `grader mark` printed, token and all.", 403)
    else:
        response = await _served(request, answered, desk, token)
    response.headers.update(HEADERS)
    return response


def _onwards(request: Request) -> Response:
    """To the same address without the token. Where another page led here, a browser sends no cookie until a
    page of ours goes on.
    """
    path = request.url.path
    if request.headers.get("sec-fetch-site") == "cross-site":
        return HTMLResponse(leading_to(path))
    return RedirectResponse(path, 303)


async def _served(request: Request, answered: Answered, desk: Desk, token: str) -> Response:
    if request.method == "POST":
        request.state.form = await _form(request)
        if not _same(request.state.form.get("token", ""), token):
            return PlainTextResponse("Nothing was changed: the form was not one of this page's own.", 403)
    request.state.token = token
    try:
        _up_to_date(desk)
        return await answered(request, desk)
    except CourseError as error:  # the marker's text stays in the browser, which says that it is not saved
        return PlainTextResponse(f"Not saved. {error}", 503)


def _up_to_date(desk: Desk) -> None:
    """A rubric.toml that cannot be used, or a gradebook that refuses, is told; what was before goes on."""
    try:
        told = refresh(desk)
    except CourseError as error:
        ours = "What you mark is safe, but not in the gradebook yet. " if error.file == "gradebook" else ""
        desk.trouble = f"{ours}{error}"
    else:
        desk.trouble = ""
        desk.remark = " ".join([desk.remark, *told]).strip()


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form; none of one that is larger than any of ours, or whose browser left meanwhile."""
    body = b""
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > _MOST_BYTES:
                return {}
    except ClientDisconnect:
        return {}
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def _same(given: str, token: str) -> bool:
    return secrets.compare_digest(given.encode(), token.encode())


async def _file(path: Path, request: Request, desk: Desk) -> Response:
    return FileResponse(path)


async def _overview(request: Request, desk: Desk) -> Response:
    return _page(pages.overview(desk))


async def _next(request: Request, desk: Desk) -> Response:
    question = request.path_params["question"]
    if question not in desk.piles:
        return _no_such(desk)
    if "differ" in request.query_params:
        differing = desks.disagreements(desk, question)
        return _to(Place(question, differing[0], resolves=True) if differing else None, question)
    place = desks.next_place(desk, question)
    if place is None and "look" in request.query_params:
        place = next((Place(question, one) for one in desks.queue(desk, question)), None)
    return _to(place, question)


async def _blank(request: Request, desk: Desk) -> Response:
    question = request.path_params["question"]
    if question not in desk.piles:
        return _no_such(desk)
    if request.method == "POST":
        desk.remark = f"Marked as 0 points: {acts.mark_blanks(desk, question)}."
        return RedirectResponse(f"/{question}/blank", 303)
    return _page(pages.blanks(desk, question, request.state.token))


async def _answer(request: Request, desk: Desk) -> Response:
    question = request.path_params["question"]
    pile = desk.piles.get(question)
    answer = pile.answers.get(request.path_params["id"]) if pile else None
    if answer is None:
        return _no_such(desk)
    place = Place(question, answer, resolves="resolve" in request.query_params)
    if request.method != "POST":
        return _page(pages.answer(desk, place, request.state.token))
    try:
        return _to(press(desk, place, request.state.form), question)
    except NotNow as reason:
        desk.remark = str(reason)
        return _to(place, question)


def _to(place: Place | None, question: str) -> Response:
    """None: there is nothing left to go to, but perhaps blank answers."""
    if place is None:
        return RedirectResponse(f"/#{question}", 303)
    tail = "?resolve" if place.resolves else ""
    return RedirectResponse(f"/{place.question}/{place.answer.id}{tail}", 303)


def _no_such(desk: Desk) -> Response:
    desk.remark = "There is no such answer any more; perhaps it was graded again. Start over from here."
    return RedirectResponse("/", 303)


def _page(text: str) -> Response:
    return HTMLResponse(text)
