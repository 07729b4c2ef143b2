"""Stubs whose cell stopped: why there is no such function, and the function by itself."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from grader.checks.unanswered import UNDEFINED
from grader.model import Repair
from grader.notebooks import bound_names, salvage
from grader.sandbox import Session
from grader.submissions import Anchored, salvage_repair
from grader.values import Call, CellRun, Raised, Reply


def why_undefined(anchored: Anchored, runs: Mapping[int, CellRun]) -> dict[str, str]:
    """By stub: the error that ended its cell, which is why its function may not exist."""
    errors = {anchored.cells[index].name: run.error for index, run in runs.items() if run.error}
    stubs = {cell.name for cell in anchored.cells if cell.role == "stub"}
    return {name: error for name, error in errors.items() if name in stubs}


def explaining(
    ask: Callable[[Sequence[bytes], Sequence[Call]], list[Reply]], causes: Mapping[str, str]
) -> Callable[[Sequence[Call], Sequence[bytes]], list[Reply]]:
    """Answers from the sandbox; "softmax is not defined" says why not, where a failed cell is the reason."""

    def explained(call: Call, reply: Reply) -> Reply:
        cause = causes.get(call.function)
        if cause and reply == Raised("NameError", f"{call.function} {UNDEFINED}"):
            return Raised("NameError", f"{call.function} {UNDEFINED}, for its cell stopped: {cause}")
        return reply

    def asks(calls: Sequence[Call], keys: Sequence[bytes]) -> list[Reply]:
        replies = ask(keys, calls)
        return [explained(*pair) for pair in zip(calls, replies, strict=False)] if causes else replies

    return asks


def salvage_stubs(session: Session, anchored: Anchored, runs: Mapping[int, CellRun]) -> Iterator[Repair]:
    """Run the function of each stub whose cell stopped, by itself, unless a later cell defines it anew."""
    for index, run in runs.items():
        cell = anchored.cells[index]
        if not run.error or cell.role != "stub":
            continue
        later = [anchored.cells[other].text for other in runs if other > index]
        again = any(cell.name in bound_names(text) for text in later)
        if (parts := salvage(cell.text, cell.name)) and not again:
            session.load(parts)
            yield salvage_repair(cell.name, run.error)
