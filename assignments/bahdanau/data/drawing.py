"""A drawing that a notebook shows in place, sharp at any width, and that can be read out."""

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Drawing:
    svg: str

    @classmethod
    def of(cls, name):
        """The drawing in the file of that name, beside this one."""
        return cls(Path(__file__).with_name(name).read_text("utf-8"))

    def _repr_html_(self):
        return self.svg

    def __repr__(self):
        """What the drawing shows, in words, for whatever cannot draw."""
        return re.sub(r"\s+", " ", re.search("<desc[^>]*>(.*?)</desc>", self.svg, re.DOTALL)[1]).strip()
