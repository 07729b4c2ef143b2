"""Hands in a link to the reference solution, to be shown it as feedback."""
# expected: unreadable: is a link


def hand_in(home, content):
    (home / "tiny.ipynb").symlink_to(home.parents[3] / "solutions/tiny/tiny.py")
