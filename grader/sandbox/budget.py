"""What a submission may hand over in all, however many its cells and calls are, and what it used.

What one cell may put out, and one call return, is agreed with the worker, which may lie. These are sums, and
they are kept here.
"""

from dataclasses import dataclass, replace
from typing import Self

from grader.model import Limits
from grader.values import CellRun, Output

TEXTS_TOGETHER = 16  # all cells may put out so many times the text that one may
MOST_PICTURES = 6 << 20  # characters of pictures, in base64, that all cells may put out
EACH = 100  # characters that an output counts for beside its own, as it takes memory though it is empty
LEFT_OUT = "(more was put out here, and is left out: there is too much of it in this notebook)\n"


@dataclass(frozen=True, slots=True)
class Usage:
    """What a submission's workers used, all together; `peak_mb` is the largest one's resident memory.

    seconds: what counts towards submission_seconds, and so the grader's own work, too. clock: since grading
    of it began. aside: what the grader computed for others, too.
    """

    cpu_seconds: float = 0.0
    peak_mb: float = 0.0
    seconds: float = 0.0
    clock: float = 0.0
    aside: float = 0.0

    def and_of(self, other: "Usage") -> "Usage":
        """What both used, where the time of one is a part of the other's."""
        cpu, peak = self.cpu_seconds + other.cpu_seconds, max(self.peak_mb, other.peak_mb)
        times = zip(self._times(), other._times(), strict=True)
        return Usage(cpu, peak, *(max(pair) for pair in times))

    def _times(self) -> tuple[float, float, float]:
        return self.seconds, self.clock, self.aside


@dataclass(slots=True)
class Budget:
    """What is left: characters of text and of pictures that cells put out, bytes of answers to calls."""

    text: int
    pictures: int
    answers: int
    told: bool = False

    @classmethod
    def of(cls, limits: Limits) -> Self:
        return cls(TEXTS_TOGETHER * 1024 * limits.output_kb, MOST_PICTURES, limits.answers_mb << 20)

    def keep(self, run: CellRun) -> CellRun:
        """`run` with what can be paid for; the first time that something cannot, words stand in its place."""
        kept = []
        for output in run.outputs:
            data = {kind: text for kind, text in output.data.items() if self._pays(kind, len(text))}
            if data:
                kept.append(replace(output, data=data))
            if len(data) < len(output.data) and not self.told:
                self.told = True
                kept.append(Output("stream", {"stdout": LEFT_OUT}))
        return replace(run, outputs=tuple(kept))

    def _pays(self, kind: str, size: int) -> bool:
        purse = "pictures" if kind.startswith("image/") else "text"
        left: int = getattr(self, purse) - size - EACH
        if left >= 0:
            setattr(self, purse, left)
        return left >= 0
