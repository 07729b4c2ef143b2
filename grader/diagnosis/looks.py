"""What a student's cell has that is worth a look, where behaviour alone does not tell which line it is."""

import ast
from collections.abc import Collection, Iterator, Sequence

from grader.model import Result
from grader.notebooks import parsed

_LOOPS = (ast.For, ast.While)
_SIZES = frozenset(("shape", "size", "ndim"))
_LABELS = {"set_xticklabels": "x", "set_yticklabels": "y"}
_SQUEEZE = "Print the shape before and after `squeeze`, for such an input. Is an axis gone that you need?"


def shape_question(asked: str, cell: str, question: str) -> str:
    """What to ask about an answer of another shape: about a line that may be the cause, or `asked`."""
    function = _function(cell, question)
    nodes = [*ast.walk(function)] if function else []
    early = (
        line
        for loop in nodes
        if isinstance(loop, _LOOPS)
        for line in loop.body
        if isinstance(line, ast.Return)
    )
    if found := next(early, None):
        return f"Line {found.lineno} returns inside the loop. How many rounds has the loop made by then?"
    return _SQUEEZE if "squeeze" in {getattr(one, "attr", "") for one in nodes} else asked


def looks_at_sizes(cell: str, counts: Collection[str] = ()) -> bool:
    """Whether a condition compares a size, a name that was given one, or one of the arguments `counts`."""
    tree = parsed(cell)
    nodes = [*ast.walk(tree)] if tree else []
    given = [one for one in nodes if isinstance(one, ast.Assign) and _is_size(one.value)]
    names = {name.id for one in given for target in one.targets for name in _names(target)} | {*counts}
    tests = [one.test for one in nodes if isinstance(one, ast.If | ast.IfExp | ast.While)]
    parts = [part for one in tests for part in _compared(one)]
    return any(_is_size(part) or names & {name.id for name in _names(part)} for part in parts)


def _compared(test: ast.expr) -> Iterator[ast.expr]:
    """What a condition compares, or takes for true where it is not 0."""
    ahead = [test]
    while ahead:
        one = ahead.pop()
        if isinstance(one, ast.BoolOp):
            ahead += one.values
        elif isinstance(one, ast.UnaryOp):
            ahead.append(one.operand)
        elif isinstance(one, ast.Compare):
            yield from (one.left, *one.comparators)
        elif not isinstance(one, ast.Call) or _is_size(one):
            yield one


def _is_size(value: ast.expr) -> bool:
    """Whether it is a size, a part of one, or computed from some; what is only made as large is none."""
    ahead = [value]
    while ahead:
        one = ahead.pop()
        if isinstance(one, ast.BinOp):
            ahead += (one.left, one.right)
        elif isinstance(one, ast.Tuple | ast.List):
            ahead += one.elts
        elif _names_size(one):
            return True
    return False


def _names_size(value: ast.expr) -> bool:
    """Whether it is x.shape, len(x) or np.shape(x), or a part of that."""
    while isinstance(value, ast.Subscript):
        value = value.value
    if isinstance(value, ast.Call):
        called = value.func
        by = called.value if isinstance(called, ast.Attribute) else None
        if isinstance(called, ast.Attribute) and isinstance(by, ast.Name):
            return called.attr in _SIZES and by.id in ("np", "numpy")
        return isinstance(called, ast.Name) and called.id == "len"
    if not isinstance(value, ast.Attribute) or value.attr not in _SIZES:
        return False
    while isinstance(value, ast.Attribute | ast.Subscript):
        value = value.value
    return isinstance(value, ast.Name)


def rounds_of(cell: str, counts: Collection[str]) -> str:
    """The argument that says how often a loop of the cell goes round; "": none does."""
    tree = parsed(cell)
    loops = [one.iter for one in ast.walk(tree) if isinstance(one, ast.For)] if tree else []
    called = {name.id for one in loops if isinstance(one, ast.Call) for name in _names(one)}
    return next((one for one in counts if one in called and "range" in called), "")


def labels_in_turn(cell: str, question: str, lost: Sequence[Result]) -> tuple[str, str] | None:
    """What to say, and to ask, of who labels ticks without a call that sets these; None: that is not so, or
    it is not tick labels that are wrong.
    """
    examples = [result.counterexample for result in lost if result.counterexample]
    function = _function(cell, question)
    if function is None or not any("tick labels" in example.what for example in examples):
        return None
    calls = {getattr(one.func, "attr", ""): one for one in ast.walk(function) if isinstance(one, ast.Call)}
    for name, axis in _LABELS.items():
        if name in calls and not {f"set_{axis}ticks", f"{axis}ticks", "set_ticks", "set"} & calls.keys():
            ticks = f"the ticks of the {axis} axis"
            said = f"Line {calls[name].lineno} gives the words to {ticks} in turn, wherever these are."
            return said, f"Print `get_{axis}ticks()`. Which word does each tick get, and where is its cell?"
    return None


def _function(cell: str, question: str) -> ast.FunctionDef | None:
    tree = parsed(cell)
    functions = [one for one in tree.body if isinstance(one, ast.FunctionDef)] if tree else []
    return next((one for one in reversed(functions) if one.name == question), None)


def _names(node: ast.AST) -> Iterator[ast.Name]:
    return (one for one in ast.walk(node) if isinstance(one, ast.Name))
