"""What a page says first about a question: the one finding that explains most of the rest."""

from collections.abc import Sequence

from grader.feedback.findings import Finding
from grader.model import Verdict
from grader.wording import BEFORE

_SHAPES = ("an array of shape", "one number (shape")


def by_reach(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings, those first that others follow from; otherwise in the order of the claims.

    Who answers differently each time can be held to nothing; who returns no answer, or one of another
    shape, to little; and what is wrong for one kind of input comes after what is wrong for all.
    """
    return tuple(sorted(findings, key=_reach))


def _reach(finding: Finding) -> int:
    if finding.verdict is Verdict.NOT_WRITTEN:
        return 0
    if repeats_not(finding):
        return 1
    if _kinds(finding):
        return 5
    if finding.verdict is not Verdict.FAILED:
        return 2
    return 3 if finding.example and finding.example.expected.startswith(_SHAPES) else 4


def headline(findings: Sequence[Finding]) -> str:
    """What all the findings come to, in one sentence; "" where the first of them says it itself."""
    if any(map(repeats_not, findings)):
        return (
            "The same call does not give the same answer twice: something is left to chance, or remembered "
            "from an earlier call. Mend that first; the rest may come of it."
        )
    kinds = list(dict.fromkeys(kind for finding in findings for kind in _kinds(finding)))
    if findings and all(_kinds(finding) for finding in findings):
        return f"Right, but for {_listed(kinds)}."
    return ""


def repeats_not(finding: Finding) -> bool:
    """Whether it is that the same call gave another answer than before."""
    return finding.example is not None and finding.example.beside == BEFORE


def _kinds(finding: Finding) -> list[str]:
    """The kinds of input that it is about; none, if one of its claims is about all kinds."""
    kinds = [claim.inputs for claim in finding.claims]
    return kinds if all(kinds) else []


def _listed(kinds: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(kinds[:-1]), kinds[-1]]))
