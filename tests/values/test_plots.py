"""Lines, points and bars as facts: where they are, what a legend calls them, and what is not told of."""

from collections.abc import Callable, Iterator
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest

from grader.errors import CheckFailed
from grader.sandbox import Zygote
from grader.values import structs
from grader.values.arrays import ProtocolError
from grader.values.calls import Call, Returned
from grader.values.figures import Axes, Bars, Figure, Line, Points, labels_at
from grader.values.packed_figures import Picture
from grader.values.plain import NotNumbers
from grader.values.reading import drawn

Draw = Callable[[Any], Any]  # into axes


@pytest.fixture(autouse=True)
def nothing_open() -> Iterator[None]:
    yield
    plt.close("all")


def axes_of(draw: Draw) -> Axes:
    def call() -> Any:
        figure, axes = plt.subplots()
        draw(axes)
        return figure

    found = drawn(call)
    assert isinstance(found, Figure)
    return found.axes.only


def everything(axes: Any) -> None:
    axes.plot([1, 2], [3, np.nan], "s--", color="red", label="loss")
    axes.scatter([1, 2], [3, 4], c=[5, 6], s=[7, 8], label="people")
    axes.bar(["a", "b"], [3, -4], width=0.5, bottom=1, label="votes", color="blue")
    axes.fill_between([0, 1], [1, 2])
    axes.annotate("here", (1, 2))
    axes.set(title="all", xlim=(5, -1), ylim=(1, 9), yscale="log")
    axes.legend(loc="upper left")


def values(fact: Line | Points | Bars) -> dict[str, Any]:
    """Its fields; arrays as lists, nan as None."""
    held = {name: getattr(fact, name) for name in fact.__slots__}
    return {
        name: [None if np.isnan(number) else number for number in one] if isinstance(one, np.ndarray) else one
        for name, one in held.items()
    }


def test_a_line() -> None:
    """Its points, its label, and how it looks."""
    line = axes_of(everything).lines.only

    assert values(line) == {
        "x": [1, 2], "y": [3, None], "label": "loss", "colour": "#ff0000", "style": "--", "marker": "s"
    }  # fmt: skip


def test_points() -> None:
    """Their places, the numbers in their colours, and their sizes."""
    points = axes_of(everything).points.only

    assert values(points) == {
        "x": [1, 2], "y": [3, 4], "values": [5, 6], "sizes": [7, 8], "label": "people", "colour": ""
    }  # fmt: skip


def test_bars() -> None:
    """Their places, with words below them, and what they reach from and to."""
    axes = axes_of(everything)
    bars = axes.bars.only

    assert values(bars) == {
        "places": [0, 1], "heights": [3, -4], "widths": [0.5, 0.5], "bottoms": [1, 1],
        "upright": True, "label": "votes", "colour": "#0000ff",
    }  # fmt: skip
    assert labels_at(axes.x_ticks, bars.places) == ("a", "b")


def test_axes() -> None:
    """Scales, limits, directions, the words on them, and what no claim can read."""
    axes = axes_of(everything)

    assert (axes.title, sorted(axes.legend), axes.texts) == ("all", ["loss", "people", "votes"], ("here",))
    assert (axes.x_scale, axes.y_scale) == ("linear", "log")
    assert (axes.x_limits, axes.y_limits, axes.inverted) == ((-1, 5), (1, 9), (True, False))
    assert axes.others == ("areas",)


def test_a_histogram_has_edges() -> None:
    """Bars that are as high as there are numbers, from edge to edge."""
    bars = axes_of(lambda axes: axes.hist([1, 1, 4], bins=[0, 2, 4, 8])).bars.only

    np.testing.assert_allclose(bars.edges, [0, 2, 4, 8])
    np.testing.assert_array_equal(bars.heights, [2, 0, 1])


LYING = {"places": [1, 2], "heights": [3, 4], "widths": [0.8, 0.8], "bottoms": [5, 5], "upright": False}
OUTLINE = {"places": [1, 3], "heights": [3, 4], "widths": [2, 2], "bottoms": [0, 0], "upright": True}


