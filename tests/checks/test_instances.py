"""Objects of a student's class are their story, at home and in the sandbox alike."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from grader.checks import (
    CallRaised,
    CallTimedOut,
    CheckFailed,
    StandIn,
    assert_close,
    assert_equal,
    raises,
    stand_ins,
)
from grader.checks.in_process import in_process
from grader.checks.parts import knowing_parts
from grader.checks.student_functions import StudentFunction
from grader.errors import NotHandedOver
from grader.sandbox import Zygote
from grader.values import Ask, Objects
from grader.values.class_state import LARGEST, kept

STUDENT = """
RUNS, TICKS = [], 0


class Counter:
    step = 1
    shared = []
    made = 0

    def __init__(self, start):
        Counter.made += 1
        if start < 0:
            raise ValueError("below zero")
        self.count = start

    def add(self, number=1):
        self.count += number
        if self.count > 5:
            raise OverflowError("too many")
        return self.count

    def me(self):
        return self

    def next(self):
        return Counter(self.count + 1)

    def move(self, to):
        self.count, to.count = self.count - 1, to.count + 1

    def share(self, value):
        self.shared.append(value)
        return self.shared

    def noted(self, value, seen=[]):
        seen.append(value)
        return seen

    def run(self):
        RUNS.append(1)
        return len(RUNS)

    def tick(self):
        global TICKS
        TICKS += 1
        return TICKS

    def turn(self):
        self.__class__ = dict_like
        return "turned"

    def __call__(self):
        return [self.count]

    def __len__(self):
        return self.count

    def __getitem__(self, key):
        return key * self.count


class dict_like:
    def add(self, number=1):
        return {"added": number}


def softmax(scores):
    raise NotImplementedError


class Blend:
    def __init__(self, values):
        self.values = values

    @staticmethod
    def weights(scores):
        return softmax(scores)

    def __call__(self, scores):
        return self.weights(scores) @ self.values

    def later(self):
        raise NotImplementedError
"""
NODES = """
class Node:
    def __init__(self, value, children=()):
        self.value, self.children = value, list(children)

    def grow(self, values):
        self.children = [Node(value) for value in values]
        return {"new": self.children, "old": (self,)}

    def adopt(self, nodes):
        self.children += nodes["all"]

    def total(self):
        return self.value + sum(child.total() for child in self.children)

    def lost(self):
        return [Node(7), {Node(8)}]
"""
RETURNS = (
    "class", "__init__", "add", "me", "next", "move", "share", "noted", "run", "tick", "turn",
    "__call__", "__len__", "__getitem__",
)  # fmt: skip


@pytest.fixture(params=["at home", "in the sandbox"])
def ask(request: pytest.FixtureRequest) -> Iterator[Ask]:
    """Whoever answers of the student's code."""
    if request.param == "at home":
        names: dict[str, Any] = {}
        exec(compile(STUDENT + NODES, "cell 1", "exec"), names)
        yield in_process(names)
        return
    zygote: Zygote = request.getfixturevalue("zygote")
    with zygote.session() as session:
        session.load([STUDENT + NODES])
        yield lambda call: session.call([call])[0]


@pytest.fixture
def counter(ask: Ask) -> Any:
    """The student's class, as a check sees it."""
    return StudentFunction("Counter", RETURNS, ask, {})


def test_calls_change_an_object(counter: Any) -> None:
    """As they would in one process, and each object has a life of its own."""
    one, other = counter(0), counter(start=3)

    assert [one.add(), one.add(2), other.add(), one.count, other.count] == [1, 3, 4, 3, 4]
    assert (one(), len(one), one["a"], one.step) == ([3], 3, "aaa", 1)


def test_a_class_itself_is_asked_for_nothing(counter: Any) -> None:
    """Not for methods or attributes: the author reads what to do instead."""
    with pytest.raises(AttributeError, match=r"Counter\.made is nothing .*; make an object, and ask that"):
        counter.made  # noqa: B018


