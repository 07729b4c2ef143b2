"""How a student's cell is written, beside the known solutions that answer alike.

A name is told of what can be found in the cell. So a slip in a way of writing that is not the reference's
fits only who writes that way and has left nothing out: nobody knows that a step is missing who has another
way in mind. And nobody leaves out what stands there, or takes a method for another that is not called.
"""

import ast
import re
from collections import Counter
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from grader.diagnosis.learn import Solution
from grader.diagnosis.quoted import can_be_said
from grader.notebooks import parsed
from grader.solutions import taken_for_others
from grader.wording import WHICH_STEP

MISSING_STEP = "Which line of yours should do that?"
COMPARED = 12  # suspects whose writing is compared
SMALL = ("Add", "Mult", "MatMult")  # so frequent that they may stand in a cell for another reason
NEAR_IN_LENGTH = 0.4  # of two functions: up to where one has four times as many nodes
ALIKE = 0.7  # of a function's nodes, in order, where one is written as the other is


def fits(suspect: Solution, code: str, question: str) -> bool:
    """Whether what its name speaks of may be found in the cell: it may, where the cell cannot be read."""
    written = _sequence(code, question)
    if suspect.slip_of and not (can_be_said(suspect.name, code) and _can_be_there(suspect.name, code)):
        return False
    if not (suspect.slip_of and written):
        return True
    wrong = _sequence(suspect.source(), question)
    right = _sequence(suspect.slip_of, question)
    if suspect.foreign and (_steps(right, SMALL) - _steps(wrong, SMALL) or _likeness(written, wrong) < ALIKE):
        return False
    added = {node.removeprefix("call ") for node in _steps(wrong) - _steps(right)}
    if any(name.removeprefix("set_") not in code for name in added & taken_for_others()):
        return False
    left_out, there = _steps(right) - _steps(wrong), _steps(written) - _steps(wrong)
    return not left_out & there


def _steps(nodes: Sequence[str], small: Collection[str] = ()) -> Counter[str]:
    """Of a function's nodes, those that a name may speak of. small: steps that count as well."""
    return Counter(node for node in nodes if node in ("Div", "Sub", *small) or node.startswith("call "))


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """From 0 to 1. In which order their nodes come is looked at where that may tell: it takes the square."""
    compared = SequenceMatcher(None, one, other, autojunk=False)
    return compared.ratio() if compared.real_quick_ratio() > NEAR_IN_LENGTH else compared.quick_ratio()


def likeliest(
    suspects: Sequence[Solution], code: str, question: str, names: Collection[str]
) -> Solution | None:
    """The one that is written most as the student's cell is; of none, or without a cell, the first.

    names: of questions; who speaks of one that the cell does not use comes after who does not.
    """
    written = _sequence(code, question)

    def unlike(suspect: Solution) -> tuple[int, float]:
        said = set(re.findall(r"\w+", suspect.name)) & set(names)
        absent = sum(not re.search(rf"\b{name}\b", code) for name in said) if code else 0
        return absent, -_likeness(written, _sequence(suspect.source(), question)) if written else 0.0

    return min(suspects[:COMPARED], key=unlike, default=None)


@lru_cache(16)  # each suspect is compared with the same cell
def _sequence(code: str, question: str) -> tuple[str, ...]:
    """A function's nodes one after another, with the names that it calls; none if it cannot be read."""
    tree = parsed(code)
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)] if tree else []
    found = [function for function in functions if function.name == question]
    return tuple(_word(node) for function in found[-1:] for node in _in_order(function))


def _in_order(node: ast.AST) -> list[ast.AST]:
    found, waiting = [], [node]
    while waiting:
        found.append(waiting.pop())
        waiting += reversed(list(ast.iter_child_nodes(found[-1])))
    return found


def _word(node: ast.AST) -> str:
    if isinstance(node, ast.Call):
        return f"call {getattr(node.func, 'attr', getattr(node.func, 'id', ''))}"
    return type(node).__name__


