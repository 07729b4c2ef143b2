"""Runs inside: collects what a cell prints and displays, within bounds."""

import base64
from typing import Any, Literal

from grader.values import Output

TEXTS = ("text/plain", "text/latex", "text/markdown", "text/html")
IMAGES = ("image/png", "image/jpeg")
MOST_IMAGE_BYTES = 4 << 20  # of one cell, as base64
MOST_OUTPUTS = 500
CUT = "\n(the rest of this cell's output was left out)\n"


class Record:
    """What one cell has put out so far. Between cells it is closed, and everything is dropped."""

    def __init__(self, most_text: int) -> None:
        self.most_text = most_text
        self.outputs: list[Output] = []
        self.streams: list[str] = []
        self.stream = ""
        self.text_left = self.images_left = 0

    def open(self) -> None:
        self.outputs, self.streams, self.stream = [], [], ""
        self.text_left, self.images_left = self.most_text, MOST_IMAGE_BYTES

    def close(self) -> tuple[Output, ...]:
        self._end_stream()
        outputs = tuple(self.outputs)
        self.open()
        self.text_left = self.images_left = 0
        return outputs

    def write(self, name: str, text: str) -> None:
        """`text` was written to stdout or stderr."""
        if not text or self.text_left <= 0:
            return
        if name != self.stream:
            self._end_stream()
            self.stream = name
        self.streams.append(text[: self.text_left])
        self.text_left -= len(text)
        if self.text_left <= 0:
            self.streams.append(CUT)

    def show(self, kind: Literal["display", "result"], data: dict[str, Any]) -> None:
        """`data`, by MIME type, was displayed. What is too large or of another type is left out."""
        self._end_stream()
        if len(self.outputs) >= MOST_OUTPUTS:
            return
        kept = {name: text for name in TEXTS if (text := data.get(name)) and self._afford(str(text))}
        for name in IMAGES:
            if image := data.get(name):
                text = base64.b64encode(image).decode() if isinstance(image, bytes) else str(image)
                if len(text) <= self.images_left:
                    self.images_left -= len(text)
                    kept[name] = text
        if kept:
            self.outputs.append(Output(kind, {name: _sendable(text) for name, text in kept.items()}))

    def fail(self, kind: str, text: str, traceback: str) -> None:
        """The cell ended with an exception. The keys are those of a notebook's error output."""
        self._end_stream()
        self.outputs.append(Output("error", {"ename": kind, "evalue": text, "traceback": traceback}))

    def _afford(self, text: str) -> bool:
        if len(text) > self.text_left:
            return False
        self.text_left -= len(text)
        return True

    def _end_stream(self) -> None:
        if self.streams and len(self.outputs) < MOST_OUTPUTS:
            self.outputs.append(Output("stream", {self.stream: _sendable("".join(self.streams))}))
        self.streams, self.stream = [], ""


def _sendable(text: Any) -> str:
    return str(text).encode("utf-8", "replace").decode()
