"""Functions whose calls do not come to an end: after a few, they are not asked again."""

from collections import defaultdict

from grader.values import Ask, Call, Died, Hung, Reply

STOPS = 3  # each may have cost its whole limit


class Stops:
    """How calls stopped, by function. With stand-ins it is another one, as it waits for no other."""

    def __init__(self) -> None:
        self._of: defaultdict[tuple[str, ...], list[Hung | Died]] = defaultdict(list)

    @property
    def noted(self) -> bool:
        """Whether any was."""
        return bool(self._of)

    def note(self, call: Call, reply: Reply) -> None:
        """What came back of a call, if it stopped."""
        if isinstance(reply, Hung | Died):
            self._of[_name(call)].append(reply)

    def instead(self, call: Call) -> Reply | None:
        """How its function stopped last, if it is given up."""
        stopped = self._of.get(_name(call), [])
        return stopped[-1] if len(stopped) >= STOPS else None

    def sparing(self, ask: Ask) -> Ask:
        """Answers as `ask` does, and for a function that is given up as it stopped last."""

        def asking(call: Call) -> Reply:
            if reply := self.instead(call):
                return reply
            reply = ask(call)
            self.note(call, reply)
            return reply

        return asking


def _name(call: Call) -> tuple[str, ...]:
    return (call.function, *(name for name, _ in call.stand_ins))
