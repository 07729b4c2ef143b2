"""A figure as facts: whatever drew it, and whatever it left open."""

import copy
import gc
import math
import pickle
import re
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from attacks.work import MOST, growth
from matplotlib.cm import ScalarMappable
from matplotlib.collections import PatchCollection
from matplotlib.colors import LogNorm, Normalize, PowerNorm
from matplotlib.figure import Figure as MatplotlibFigure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from grader.errors import CheckFailed
from grader.sandbox import Zygote
from grader.values import structs
from grader.values.arrays import ProtocolError
from grader.values.calls import Call, Returned
from grader.values.figures import Drawn, Figure, labels_at
from grader.values.forms import FIGURE, formed
from grader.values.plain import NotNumbers
from grader.values.reading import drawn, without_drawing

CELLS = np.array([[0.0, 0.25, 0.5], [0.75, 1.0, 0.125]])
WORDS = ["a", "b", "c"]
INLINE = "module://matplotlib_inline.backend_inline"


@pytest.fixture(autouse=True)
def nothing_open() -> Iterator[None]:
    yield
    plt.close("all")


def facts(draw: Callable[[], Any]) -> Figure:
    found = drawn(draw)
    assert isinstance(found, Figure)
    return found


def image() -> Any:
    figure, axes = plt.subplots()
    figure.colorbar(axes.imshow(CELLS, vmin=0, vmax=2, cmap="magma"))
    axes.set_xticks(range(3), WORDS)
    axes.set(xlabel="read", ylabel="written", title="where")
    axes.text(0, 0, "0.00")
    return axes


HIDDEN = [
    lambda axes: axes.axis("off"),
    lambda axes: axes.xaxis.set_visible(False),
    lambda axes: axes.tick_params(labelbottom=False),
    lambda axes: axes.tick_params(labelcolor="none"),
]


@pytest.mark.parametrize("hide", HIDDEN)
def test_labels_that_are_set_and_hidden(hide: Callable[[Any], Any]) -> None:
    """They are told from labels that nobody set, and from those beyond the limits."""

    def hidden(draw: Callable[[], Any]) -> Any:
        axes = draw()
        hide(axes)
        return axes

    assert facts(lambda: hidden(image)).axes.only.unseen
    assert not facts(lambda: hidden(lambda: plt.subplots()[1])).axes.only.unseen


def test_labels_that_are_beyond_the_limits() -> None:
    def far() -> Any:
        axes = image()
        axes.set_xlim(40, 50)
        return axes

    found = facts(far).axes.only
    assert (found.x_ticks, found.unseen) == ((), False)
    assert not facts(image).axes.only.unseen


def mesh() -> None:
    plt.pcolormesh(CELLS)
    plt.gca().invert_yaxis()
    plt.xticks(np.arange(3) + 0.5, WORDS)
    plt.show()


def test_an_image_in_words_and_numbers() -> None:
    """Array, places, limits, colours, colour bar, names and words are all there."""
    drawing = facts(image).axes.only
    cells = drawing.heat_maps.only

    np.testing.assert_array_equal(cells.values, CELLS)
    np.testing.assert_array_equal([*cells.x, *cells.y], [0, 1, 2, 0, 1])
    assert (cells.limits, cells.colours, cells.colour_bar) == ((0.0, 2.0), "magma", True)
    assert (drawing.title, drawing.x_label, drawing.y_label) == ("where", "read", "written")
    assert (drawing.inverted, drawing.texts, drawing.lines) == ((False, True), ("0.00",), Drawn("lines"))
    assert labels_at(drawing.x_ticks, cells.x) == ("a", "b", "c")


def test_a_mesh_shown_and_not_returned() -> None:
    """pyplot's current figure is read; plt.show() neither shows nor closes it."""
    drawing = facts(mesh).axes.only
    cells = drawing.heat_maps.only

    np.testing.assert_array_equal(cells.values, CELLS)
    np.testing.assert_array_equal([*cells.x, *cells.y], [0.5, 1.5, 2.5, 0.5, 1.5])
    assert not cells.colour_bar
    assert labels_at(drawing.x_ticks, cells.x) == ("a", "b", "c")