@pytest.mark.parametrize(
    ("draw", "expected"),
    [
        (lambda axes: axes.barh([1, 2], [3, 4], left=5), LYING),
        (lambda axes: axes.stairs([3, 4], [0, 2, 4]), OUTLINE),
    ],
    ids=["barh", "stairs"],
)
def test_other_bars(draw: Draw, expected: dict[str, Any]) -> None:
    """Bars that lie have their places along y; stairs are bars, too."""
    found = values(axes_of(draw).bars.only)

    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(
    "draw",
    [
        lambda axes: axes.scatter([1, 2], [3, 4]),
        lambda axes: axes.plot([1, 2], [3, 4], "o"),
        lambda axes: axes.stem([1, 2], [3, 4]),
        lambda axes: axes.errorbar([1, 2], [3, 4], yerr=1, fmt="o", capsize=3),
    ],
    ids=["scatter", "plot", "stem", "errorbar"],
)
def test_points_by_any_function(draw: Draw) -> None:
    """What no line joins is points; stems, caps and zero lines are ornament."""
    axes = axes_of(draw)

    assert (len(axes.lines), len(axes.points)) == (0, 1)
    np.testing.assert_array_equal([axes.points[0].x, axes.points[0].y], [[1, 2], [3, 4]])


@pytest.mark.parametrize(
    "draw",
    [
        lambda axes: axes.plot([1, 2], visible=False),
        lambda axes: axes.plot([1, 2], alpha=0),
        lambda axes: axes.plot([1, 2], linewidth=0),
        lambda axes: axes.plot([1, 2], linewidth=1e-9),
        lambda axes: axes.plot([1, 2], color="none"),
        lambda axes: axes.plot([1, 2], color=(0, 0, 0, 0)),
        lambda axes: axes.plot([1, 2], linestyle="None"),
    ],
    ids=["hidden", "transparent", "no width", "all but none", "no colour", "clear colour", "no style"],
)
def test_a_line_that_nobody_can_see(draw: Draw) -> None:
    """It is none."""
    axes = axes_of(draw)

    assert (len(axes.lines), len(axes.points)) == (0, 0)


def test_a_line_across_is_in_data_coordinates() -> None:
    """axhline's x are given as parts of the axes; its facts are numbers on them."""
    line = axes_of(lambda axes: (axes.set_xlim(0, 8), axes.axhline(3, 0.25, 0.5))).lines.only

    np.testing.assert_allclose([line.x, line.y], [[2, 4], [3, 3]])


@pytest.mark.parametrize(
    ("draw", "places", "style"),
    [
        (lambda axes: axes.hlines(90, 1, 7, label="target"), [[[1, 7], [90, 90]]], "-"),
        (
            lambda axes: axes.hlines([3, 4], 0, 1, "r", "dashed", label="target"),
            [[[0, 1], [3, 3]], [[0, 1], [4, 4]]],
            "--",
        ),
        (lambda axes: axes.vlines(2, [0], [5], label="target"), [[[2, 2], [0, 5]]], "-"),
    ],
    ids=["hlines", "two of one call", "vlines"],
)
def test_lines_by_their_ends(draw: Draw, places: Any, style: str) -> None:
    """hlines and vlines draw lines like any others, with the legend's word for them."""
    axes = axes_of(lambda axes: (draw(axes), axes.plot([1, 2]), axes.legend()))

    found = axes.lines.items[1:]

    np.testing.assert_allclose([[line.x, line.y] for line in found], places)
    assert {(line.label, line.style) for line in found} == {("target", style)}
    assert axes.others == ()


def test_many_segments() -> None:
    """They are a picture of another kind, and named among the others."""
    axes = axes_of(lambda axes: axes.vlines(range(21), 0, 1))

    assert (len(axes.lines), axes.others) == (0, ("line segments",))


@pytest.mark.parametrize(
    "legend",
    [
        lambda axes: axes.legend(["train", "test"]),
        lambda axes: axes.figure.legend(axes.lines, ["train", "test"]),
        lambda axes: axes.twinx().legend(axes.lines, ["train", "test"]),
    ],
    ids=["own", "the figure's", "of twin axes"],
)
def test_a_legend_names_lines_by_their_look(legend: Draw) -> None:
    """Lines without a label of their own have the legend's, whoever the legend belongs to."""

    def call() -> Any:
        figure, axes = plt.subplots()
        axes.plot([1, 2])
        axes.plot([2, 1], ":")
        legend(axes)
        return figure

    found = drawn(call)

    assert isinstance(found, Figure)
    assert found.axes[0].legend == ("train", "test")
    assert [line.label for line in found.axes[0].lines] == ["train", "test"]


def test_a_label_without_a_legend() -> None:
    """The line has it, and the legend is empty; Matplotlib's own names are no labels."""
    axes = axes_of(lambda axes: (axes.plot([1, 2], label="loss"), axes.plot([2, 1])))

    assert ([line.label for line in axes.lines], axes.legend) == (["loss", ""], ())


