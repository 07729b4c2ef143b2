"""What to do first about a call that did not return: the same words at home and on the feedback page."""

import re

from grader.checks.special_methods import lacks
from grader.checks.unanswered import QUOTED, no_name, unfit
from grader.model import Result
from grader.wording import CHOICES, ENDLESS, FORM, NEEDS, NO_FUNCTION, NOT_ANSWERED, NOT_WRITTEN, TAKEN

_RENAME = "Give one of the two another name. Then restart the kernel and run all cells from the top."
_CAST = "raised UFuncTypeError: Cannot cast"
_OPERATOR = re.compile(
    r"(?<![=!<>])(?:\*\*|//|<<|>>|[-+*/%@&|^])=(?!=)"
)  # that writes into what is on its left
# What to do about a call that did not return, by how the account of it begins.
_ADVICE = {
    NOT_WRITTEN: "Replace the line that raises NotImplementedError by your own code.",
    NOT_ANSWERED: "Put one of the choices between the quotation marks.",
    NEEDS: "Write that function first. This one calls it, and cannot get past it.",
    "is not defined; no cell": "Write it in a cell of its own. If it is in another notebook, tell your "
    "instructor.",
    "is not defined": "Restart the kernel and run all cells from the top. Does this one get through?",
    "did not return": ENDLESS,
    "ended the process": "Something stopped Python itself. Do you call exit or quit, or make something huge?",
    "cannot be used": FORM,
    "raised UnboundLocalError": "Your function sets that name somewhere, so there it is a name of its own. "
    "What is it set to before that line runs, in the first round too?",
    "raised AttributeError": "Python does not know what stands behind the dot. How is it spelled, and "
    "what is the type of what stands before it?",
    "raised TypeError": "Print what stands on that line, and its type: does the error speak of that type?",
    _CAST: "That line writes into an array that is there already. Whose is it, and which dtype has it?",
    "raised UFuncTypeError": "Print what stands on that line, and its type: are these numbers, all of them?",
    "raised AssertionError": "An assert stopped it. What does it look at? Does the task allow what it stops?",
    "raised ValueError: setting an array element": "Print the shape of each thing that this line puts into "
    "one array. Can one array hold them all? In which form does the task want them?",
    "raised ValueError: The number of FixedLocator": "How many places are set on that line or before it, and "
    "how many words? Print both. Which number belongs to this side of the picture?",
    "raised MemoryError": "It filled the memory. Does a list grow in a loop that never ends, or is an array "
    "far larger than the task needs? Save your work before you run it.",
    "raised OverflowError": "A number became too large. What goes into exp, or into a power, on that line?",
    "raised FloatingPointError": "NumPy stops at such a number only if np.seterr or np.errstate says so, in "
    "whichever cell. Which number is it, and would it do any harm?",
    "raised RuntimeWarning": "A warning stops Python only if warnings.simplefilter or the like says so, in "
    "whichever cell. What is the warning about, and would it do any harm?",
    "raised RecursionError": "For which input does it not call itself? Does each call come nearer to it?",
    "raised IndexError": "Print the index on that line, and the shape or length of what it goes into. Which "
    "of the two is not what you thought?",
    "raised ZeroDivisionError": "What is divided by on that line, and where does it become 0?",
    "raised": "Run the small input in a new cell. The last line of the error says what Python could "
    "not do, and the arrow in your own cell on which line. ",
}
_SAYS_IT = re.compile("is not defined; (?:its cell defines|the notebook has|in its cell)")  # what to do
_LINE = re.compile(r"\(line (\d+) of its cell\)$")
_OTHER = "Print what stands there, and its type."
_ARRAY = "Print the type of what stands there and, of an array, the shape and the dtype."
_UNREADABLE = (
    "Python cannot read that cell, so nothing of it was run. Look at that line{}: is a bracket, quotation "
    "mark, colon or blank missing, or is there one too many?"
)

_OWN = (
    "This is your own exception: line {} of the cell raises it. Print what its condition looks at, and what "
    "that comes to, for the small input."
)


def line_number(happened: str) -> int:
    """The number of the cell's line that stopped the call; 0 where `happened` does not tell it."""
    found = _LINE.search(happened)
    return int(found[1]) if found else 0


def advice(result: Result, line: str = "") -> str:
    """What to do first about a call that did not return, or gave what no check can digest; "" otherwise.

    line: the text of the student's line that stopped it, where it is known.
    """
    found = result.counterexample
    if found is None or found.expected:
        return ""
    in_a_cell = line_number(found.got)
    by_check = found.got.startswith("raised AttributeError") and not in_a_cell
    if by_check or lacks(found.got) or unfit(found.got):
        return result.hint  # the check asked for it
    if found.got.startswith("raised TypeError") and "is not callable" in found.got:
        return _RENAME if TAKEN in found.got else NO_FUNCTION
    if found.got == NOT_ANSWERED and result.claim.startswith(CHOICES):
        return f"Put one of these between the quotation marks: {result.claim.removeprefix(CHOICES)}"
    if re.search(r"(?:^|:)\s*raise\b", line):
        return _OWN.format(in_a_cell)
    if found.got.endswith(QUOTED) or _SAYS_IT.match(found.got):
        return ""
    if re.search(r"cell stopped: (Syntax|Indentation|Tab)Error", found.got):
        return _UNREADABLE.format("" if re.search(r"\bline 1\b", found.got) else ", and at the one above it")
    if found.got.startswith(_CAST) and (written := _OPERATOR.search(line)):
        return f"{written[0]} writes into the array on its left. Whose is it, and which dtype has it?"
    if asked := no_name(found.got):
        return asked
    told = next((told for start, told in _ADVICE.items() if found.got.startswith(start)), "")
    if told != _ADVICE["raised"] or found.alone:  # then what lasts is asked about
        return told.strip()
    if "inhomogeneous" in found.got:  # it was made of lists
        return told + _OTHER
    return told + (_ARRAY if any("np." in given.value for given in found.when) else _OTHER)