@pytest.mark.parametrize(
    ("start", "show"),
    [
        ("import matplotlib.pyplot as plt", "plt.show"),
        ("from matplotlib.pyplot import *", "show"),
        ("from pylab import *", "show"),
        ("%pylab inline", "show"),
        ("import matplotlib.pyplot as plt\nfinish = plt.show", "finish"),
        ("from matplotlib_inline.backend_inline import show", "show"),
        ("import matplotlib.pyplot as plt", f"plt.switch_backend('{INLINE}')\n    plt.show"),
        (
            "import matplotlib.pyplot as plt",
            "get_ipython().run_line_magic('matplotlib', 'inline')\n    plt.show",
        ),
    ],
)
def test_shown_by_any_name(zygote: Zygote, start: str, show: str) -> None:
    """It closes the figure no more than plt.show() does, also where a backend is chosen in the call."""
    with zygote.session() as session:
        session.load([f"{start}\ndef draw():\n    gca().plot([1, 2])\n    {show}()", "from pylab import gca"])
        (reply,) = session.call([Call("draw", (), "figure")])

    assert isinstance(reply, Returned)
    assert isinstance(reply.value, Figure)


@pytest.mark.parametrize(
    ("options", "rows"),
    [
        ({"origin": "upper"}, [0, 1]),
        ({"origin": "lower"}, [0, 1]),
        ({"extent": (0, 3, 0, 2)}, [1.5, 0.5]),
        ({"extent": (0, 3, 0, 2), "origin": "lower"}, [0.5, 1.5]),
    ],
)
def test_where_the_rows_of_an_image_are(options: dict[str, Any], rows: list[float]) -> None:
    """origin and extent move the rows, and the facts say where to."""
    found = facts(lambda: plt.subplots()[1].imshow(CELLS, **options))

    np.testing.assert_array_equal(found.axes[0].heat_maps[0].y, rows)


def scatter() -> Any:
    _, axes = plt.subplots()
    places = np.meshgrid(np.arange(3) / 3, [0.1, 0.4])
    axes.figure.colorbar(axes.scatter(*places, c=CELLS, marker="s", vmin=0, vmax=1))
    return axes


def test_points_at_every_crossing_are_a_heat_map() -> None:
    """A scatter of coloured points shows the numbers as an image does, if none is missing."""
    cells = facts(scatter).axes[0].heat_maps.only

    np.testing.assert_array_equal(cells.values, CELLS)
    np.testing.assert_allclose([*cells.x, *cells.y], [0, 1 / 3, 2 / 3, 0.1, 0.4], atol=1e-6)
    assert (cells.limits, cells.colour_bar) == ((0.0, 1.0), True)


def patches() -> Any:
    figure, axes = plt.subplots()
    squares = [Rectangle((column - 0.5, row - 0.5), 1, 1) for row in range(2) for column in range(3)]
    cells = axes.add_collection(PatchCollection(squares, array=CELLS.ravel(), clim=(0, 1)))
    figure.colorbar(cells)
    return axes


def test_a_square_for_every_cell_is_a_heat_map() -> None:
    """A PatchCollection shows the numbers where its squares are, whatever the order they were made in."""
    cells = facts(patches).axes[0].heat_maps.only

    np.testing.assert_array_equal(cells.values, CELLS)
    np.testing.assert_array_equal([*cells.x, *cells.y], [0, 1, 2, 0, 1])
    assert (cells.limits, cells.colour_bar) == ((0.0, 1.0), True)


