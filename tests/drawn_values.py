"""Every value of the grammar, as Hypothesis draws it."""

from collections import namedtuple
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from grader.values.grammar import DTYPES, Table

Pair = namedtuple("Pair", "low high")

SHORT = st.text(max_size=5)
KEYS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.complex_numbers(allow_nan=False),
    SHORT, st.binary(max_size=5), st.tuples(st.integers(), SHORT), st.frozensets(st.integers(), max_size=3),
)  # fmt: skip
SHAPES = array_shapes(min_dims=0, max_dims=8, min_side=0, max_side=2)
NUMBERS = st.sampled_from(sorted(DTYPES)).flatmap(lambda name: arrays(np.dtype(name), SHAPES))
TEXTS = arrays(np.dtype("U4"), SHAPES, elements=st.text("ab\u00e9\U0001f600 '\"\\", max_size=4)).map(
    lambda found: np.array(found.ravel().tolist(), dtype=str).reshape(found.shape)
)
LEAVES = KEYS | st.floats() | st.integers(-(1 << 2_000), 1 << 2_000) | NUMBERS | TEXTS | st.just(float("nan"))


def _around(inner: Any) -> Any:
    return st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.builds(Pair, inner, inner),
        st.dictionaries(KEYS, inner, max_size=4),
        st.sets(KEYS, max_size=4),
        st.lists(SHORT, unique=True, max_size=3)
        .flatmap(
            lambda names: st.fixed_dictionaries(
                {name: st.lists(inner, min_size=2, max_size=2) for name in names}
            )
        )
        .map(Table),
    )


VALUES = st.recursive(LEAVES, _around, max_leaves=12)