# What makes a number inexact, and how that is written.
_CAUSES = {
    "rounding": r"round|trunc|:\.\d",
    "a short `dtype`": r"float(16|32)|half|single",
    "a constant written with few digits": r"\d\.\d*[1-9]\d",
    "a bound on a number": r"clip|minimum|maximum",
    "a difference quotient in place of a derivative": r"(?m)^[^/\n]*/.*(1e-|0\.0|eps|delta|\bh\b)|gradient\(",
    "something small that is added": r"1e-\d|0\.0+\d|\beps",
}
_LOOPS = re.compile(r"\bloops?\b|\b(?:each|every|next|first|last) round\b|\brounds\b|indented|[Rr]ound once")
_LOOP = re.compile(r"\b(?:for|while)\b")
_DIVIDES = re.compile(r"\bdivided?\b")
_DIVIDED = re.compile(r"/|divide|mean|average|normali[sz]e|\*\* ?-")
_CALLED = re.compile(r"\b[a-z]\w*_\w*\b|\b[a-z]\w*(?=\()|(?<=np\.)\w+|\bsqueeze\b")
_MISSING = ("Leaves out the call of", "Forgets", "Never")  # how the name of what is not done begins
_ANYBODYS = frozenset(("exp", "log", "tanh", "get_clim", "seterr", "errstate", "np"))  # or of another cell
_AN_END = re.compile(r"[Ll]eaves the (?:first|last) of \w+ out(?=[.,;]|$| and )")
_CUT = re.compile(
    r"\[ ?1 ?:|: ?- ?1 ?\]|range\( ?1|- ?1\b|\b(?:pop|next|islice|skip)\b|\bdel\b|continue|break"
)
_AN_AXIS = re.compile(r"[Mm]akes .+? a (?:column|table of one row)\b")
_MAKES_AXIS = re.compile(
    r"\bNone\b|newaxis|reshape|expand_dims|atleast|column|matrix|ndmin|keepdims|stack|shape *="
    r"|[cr]_\[|\[\[|: ?1 ?\]"
)


def fitting_question(question: str, code: str, known: Collection[str], name: str = "") -> str:
    """`question`, if the cell has the loop or the calls that it speaks of; otherwise one that fits any cell.

    known: names that everybody has, such as parameters. name: the mistake's; what that leaves out is absent.
    """
    missing, text = name.startswith(_MISSING), _without_comments(code)
    told = set(_CALLED.findall(question)) - _ANYBODYS - set(known) - set(_CALLED.findall(name * missing))
    absent = any(not re.search(rf"\b{one}\b", code) for one in told)
    loops = _LOOP.search(text) or not _LOOPS.search(question)
    divides = missing or _DIVIDED.search(text) or not _DIVIDES.search(question)
    if not code or (loops and divides and not absent):
        return question
    return MISSING_STEP if missing else WHICH_STEP


def later_digits(code: str = "") -> str:
    """What to ask where only the later digits are wrong: about the causes that the cell may have, if any."""
    told = _without_comments(code)
    causes = [words for words, written in _CAUSES.items() if re.search(written, told)] or [*_CAUSES]
    return f"What changes the later digits: {', '.join(causes[:-1])}{' or ' * (len(causes) > 1)}{causes[-1]}?"


def _without_comments(code: str) -> str:
    return re.sub(r'"{3}.*?"{3}|\'{3}.*?\'{3}|#[^\n]*', "", code, flags=re.DOTALL)


def _can_be_there(name: str, code: str) -> bool:
    """Whether the cell has the loop, the cut at an end, or the further axis that a slip's name speaks of."""
    text = _without_comments(code)
    if _LOOPS.search(name) and not _LOOP.search(text):
        return False
    if text and _AN_AXIS.search(name) and not _MAKES_AXIS.search(text):
        return False
    return not _AN_END.search(name) or bool(_CUT.search(text))


def fitting_words(name: str, code: str, names: Collection[str]) -> str:
    """`name` without " given to part", where the student's cell knows of no such part."""
    for part in names:
        if code and not re.search(rf"\b{part}\b", code):
            name = name.replace(f" given to {part}", "")
    return name
