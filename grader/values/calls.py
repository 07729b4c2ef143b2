"""What crosses between a check and the process that runs a student's code: calls there, replies back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from grader.values.arguments import Argument
from grader.values.fixed import fixed
from grader.values.plain import Plain
from grader.values.stand_ins import StandIn

Reads = Literal[
    "result",
    "refilled",
    "value",
    "items",
    "printed",
    "figure",
    "variable",
    "kept",
    "value kept",
    "usable",
    "made",
]


@fixed
class Step:
    """What an object is asked: to call a method, or not `called`, for an attribute.

    of: which object, by its number. The first has number 0; each that is made, or that a method returns, has
    the next. name: "" for another object of the class, which is made of the arguments; or, not `called`, for
    what call number `of` of the story gave, as it is by now.
    """

    name: str
    arguments: tuple[Argument, ...] = ()
    named: tuple[tuple[str, Argument], ...] = ()
    called: bool = True
    of: int = 0

    @property
    def makes(self) -> bool:
        """Whether it makes an object."""
        return self.called and not self.name

    @property
    def looks_back(self) -> bool:
        """Whether it asks for an earlier answer once more."""
        return not self.called and not self.name

    @property
    def given(self) -> tuple[Argument, ...]:
        """The arguments, by position and then by name."""
        return (*self.arguments, *(argument for _, argument in self.named))


@fixed
class Call:
    """One question to a worker: call the student's `function` with these arguments.

    reads: what to answer with: what the function returns, as arrays ("result"; "refilled", where arguments
    are Refilled, which says more than its inputs do) or as it is ("value"); the
    first `most` items of that; the text it prints; the figure it draws; without a call, the value of the
    variable named `function`; "kept": what it returned for the first half of the arguments, as that is after
    a second call with the other half, or, of an object, what it answered before, as that is by now;
    "value kept": the same, as it is;
    "usable": whether the parts in `stand_ins` are answers, which the trusted side finds out by calls of its
    own (checks.parts); "made": whether a class can be called so.
    stand_ins: by name, what stands in for other functions meanwhile. named: by name, arguments beyond those
    by position. step: what an object is asked, in the story that the call `after` which it comes tells so
    far; place: how many calls that is. All calls of a story have in common what made its first object.
    """

    function: str
    arguments: tuple[Argument, ...]
    reads: Reads = "result"
    stand_ins: tuple[tuple[str, StandIn], ...] = ()
    named: tuple[tuple[str, Argument], ...] = ()
    most: int = 0
    step: Step | None = None
    after: "Call | None" = field(default=None, repr=False)
    place: int = 0

    @property
    def given(self) -> tuple[Argument, ...]:
        """What its own act is given, by position and then by name."""
        return self.step.given if self.step else Step("", self.arguments, self.named).given

    def of_objects(self) -> bool:
        """Whether it makes an object of a class, or asks one."""
        return self.reads == "made" or self.step is not None

    def then(self, step: Step, reads: Reads) -> "Call":
        """The next call of this one's story."""
        return replace(self, reads=reads, step=step, after=self, place=self.place + 1)

    def steps(self) -> tuple[Step, ...]:
        """All of its story, from after the first call to its own."""
        return tuple(reversed(list(self._backwards())))

    def at(self, place: int) -> "Call":
        """Call number `place` of its story."""
        found = self
        while found.place != place and found.after is not None:
            found = found.after
        return found

    def _backwards(self) -> Iterator[Step]:
        at: Call | None = self
        while at is not None and at.step is not None:
            yield at.step
            at = at.after


@fixed
class Returned:
    """The function returned. `changed`: arguments the function altered, by position; named ones come last."""

    value: Plain
    changed: dict[int, Plain] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Raised:
    """The function raised `kind` with `text`; `line` is the line of its cell (0: unknown).

    unwritten: of a NotImplementedError, the function that raised it, where it is not the one called; else "".
    bases: the names of the classes that `kind` is derived from.
    """

    kind: str
    text: str
    line: int = 0
    unwritten: str = ""
    bases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hung:
    """The function did not return in time; together: it was not asked, as all before it took so long."""

    seconds: float
    together: bool = False


@dataclass(frozen=True, slots=True)
class Died:
    """The call ended the worker: `reason` says how (exit, signal, memory, a broken frame)."""

    reason: str


Reply = Returned | Raised | Hung | Died
Ask = Callable[[Call], Reply]  # a student's functions, or others, wherever they run


@dataclass(frozen=True, slots=True)
class Forgotten:
    """In place of a reply: the call's story is not known where it was asked, and is to be told whole."""


@dataclass(frozen=True, slots=True)
class Output:
    """One output of a cell. `data`: MIME type to text (images base64); a stream's type is its name."""

    kind: Literal["stream", "display", "result", "error"]
    data: dict[str, str]


@dataclass(frozen=True, slots=True)
class CellRun:
    """What running one cell left behind. `error` is "" when the cell ran to its end.

    ended: what it did, where a limit ended it or Python's own end, or why it was not run; "" otherwise. What
    it raised does not tell: a student's class may have any name, and any words.
    """

    outputs: tuple[Output, ...]
    error: str = ""
    ended: str = ""