@pytest.mark.parametrize(
    ("options", "explains"),
    [
        ({"norm": Normalize(0, 1)}, True),
        ({"norm": Normalize(0, 1), "cmap": "magma"}, False),
        ({"norm": Normalize(0, 2)}, False),
        ({"norm": PowerNorm(0.5, 0, 1)}, False),
    ],
    ids=["alike", "colours", "limits", "scale"],
)
def test_the_colour_bar_of_another_picture(options: dict[str, Any], explains: bool) -> None:
    """A bar explains a picture if both give the same numbers the same colours."""

    def draw() -> Any:
        figure, axes = plt.subplots()
        axes.imshow(CELLS, vmin=0, vmax=1)
        figure.colorbar(ScalarMappable(**options), ax=axes)
        return axes

    cells = facts(draw).axes[0].heat_maps.only

    assert cells.colour_bar is explains


@pytest.mark.parametrize(
    ("labels", "explains"),
    [
        (["0.0", "0.3", "1.0"], True),
        (["0%", "25 %", "100%"], True),
        (["nowhere", "a little", "1 (all)"], True),
        (["", "", ""], True),
        (["1.0", "0.25", "0.0"], False),
        (["0", "0.75", "1"], False),
        (["0", "1", "2"], False),
    ],
    ids=["rounded", "percent", "words", "bare", "backwards", "middle", "numbered"],
)
def test_what_is_written_along_a_colour_bar(labels: list[str], explains: bool) -> None:
    """A bar explains nothing where the number beside a colour is another than the colour stands for."""

    def draw() -> Any:
        figure, axes = plt.subplots()
        bar = figure.colorbar(axes.imshow(CELLS, vmin=0, vmax=1), orientation="horizontal")
        bar.set_ticks([0, 0.25, 1], labels=labels)
        return axes

    cells = facts(draw).axes[0].heat_maps.only

    assert cells.colour_bar is explains


def marked_wrongly(figure: Any, axes: Any) -> None:
    bar = figure.colorbar(axes.imshow(CELLS))
    bar.set_ticks([0.25, 1], labels=["0", "1"])


def of_another(figure: Any, axes: Any) -> None:
    axes.imshow(CELLS)
    figure.colorbar(ScalarMappable(Normalize(0, 9)), ax=axes)


def of_other_colours(figure: Any, axes: Any) -> None:
    axes.imshow(CELLS)
    figure.colorbar(ScalarMappable(Normalize(np.min(CELLS), np.max(CELLS)), cmap="gray"), ax=axes)


def cut_off(figure: Any, axes: Any) -> None:
    figure.colorbar(axes.imshow(CELLS, vmin=0, vmax=1)).ax.set_ylim(0.75, 0)


def cut_off_by_boundaries(figure: Any, axes: Any) -> None:
    cells = axes.imshow(CELLS, vmin=0, vmax=1)
    figure.colorbar(cells, boundaries=np.linspace(0.25, 1, 9), location="top")


def upside_down(figure: Any, axes: Any) -> None:
    figure.colorbar(axes.imshow(CELLS, vmin=0, vmax=1), extend="both").ax.invert_yaxis()


def beside_other_axes(figure: Any, axes: Any) -> None:
    """To the left of what stands on the left, as `ax=` may say."""
    figure.clear()
    left, right = figure.subplots(1, 2)
    figure.colorbar(right.imshow(CELLS), ax=left, location="left")


def between_both(figure: Any, axes: Any) -> None:
    figure.clear()
    _, right = figure.subplots(1, 2)
    figure.colorbar(right.imshow(CELLS), ax=right, location="left")


def below_both(figure: Any, axes: Any) -> None:
    figure.clear()
    both = figure.subplots(1, 2)
    figure.colorbar(both[1].imshow(CELLS), ax=list(both), location="bottom")


