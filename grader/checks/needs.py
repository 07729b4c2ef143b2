"""Whether checks can be told apart, and each can be judged after those that it needs."""

from collections.abc import Iterable, Mapping

from grader.checks import quiz
from grader.checks.claims import Check, file_of, line_of
from grader.errors import CourseError, did_you_mean


def refuse_clashes(checks: Iterable[Check]) -> None:
    """Raises: CourseError: two have one name."""
    seen: dict[str, Check] = {}
    for check in checks:
        other = seen.setdefault(check.id, check)
        if other is not check:
            own, where = check, f"{file_of(other)}, line {line_of(other)},"
            if file_of(check) == quiz.__file__:
                own, where = other, f"the quiz {check.question}"
            raise _fault(own, f"{where} has a check of this name", cure="rename this one")


def refuse_needs(checks: Iterable[Check]) -> None:
    """Raises: CourseError: a check needs one that it cannot wait for."""
    known = {check.id: check for check in checks}
    for check in known.values():
        if not check.needs:
            continue
        may = [one.id for one in known.values() if _may_need(check, one, known)]
        named = f"name one of: {', '.join(may)}" if may else "leave needs= out"
        needed = known.get(check.needs)
        if needed is check:
            raise _fault(check, "it needs itself", cure=named)
        if needed is None or needed.question != check.question:
            wanted = f"another {'' if check.hidden else 'public '}check of {check.question}"
            cure = did_you_mean(check.needs, may, named)
            raise _fault(check, f"needs {check.needs!r}", wanted=wanted, cure=cure)
        if needed.hidden and not check.hidden:
            found = f"needs {check.needs!r}, which is hidden, and students do not have it"
            raise _fault(check, found, cure=f"make {check.needs} public, or {check.id} hidden")
    for check in known.values():
        chain = _chain(check, known)
        if chain[-1] in chain[:-1]:
            raise _fault(check, " needs ".join(chain), cure="remove one of these needs")


def _may_need(check: Check, other: Check, known: Mapping[str, Check]) -> bool:
    apart = other is not check and other.question == check.question and check.id not in _chain(other, known)
    return apart and (check.hidden or not other.hidden)


def _chain(check: Check, known: Mapping[str, Check]) -> list[str]:
    """The check, what it needs, what that needs, and so on, up to the first that comes again."""
    chain = [check.id]
    while (needed := known[chain[-1]].needs) in known:
        chain.append(str(needed))
        if needed in chain[:-1]:
            break
    return chain


def _fault(check: Check, found: str, *, wanted: str = "", cure: str = "") -> CourseError:
    place = f"line {line_of(check)}, check {check.id}"
    return CourseError(file_of(check), place, found, wanted=wanted, cure=cure)
