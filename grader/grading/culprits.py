"""What the text of a notebook's cells says of a failure: which line made the figure, set np.seterr, or took
a function's name for something else.
"""

import ast
import builtins
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.checks.run import Failure
from grader.errors import CallRaised, CheckFailed
from grader.grading.memory import LONGEST_LINE, defaults, in_a_line, trees_of
from grader.notebooks import code_lines, reach, read_cell
from grader.wording import NEXT_FIGURE, TAKEN, clipped

_MAKES = frozenset(("figure", "subplots", "subplot_mosaic", "Figure"))
_FINDS = frozenset(("gcf", "gca"))
_PYPLOT = frozenset(("plt", "pyplot"))
_DRAWS = frozenset(
    ("imshow", "pcolormesh", "pcolor", "xticks", "yticks", "xlabel", "ylabel", "title", "axes")
)
_AGAIN = "What does {} give when it is run a second time: a new figure, or the one of that name or number?"
_THERE = "{} takes the figure that is there, if there is one. Which line asks for a new one in each call?"
_OUTSIDE = (
    "{} stands outside your function. How often is that line run if your function is called twice, and "
    "how many figures does it make?"
)
_DEFAULT = (
    "{} is a default: it is made once, with the function. How many figures are made if your function is "
    "called twice?"
)
_NO_FUNCTION = "is not callable"
_SET = re.compile(r"(?:np|numpy)\.seterr\([^)#]*raise[^)#]*\)")


def with_culprit(failure: Failure, question: str, cells: Sequence[str]) -> Failure:
    """The failure as it is, or with what the cells say of it."""
    error = failure.error
    if isinstance(error, CheckFailed) and error.what == NEXT_FIGURE:
        asked = next(_of_a_figure(question, [*trees_of(cells)]), error.question)
        return replace(failure, error=error.saying(question=asked))
    if isinstance(error, CallRaised) and "raised FloatingPointError" in error.happened:
        return replace(failure, error=_with_place(error, cells))
    if isinstance(error, CallRaised) and _NO_FUNCTION in error.happened:
        return replace(failure, error=_with_names(error, question, cells))
    return failure


def _of_a_figure(name: str, cells: Sequence[ast.Module]) -> Iterator[str]:
    """What to ask, where a line is seen that gives the same figure twice."""
    function = next(
        (one for cell in cells for one in cell.body if isinstance(one, ast.FunctionDef) and one.name == name),
        None,
    )
    if function is None:
        return
    for argument, default in defaults(function):
        if any(isinstance(one, ast.Call) and _called(one) in _MAKES for one in ast.walk(default)):
            yield _DEFAULT.format(f"`{argument}={in_a_line(default)}`")
    calls = [one for part in function.body for one in ast.walk(part) if isinstance(one, ast.Call)]
    making = [one for one in calls if _called(one) in _MAKES]
    for one in making:
        numbered = _called(one) == "figure" and bool(one.args)
        if numbered or any(word.arg == "num" for word in one.keywords):
            yield _AGAIN.format(f"`{in_a_line(_in_short(one))}`")
    if making:
        return
    used = {one.id for one in ast.walk(function) if isinstance(one, ast.Name)}
    for line in (line for cell in cells for line in cell.body if isinstance(line, ast.Assign)):
        given = {one.id for target in line.targets for one in ast.walk(target) if isinstance(one, ast.Name)}
        makes = any(isinstance(one, ast.Call) and _called(one) in _MAKES for one in ast.walk(line.value))
        if makes and given & used:
            yield _OUTSIDE.format(f"`{in_a_line(line)}`")
    for one in sorted(calls, key=lambda call: call.lineno):  # the first of them took it
        if _called(one) in _FINDS or _draws(one):
            yield _THERE.format(f"`{in_a_line(one.func if _draws(one) else one)}`")


def _called(call: ast.Call) -> str:
    return str(getattr(call.func, "attr", getattr(call.func, "id", "")))


def _draws(call: ast.Call) -> bool:
    """Whether it draws by pyplot, into the figure that is there."""
    by = call.func.value if isinstance(call.func, ast.Attribute) else None
    return isinstance(by, ast.Name) and by.id in _PYPLOT and _called(call) in _DRAWS


def _in_short(call: ast.Call) -> ast.Call:
    """Without what says nothing of which figure it is."""
    named = [word for word in call.keywords if word.arg == "num"]
    return ast.Call(call.func, [ast.Constant(...)] if named else call.args, named)


def _with_place(error: CallRaised, cells: Sequence[str]) -> CallRaised:
    """Where a line asks NumPy to raise it: which, and in which cell."""
    lines = ((line.strip(), cell) for cell in cells for line in code_lines(cell))
    found = [(setting[0], cell) for line, cell in lines if (setting := _SET.match(line))]
    if not found or "encountered" not in error.happened:  # as NumPy says it
        return error
    asked, cell = clipped(found[-1][0], LONGEST_LINE), found[-1][1]
    return _saying(error, f"as `{asked}` in {_place(cell)} asks for")


def _with_names(error: CallRaised, question: str, cells: Sequence[str]) -> CallRaised:
    """Where a cell gives the name of a function that the question uses, itself or on the way, to something
    else: which name, and which cell does.
    """
    read, called = [*map(read_cell, cells)], reach([question], cells)
    functions = frozenset(dir(builtins)).union(*(one.fixed for one in read)) & called
    taken = {
        name: cell
        for one, cell in zip(read, cells, strict=True)
        for name in one.binds & functions - one.fixed
    }
    if len(taken) != 1:  # which of several it is, the text does not show
        return error
    ((name, cell),) = taken.items()
    return _saying(error, f"as {_place(cell)} gives the name `{clipped(name, LONGEST_LINE)}` {TAKEN}")


def _place(cell: str) -> str:
    defined = re.search(r"^(?:def|class) (\w+)", cell, re.MULTILINE)
    first = clipped(cell.strip().splitlines()[0], LONGEST_LINE)
    return f"the cell of {defined[1]}" if defined else f"the cell that begins with `{first}`"


def _saying(error: CallRaised, why: str) -> CallRaised:
    happened, line_of, place = error.happened.partition(" (line ")
    return CallRaised(error.what, f"{happened}, {why}{line_of}{place}", kinds=error.kinds)
