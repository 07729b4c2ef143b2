"""One fact about an answer as a sentence: what it is about, got, expected."""

import ast


def fact(what: str, got: str, expected: str, *, at: str = "", beside: str = "", sure: bool = False) -> str:
    """`softmax(scores)[0] is 0.5, expected 1`; of what is told in words `the weights: at [0], got 0.5, ...`.

    The other arguments are as errors.CheckFailed has them. expected: "" where nothing came back; then `got`
    says what happened.
    """
    if not expected:
        return f"{what} {got}"
    due = other(expected, beside=beside, sure=sure)
    if parsed(what) and not at:
        return f"{what} is {got}, expected {due}"
    return f"{what.rstrip(',')}: {f'at {at}, ' if at else ''}got {got}, expected {due}"


def other(expected: str, *, beside: str, sure: bool) -> str:
    """What was expected. Another answer that may be wrong is told as that, and not as right."""
    if not beside:
        return expected
    return f"{expected}, the same as {beside}" if sure else f"the same as {beside}, which is {expected}"


def parsed(text: str) -> ast.Expression | None:
    """A Python expression such as softmax(scores)[0]; None: it is prose."""
    try:
        return ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