def test_what_raised_stays_done(counter: Any) -> None:
    """An object is as it was left when its method raised."""
    one = counter(5)

    with raises(OverflowError):
        one.add()

    assert one.count == 6


def test_what_cannot_be_made(counter: Any) -> None:
    """A constructor that raises does so where the check calls it."""
    with raises(ValueError):
        counter(-1)
    with pytest.raises(CallRaised, match=r"Counter\(-1\) raised ValueError: below zero"):
        counter(-1)


def test_any_exception_will_do(counter: Any) -> None:
    """raises(Exception) does not mind which."""
    with raises(Exception):
        counter(-1)
    with pytest.raises(CheckFailed, match="expected an Exception"), raises(Exception):
        counter(1)()


def test_a_function_that_is_to_raise(counter: Any) -> None:
    """It is called with what comes behind it, by position and by name."""
    raises(ValueError, counter, -1)
    with pytest.raises(CheckFailed, match="expected an OverflowError"):
        raises(OverflowError, counter, start=1)


def test_a_method_that_returns_an_object(counter: Any) -> None:
    """It may be the object itself, and calls can be chained; another one has the next name."""
    one = counter(1)

    one.me().add()
    other = one.next()

    assert (one.count, other.count, one.me() is one) == (2, 3, True)
    with pytest.raises(CallRaised) as told:
        other.add(9)
    code = "counter = Counter(1); counter.me(); counter.add(); counter_2 = counter.next(); counter.me(); "
    assert told.value.what == f"{code}counter_2.add(9)"


def test_an_object_is_given_to_another(counter: Any) -> None:
    """It is the object itself, and no copy."""
    one, other = counter(1), counter(2)

    one.move(other)
    one.move(to=other)

    assert (one.count, other.count) == (-1, 4)
    with pytest.raises(CallRaised) as told:
        one.move(other, 1)
    code = "counter = Counter(1); counter_2 = Counter(2); counter.move(counter_2); counter.move(to=counter_2)"
    assert told.value.what == f"{code}; counter.move(counter_2, 1)"


def test_an_object_is_given_to_no_function(ask: Ask, counter: Any) -> None:
    """Whoever is no object of its class cannot be given it; the author is told what to do."""
    with pytest.raises(NotHandedOver, match="only methods of Counter can be given; hand over"):
        StudentFunction("softmax", (), ask, {})([counter(1)])


@pytest.fixture
def node(ask: Ask) -> Any:
    """A class whose objects hold others."""
    return StudentFunction("Node", ("class", "__init__", "grow", "adopt", "total", "lost"), ask, {})


def test_objects_in_what_is_returned(node: Any) -> None:
    """In lists, tuples and dicts, returned or kept, they are objects, each the same wherever it is met."""
    root = node(1)

    grown = root.grow([2, 3])
    grown["new"][0].grow([40])

    assert grown["old"] == (root,)
    assert grown["new"] == root.children
    assert [child.total() for child in root.children] == [42, 3]


def test_objects_in_what_is_handed_over(node: Any) -> None:
    """A constructor and a method may be given several, within lists and dicts."""
    leaves = [node(1), node(2)]

    root = node(10, leaves)
    root.adopt({"all": [node(100)]})

    assert root.total() == 113
    assert root.children[:2] == leaves


def test_an_object_is_asked_what_its_stub_has(node: Any) -> None:
    """Without `__len__` an object has no length, and whoever compares or prints it asks it nothing."""
    one, other = node(1), node(2)

    with pytest.raises(CheckFailed, match=r"the nodes: at \[0\], got node, expected node_2"):
        assert_equal([one], [other], what="the nodes")
    with pytest.raises(TypeError, match="the stub of Node has no __len__"):
        len(one)


