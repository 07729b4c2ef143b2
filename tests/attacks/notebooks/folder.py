"""Hands in a folder under the notebook's name, with another folder's way in it."""
# expected: unreadable: this is a folder


def hand_in(home, content):
    (home / "tiny.ipynb").mkdir()
    (home / "tiny.ipynb" / "..ipynb").symlink_to("../../../../../solutions")
