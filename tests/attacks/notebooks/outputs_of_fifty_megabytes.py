"""Comes with outputs of fifty megabytes, more than a notebook may have."""
# expected: unreadable: expected at most 20


def spoil(notebook, cells):
    text = "x" * 50_000_000
    cells["double"]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": text}]
