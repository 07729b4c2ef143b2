"""Tables as pandas has them: given to a student's function and taken from it, whatever it makes of them."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.checks import assert_equal, assert_untouched
from grader.checks.in_process import in_process
from grader.checks.student_functions import StudentFunction
from grader.course import load_assignment, load_course
from grader.errors import CheckFailed
from grader.model import Limits, Question
from grader.sandbox import Zygote, probe, start_zygote
from grader.values import Call, Raised, Returned
from grader.values.arguments import NO_PANDAS, fresh
from grader.values.grammar import LARGEST, MOST_KEYS, Table
from grader.values.plain import Exact, NotNumbers, exactly

STUDENT = """
import pandas as pd

def dearest(goods):
    return goods.sort_values("price", ascending=False).head(1).reset_index(drop=True)

def total(goods):
    return goods["price"].sum()

def emptied(goods):
    goods["price"] = 0
    return goods

def prices(goods):
    return goods["price"]

class Sheet(pd.DataFrame):
    @property
    def _constructor(self):
        return Sheet

def sheet(goods):
    return Sheet(goods)
"""
GOODS = Table({"name": ["tea", "nut"], "price": np.array([2.5, 4.0]), "here": np.array([True, False])})


@pytest.fixture(scope="module")
def students(zygote: Zygote) -> Iterator[list[Any]]:
    """The same functions by name, at home and in the sandbox."""
    names: dict[str, Any] = {}
    exec(STUDENT, names)
    with zygote.session() as session:
        session.load([STUDENT])
        yield [in_process(names), lambda call: session.call([call])[0]]


@pytest.fixture(params=[0, 1], ids=["at home", "in the sandbox"])
def ask(request: pytest.FixtureRequest, students: list[Any]) -> Any:
    return students[request.param]


def function(ask: Any, name: str, returns: str = "table") -> StudentFunction:
    return StudentFunction(name, (returns,), ask, {})


def test_a_table_goes_in_and_comes_out(ask: Any) -> None:
    """By its columns, in their order; a subclass of DataFrame is one."""
    assert_equal(
        function(ask, "dearest")(GOODS), Table({"name": ["nut"], "price": [4.0], "here": [False]}), what="it"
    )
    assert_equal(function(ask, "sheet")(GOODS), GOODS, what="it")
    assert_equal(function(ask, "total", "value")(GOODS), 6.5, what="it")


def test_a_table_that_is_written_into(ask: Any) -> None:
    """Each call gets a table of its own, and a check sees what became of it."""
    emptied = function(ask, "emptied")

    (after,) = emptied.arguments_after(GOODS)

    assert_equal(after["price"], [0, 0], what="the prices")
    assert_equal(GOODS["price"], [2.5, 4.0], what="the prices of the check")


def test_a_column_is_no_table(ask: Any) -> None:
    """What came back is told."""
    with pytest.raises(CheckFailed, match="expected a table"):
        function(ask, "prices")(GOODS)


def columns(rows: int) -> st.SearchStrategy[Any]:
    kinds = [st.integers(-9, 9), st.floats(-9, 9), st.text(max_size=3), st.booleans(), st.just(1j)]
    return st.one_of([st.lists(kind, min_size=rows, max_size=rows) for kind in kinds])


TABLES = st.integers(0, 3).flatmap(
    lambda rows: st.dictionaries(st.text(max_size=3), columns(rows), max_size=3)
)


@settings(max_examples=50, suppress_health_check=list(HealthCheck), deadline=None)
@given(columns=TABLES)
def test_every_table_comes_back(columns: dict[str, Any]) -> None:
    """Through a DataFrame and back, it equals itself."""
    found = exactly(fresh(Table(columns)))

    assert isinstance(found, Exact)
    assert_equal(found.value, Table(columns), what="the table")


COLUMNS = {
    "numbers": [1, 2],
    "halves": [1.5, 2.5],
    "some": [1, None],
    "mixed": [1, 2.5],
    "truths": [True, False],
    "texts": ["a", "b"],
    "named": ["a", None],
    "array": np.array(["a", "b"]),
}


@settings(suppress_health_check=list(HealthCheck), deadline=None)
@given(columns=st.sets(st.sampled_from([*COLUMNS]), min_size=1), spoilt=st.sampled_from([*COLUMNS, ""]))
def test_what_is_done_to_a_table(columns: set[str], spoilt: str) -> None:
    """That pandas keeps a column in another form is no change; what is one, is told where it is."""
    named = {name: COLUMNS[name] for name in sorted(columns)} | ({spoilt: COLUMNS[spoilt]} if spoilt else {})

    def look(goods: Any) -> float:
        if spoilt:
            goods[spoilt] = 7
        return 1.0

    looked = function(in_process({"look": look}), "look", "value")
    told = pytest.raises(CheckFailed, match=f"goods\\['{spoilt}'\\]\\[0\\]") if spoilt else nullcontext()
    with told:
        assert_untouched(looked, goods=Table(named))


def circle() -> pd.DataFrame:
    frame = pd.DataFrame({"a": [None]}, dtype=object)
    frame.iat[0, 0] = frame
    return frame


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda: pd.DataFrame([[1, 2]], columns=["a", "a"]), "a table with two columns of one name"),
        (lambda: pd.DataFrame([[1]]), "a table with a column that has no text for a name"),
        (lambda: pd.DataFrame([[1]], columns=[["a"], ["b"]]), "a table with a column that has no text"),
        (lambda: pd.DataFrame({"a": pd.to_datetime(["2026-01-01"])}), "an array of dtype datetime64"),
        (lambda: pd.DataFrame({"a": [object()]}), "a value with a object in it"),
        (lambda: pd.DataFrame({"a": ["x" * LARGEST]}), "a value too large to grade"),
        (lambda: pd.DataFrame({"a": np.zeros(LARGEST + 1, bool)}), "a value too large to grade"),
        (lambda: pd.DataFrame(np.zeros((1, MOST_KEYS + 1))), "a value too large to grade"),
        (circle, "a value too deep to grade"),
    ],
    ids=["twice", "number", "levels", "times", "objects", "text", "rows", "width", "circle"],
)  # fmt: skip
def test_tables_that_cannot_be_graded(make: Any, kind: str) -> None:
    """Nothing of them is dropped in silence: what they are is told."""
    found = exactly(make())

    assert isinstance(found, NotNumbers)
    assert found.kind.startswith(kind)


class Liar(pd.DataFrame):
    """Says what it likes of itself."""

    columns = property(lambda self: 1 / 0)  # type: ignore[assignment]
    iloc = property(lambda self: 1 / 0)  # type: ignore[assignment]
    shape = property(lambda self: (10**9, 10**9))  # type: ignore[assignment]
    __class__ = property(lambda self: dict)  # type: ignore[assignment]
    __iter__ = __len__ = __getitem__ = items = to_dict = __array__ = lambda self, *_: 1 / 0  # type: ignore


def test_a_subclass_that_lies() -> None:
    """It is what pandas made of it."""
    honest = pd.DataFrame({"a": [1, 2]})
    liar = object.__new__(Liar)
    object.__setattr__(liar, "_mgr", honest._mgr)

    found = exactly(liar)

    assert isinstance(found, Exact)
    assert_equal(found.value, Table({"a": [1, 2]}), what="the table")


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (pd.array([1, None], dtype="Int64"), [1.0, np.nan]),
        (pd.Categorical(["x", "y", "x"]), ["x", "y", "x"]),
        (pd.array([True, None], dtype="boolean"), [True, np.nan]),
        (pd.array(["x", None], dtype="string"), ["x", np.nan]),
        (pd.arrays.SparseArray([0, 0, 1]), [0, 0, 1]),
    ],
    ids=["integers", "categories", "truths", "texts", "sparse"],
)
def test_other_columns(column: Any, expected: list[Any]) -> None:
    """Whatever pandas keeps them in, they are numbers, texts and truth values; what is missing is NaN."""
    found = exactly(pd.DataFrame({"a": column}))

    assert isinstance(found, Exact)
    assert_equal(found.value["a"], expected, what="the column")


PLAIN = """
import sys

