"""What the text of a student's cell says at home: a name from outside in the place of an argument."""

import ast
import inspect
import textwrap
from collections.abc import Mapping
from dataclasses import replace
from linecache import getline
from types import ModuleType
from typing import Any

from grader.checks.outside_names import OUTSIDE, from_outside, misplaced
from grader.values import functions_of


def told_of_cell(names: Mapping[str, Any], question: str) -> str:
    """In a sentence or two, with what to ask; "" where nothing of the kind is seen, or no text is kept."""
    try:
        lines, first = inspect.getsourcelines(names[question])
        tree = ast.parse(textwrap.dedent("".join(lines)))
    except (KeyError, OSError, TypeError, SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    found = misplaced(from_outside(tree, question, lambda name: _is_value(names, name)), names.get)
    if found is None:
        return ""
    found = replace(found, line=found.line + max(0, first - 1))
    return f"{found.told(OUTSIDE)} {found.asked}"


def line_of_cell(names: Mapping[str, Any], question: str, number: int) -> str:
    """The line of this number in the cell with the question's function; "" where no text is kept."""
    functions = functions_of(names.get(question))
    return getline(functions[0].__code__.co_filename, number, dict(names)) if functions else ""


def _is_value(names: Mapping[str, Any], name: str) -> bool:
    return name in names and not callable(names[name]) and not isinstance(names[name], ModuleType)
