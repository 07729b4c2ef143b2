"""Makes its own folder a link to an honest student's."""
# expected: unreadable: is a link


def hand_in(home, content):
    home.rmdir()
    home.symlink_to(home.parents[1] / "honest-00/tiny")
