"""Names that a slip of the reference speaks of: who reads of one has to find it in their own cell."""

import ast
import re
from functools import lru_cache

from grader.diagnosis.bounds import without_foreign_bounds
from grader.notebooks import parsed
from grader.wording import WHICH_STEP

_EXCHANGED = re.compile(
    r"[Uu]ses ((?:self\.)?\w+) where (?:it should use (\w+)|self\.(\w+) is wanted)"
    r"( in the call of (\w+(?:\.\w+)*))?"
)
_SPOKEN_OF = re.compile(
    r"(?:[Nn]ever updates|[Gg]oes on with|(?:the|of) new|one more row of|only one row of|many rows of) (\w+)"
)
_PAIR = re.compile(r"(?:[Mm]ixes up (\w+) and|[Gg]oes on with \w+ in the place of) (\w+)")
_SET = re.compile(r"^Sets (\w+) to (.+?)(?=\.$|, |$)")
_ELSE = "What does {} hold just before that line? What should stand there, and which line of yours makes it?"


def can_be_said(name: str, code: str) -> bool:
    """Whether the cell has the names by which a mistake is told; what should stand there needs none."""
    there = _names(code)
    said = [found[1].removeprefix("self.") for found in _EXCHANGED.finditer(name)]
    said += [found[1] for found in _SPOKEN_OF.finditer(name)]
    said += [one for found in _PAIR.finditer(name) for one in found.groups() if one]
    return not there or there.issuperset(said)


def as_said(name: str, question: str, code: str) -> tuple[str, str]:
    """Name and question of a mistake, without a name or a bound that the cell lacks.

    Uses context where another value belongs.
    """
    name = without_foreign_bounds(name, code)
    there, found, given = _names(code), _EXCHANGED.search(name), _SET.match(name)
    if there and given and not re.search(rf"\b{given[1]}\b", code):
        return name.replace(given[0], f"Comes out as with {given[1]}={given[2]}"), WHICH_STEP
    if not there or found is None:
        return name, question
    used, due, called = found[1], found[2] or found[3], found[5]
    lost = bool(called) and called.split(".")[0] not in there
    where = "" if lost else found[4] or ""
    if due in there:
        return name.replace(found[0], found[0].removesuffix(found[4] or "") + where), question
    words = f"{found[0][:4]} {used} where another value belongs{where and ','}{where}"
    return name.replace(found[0], words), _ELSE.format(used)


@lru_cache(16)  # each suspect asks of the same cell
def _names(code: str) -> frozenset[str]:
    """All that code names: variables, arguments, attributes; none, if it cannot be read."""
    tree = parsed(code)
    nodes = [*ast.walk(tree)] if tree else []
    found = {node.id for node in nodes if isinstance(node, ast.Name)}
    found |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    return frozenset(found | {node.attr for node in nodes if isinstance(node, ast.Attribute)})
