"""Comes with outputs of fifty megabytes, which are the student's word for what happened and left behind."""
# expected: graded, 8


def spoil(notebook, cells):
    text = "x" * 50_000_000
    cells["double"]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": text}]
