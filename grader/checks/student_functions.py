"""The student's functions as a check sees them.

Behind each stands something that answers a Call with a Reply: the function itself in a notebook, or a worker
in the sandbox.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property, partial
from typing import Any

import numpy as np

from grader.checks.arguments_after import after, calls_made
from grader.checks.forms import in_form
from grader.checks.handing_over import handed, refuse_count, refuse_no_function, refuse_others, refuse_single
from grader.checks.instances import Instance
from grader.checks.raising import note
from grader.checks.recorded_calls import Shows, record
from grader.checks.story import Maker, Story
from grader.checks.unanswered import no_answer
from grader.checks.written import in_parentheses
from grader.errors import NotHandedOver, WrongForm
from grader.values import (
    FIGURE,
    TABLE,
    TEXT,
    VALUE,
    Argument,
    Array,
    Ask,
    Call,
    Died,
    NotNumbers,
    Reads,
    Refilled,
    Returned,
    StandIn,
    Step,
    Word,
    describe,
    formed,
    in_words,
    is_class,
)

Returns = Mapping[str, tuple[str, ...]]  # by function: the names of what it returns


class StudentFunction:
    """Calls like a function: `softmax(scores)`. Arguments reach the student as copies.

    Raises: CheckFailed: what came back is not what the question returns. CallRaised. CallTimedOut.
    """

    def __init__(
        self,
        name: str,
        returns: tuple[str, ...],
        ask: Ask,
        given: Mapping[str, Any],
        stand_ins: Mapping[str, StandIn] | None = None,
    ) -> None:
        self.name, self._returns, self._ask, self._given = name, returns, ask, given
        self._stand_ins = tuple(stand_ins.items()) if stand_ins else ()
        self.returned = returns if len(returns) > 1 else f"what {name} gave"  # in words, for left_alone

    @cached_property
    def _objects(self) -> Story:
        parentheses = partial(in_parentheses, given=self._given)
        maker = Maker(self.name, self._returns[1:], self._step, self._answered, parentheses)
        return Story(maker, Instance)

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        if is_class(self._returns):
            return self._objects.make(partial(self._call, arguments, named), arguments, named)
        call = self._call(arguments, named)
        value: Any = self._answered(call, lambda: self.written(arguments, named)).value
        if isinstance(value, np.ndarray) and len(self._returns) <= 1:
            value.setflags(write=False)
            return value
        return in_form(value, self._returns, lambda: self.written(arguments, named))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        cure = "make an object, and ask that" if is_class(self._returns) else f"call {self.name} itself"
        raise AttributeError(f"{self.name}.{name} is nothing that a check can ask for; {cure}")

    def exact(self, *arguments: Any, **named: Any) -> Any:
        """Call it, and see what it returns as it is, texts too; a tuple where the question names several.

        Raises: WrongForm.
        """
        call = self.written(arguments, named)
        found = formed(self._asked(arguments, named, "value").value, VALUE, call=call)
        count = len(self._returns)
        if count > 1 and not (isinstance(found, list | tuple) and len(found) == count):
            raise WrongForm(
                call, in_words(found), f"a tuple or a list of {count}: {', '.join(self._returns)}"
            )
        return found

    def printed(self, *arguments: Any, **named: Any) -> str:
        """Call it, and see what it prints. What it returns is not looked at."""
        found = self._asked(arguments, named, "printed").value
        return str(formed(found, TEXT, call=f"what {self.written(arguments, named)} prints"))

    def first(self, count: int, *arguments: Any, **named: Any) -> list[Any]:
        """Call it, and take the first `count` items of what it returns: fewer where there are fewer.

        Raises: NotHandedOver: count is no number. WrongForm: what it returns has no items.
        """
        refuse_count(self.name, count)
        found = self._asked(arguments, named, "items", count).value
        call = self.written(arguments, named)
        if isinstance(items := formed(found, VALUE, call=f"the first {count} items of {call}"), list):
            return items
        raise WrongForm(call, describe(found), "a list or a generator of items")

    def value(self) -> str:
        """The text that the variable of this name holds.

        Raises: CheckFailed: it is no text. CallRaised: there is no such variable.
        """
        found = self._answered(Call(self.name, (), "variable"), lambda: self.name).value
        if not isinstance(found, Word):
            bytes_too = isinstance(found, NotNumbers) and found.kind == "bytes"
            due = f"a text, in quotation marks{' without a b before them' if bytes_too else ''}"
            asked = f'Is it {self.name} = "…", with a text in quotation marks and nothing else around that?'
            raise WrongForm(self.name, describe(found), due, question=asked)
        return found.text

    def _call(
        self, arguments: Sequence[Any], named: Mapping[str, Any], reads: Reads | None = None, most: int = 0
    ) -> Call:
        given = tuple([handed(self.name, place, one) for place, one in enumerate(arguments, start=1)])
        by_name = tuple([(name, handed(self.name, name, one)) for name, one in named.items()])
        reads = reads or _reads(self._returns)
        if reads == "result" and any(isinstance(one, Refilled) for one in (*given, *named.values())):
            reads = "refilled"
        return Call(self.name, given, reads, self._stand_ins, by_name, most)

    def using(self, **stand_ins: StandIn) -> "StudentFunction":
        """The same function; where it calls others by these names, it meets what stands in for them.

        Raises: NotHandedOver: one is no StandIn.
        """
        refuse_others(self.name, stand_ins)
        return StudentFunction(self.name, self._returns, self._ask, self._given, stand_ins)

    def kept(self, first: Any, then: Sequence[Any] = ()) -> Any:
        """The answer to a call with the arguments `first`, as it is after a second call, with as many others.

        Of a class: `first`, which one of its objects answered, as it is by now.

        Raises: NotHandedOver: these are no two tuples, or no object answered that.
        """
        if is_class(self._returns):
            return self._objects.kept(first)
        refuse_single(self.name, first, then)
        call = self._call((*first, *then), {}, "value kept" if _reads(self._returns) == "value" else "kept")
        found = self._answered(call, lambda: self.written(first)).value
        return formed(found, self._returns, call=self.written(first))

    def useless(self, parts: Mapping[str, StandIn]) -> str:
        """Why these functions, which it calls, are no answers (checks.parts); "" if they are."""
        reply = self._ask(Call(self.name, (), "usable", tuple(parts.items())))
        return reply.value.text if isinstance(reply, Returned) and isinstance(reply.value, Word) else ""

    def arguments_after(self, *arguments: Any, **named: Any) -> tuple[Any, ...]:
        """Call it, and see its arguments as it left them, those by name last.

        Raises: CheckFailed: one is no value of the grammar any more.
        """
        call = self._call(arguments, named)
        changed = self._answered(call, lambda: self.written(arguments, named), shows="inputs").changed
        given = (*call.arguments, *(argument for _, argument in call.named))
        where = f"after {self.written(arguments, named)}"
        return tuple(
            after(argument, changed.get(index), call=f"argument {index + 1} {where}")
            for index, argument in enumerate(given)
        )

    def calls_made(self, *arguments: Any, **named: Any) -> tuple[tuple[Array, ...], ...]:
        """Call it, and see how it called the function it was given: the arguments of each call, in order.

        Raises: NotHandedOver: it is given none.
        """
        refuse_no_function(self.name, (*arguments, *named.values()))
        call = self._call(arguments, named)
        left = self._answered(call, lambda: self.written(arguments, named), shows="calls").changed
        given = (*call.arguments, *(argument for _, argument in call.named))
        return calls_made(given, left, what=f"the record of calls in {self.written(arguments, named)}")

    def _asked(
        self, arguments: Sequence[Any], named: Mapping[str, Any], reads: Reads, most: int = 0
    ) -> Returned:
        call = self._call(arguments, named, reads, most)
        return self._answered(call, lambda: self.written(arguments, named))

    def _answered(self, call: Call, text: Callable[[], str], *, shows: Shows = "answer") -> Returned:
        """What came back. text: the call, as a student would write it. Raises: CallRaised. CallTimedOut."""
        reply = self._ask(call)
        if isinstance(reply, Returned) and reply.changed and {*reply.changed} - {*range(len(call.given))}:
            reply = Died("sent what is no answer: it tells of arguments that were not there")
        record(call, reply, shows)
        if isinstance(reply, Returned):
            note(text, reply.value)
            return reply
        raise no_answer(call, reply, written=text())

    def _step(
        self,
        name: str,
        arguments: Sequence[Any],
        named: Mapping[str, Any],
        *,
        called: bool = True,
        of: int = 0,
    ) -> Step:
        """What an object of this class is asked, ready to be handed over."""
        given = tuple(self._met(index, argument) for index, argument in enumerate(arguments, start=1))
        by_name = tuple((key, self._met(key, argument)) for key, argument in named.items())
        return Step(name, given, by_name, called, of)

    def _met(self, which: int | str, argument: Any) -> Argument:
        """An argument of a method: it may be another object of the class, or hold some."""
        return handed(self.name, which, argument, self._objects)

    def written(self, arguments: Sequence[Any], named: Mapping[str, Any] | None = None) -> str:
        """The call as the student would write it: the check's inputs by name, others by value or as "..."."""
        return f"{self.name}{in_parentheses(arguments, named or {}, given=self._given)}"


def story_of(function: StudentFunction) -> Story:
    """What a class's objects were asked in this check. Raises: NotHandedOver: it is no class."""
    if not is_class(function._returns):
        raise NotHandedOver(f"{function.name} is no class: say which arguments it is to leave as they were")
    return function._objects


@cache
def _reads(returns: tuple[str, ...]) -> Reads:
    if returns == FIGURE:
        return "figure"
    if is_class(returns):
        return "made"
    return "value" if returns in (VALUE, TEXT, TABLE) else "result"
