"""Hands in a right notebook, and beside it links where the grader keeps the time and nbgrader its secret."""
# expected: graded, 8


def hand_in(home, content):
    (home / "tiny.ipynb").write_bytes(content)
    (home / "timestamp.txt").symlink_to(home.parents[3] / "solutions/tiny/tiny.py")
    (home / "submission_secret.txt").symlink_to(home.parents[3] / "course.toml")
    (home / "report.json").symlink_to("/etc/passwd")
