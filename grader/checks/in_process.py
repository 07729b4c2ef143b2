"""Functions of this very process answer as a worker in the sandbox does: at home, and a solution of ours."""

import sysconfig
from collections.abc import Callable, Collection, Mapping
from contextlib import nullcontext
from functools import partial
from types import FunctionType
from typing import Any

import numpy as np

from grader.checks.cells_run import why_stopped
from grader.checks.folders import in_its_folder
from grader.checks.unanswered import UNDEFINED, misspelt, renamed
from grader.values import (
    Ask,
    Call,
    FreshStep,
    Objects,
    Raised,
    Reply,
    Returned,
    all_left_behind,
    base_names,
    fresh,
    fresh_step,
    functions_of,
    is_theirs,
    kind_and_text,
    overwritten,
    own_lines,
    read,
    standing_in,
    steps_before,
    unwritten_function,
)

_NOTHING = nullcontext()
_LIBRARIES = tuple(sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib"))


def in_process(names: Mapping[str, Any], tasks: Collection[str] = ()) -> Ask:
    """Answers from functions and variables in this very process. For trusted code, and for students at home.

    What the sandbox does to values happens here too, so a verdict at home is the verdict at grading. So does
    what the notebook asked of NumPy: after `np.seterr(all="raise")` an underflow is an error here and there.

    tasks: the names that questions ask for: a function of another name may have been meant to be one of them.
    """

    objects = Objects()
    on_error = np.geterr()
    lacking: dict[str, str] = {}  # found out once

    def ask(call: Call) -> Reply:
        if missing := _missing(call, names, tasks, lacking):
            return Raised("NameError", missing)
        function = names[call.function]
        by_position, by_name = ((), ()) if call.step else (call.arguments, call.named)
        given = (*by_position, *(argument for _, argument in by_name)) if by_name else by_position
        try:
            used = [fresh(argument) for argument in given]
            first, rest = tuple(used[: len(by_position)]), used[len(by_position) :]
            named = {name: one for (name, _), one in zip(by_name, rest, strict=True)} if rest else {}
            met = standing_in(function, dict(call.stand_ins)) if call.stand_ins else _NOTHING
            with np.errstate(**on_error), in_its_folder(function), met:
                if call.of_objects():
                    act = fresh_step(call.step) if call.step else FreshStep("", first, named)
                    value = objects.ask(function, (call.after, call), act, partial(steps_before, call))
                else:
                    objects.leave()
                    value = read(function, first, call.reads, named, call.most)
            used = [*act.arguments, *act.named.values()] if call.step else used
            return Returned(value, all_left_behind(call.given, used))
        except BaseException as error:
            if not is_theirs(error):
                raise
            line, unmet = _line(function, error), unwritten_function(error, function)
            return Raised(*kind_and_text(error), line, unmet, base_names(error))

    return ask


def _is_of(value: Any, module: Any) -> bool:
    """Whether it is a function or a class of this module, as far as Python knows without asking it."""
    if type(value) is FunctionType:
        found = value.__globals__.get("__name__")
    else:
        found = vars(value).get("__module__") if type(value) is type else None
    return type(found) is str and found == module


def _missing(call: Call, names: Mapping[str, Any], tasks: Collection[str], lacking: dict[str, str]) -> str:
    """Why there is nothing to call, or to look at; "": there is. lacking: names found absent, and why."""
    name = call.function
    if name not in names:
        if name not in lacking:
            lacking[name] = _undefined(name, names, tasks)
        return lacking[name]
    value = names[name]
    return "" if call.reads == "variable" or callable(value) else overwritten(name, value)


def _undefined(name: str, names: Mapping[str, Any], tasks: Collection[str]) -> str:
    """Why there is nothing of this name, by all cells that were run."""
    if error := why_stopped(name, names):
        return f"{name} {UNDEFINED}, for its cell stopped: {error}"
    here, values = names.get("__name__"), {one for one in names if type(one) is str}
    own = {one for one in values if _is_of(names[one], here)}
    near = renamed(name, own - {*tasks}) or misspelt(name, values - {*tasks})
    return f"{name} {UNDEFINED}{near if tasks else ''}"


def _line(function: Callable[..., Any], error: BaseException) -> int:
    """The innermost line of the cell that `function` is from, 0 if there is none."""
    files = {one.__code__.co_filename for one in functions_of(function)}
    cells = {file for file in files if not file.startswith(_LIBRARIES)}
    return next(reversed(own_lines(error, cells)), 0)
