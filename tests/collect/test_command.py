"""`grader collect` and `grader late`, as a shell meets them."""

import json
from pathlib import Path

import pytest
from commands import Run, grader

from .downloads import ROSTER, notebook, save, zip_of

FILES = {
    "lovelaceada_LATE_11_902_attention-1.ipynb": notebook("second"),
    "lovelaceada_LATE_11_901_attention.ipynb": notebook("first"),
    "whoknows_99_904_attention.ipynb": notebook("who"),
    "../evil.ipynb": b"",
}


def run(root: Path, *options: str) -> Run:
    (root / "class").mkdir(exist_ok=True)
    (root / "class/roster.csv").write_text(ROSTER)
    save(root / "submissions.zip", zip_of({name.replace("attention", "tiny"): FILES[name] for name in FILES}))
    return grader("collect", "tiny", "submissions.zip", *options, cwd=root)


def test_collect(small: Path) -> None:
    """A table of what was placed; what was not, and why, and what to do, is talk; the end is 1."""
    found = run(small)

    assert found.out.splitlines() == [
        "student                        handed in    from",
        "ada                 placed     late         Canvas …ada_LATE_11_902_tiny-1.ipynb",
    ]
    assert found.err.splitlines()[1:] == [
        'ada: "tiny-1.ipynb" was taken, the later upload, and not "tiny.ipynb"',
        "not placed: submissions.zip: ../evil.ipynb: its path leads out of the zip;",
        "    nothing was taken from there",
        "not placed: submissions.zip: whoknows_99_904_tiny.ipynb: whoknows (99) is not on",
        "    the roster; put 99 into the column canvas_id of roster.csv",
        "late, but the download does not say by how much: ada. They count as in time",
        "    until `--times FILE` says when, a CSV with the columns id and handed_in, or",
        "    a timestamp.txt beside the notebook, such as 2026-12-21 14:30:00 UTC",
        "1 placed, 2 not placed",
        "nothing yet from bob, cem",
    ]
    assert found.status == 1
    assert (small / "class/submitted/ada/tiny/tiny.ipynb").read_bytes() == notebook("second")


def test_words_are_explained(small: Path) -> None:
    """What stands in the table and the summary beside "placed", and nothing else."""
    first, again = run(small).err.splitlines(), run(small).err.splitlines()

    assert not [line for line in first if "it was there already" in line]
    assert again[again.index("1 unchanged, 2 not placed") + 1] == "unchanged: it was there already"


def test_dry_run_in_json(small: Path) -> None:
    """--dry-run says the same and writes nothing; --json is for another program."""
    found = run(small, "--dry-run", "--json")

    told = json.loads(found.out)
    assert [(one["student"], one["what"], one["late_by_system"]) for one in told["students"]] == [
        ("ada", "placed", True)
    ]
    assert len(told["not_placed"]) == 2
    assert not (small / "class/submitted").exists()


def test_late_before_anything_is_graded(small: Path) -> None:
    """The rule is told, and no gradebook is made."""
    found = grader("late", "tiny", cwd=small)

    assert (found.status, found.out) == (0, "")
    assert found.err == "Reading tiny …\nnothing is graded yet\nThe rule: coming late costs nothing.\n"
    assert not (small / "class/gradebook.db").exists()


@pytest.mark.parametrize(
    ("source", "found"), [("course.toml", "1 file, such as course.toml"), ("empty", "nothing")]
)
def test_nothing_to_collect(small: Path, source: str, found: str) -> None:
    """What was found, and what is wanted."""
    (small / "empty").mkdir()

    run = grader("collect", "tiny", source, cwd=small)

    assert run.status == 1
    told = " ".join(run.err.split())
    assert f"{source}: no notebook of tiny is there, but {found}; give a download as it came" in told
