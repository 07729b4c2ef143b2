"""A special method is looked up where Python looks it up: in the object's class, and not in the object."""

from typing import Any

import pytest

from grader.checks.in_process import in_process
from grader.checks.special_methods import WRITTEN
from grader.values import Call, Exact, Raised, Returned, Step

CELL = """
class Own:
    def __init__(self):
        setattr(self, "NAME", lambda *given: "of the object")
    DEFINED
"""
RESULTS = {
    "__str__": "'text'",
    "__repr__": "'text'",
    "__iter__": "iter([7])",
    "__float__": "7.0",
    "__bool__": "False",
    "__contains__": "True",
}
ONES = [name for name in WRITTEN if "{1}" not in WRITTEN[name]]


def notebook(name: str, *, defined: bool) -> dict[str, Any]:
    result = RESULTS.get(name, "7")
    code = f"def {name}(self, *given): return {result}" if defined else ""
    names: dict[str, Any] = {}
    exec(CELL.replace("NAME", name).replace("DEFINED", code), names)
    return names


def asked(names: dict[str, Any], name: str) -> Any:
    """What the object answers; the exception's kind, where it raises one."""
    step = Step(name, () if name in ONES else (3,))
    reply = in_process(names)(Call("Own", (), "made").then(step, "value"))
    if isinstance(reply, Raised):
        return reply.kind
    assert isinstance(reply, Returned)
    return reply.value.value if isinstance(reply.value, Exact) else reply.value


@pytest.mark.parametrize("name", WRITTEN)
def test_the_classs_own(name: str) -> None:
    """It answers as in a notebook, whatever the object has by that name."""
    names = notebook(name, defined=True)

    found = asked(names, name)

    assert found == eval(WRITTEN[name].format("Own()", "3"), names)


@pytest.mark.parametrize("name", [*WRITTEN, "__enter__"])
def test_the_objects_own(name: str) -> None:
    """What only the object has answers nothing; for some, Python itself knows an answer."""
    found = asked(notebook(name, defined=False), name)

    assert found in ("TypeError", "AttributeError", False, True) or "Own object at" in found


def test_an_object_that_is_called() -> None:
    """`self.__call__ = ...` makes no object that can be called."""
    assert asked(notebook("__call__", defined=False), "__call__") == "TypeError"