@pytest.mark.parametrize(
    ("draw", "fault"),
    [
        (beside_other_axes, "standing beside another picture"),
        (between_both, ""),
        (below_both, ""),
        (lambda figure, axes: axes.imshow(CELLS), "not there"),
        (of_another, "with another scale"),
        (of_other_colours, "with other colours"),
        (marked_wrongly, "saying 0 at the colour of 0.25"),
        (cut_off, "showing 0 to 0.75 alone"),
        (cut_off_by_boundaries, "showing 0.25 to 1 alone"),
        (upside_down, ""),
        (lambda figure, axes: figure.colorbar(axes.imshow(CELLS)), ""),
    ],
    ids=[
        "astray",
        "between",
        "below",
        "none",
        "another",
        "colours",
        "numbers",
        "cut",
        "boundaries",
        "upside",
        "right",
    ],
)
def test_why_a_colour_bar_explains_nothing(draw: Callable[[Any, Any], Any], fault: str) -> None:
    """What is wrong with a bar is told, and nothing that is not."""

    def both() -> Any:
        draw(*plt.subplots())

    assert facts(both).axes[-1].heat_maps.only.bar_fault == fault


def test_a_scale_without_zero() -> None:
    """A logarithmic scale gives 0 no colour: its cells are empty."""
    cells = facts(lambda: plt.imshow(CELLS, norm=LogNorm(0.01, 1))).axes.only.heat_maps.only

    assert np.isnan(cells.values).sum() == 1
    assert cells.scale == "LogNorm"


@pytest.mark.parametrize(("alpha", "even"), [(None, True), (0.5, True), (CELLS, False)])
def test_cells_that_one_can_see_through(alpha: Any, even: bool) -> None:
    """Cells may be pale together; who makes each as opaque as its number says shows two things in one."""
    cells = facts(lambda: plt.subplots()[1].imshow(CELLS, alpha=alpha)).axes[0].heat_maps.only

    assert cells.even is even


@pytest.mark.parametrize(
    "draw",
    [
        lambda axes: axes.pcolormesh([0, 1, 2], [0], CELLS[:1], shading="nearest"),
        lambda axes: axes.pcolormesh([0, 1, 1, 2], [0, 1, 2], CELLS),
        lambda axes: axes.imshow(CELLS, extent=(0, 0, 0, 2)),
    ],
    ids=["one row", "one of the columns", "image"],
)
@pytest.mark.filterwarnings("ignore:Attempting to set identical")
def test_cells_without_area_are_not_drawn(draw: Callable[[Any], Any]) -> None:
    """A mesh told the middle of a single row gives it no height: nobody sees that."""
    found = facts(lambda: draw(plt.subplots()[1]))

    assert not len(found.axes[0].heat_maps)


@pytest.mark.parametrize(
    ("draw", "smooth"),
    [
        (lambda axes: axes.imshow(CELLS), False),
        (lambda axes: axes.imshow(CELLS, interpolation="nearest"), False),
        (lambda axes: axes.imshow(CELLS, interpolation="bilinear"), True),
        (lambda axes: axes.pcolormesh(CELLS), False),
        (lambda axes: axes.pcolormesh(CELLS, shading="gouraud"), True),
    ],
    ids=["image", "nearest", "bilinear", "mesh", "gouraud"],
)
def test_colours_that_run_from_cell_to_cell(draw: Callable[[Any], Any], smooth: bool) -> None:
    """A smoothed picture has no cells that one could read."""
    cells = facts(lambda: draw(plt.subplots()[1])).axes[0].heat_maps.only

    assert cells.smooth is smooth


@pytest.mark.parametrize(
    ("draw", "x_ends", "y_ends"),
    [
        (lambda axes: axes.imshow(CELLS), (-0.5, 2.5), (-0.5, 1.5)),
        (lambda axes: axes.pcolormesh(CELLS), (0.0, 3.0), (0.0, 2.0)),
        (lambda axes: axes.pcolormesh([0, 1, 3, 7], [5, 4, 2], CELLS), (0.0, 7.0), (2.0, 5.0)),
        (lambda axes: axes.scatter([0, 1, 2] * 2, [0] * 3 + [4] * 3, c=CELLS), (-0.5, 2.5), (-2.0, 6.0)),
    ],
    ids=["image", "mesh", "uneven mesh", "points"],
)
def test_where_the_outer_cells_end(draw: Callable[[Any], Any], x_ends: Any, y_ends: Any) -> None:
    """Cells need not be equally wide, so their middles do not tell."""
    cells = facts(lambda: draw(plt.subplots()[1])).axes[0].heat_maps.only

    assert (cells.x_ends, cells.y_ends) == (x_ends, y_ends)


