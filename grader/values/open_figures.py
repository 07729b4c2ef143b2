"""Figures that are open: what a call opens is closed after it, and what it drew with is given back.

Nothing here imports Matplotlib: where nobody has imported it, nobody has drawn.
"""

import gc
import sys
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from types import FunctionType
from typing import Any

AUTOMATIC = 1_000_000  # the numbers of figures from here on are pyplot's own choice
MOST_PIXELS = 4_000_000  # of closed figures, at 4 bytes each, that wait to be collected
_waiting = [0.0]  # pixels


@contextmanager
def figures_made() -> Iterator[Callable[[Any], bool]]:
    """Yields what tells a figure made meanwhile, by pyplot or without it, from one that was there. A copy, or
    what pickle makes, is a figure of its own.
    """
    module: Any = sys.modules.get("matplotlib.figure")
    if module is None:  # then there is none yet
        yield lambda figure: True
        return
    _collect()
    made: list[weakref.ref[Any]] = []  # what the code lets go is not kept here
    ways = {name: getattr(module.Figure, name) for name in ("__init__", "__setstate__")}
    for name, plainly in ways.items():
        setattr(module.Figure, name, _noting(made, plainly))
    try:
        yield lambda figure: any(one() is figure for one in made)
    finally:
        for name, plainly in ways.items():
            setattr(module.Figure, name, plainly)
        if made:
            _waiting[0] += sum(_pixels(one()) for one in made)


def _noting(made: list["weakref.ref[Any]"], plainly: Callable[..., None]) -> Callable[..., None]:
    def noted(figure: Any, *given: Any, **named: Any) -> None:
        made.append(weakref.ref(figure))
        plainly(figure, *given, **named)

    noted.__wrapped__ = plainly  # type: ignore[attr-defined]
    return noted


@contextmanager
def nothing_shown() -> Iterator[None]:
    """Whatever name show() is called by, whichever backend is chosen meanwhile, it shows and closes nothing:
    the functions themselves do nothing.
    """
    modules = map(sys.modules.get, ("matplotlib.pyplot", "matplotlib_inline.backend_inline"))
    shows = [one for module in modules if type(one := getattr(module, "show", None)) is FunctionType]
    before = [(one, one.__code__) for one in shows if not one.__closure__]
    for one, _ in before:
        one.__code__ = _show_nothing.__code__
    try:
        yield
    finally:
        for one, code in before:
            one.__code__ = code


@contextmanager
def desk() -> Iterator[Callable[[], list[Any]]]:
    """Yields what tells the figures opened since; closes them in the end. Meanwhile nothing is shown."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    before, waiting = dict(open_figures()), to_be_shown()[:]
    if pyplot:
        pyplot.figure(max(before, default=0) + AUTOMATIC)
    try:
        with nothing_shown():
            yield lambda: [open_figures()[number].canvas.figure for number in new_since(before)]
    finally:
        close(before, waiting)


def new_since(before: Mapping[int, Any]) -> list[int]:
    """The numbers of figures that are no longer, or not yet, those of before."""
    return [number for number, manager in sorted(open_figures().items()) if before.get(number) is not manager]


def close(before: Mapping[int, Any], waiting: Sequence[Any]) -> None:
    """Close all figures but those of before, and show none of them later. waiting: to be shown, before."""
    for number in new_since(before):
        sys.modules["matplotlib.pyplot"].close(number)
    queue = to_be_shown()
    queue[:] = [one for one in queue if any(one is other for other in waiting)]


def to_be_shown() -> list[Any]:
    """The figures that Jupyter shows at the end of a cell. It holds them, also where they were closed."""
    inline = sys.modules.get("matplotlib_inline.backend_inline")
    found = getattr(getattr(inline, "show", None), "_to_draw", None)
    return found if type(found) is list else []


def open_figures() -> Mapping[int, Any]:
    """pyplot's open figures, by number; none until pyplot is imported."""
    if "matplotlib.pyplot" not in sys.modules:
        return {}
    found: Mapping[int, Any] = sys.modules["matplotlib._pylab_helpers"].Gcf.figs
    return found


def _show_nothing(*_: Any, **__: Any) -> None: ...


def _collect() -> None:
    """A closed figure refers to itself, so it stays until somebody collects, and Python does not look at how
    large it is.
    """
    if _waiting[0] > MOST_PIXELS:
        _waiting[0] = 0.0
        gc.collect()


def _pixels(figure: Any) -> float:
    with suppress(Exception):  # a class of the student's own
        return float(figure.bbox.width * figure.bbox.height)
    return 0.0
