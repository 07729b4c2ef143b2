"""A long story costs as it is long: a request tells what is new, and whoever forgot is told the whole."""

from grader.checks.student_functions import StudentFunction
from grader.sandbox import Session
from grader.sandbox.session import MOST_RETOLD
from grader.values import Call, Died, Exact, Raised, Reply, Returned, Step, frames
from grader.values.stories import TOLD_WHOLE

COUNTER = """
RUNS = []

class Counter:
    def __init__(self, start):
        self.count = start

    def add(self, number):
        RUNS.append(number)
        self.count += number
        return self.count

    def runs(self):
        return len(RUNS)
"""
FORGETFUL = """
(Objects,) = [one for one in object.__subclasses__() if one.__name__ == "Objects"]
Objects._keep = lambda *arguments: None
"""
RETURNS = ("class", "__init__", "add", "runs")


def story(acts: int) -> list[Call]:
    """A counter that starts at 5, and adds 1 so often."""
    calls = [Call("Counter", (5,), "made")]
    for _ in range(acts):
        calls.append(calls[-1].then(Step("add", (1,)), "value"))
    return calls


def values(replies: list[Reply]) -> list[object]:
    return [one.value.value for one in replies if isinstance(one, Returned) and isinstance(one.value, Exact)]


def test_a_request_is_no_longer_in_a_long_story() -> None:
    """It tells the last act, however many there were before."""
    sizes = [len(frames.key(call)) for call in story(1_000)]

    assert len(set(sizes[TOLD_WHOLE + 1 :])) == 1
    assert max(sizes) == sizes[TOLD_WHOLE]


def test_stories_of_the_same_acts_are_one() -> None:
    """Equal calls, and only they, have equal keys."""
    *_, shorter, one = story(50)
    *_, other = story(50)

    assert frames.key(one) == frames.key(other) != frames.key(shorter)
    assert frames.key(one) != frames.key(shorter.then(Step("add", (2,)), "value"))


def test_each_act_of_a_long_story_happens_once(session: Session) -> None:
    """Its objects live on from one request to the next."""
    session.load([COUNTER])
    counter = StudentFunction("Counter", RETURNS, lambda call: session.call([call])[0], {})(0)

    counts = [counter.add(1) for _ in range(100)]

    assert counts == list(range(1, 101))
    assert counter.runs() == 100


def test_a_worker_that_knows_no_story_is_told_the_whole(session: Session) -> None:
    """The last call of a long story is answered as it was, by whoever is asked."""
    session.load([COUNTER])
    calls = story(100)
    answered = session.call(calls)
    session.close()  # the next worker has met no object

    again = session.call(calls[-2:])

    assert values(answered)[1:] == list(range(6, 106))
    assert values(again) == [104, 105]


def test_a_story_goes_two_ways(session: Session) -> None:
    """From where they part on, each is what it was, whichever was asked last."""
    session.load([COUNTER])
    *_, last = story(50)
    more, less = (last.then(Step("add", (number,)), "value") for number in (1, -1))

    found = [session.call([call])[0] for call in (last, more, less, more, less)]

    assert values(found) == [55, 56, 54, 56, 54]


def test_whoever_forgets_on_purpose_ends(session: Session) -> None:
    """To tell a long story again and again is the square of it; that is the student's fault, and soon."""
    session.load([COUNTER, FORGETFUL])
    calls = story(500)

    replies = session.call(calls)

    assert replies[-1] == Died("ended, as it forgot again and again what its objects were asked")
    assert len(replies) ** 2 / 2 < 1.1 * MOST_RETOLD


LARGE = """
import numpy as np

class Large:
    def __init__(self, start):
        self.work, self.count = np.zeros(20_000_000), start
        self.me = self

    def add(self, number):
        self.count += number
        return self.count

    def more(self):
        return np.zeros(10**12)
"""


def test_objects_that_do_not_fit_beside_each_other(session: Session) -> None:
    """One story has all the memory that there is, whichever others are told in between."""
    session.load([LARGE])
    returns = ("class", "__init__", "add")
    tellers = [StudentFunction("Large", returns, lambda call: session.call([call])[0], {}) for _ in range(6)]
    objects = [large(start) for start, large in enumerate(tellers)]

    counts = [[one.add(1) for one in objects] for _ in range(2)]

    assert counts == [[1, 2, 3, 4, 5, 6], [2, 3, 4, 5, 6, 7]]


def test_too_large_by_itself(session: Session) -> None:
    """Who asks for more memory than there is, is told that, and asked again it is the same."""
    session.load([LARGE])
    begun = Call("Large", (5,), "made")
    last = begun.then(Step("more"), "value").then(Step("add", (1,)), "value")

    replies = session.call([begun, last.at(1), last, last])

    assert isinstance(replies[1], Raised)
    assert "Unable to allocate" in replies[1].text
    assert values(replies[2:]) == [6, 6]