def test_what_nobody_can_see_is_not_drawn() -> None:
    """A picture that is wholly transparent is none."""
    assert facts(lambda: plt.subplots()[1].imshow(CELLS, alpha=0)).axes[0].heat_maps == Drawn("heat maps")


@pytest.mark.parametrize(
    ("paper", "ink", "seen"),
    [("white", "white", False), ("white", "#fefefe", False), ("white", "0.8", True), ("0.1", "white", True)],
)
def test_words_in_the_colour_of_the_paper(paper: str, ink: str, seen: bool) -> None:
    """Words that nobody can see do not stand there."""

    def draw() -> Any:
        axes = plt.subplots(facecolor=paper)[1]
        axes.set_xticks([0, 1], ["we", "see"])
        axes.set_xlabel("read", color=ink)
        axes.tick_params(colors=ink)
        return axes

    axes = facts(draw).axes[0]

    assert bool(axes.x_ticks) is bool(axes.x_label) is seen


@pytest.mark.parametrize(
    "last",
    [
        lambda axes, cells: axes,
        lambda axes, cells: axes.figure,
        lambda axes, cells: cells,
        lambda axes, cells: axes.figure.colorbar(cells),
        lambda axes, cells: axes.set_title("alignment"),
        lambda axes, cells: (axes.figure, axes),
        lambda axes, cells: axes.set_xticks([0, 1]),
        lambda axes, cells: None,
    ],
    ids=["axes", "figure", "image", "colour bar", "text", "both", "ticks", "nothing"],
)
def test_by_anything_in_it(last: Callable[[Any, Any], Any]) -> None:
    """A figure is known by whatever in it the last line gives."""

    def draw() -> Any:
        axes = plt.subplots()[1]
        return last(axes, axes.imshow(CELLS))

    assert len(facts(draw).axes[0].heat_maps) == 1


def current_axes() -> Any:
    plt.imshow(CELLS)
    return plt.gca()


def alone() -> Any:
    axes = MatplotlibFigure().subplots()
    axes.imshow(CELLS)
    return axes


def closed() -> Any:
    axes = image()
    plt.close(axes.figure)
    return axes


def by_name() -> Any:
    return plt.figure("attention", clear=True).subplots().imshow(CELLS)


def by_number() -> Any:
    return plt.subplots(num=7, clear=True)[1].imshow(CELLS)


def copied() -> Any:
    return copy.deepcopy(image().figure)


def pickled() -> Any:
    return pickle.loads(pickle.dumps(alone().figure))


def others_closed() -> Any:
    plt.close("all")
    return image()


def others_closed_and_current() -> None:
    plt.close("all")
    plt.imshow(CELLS)


def number_closed() -> Any:
    plt.close(7)
    return by_number()


def name_closed_if_there() -> Any:
    if plt.fignum_exists("attention"):
        plt.close("attention")
    return by_name()


def named_afterwards() -> Any:
    axes = alone()
    axes.figure.set_label("attention")
    return axes


def cleared() -> Any:
    figure = plt.figure()
    figure.clear()
    return figure.subplots().imshow(CELLS)


def number_cleared() -> Any:
    plt.figure(1)
    plt.clf()
    return plt.imshow(CELLS)


def name_that_must_be_new() -> Any:
    assert not plt.fignum_exists("attention")
    return by_name()