def doubled(goods):
    return goods.assign(price=goods["price"] * 2)

def loaded():
    return float("pandas" in sys.modules)
"""


def test_a_notebook_that_does_not_import_pandas(zygote: Zygote) -> None:
    """A function that needs no name of pandas is given its table, and its answer is judged."""
    with zygote.session() as session:
        session.load([PLAIN])
        doubled = function(lambda call: session.call([call])[0], "doubled")(GOODS)

    assert_equal(doubled["price"], np.array([5.0, 8.0]), what="doubled(goods)")


def test_pandas_is_loaded_once_for_a_class() -> None:
    """Where functions are given tables, no submission spends its own time on the import."""
    with start_zygote(probe(), Limits(), tables=True) as zygote, zygote.session() as session:
        session.load([PLAIN])
        reply = session.call([Call("loaded", ())])[0]

    assert isinstance(reply, Returned) and reply.value == 1


def test_a_machine_without_pandas(zygote: Zygote) -> None:
    """Whoever is given a table there reads so; nobody is told that his code ended the process."""
    with zygote.session() as session:
        session.load([PLAIN, 'sys.modules["pandas"] = None'])
        reply = session.call([Call("doubled", (GOODS,))])[0]

    assert isinstance(reply, Raised)
    assert (reply.kind, reply.text) == ("ModuleNotFoundError", NO_PANDAS)


def test_a_notebook_that_spoils_pandas(zygote: Zygote) -> None:
    """What goes wrong before the call is told as what it is."""
    with zygote.session() as session:
        session.load([PLAIN, "import pandas as pd; pd.DataFrame = 3"])
        reply = session.call([Call("doubled", (GOODS,))])[0]

    assert isinstance(reply, Raised)
    assert (reply.kind, reply.text) == ("TypeError", "'int' object is not callable")


def test_an_assignment_has_tables(small: Path) -> None:
    """One whose answers may use pandas, or return a table."""
    tiny = load_assignment(load_course(small), "tiny")[0]
    returning = Question("late", "stub", 1.0, ("table",))

    found = [tiny, replace(tiny, requires=("Pandas>=2",)), replace(tiny, questions=(returning,))]

    assert [one.has_tables for one in found] == [False, True, True]
