"""Beside the student's code: calls a function, or looks at a variable, and reduces it to plain data.

Reading a figure needs no import of Matplotlib: where nobody has imported it, nobody has drawn.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, cast

import numpy as np

from grader.values.figures import Figure
from grader.values.grammar import name_of
from grader.values.open_figures import (
    AUTOMATIC,
    close,
    desk,
    figures_made,
    nothing_shown,
    open_figures,
    to_be_shown,
)
from grader.values.pictures import facts
from grader.values.plain import LONGEST_TEXT, Plain, Word, as_plain, bounded, exactly, unreadable
from grader.values.printed import printed_to
from grader.values.refilled import called

MOST_BASES = 20  # classes that an exception's is derived from
MOST_PRINTED = 100_000  # characters of one call; what comes after them is dropped


def read(
    value: Any, arguments: Sequence[Any], reads: str, named: Mapping[str, Any] | None = None, most: int = 0
) -> Plain:
    """What a call of `value` returns, draws or prints, or `value` itself; reads, most: as Call has them.

    Raises: whatever the student's code raises.
    """
    if reads == "variable":
        return Word(str.__str__(value)[:LONGEST_TEXT]) if isinstance(value, str) else as_plain(value)

    def call() -> Any:
        return called(value, arguments, named or {})

    if reads in ("result", "refilled"):
        return as_plain(without_drawing(call))
    if reads == "figure":
        return drawn(call)
    if reads == "printed":
        return _printed(call)
    if reads in ("kept", "value kept"):
        half = len(arguments) // 2
        first = without_drawing(lambda: called(value, arguments[:half], {}))
        without_drawing(lambda: called(value, arguments[half:], {}))
        return as_plain(first) if reads == "kept" else cast(Plain, exactly(first))
    if reads == "items":
        return cast(Plain, without_drawing(lambda: _items(call(), most)))
    return cast(Plain, without_drawing(lambda: exactly(call())))


def _items(value: Any, most: int) -> Plain:
    """The first of them, in a list; or `value` as it is, where it gives none."""
    try:
        found = iter(value)
    except TypeError:
        return exactly(value)
    return exactly(list(islice(found, most)))


def _printed(call: Callable[[], Any]) -> Plain:
    texts, left = list[str](), MOST_PRINTED

    def take(text: str) -> None:
        nonlocal left
        if kept := str.__str__(text)[:left]:
            texts.append(kept)
            left -= len(kept)

    with printed_to(take):
        without_drawing(call)
    return exactly("".join(texts))


def overwritten(name: str, value: Any) -> str:
    """What there is to say where a value that cannot be called has the name of a function."""
    return (
        f"{name} is not defined as a function any more: its name was given to a value of type "
        f"{name_of(type(value))}; run its cell again, and keep that name"
    )


_MRO = type.__dict__["__mro__"]


def base_names(error: BaseException) -> tuple[str, ...]:
    """The names of the classes above the exception's own, below Exception."""
    above = [name_of(one) for one in _MRO.__get__(type(error))[1:]]
    return tuple(above[: above.index("Exception")] if "Exception" in above else above)[:MOST_BASES]


def drawn(draw: Callable[[], Any]) -> Plain:
    """The figure that `draw` returns, or an Axes of, or else leaves as the current one.

    It starts from a blank figure, so that what the notebook has open stays as it is. All it opened is closed.
    """
    with desk() as opened, figures_made() as was_made:
        value = draw()
        figures = opened()
        found = _figure_given(value, figures)
        if found is None or (value is None and all(map(_is_blank, figures))):
            return as_plain(value)
        others = sum(other is not found and any(map(_has_data, other.axes)) for other in figures)
        try:
            seen = bounded(facts(found, others, was_made(found)))
        except Exception as error:
            return unreadable("a figure that cannot be read", error)
        if isinstance(seen, Figure) and seen.own and _may_be_shared(found):
            return replace(seen, own=not _drawn_into_again(found, draw, opened))
        return seen


def _figure_given(value: Any, figures: Sequence[Any]) -> Any:
    """The figure that a call returned, or, where it returned nothing, the current one of those it opened."""
    found = _figure_of(value)
    pyplot = sys.modules.get("matplotlib.pyplot")
    return pyplot.gcf() if found is None and value is None and pyplot is not None and figures else found


def _is_blank(figure: Any) -> bool:
    """Whether nobody drew in it: all that it holds is its background."""
    return len(figure.get_children()) <= 1


def _may_be_shared(figure: Any) -> bool:
    """Whether it has a name or a low number: the code chose that, or closed all figures before."""
    number = getattr(getattr(figure.canvas, "manager", None), "num", AUTOMATIC)
    return bool(figure.get_label()) or number < AUTOMATIC


def _drawn_into_again(figure: Any, draw: Callable[[], Any], opened: Callable[[], list[Any]]) -> bool:
    """Whether the same call, made again while the figure is still there, takes it again."""
    try:
        return _figure_given(draw(), opened()) is figure
    except Exception:  # it trips over what the first call left
        return True


def without_drawing(call: Callable[[], Any]) -> Any:
    """What a call returns. Whatever it draws on the way is neither shown nor kept: it costs too much.

    What it is drawn with is collected, as of calls that return a figure.
    """
    before, waiting = dict(open_figures()), to_be_shown()[:]
    try:
        with nothing_shown(), figures_made():
            return call()
    finally:
        if open_figures() or to_be_shown():  # hardly ever
            close(before, waiting)


def _figure_of(value: Any) -> Any:
    """A Figure, or that of what is in it: axes, a colour bar, a grid. Of several, in a tuple, an array or a
    dict, the first there is.
    """
    module = sys.modules.get("matplotlib.figure")
    if module is None:
        return None
    several = value.ravel().tolist() if isinstance(value, np.ndarray) else value
    several = [*several.values()] if isinstance(several, dict) else several
    for one in several if isinstance(several, tuple | list) else (value,):
        found = one
        for _ in range(4):  # colour bar → axes → subfigure → figure
            if isinstance(found, module.Figure):
                return found
            found = getattr(found, "figure", getattr(found, "ax", None))
    return None


def _has_data(axes: Any) -> bool:
    return bool(axes.has_data())