@pytest.mark.parametrize(
    ("draw", "own"),
    [
        (image, True),
        (alone, True),
        (closed, True),
        (copied, True),
        (pickled, True),
        (others_closed, True),
        (others_closed_and_current, True),
        (number_closed, True),
        (name_closed_if_there, True),
        (named_afterwards, True),
        (cleared, True),
        (current_axes, False),
        (by_name, False),
        (by_number, False),
        (number_cleared, False),
        (name_that_must_be_new, False),
    ],
)
def test_a_figure_of_its_own(draw: Callable[[], Any], own: bool) -> None:
    """Own is a figure that the call made, by pyplot or not; one that the next call finds again is shared."""
    assert facts(draw).own is own
    assert plt.get_fignums() == []


def test_a_call_that_closes_what_the_notebook_has_open() -> None:
    """Its figure may take the number of one that was open: it is new all the same, and closed in the end."""
    plt.figure()

    found = facts(others_closed_and_current)

    assert (found.own, len(found.axes), plt.get_fignums()) == (True, 1, [])
    without_drawing(others_closed_and_current)
    assert plt.get_fignums() == []


def test_one_figure_for_all_calls() -> None:
    """A figure that was made before is no call's own, though each clears it."""
    figure = MatplotlibFigure()

    def draw() -> Any:
        figure.clear()
        return figure.subplots().imshow(CELLS)

    assert [facts(draw).own, facts(draw).own] == [False, False]


@pytest.mark.parametrize(
    "draw",
    [
        lambda: plt.scatter([1, 2, 3], [3, 5, 4], c=[1, 2, 3]),
        lambda: plt.hexbin([1, 2, 3], [3, 5, 4], gridsize=3),
        lambda: plt.contourf(CELLS),
    ],
    ids=["scatter", "hexbin", "contourf"],
)
def test_other_colours_are_none(draw: Callable[[], Any]) -> None:
    """Points here and there, honeycombs and contours are no heat map."""
    assert facts(draw).axes[0].heat_maps == Drawn("heat maps")


def test_words_on_the_other_side() -> None:
    """Labels and name that twin axes put on the right count where they stand, whatever their own numbers."""

    def draw() -> Any:
        _, axes = plt.subplots()
        axes.imshow(CELLS, aspect="auto")
        axes.set_yticks([])
        twin = axes.twinx()
        twin.set(ylim=(0, 20), yticks=[15, 5], yticklabels=["first", "second"], ylabel="written")
        return axes

    drawing = facts(draw).axes[0]

    assert labels_at(drawing.y_ticks, drawing.heat_maps[0].y) == ("first", "second")
    assert drawing.y_label == "written"


def test_colours_on_a_logarithmic_scale() -> None:
    """The ends of the colours are those of the scale that is drawn, which cannot begin at 0."""
    found = facts(lambda: plt.imshow(CELLS + 0.125, norm=LogNorm(vmax=1)))

    assert found.axes[0].heat_maps[0].limits == (0.125, 1.0)


@pytest.mark.parametrize("hide", ["axis('off')", "tick_params(labelbottom=False)", "set_xlim(-0.5, 0.5)"])
def test_a_label_that_cannot_be_read(hide: str) -> None:
    """What is switched off, or lies outside the axes, is no label."""

    def draw() -> Any:
        axes = image()
        eval(f"axes.{hide}")
        return axes

    drawing = facts(draw).axes.only
    assert labels_at(drawing.x_ticks, [1.0, 2.0]) == ("", "")


def test_labels_between_cells_are_at_none() -> None:
    """A label half a cell away belongs to nobody."""
    assert labels_at(((0.5, "a"), (1.5, "b"), (2.1, "c")), [0.0, 1.0, 2.0]) == ("", "", "c")


@pytest.mark.parametrize(
    "wrap", [lambda a: a, lambda a: a.figure, lambda a: (a.figure, a), lambda a: a.images[0]]
)
def test_what_may_be_returned(wrap: Callable[[Any], Any]) -> None:
    """Axes, Figure, both, or an image in it: all mean the same figure."""
    assert len(facts(lambda: wrap(image())).axes[0].heat_maps) == 1


def test_drawn_into_one_and_returned_another() -> None:
    """The other figure counts as drawn into; an empty one would not."""

    def draw() -> Any:
        plt.subplots()
        image()
        return plt.figure()

    found = facts(draw)

    assert (found.axes, found.elsewhere) == (Drawn("axes"), 1)


