"""Whether the colours of a heat map tell numbers apart, and whether something hides them."""

from collections.abc import Callable, Iterator
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import BoundaryNorm, ListedColormap, LogNorm, Normalize, PowerNorm
from matplotlib.patches import Circle, Rectangle

from grader.values.figures import Figure, HeatMap
from grader.values.plain import NotNumbers
from grader.values.reading import drawn

CELLS = np.array([[0.75, 0.25, 0.0], [0.5, 0.375, 0.125]])
VIRIDIS = plt.get_cmap("viridis").colors  # type: ignore[attr-defined]
ALL = tuple(np.ndindex(2, 3))


@pytest.fixture(autouse=True)
def nothing_open() -> Iterator[None]:
    yield
    plt.close("all")


def heat_map(draw: Callable[[Any], Any]) -> HeatMap:
    found = drawn(lambda: draw(plt.subplots()[1]))
    assert isinstance(found, Figure)
    return found.axes[0].heat_maps[0]


@pytest.mark.parametrize(
    ("colours", "expected"),
    [
        ("twilight", (0, 1)),
        ("hsv", (0, 1)),
        (ListedColormap(["red", "green", "blue"]), (0, 0.325)),
        ("Set1", (0, 0.1025)),
        (ListedColormap([(1, 1, 1), *[(1, 1, 1)] * 39, *VIRIDIS[40:]]), (0, 0.15)),
        (ListedColormap([(1, 1, 1, opacity / 255) for opacity in range(256)]), (0, 1)),
    ],
    ids=["cyclic", "hsv", "three", "nine", "the lowest white", "white on white"],
)
def test_numbers_of_one_colour(colours: Any, expected: tuple[float, float]) -> None:
    """Of all such pairs, the two furthest apart for how alike they look."""
    found = heat_map(lambda axes: axes.imshow(CELLS, vmin=0, vmax=1, cmap=colours))

    np.testing.assert_allclose(found.alike, expected)


@pytest.mark.parametrize("name", ["viridis", "Greys", "Greys_r", "coolwarm", "jet", "bone", "PuBu", "tab10"])
def test_numbers_of_colours_that_differ(name: str) -> None:
    found = heat_map(lambda axes: axes.imshow(CELLS, vmin=0, vmax=1, cmap=name))

    assert np.isnan(found.alike).all()


@pytest.mark.parametrize(
    ("norm", "colours"),
    [
        (PowerNorm(0.5, 0, 1), "Greys"),
        (PowerNorm(2, 0, 1), "viridis"),
        (BoundaryNorm(np.linspace(0, 1, 11), 256), "viridis"),
        (Normalize(0, 1), plt.get_cmap("viridis", 10)),
        (Normalize(0, 1), ListedColormap([(0, 0, 1, opacity / 255) for opacity in range(256)])),
        (LogNorm(0.001, 1), "magma"),
    ],
    ids=["root", "square", "steps", "ten colours", "opacity", "logarithm"],
)
def test_scales_of_colours_that_differ(norm: Any, colours: Any) -> None:
    """However uneven."""
    found = heat_map(lambda axes: axes.imshow(CELLS, norm=norm, cmap=colours))

    assert np.isnan(found.alike).all()


def test_a_scale_that_matplotlib_cannot_use() -> None:
    """It has no colours to compare."""
    found = drawn(lambda: plt.imshow(CELLS, norm=LogNorm(0, 1)))

    assert isinstance(found, NotNumbers) and "vmin" in found.text


def rectangle(left: float, width: float, **look: Any) -> Any:
    return Rectangle((left, -0.5), width, 1, **look)


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        (lambda axes: axes.add_patch(rectangle(-0.5, 1)), ((0, 0),)),
        (lambda axes: axes.add_patch(rectangle(-0.5, 1, color="white", alpha=0.3)), ((0, 0),)),
        (lambda axes: axes.axvspan(0.5, 1.5, color="white"), ((0, 1), (1, 1))),
        (lambda axes: axes.scatter([0], [1], s=20_000, marker="s"), ((1, 0),)),
        (lambda axes: axes.plot([0], [0], "rs", markersize=112), ((0, 0),)),
        (lambda axes: axes.text(0, 0, "0.75" + 9 * "\n", bbox={"pad": 60}), ALL),
        (lambda axes: axes.imshow(np.ones((2, 3, 3))), ALL),
        (lambda axes: axes.inset_axes([0, 0, 1, 1]), ALL),
        (lambda axes: axes.figure.add_axes([0, 0, 1, 1]), ALL),
        (lambda axes: axes.figure.add_artist(Rectangle((0, 0), 1, 1)), ALL),
    ],
    ids=["patch", "pale", "span", "points", "marker", "text box", "picture", "inset", "axes", "figure's"],
)
def test_covered_cells(over: Callable[[Any], Any], expected: tuple[tuple[int, int], ...]) -> None:
    """Whatever it is that is drawn over them, opaque or not."""

    def draw(axes: Any) -> Any:
        axes.imshow(CELLS, vmin=0, vmax=1)
        over(axes)
        return axes

    covered = heat_map(draw).covered
    assert set(expected[:1]) <= set(covered) if expected == ALL else covered == expected


@pytest.mark.parametrize(
    "beside",
    [
        lambda axes: axes.add_patch(rectangle(-0.5, 1, fill=False, linewidth=5)),
        lambda axes: axes.add_patch(rectangle(-0.5, 0.5)),
        lambda axes: axes.add_patch(rectangle(-9, 18, zorder=-1, color="white")),
        lambda axes: axes.add_patch(Circle((0, 0), 0.4)),
        lambda axes: axes.plot([0, 1], [0, 1], linewidth=9),
        lambda axes: axes.text(0, 0, "0.75", ha="center", va="center", bbox={"facecolor": "white"}),
        lambda axes: axes.twinx(),
        lambda axes: (axes.grid(True), axes.axhline(0.5)),
        lambda axes: (axes.set_xlim(0.6, 2.5), axes.axhline(0.5)),
    ],
    ids=["rim", "half", "behind", "dot", "line", "number", "twin", "grid", "cut off"],
)
@pytest.mark.parametrize("look", [{}, {"alpha": 0.6}], ids=["opaque", "see-through"])
def test_cells_that_are_seen(beside: Callable[[Any], Any], look: dict[str, Any]) -> None:
    """Some of a cell's own colour is enough."""

    def draw(axes: Any) -> Any:
        axes.imshow(CELLS, vmin=0, vmax=1, **look)
        beside(axes)
        return axes

    assert heat_map(draw).covered == ()


def test_covered_cells_of_uneven_width() -> None:
    """Of a mesh, whichever way its axes run."""

    def draw(axes: Any) -> Any:
        axes.pcolormesh([0, 1, 6, 7], [0, 1, 4], CELLS, vmin=0, vmax=1)
        axes.invert_yaxis()
        axes.invert_xaxis()
        axes.add_patch(Rectangle((1, 1), 5, 3))
        return axes

    assert heat_map(draw).covered == ((1, 1),)