def test_several_axes() -> None:
    """In Matplotlib's order, each with its place in the figure; insets, too; one title above them all."""

    def call() -> Any:
        figure, (left, right) = plt.subplots(1, 2)
        left.plot([1, 2])
        right.imshow(np.eye(2))
        left.inset_axes([0.5, 0.5, 0.2, 0.2]).bar([1], [2])
        figure.suptitle("both")

    found = drawn(call)

    assert isinstance(found, Figure)
    counts = [(len(one.lines), len(one.heat_maps), len(one.bars)) for one in found.axes]
    assert (found.title, counts) == ("both", [(1, 0, 0), (0, 1, 0), (0, 0, 1)])
    assert found.axes[0].box[2] < found.axes[1].box[0]


def test_colour_bar_inside() -> None:
    """One that stands in axes inset into those of the heat map is a colour bar like any other."""

    def call() -> Any:
        figure, axes = plt.subplots()
        cells = axes.imshow(np.eye(2))
        figure.colorbar(cells, cax=axes.inset_axes([1.05, 0, 0.05, 1]))

    found = drawn(call)

    assert isinstance(found, Figure)
    assert found.axes.only.heat_maps.only.colour_bar


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda axes: axes.lines[1], "the number of lines: got 1, expected at least 2"),
        (lambda axes: axes.bars[-1], "the number of sets of bars: got 0, expected at least 1"),
        (lambda axes: axes.points.only, "the number of sets of points: got 0, expected 1"),
        (
            lambda axes: axes.lines.labelled("test"),
            "the labels of the lines: got 'loss', expected one that is 'test'",
        ),
    ],
    ids=["index", "last", "only", "label"],
)
def test_what_is_not_there(ask: Draw, message: str) -> None:
    """A check that asks for it fails, in words for the student; it is not broken."""
    axes = axes_of(lambda axes: axes.plot([1, 2], label="loss"))

    with pytest.raises(CheckFailed) as failed:
        ask(axes)

    assert str(failed.value) == message


def three_dimensions() -> Any:
    return plt.figure().add_subplot(projection="3d")


@pytest.mark.parametrize(
    ("draw", "why"),
    [
        (lambda: plt.plot(np.zeros(100_001)), "more than 100000 points and bars"),
        (lambda: plt.plot(np.zeros((2, 201))), "more than 200 lines, or the like, in one pair of axes"),
        (lambda: plt.subplots(3, 7), "more than 20 axes"),
        (three_dimensions, "only flat ones can be graded"),
    ],
    ids=["points", "lines", "axes", "3d"],
)
def test_what_is_too_much_is_told(draw: Callable[[], Any], why: str) -> None:
    """More than can be graded is no figure, and the student reads why."""
    found = drawn(lambda: draw() and None)

    assert isinstance(found, NotNumbers)
    assert found.text == why


SOURCE = """
import matplotlib.pyplot as plt
import numpy as np
def everything():
    figure, axes = plt.subplots()
    axes.plot([1, 2], [3, np.nan], "s--", color="red", label="loss")
    axes.scatter([1, 2], [3, 4], c=[5, 6], s=[7, 8], label="people")
    axes.bar(["a", "b"], [3, -4], width=0.5, bottom=1, label="votes", color="blue")
    axes.legend()
"""


def test_plots_cross_the_wire(zygote: Zygote) -> None:
    """The facts from a worker are those at home, to the last word."""
    names: dict[str, Any] = {}
    exec(SOURCE, names)
    with zygote.session() as session:
        session.load([SOURCE])
        (reply,) = session.call([Call("everything", (), "figure")])

    assert isinstance(reply, Returned)
    assert repr(reply.value) == repr(drawn(names["everything"]))


@pytest.mark.parametrize("field", ["lines", "points", "bars"])
def test_forged_plots_are_refused(field: str) -> None:
    """As many places as numbers, or it is no plot."""

    def call() -> Any:
        figure, axes = plt.subplots()
        everything(axes)
        return figure

    picture = structs.freeze(drawn(call))
    assert isinstance(picture, Picture)
    (axes,) = picture.axes
    (plot,) = getattr(axes, field)
    _, second, *_ = plot.__struct_fields__
    short = structs.pack_array(np.zeros(1))
    forged = structs.msgspec.structs.replace(plot, **{second: short})
    axes = structs.msgspec.structs.replace(axes, **{field: (forged,)})

    with pytest.raises(ProtocolError, match="a plot with more places"):
        structs.thaw(structs.msgspec.structs.replace(picture, axes=(axes,)))