def test_figures_of_a_call_are_closed_and_others_stay() -> None:
    """Thousands of calls leave nothing open, and what the notebook has open stays the current figure."""
    mine = plt.figure()

    drawn(image)
    drawn(mesh)

    assert plt.get_fignums() == [mine.number]
    assert mine.axes == []


def test_a_call_that_raises_closes_too() -> None:
    """plt.show is itself again, and no figure is left."""
    show = plt.show

    with pytest.raises(ZeroDivisionError):
        drawn(lambda: (plt.figure(), 1 / 0))

    assert (plt.get_fignums(), plt.show) == ([], show)


def test_no_figure_at_all() -> None:
    """What came back instead is told as for any other question."""
    assert drawn(lambda: "picture.png") == NotNumbers("str", "'picture.png'")


@pytest.mark.parametrize(
    "draw", [lambda: None, lambda: plt.figure() and None], ids=["nothing", "a blank one"]
)
def test_nothing_is_drawn(draw: Callable[[], Any]) -> None:
    """A function that draws nothing and returns nothing has no figure, and its student reads that."""
    with pytest.raises(CheckFailed, match=re.escape("draw() is no figure (None), expected a figure")):
        formed(drawn(draw), FIGURE, call="draw()")


def test_a_figure_crosses_the_wire(zygote: Zygote) -> None:
    """The facts from a worker are those at home."""
    source = "import numpy as np\nimport matplotlib.pyplot as plt\nWORDS = ['a', 'b', 'c']\n"
    source += f"CELLS = np.array({CELLS.tolist()})\n"
    source += "def image():\n    figure, axes = plt.subplots()\n"
    source += "    figure.colorbar(axes.imshow(CELLS, vmin=0, vmax=2, cmap='magma'))\n"
    source += "    axes.set_xticks(range(3), WORDS)\n    return axes\n"
    source += "ONE = plt.figure()\ndef once():\n    return ONE.subplots().imshow(CELLS)\n"
    with zygote.session() as session:
        session.load([source])
        reply, other = session.call([Call("image", (), "figure"), Call("once", (), "figure")])

    assert isinstance(reply, Returned) and isinstance(other, Returned)
    assert isinstance(reply.value, Figure) and isinstance(other.value, Figure)
    assert (reply.value.own, other.value.own) == (True, False)
    cells = reply.value.axes[0].heat_maps.only
    np.testing.assert_array_equal(cells.values, CELLS)
    assert labels_at(reply.value.axes[0].x_ticks, cells.x) == ("a", "b", "c")


def test_a_forged_heat_map_is_refused() -> None:
    """Places that do not fit the values are no figure."""
    figure = structs.freeze(facts(image))
    assert isinstance(figure, structs.Picture)
    (axes,) = figure.axes
    told = axes.heat_maps[0]
    for forged in ({"x": told.y}, {"covered": ((2, 0),)}, {"covered": ((0, 3),)}, {"covered": ((0, 0),) * 7}):
        spoilt = structs.msgspec.structs.replace(told, **forged)
        spoilt = structs.msgspec.structs.replace(axes, heat_maps=(spoilt,))

        with pytest.raises(ProtocolError, match="a heat map of shape"):
            structs.thaw(structs.Picture((spoilt,), "", 0, True))


def test_labels_of_many_cells() -> None:
    """The work grows as cells and labels do, and not as their product."""

    def labelled(text: str) -> object:
        ticks = tuple((float(at), "word") for at in range(len(text)))
        return labels_at(ticks, np.arange(float(len(text))))

    assert growth(labelled, "", "x", "") < MOST