def test_the_history_of_objects_in_lists_is_code(node: Any) -> None:
    """Each has a name, by where it is in the answer that it came with."""
    root = node(1)
    _, second = root.grow([2, 3])["new"]

    with pytest.raises(CallRaised) as told:
        second.adopt([root, second])

    begin = "node = Node(1); answer = node.grow([2, 3]); "
    names = 'node_2 = answer["new"][0]; node_3 = answer["new"][1]; '.replace('"', "'")
    assert told.value.what == f"{begin}{names}node_3.adopt([node, node_3])"


def test_objects_that_nobody_is_told_of(node: Any) -> None:
    """Where an answer cannot be graded, as a set of objects cannot, later objects have their numbers."""
    root = node(1)

    with pytest.raises(CheckFailed, match="a key of type Node"):
        root.lost()

    assert [child.value for child in root.grow([5])["new"]] == [5]


def test_what_a_class_shares(counter: Any) -> None:
    """Objects of one check see what others of their class did to it, as in a notebook."""
    first, second = counter(0), counter(0)

    first.share("a")

    assert (second.share("b"), second.made, second.noted(1)) == (["a", "b"], 2, [1])


def test_stories_do_not_meet(ask: Ask) -> None:
    """Whatever is asked in between, each check finds the class as it was before."""
    stories = [StudentFunction("Counter", RETURNS, ask, {}) for _ in range(3)]

    objects = [story(at) for at, story in enumerate(stories)]
    shared = [one.share(turn) for turn in "ab" for one in objects]

    assert shared == [["a"]] * 3 + [["a", "b"]] * 3
    assert [one.noted(at) for at, one in enumerate(objects)] == [[0], [1], [2]]
    assert [(one.made, one.add(0)) for one in objects] == [(1, 0), (1, 1), (1, 2)]
    assert [(one.run(), one.tick()) for _ in range(2) for one in objects] == [(1, 1)] * 3 + [(2, 2)] * 3


def test_only_what_is_new_is_asked(counter: Any) -> None:
    """An object lives on between calls: a method runs once for each time it is called."""
    one = counter(0)

    calls = [one.run() for _ in range(3)]

    assert calls == [1, 2, 3]


def test_an_object_that_changes_its_class(counter: Any) -> None:
    """It is asked as what it has become."""
    one = counter(1)

    assert [one.turn(), one.add(2)] == ["turned", {"added": 2}]


def test_the_history_is_code(counter: Any) -> None:
    """What a student reads, and pastes, makes the object what it was."""
    one = counter(4)
    one.add()

    with pytest.raises(CallRaised) as told:
        one.add(number=2)

    assert told.value.what == "counter = Counter(4); counter.add(); counter.add(number=2)"


