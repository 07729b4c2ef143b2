import pytest

from grader.marking.agreement import kappa

# Cohen (1960): 20 + 15 of 50 alike, kappa 0.4; weights change nothing where there are two levels.
TWO_LEVELS = [(1, 1)] * 20 + [(1, 0)] * 5 + [(0, 1)] * 10 + [(0, 0)] * 15


def test_two_levels() -> None:
    """With two levels it is Cohen's kappa as of 1960."""
    assert kappa(TWO_LEVELS) == pytest.approx(0.4)


def test_far_apart_is_worse() -> None:
    """Two levels apart weighs four times as much as one."""
    near = [(0, 0), (1, 1), (2, 2), (0, 1)]
    far = [(0, 0), (1, 1), (2, 2), (0, 2)]

    assert kappa(near) == pytest.approx(1 - 1 * 4 / 20)
    assert kappa(far) == pytest.approx(1 - 4 * 4 / 26)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [([(0, 0), (2, 2)], 1.0), ([(0, 2), (2, 0)], -1.0), ([(1, 1), (1, 1)], None), ([], None)],
)
def test_ends_of_the_scale(pairs: list[tuple[int, int]], expected: float | None) -> None:
    """1 for the same, -1 for the opposite, and nothing to say where all is on one level."""
    assert kappa(pairs) == expected
