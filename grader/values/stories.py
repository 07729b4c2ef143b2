"""Which story a request goes on with: fingerprints of all that a class's objects were asked, in order.

The first TOLD_WHOLE acts of a story are told in every request. From then on a request tells its own act, and
the fingerprint of all before it. So what a long story costs grows with its acts, and not with their square.
Whoever does not know what came before, as a worker that was replaced, says so, and is told the whole.
"""

from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Any
from weakref import WeakKeyDictionary

from grader.values.calls import Call

TOLD_WHOLE = 32
BYTES = 16


class Fingerprints:
    """Those of calls, each made from the one before it.

    encoded: an act as bytes: what made the first object, or what an object was asked.
    """

    def __init__(self, encoded: Callable[[Call], bytes]) -> None:
        self._encoded = encoded
        self._known: WeakKeyDictionary[Call, Any] = WeakKeyDictionary()

    def of(self, call: Call) -> bytes:
        later = []
        at: Call | None = call
        while at is not None and at not in self._known:
            later.append(at)
            at = at.after
        found = _begun() if at is None else self._known[at].copy()
        for one in reversed(later):
            found.update(self._encoded(one))
        self._known[call] = found
        return bytes(found.digest())


def fingerprints(acts: Iterable[bytes]) -> tuple[bytes, bytes]:
    """Of a story without its last act, and with it."""
    *before, last = acts
    found = _begun()
    for act in before:
        found.update(act)
    without = found.digest()
    found.update(last)
    return without, found.digest()


def _begun() -> Any:
    return blake2b(digest_size=BYTES)