def test_a_story_has_an_end(counter: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that goes by what an object says may never end. That is no fault of other submissions."""
    monkeypatch.setattr("grader.checks.story.MOST_STEPS", 5)
    one = counter(0)

    with pytest.raises(CallTimedOut, match="Counter was asked 5 times, and came to no end"):
        for _ in range(6):
            one.add(0)


SCORES, VALUES = np.array([1.0, 3.0]), np.array([5.0, 7.0])
PART = StandIn(("scores",), "t->t")


@pytest.fixture
def functions(ask: Ask) -> dict[str, StudentFunction]:
    """A class, and a function that its methods build on."""
    ask = knowing_parts(ask)
    returns = {"Blend": ("class", "__init__", "__call__", "later"), "softmax": ()}
    return {name: StudentFunction(name, one, ask, {}) for name, one in returns.items()}


def test_what_stands_in_for_a_part_of_a_class(functions: dict[str, StudentFunction]) -> None:
    """Its methods meet the stand-in by the part's name, and afterwards the part again."""
    blend = functions["Blend"]

    assert_close(blend.using(softmax=PART)(VALUES)(SCORES), PART(SCORES) @ VALUES, what="it")
    with pytest.raises(CallRaised, match="needs softmax, which is not written yet"):
        blend(VALUES)(SCORES)


def test_a_method_that_is_not_written(functions: dict[str, StudentFunction]) -> None:
    """It is the class's own, and no part of it."""
    with pytest.raises(CallRaised, match=r"Blend\(.*\)\.later\(\) is not written yet"):
        functions["Blend"](VALUES).later()


def test_a_claim_about_a_class_whose_part_is_no_answer(functions: dict[str, StudentFunction]) -> None:
    """It is judged with what stands in for the part, as a function is."""

    def blends(Blend: Any, softmax: Any) -> None:  # noqa: N803
        assert_close(Blend(VALUES)(SCORES), softmax(SCORES) @ VALUES, what="the blend")

    def turns(Blend: Any, softmax: Any) -> None:  # noqa: N803
        assert_close(Blend(-VALUES)(SCORES), softmax(SCORES) @ VALUES, what="the blend")

    stand_ins(lambda softmax: True, softmax=PART)(blends)(**functions)
    with pytest.raises(CallRaised, match="softmax"):
        stand_ins(lambda softmax: True, softmax=PART)(turns)(**functions)


def test_the_line_of_a_method(ask: Ask) -> None:
    """What raised in a method names the line of its cell."""
    line = STUDENT[: STUDENT.index("raise OverflowError")].count("\n") + 1

    with pytest.raises(CallRaised, match=rf"too many \(line {line} of its cell\)"):
        StudentFunction("Counter", RETURNS, ask, {})(5).add()


SHARED = {
    "numbers in turn": ("import itertools", "itertools.count()", "turn = next(kept)", "turn"),
    "an ordered dict": (
        "from collections import OrderedDict", "OrderedDict()", "kept[len(kept)] = 1", "[*kept][-1]"
    ),
    "one of two names": ("ALL = []", "{'a': ALL, 'b': ALL}", "kept['a'].append(1)", "len(kept['b'])"),
    "what is compared by is": (
        "class Mark: pass\nNONE = Mark()", "[NONE] * 3", "kept[kept.index(NONE)] = 1",
        "sum(one is NONE for one in kept)",
    ),
    "an object with slots": (
        "class Log:\n    __slots__ = ('n',)\n    def __init__(self): self.n = 0",
        "Log()", "kept.n += 1", "kept.n",
    ),
    "a list in a tuple": ("", "([],)", "kept[0].append(1)", "len(kept[0])"),
    "a masked array": ("", "np.ma.zeros(3)", "kept[kept.mask.sum()] = np.ma.masked", "int(kept.mask.sum())"),
    "a list of a class of its own": ("class Row(list): pass", "Row()", "kept.append(1)", "len(kept)"),
    "a UserDict": ("from collections import UserDict", "UserDict()", "kept[len(kept)] = 1", "len(kept)"),
    "an object": ("class Log:\n    count = 0", "Log()", "kept.count += 1", "kept.count"),
    "a list in an object": (
        "class Log:\n    def __init__(self): self.all = []", "Log()", "kept.all.append(1)", "len(kept.all)"
    ),
    "an array's shape": ("", "np.zeros(6)", "kept.resize((kept.size + 1,), refcheck=False)", "kept.size - 5"),
    "an array that is locked": (
        "", "np.zeros(1)", "kept += kept.flags.writeable; kept.flags.writeable = False", "int(kept[0])"
    ),
}  # fmt: skip


@pytest.mark.parametrize("where", ["class", "default", "decorated"])
@pytest.mark.parametrize("kind", SHARED)
def test_whatever_a_class_keeps(kind: str, where: str) -> None:
    """Each check finds it as it was before any object was made, wherever the class has it."""
    before, made, change, count = SHARED[kind]
    held = f"kept = {made}" if where == "class" else "kept = None"
    default = "None" if where == "class" else made
    cell = f"""
from functools import wraps
import numpy as np
{before}

def logged(function):
    @wraps(function)
    def told(*given): return function(*given)
    return told

class Shared:
    {held}
    {"@logged" if where == "decorated" else ""}
    def turn(self, kept={default}):
        kept = self.kept if kept is None else kept
        {change}
        return {count}
"""
    names: dict[str, Any] = {}
    exec(cell, names)
    ask, returns = in_process(names), ("class", "__init__", "turn")
    stories = [StudentFunction("Shared", returns, ask, {}) for _ in range(3)]

    turns = [story().turn() for story in stories]

    assert turns == [turns[0]] * 3


LARGE = {
    "weights": ("", "{'deep': [np.zeros(200_000)]}"),
    "a table": ("", "__import__('pandas').DataFrame({'a': np.zeros(200_000)})"),
    "an object with weights": ("class Model:\n    def __init__(self): self.w = np.zeros(200_000)", "Model()"),
    "a long chain": (
        "class Link:\n    def __init__(self, below): self.below = below",
        "__import__('functools').reduce(lambda below, _: Link(below), range(60_000), None)",
    ),
}


@pytest.mark.parametrize("kind", LARGE)
def test_what_a_class_keeps_is_not_copied_where_it_is_large(kind: str) -> None:
    """A class may have weights for all its objects: nothing is spent on them for each check."""
    before, made = LARGE[kind]
    names: dict[str, Any] = {}
    exec(f"import numpy as np\n{before}\nclass Big:\n    kept = {made}\n    count = 0\n", names)

    noted = kept(names["Big"])

    assert sum(one.way.size(one.thing) for one in noted) <= LARGEST
    assert not any(isinstance(one.thing, np.ndarray) for one in noted)


def test_classes_are_what_they_were_for_whoever_asks_next() -> None:
    """Another check of the same class, in the same process, finds it as it was; and so does the notebook."""
    names: dict[str, Any] = {}
    exec(
        "class Numbered:\n    count = 0\n    def __init__(self): Numbered.count += 1\n"
        "    def made(self): return self.count",
        names,
    )
    returns = ("class", "__init__", "made")

    counts = [StudentFunction("Numbered", returns, in_process(names), {})().made() for _ in range(2)]
    Objects.leave_all()

    assert (counts, names["Numbered"].count) == ([1, 1], 0)


@pytest.mark.parametrize("cached", ["self.both(1)", "Numbered.each(1)"])
def test_what_a_class_caches(cached: str) -> None:
    """A cache that a decorator keeps cannot be put back: whoever used it is told anew, and is right."""
    cell = f"""
from functools import cache
class Numbered:
    count = 0
    @cache
    def both(self, key): Numbered.count += 1; return Numbered.count
    @staticmethod
    @cache
    def each(key): Numbered.count += 1; return Numbered.count
    def ask(self): return {cached}
"""
    names: dict[str, Any] = {}
    exec(cell, names)
    ask = in_process(names)
    stories = [StudentFunction("Numbered", ("class", "__init__", "ask"), ask, {}) for _ in range(3)]

    objects = [story() for _ in range(2) for story in stories]

    assert [one.ask() for one in objects] == [1] * 3 + [2 if "self" in cached else 1] * 3
    assert [one.ask() for one in objects] == [1] * 3 + [2 if "self" in cached else 1] * 3


@pytest.mark.parametrize("held", ["np.zeros(200_000)", "np.random.default_rng(0)", "iter([1])"])
def test_what_a_class_keeps_grows(held: str) -> None:
    """Objects that the class lists are all there when a check goes on, whatever they hold."""
    names: dict[str, Any] = {}
    exec(
        "import numpy as np\nclass Shared:\n    every = []\n"
        f"    def __init__(self): self.held = {held}; self.every.append(self)\n"
        "    def count(self): return len(self.every)",
        names,
    )
    ask = in_process(names)
    stories = [StudentFunction("Shared", ("class", "__init__", "count"), ask, {}) for _ in range(2)]

    objects = [story() for _ in range(3) for story in stories]

    assert [one.count() for one in objects] == [3] * 6
