"""Drawing examples. It costs about 2 ms each and dwarfs everything else, so it is done once per assignment:
checks that are given the same strategy objects share one pool, and every student meets the same inputs.
"""

import hashlib
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from hypothesis import HealthCheck, Phase, given, reject, seed, settings
from hypothesis.errors import Unsatisfiable
from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS, HypothesisProvider
from hypothesis.strategies import DataObject

from grader.checks.claims import POOL_SIZE, Check, Example, file_of, line_of
from grader.errors import CourseError
from grader.values import Array, LinearFunction, Table, as_source

Pools = Mapping[str, tuple[Example, ...]]


class PoolProvider(HypothesisProvider):
    """Hypothesis's own drawing, less the constants it collects from whatever modules happen to be loaded.

    Those would give a student at home other examples than the grader. Cliffs are stated by @example instead.
    """

    def _maybe_draw_constant(self, *arguments: Any, **options: Any) -> None:
        return None


AVAILABLE_PROVIDERS["pool"] = PoolProvider


def draw(checks: Sequence[Check], key: str, *, size: int = POOL_SIZE) -> Pools:
    """Each check's examples by its id: its explicit ones as written, then `size` drawn ones, simplest first.

    key: the course's secret; hidden checks draw from it. Public ones do not, so that a student at home, who
    does not have it, meets the same examples.
    """
    drawn: dict[tuple[object, ...], tuple[Example, ...]] = {}
    pools = {}
    for check in checks:
        count = min(size, check.examples)
        shared = (check.hidden, count, *((name, id(strategy)) for name, strategy in check.strategies.items()))
        if shared not in drawn:
            drawn[shared] = _pool(check, seed_of(check, key), count)
        pools[check.id] = (*check.explicit, *drawn[shared])
    return read_only(pools)


def read_only(pools: Pools) -> Pools:
    """The same, its arrays made read-only: many checks and all students share them."""
    for value in (value for pool in pools.values() for example in pool for value in example.values()):
        if isinstance(value, np.ndarray):
            value.setflags(write=False)
    return pools


def seed_of(check: Check, key: str) -> int:
    """The seed of a check's pool. Nobody without the key can guess a hidden one."""
    secret = key if check.hidden else ""
    return int.from_bytes(hashlib.sha256(f"{secret}/{sorted(check.strategies)}".encode()).digest()[:8])


def _pool(check: Check, number: int, size: int) -> tuple[Example, ...]:
    if not check.strategies:
        return ({},)
    pool: list[Example] = []
    try:
        replay(check, number, lambda **example: pool.append(example), size=size, phases=[Phase.generate])
    except Exception as error:
        problem = f"{type(error).__name__}: {error}"
        if isinstance(error, Unsatisfiable) and "assumptions" in problem:
            problem = "none of those that were tried met its filters"
        raise _undrawable(check, problem) from error
    if any(isinstance(value, DataObject) for value in pool[0].values()):
        raise _undrawable(check, "st.data() draws while the check runs, and pools are drawn before")
    return tuple(sorted(pool, key=simplicity))


def _undrawable(check: Check, problem: str) -> CourseError:
    place = f"line {line_of(check)}, check {check.id}"
    found = f"no examples can be drawn ({problem})"
    return CourseError(file_of(check), place, found, cure="change what @given is given")


def replay(
    check: Check, number: int, inner: Callable[..., None], *, size: int = POOL_SIZE, phases: Sequence[Phase]
) -> None:
    """Run `inner` on the examples that `number` stands for, as Hypothesis draws them; on none of them twice.

    Raises: whatever Hypothesis makes of what `inner` raises.
    """
    test = given(**check.strategies)(_once_each(inner))
    configured = settings(
        max_examples=size,
        phases=phases,
        database=None,
        deadline=None,
        backend="pool",
        report_multiple_bugs=False,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        seed(number)(configured(test))()


def _once_each(inner: Callable[..., None]) -> Callable[..., None]:
    """Hypothesis makes one value in several ways, and draws another where it is told that one will not do.

    Once one has failed, it is shrunk, and met more often.
    """
    seen: set[str] = set()
    shrinking = False

    def once(**example: Any) -> None:
        nonlocal shrinking
        written = as_source(example)
        if written in seen and not shrinking:
            reject()
        seen.add(written)
        try:
            inner(**example)
        except BaseException:
            shrinking = True
            raise

    return once


def simplicity(example: Example) -> tuple[float, ...]:
    """Small first, whole numbers before fractions, small numbers before large, short texts before long."""
    numbers = np.concatenate([_numbers(value) for value in example.values()])
    total = float(np.abs(numbers).sum())
    fractions = int((numbers != np.round(numbers)).sum())
    written = sum(len(as_source(value)) for value in example.values() if isinstance(value, _OF_TEXTS))
    return (numbers.size, fractions, total if total == total else np.inf, written)  # NaN would sort anywhere


_OF_TEXTS = (str, bytes, list, tuple, dict, set, frozenset, Table)


def _numbers(value: Any) -> Array:
    """All numbers in a value; an example may also hold words, by which a check chooses what to do."""
    if isinstance(value, LinearFunction):
        value = value.weights
    if isinstance(value, Table):
        value = value.columns
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        return np.concatenate([np.empty(0), *(_numbers(part) for part in value)])
    array = np.ravel(np.asarray(value))
    return array.astype(float) if array.dtype.kind in "biuf" else np.empty(0)
