"""What the gradebook has for a student."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Mark:
    """What the gradebook has for one question of one student, beyond what a report says.

    machine: the points it keeps from machines; None: none yet. manual: a person's, in place of them. extra:
    extra credit. comment: what the person wrote. outlived: the answer changed after it was marked, and nobody
    marked it since.
    """

    machine: float | None = None
    manual: float | None = None
    extra: float = 0.0
    comment: str = ""
    outlived: bool = False

    @property
    def by_hand(self) -> bool:
        """Whether a person entered anything."""
        return self.manual is not None or bool(self.extra or self.comment)


@dataclass(frozen=True, slots=True)
class Marks:
    """One student's marks by question, and what coming late takes off their total."""

    questions: dict[str, Mark] = field(default_factory=dict)
    penalty: float = 0.0
