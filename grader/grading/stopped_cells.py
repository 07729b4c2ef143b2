"""Cells that stopped: why there is no such function, a stub's function by itself, and what never ended."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from grader.checks.unanswered import UNDEFINED, misspelt, renamed
from grader.model import Repair
from grader.notebooks import bound_names, defined_names, salvage
from grader.sandbox import Session
from grader.submissions import Anchored, ended_repairs, salvage_repair
from grader.values import Call, CellRun, Raised, Reply


def why_undefined(anchored: Anchored, runs: Mapping[int, CellRun], tasks: Collection[str]) -> dict[str, str]:
    """By task, which is a name: why there may be nothing of that name, said after "is not defined"."""
    cells = {index: anchored.cells[index] for index in runs}
    stubs = {cell.name: cell.text for cell in cells.values() if cell.role == "stub"}
    errors = {cell.name: runs[index].error for index, cell in cells.items() if cell.role == "stub"}
    texts = [cell.text for cell in cells.values()]
    bound, defined = (frozenset[str]().union(*map(names, texts)) for names in (bound_names, defined_names))
    others = defined - {*tasks}
    unsaid = [name for name in tasks if name in bound and not errors.get(name)]
    return {
        name: _why(name, errors.get(name, ""), stubs.get(name, ""), others, bound - {*tasks})
        for name in tasks
        if name not in unsaid
    }


def _why(name: str, error: str, text: str, others: Collection[str], values: Collection[str]) -> str:
    """error, text: of its cell. others, values: what the notebook defines, or sets, that no task asks for."""
    if error:
        return f", for its cell stopped: {error}"
    if re.search(rf"^[ \t]+(?:async[ \t]+)?def[ \t]+{name}\b", text, re.MULTILINE):
        return "; in its cell it is part of something else: begin its def at the left edge"
    own = sorted(defined_names(text) & {*others})
    if own and not renamed(name, own):
        which = "it" if len(own) == 1 else "one of them"
        return f"; its cell defines {' and '.join(own)}: call {which} {name}"
    return renamed(name, own or others) or misspelt(name, values) or "; no cell of the notebook defines it"


def explaining(
    ask: Callable[[Sequence[bytes], Sequence[Call]], list[Reply]], causes: Mapping[str, str]
) -> Callable[[Sequence[Call], Sequence[bytes]], list[Reply]]:
    """Answers from the sandbox; "softmax is not defined" says why not, where that is known."""

    def explained(call: Call, reply: Reply) -> Reply:
        cause = causes.get(call.function)
        if cause and reply == Raised("NameError", f"{call.function} {UNDEFINED}"):
            return Raised("NameError", f"{call.function} {UNDEFINED}{cause}")
        return reply

    def asks(calls: Sequence[Call], keys: Sequence[bytes]) -> list[Reply]:
        replies = ask(keys, calls)
        return [explained(*pair) for pair in zip(calls, replies, strict=False)] if causes else replies

    return asks


def stopped_repairs(session: Session, anchored: Anchored, runs: Mapping[int, CellRun]) -> tuple[Repair, ...]:
    """What is told of cells that stopped, and of what was done about them."""
    return (*ended_cells(anchored, runs), *salvage_stubs(session, anchored, runs))


def ended_cells(anchored: Anchored, runs: Mapping[int, CellRun]) -> tuple[Repair, ...]:
    """Cells that are no stub's and that a limit ended, or Python's own end: nothing else tells of them."""
    cells = [(anchored.cells[index], run.ended) for index, run in runs.items() if run.ended]
    return ended_repairs([(cell.text, ended) for cell, ended in cells if cell.role != "stub"])


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
