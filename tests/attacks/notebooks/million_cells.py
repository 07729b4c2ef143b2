"""Has a million cells."""
# expected: unreadable: holds too much data


def hand_in(home, content):
    start, end = content.decode().rsplit("]", 1)
    (home / "tiny.ipynb").write_text(start + ',{"cell_type":""}' * 1_000_000 + "]" + end)
