"""Attacks for test_sandbox_walls and test_walls, which take walls away. Nothing is rehearsed."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import LIMITS, attack
from test_attacks import NAMES, expected
from test_walls import BOUNDS
from test_work import STEPS
from work import MOST, most_growth

from grader.sandbox import Zygote, channel, session, start_zygote, wall

CANARY = "canary-0f83c1"


@pytest.fixture(scope="module", params=["bubblewrap", "landlock"])
def zygote(request: pytest.FixtureRequest) -> Iterator[Zygote]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("GRADER_CANARY", CANARY)
        patched.setattr(channel, "PATIENCE", 3)
        patched.setattr(channel, "SPARE", 1.0)
        patched.setattr(session, "GRACE", 0.2)
        with start_zygote(wall.walls()[0 if request.param == "bubblewrap" else -1], LIMITS) as started:
            yield started


@pytest.mark.parametrize("name", NAMES)
def test_gets_nothing(zygote: Zygote, name: str) -> None:
    """As test_attacks has it."""
    with tempfile.TemporaryDirectory(prefix="grader-canary-") as folder:
        Path(folder, "secret.txt").write_text(CANARY)
        result = attack(zygote, name, CANARY, Path(folder))

    bad = {what: result[what] for what in ("leaked", "escaped", "touched", "left over", "descriptors")}
    assert not any(bad.values()), bad
    assert result["neighbour"] and result["next"]
    assert ", ".join(result["replies"]) in expected(name)  # type: ignore[arg-type]


@pytest.mark.parametrize("number", range(len(BOUNDS)))
def test_takes_no_more_than_its_share(number: int) -> None:
    """As test_work has it, on texts as short as will do."""
    step, prefix, unit, _ = BOUNDS[number]

    assert most_growth(STEPS[step], prefix, unit) < MOST