@pytest.mark.parametrize(
    ("ticks", "labels"),
    [
        (((0.2, "far"), (-0.1, "near")), ("near", "")),
        (((0.0, "b"), (0.0, "a"), (1.0, "c")), ("a", "c")),
        (((math.nan, "nowhere"), (0.3, "beside"), (math.inf, "beyond")), ("", "")),
    ],
)
def test_several_labels(ticks: tuple[tuple[float, str], ...], labels: tuple[str, ...]) -> None:
    """The nearest is a cell's; of two at one place, the first in the alphabet."""
    assert labels_at(ticks, [0.0, 1.0]) == labels


def test_parts_of_a_figure() -> None:
    """Each has fractions of its own; axes are told where they stand in the whole."""

    def draw() -> None:
        for part in plt.figure().subfigures(1, 2):
            part.subplots()

    left, right = (one.box for one in facts(draw).axes)

    assert 0 < left[0] < left[2] < 0.5 < right[0] < right[2] < 1


def test_what_matplotlib_cannot_draw() -> None:
    """The function returned: what is raised as its figure is drawn is told of the figure."""
    found = drawn(lambda: plt.title(r"$\nothing$"))

    assert isinstance(found, NotNumbers)
    assert found.kind == "a figure that cannot be drawn" and "ValueError" in found.text


def test_what_cannot_be_read_of_a_figure() -> None:
    """Of the student's own artists, methods may raise what they please."""

    class Odd(Line2D):
        def get_xdata(self, orig: bool = True) -> Any:
            raise KeyError("x")

    found = drawn(lambda: plt.gca().add_line(Odd([1, 2], [1, 2])))

    assert found == NotNumbers("a figure that cannot be read", "it raises KeyError: 'x'")


@pytest.mark.parametrize(
    "draw",
    [
        lambda axes: axes.vlines([1, 2], 0, 1, colors=["red", "blue"]),
        lambda axes: axes.violinplot([[1.0, 2.0], [2.0, 4.0]]),
        lambda axes: axes.plot([1, 2], marker=(5, 1)),
        lambda axes: axes.plot([1, 2], color=("red", 0.5)),
    ],
)
def test_colours_and_markers_of_every_form(draw: Callable[[Any], Any]) -> None:
    """Several colours of one set of lines, and markers that are described and not named."""
    (axes,) = facts(lambda: draw(plt.subplots()[1]) and None).axes

    assert len(axes.lines) > 0 and all(isinstance(line.colour, str) for line in axes.lines)


def test_a_figure_too_large_to_be_graded() -> None:
    """At home it is refused, too."""
    found = drawn(lambda: plt.imshow(np.zeros((1000, 1000))))

    assert isinstance(found, NotNumbers) and found.kind == "a value too large to grade"


def several(shape: Callable[[Any], Any]) -> Any:
    _, every = plt.subplots(1, 2)
    every[0].imshow(CELLS)
    return shape(every)


@pytest.mark.parametrize(
    "shape",
    [
        lambda all: all,
        lambda all: all.reshape(2, 1),
        list,
        tuple,
        lambda all: {"left": all[0], "right": all[1]},
    ],
    ids=["array", "square", "list", "tuple", "dict"],
)
def test_several_axes(shape: Callable[[Any], Any]) -> None:
    """As `plt.subplots` and `plt.subplot_mosaic` give them."""
    assert len(facts(lambda: several(shape)).axes) == 2


@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize("backend", ["agg", "module://matplotlib_inline.backend_inline"])
def test_large_figures_do_not_add_up(backend: str, closed: bool) -> None:
    """A closed figure refers to itself: it goes when Python collects, and large ones are not left to wait.
    Nor does Jupyter hold them, to show them at the end of the cell.
    """
    plt.switch_backend(backend)
    alive = weakref.WeakSet[Any]()

    def large() -> Any:
        figure, axes = plt.subplots(figsize=(10, 10), dpi=300)
        axes.imshow(CELLS)
        alive.add(figure)
        if closed:
            plt.close(figure)
        return figure

    gc.disable()
    try:
        for _ in range(6):
            drawn(large)
    finally:
        gc.enable()
        plt.switch_backend("agg")

    assert len(alive) <= 2
