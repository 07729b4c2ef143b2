import errno
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import CourseError
from grader.marking.opinions import Opinion, Seen
from grader.marking.record import Entry, add, catch_up, open_record

SEEN = Seen("r1", {"A reason": ("said", "half said")})


def opinion(marker: str, at: str, **more: object) -> Opinion:
    known = {"act": f"act-{at}", **more}
    return Opinion(at, marker=marker, question="why", student="ada", answer="d1", rubric="r1", **known)  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "marks/tiny.jsonl"


def test_is_read_back(path: Path) -> None:
    """What one process wrote, another reads: rubrics, the last opinions, what is in the gradebook."""
    entry = Entry("3", "why", "ada", 2.5, "Well.")
    add(open_record(path), [SEEN, opinion("mia", "1"), opinion("mia", "2", comment="é"), entry])

    found = open_record(path)

    assert found.rubrics == {"r1": SEEN}
    assert found.opinions == {("why", "ada"): {"mia": opinion("mia", "2", comment="é")}}
    assert found.entries == {("why", "ada"): entry}


def test_two_write_at_once(path: Path) -> None:
    """Each sees what the other added, and nothing of either is lost."""
    one, other = open_record(path), open_record(path)
    add(one, [SEEN, opinion("mia", "1")])
    add(other, [opinion("max", "2")])

    catch_up(one)

    assert [*one.opinions["why", "ada"]] == [*other.opinions["why", "ada"]] == ["mia", "max"]


ACTS = st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 4), st.integers(0, 2)), max_size=8)


@given(ACTS)
def test_clocks_that_are_put_back(acts: list[tuple[str, int, int]]) -> None:
    """What counts is what came last, and who began first: now, and when it is opened anew."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "tiny.jsonl")
        open_at = {marker: open_record(path) for marker in "ab"}
        add(open_at["a"], [SEEN])
        for number, (marker, clock, level) in enumerate(acts):
            levels = {"A reason": level}
            add(open_at[marker], [opinion(marker, f"{clock}", act=f"act-{number}", levels=levels)])
        catch_up(open_at["b"])

        later = open_record(path)

    last = {marker: {"A reason": level} for marker, _, level in acts}
    for record in (later, open_at["b"]):
        mine = record.opinions.get(("why", "ada"), {})
        assert [(marker, one.levels) for marker, one in mine.items()] == [*last.items()]
        assert [one.act for one in record.said] == [f"act-{number}" for number in range(len(acts))]


def test_half_a_line(path: Path) -> None:
    """A line that a kill cut short is no line: it is not read, and does not spoil the next one."""
    add(open_record(path), [SEEN, opinion("mia", "1")])
    path.write_bytes(path.read_bytes() + b'{"type":"opinion","at":"2')

    record = open_record(path)
    add(record, [opinion("max", "3")])

    assert [*open_record(path).opinions["why", "ada"]] == ["mia", "max"]


def test_records_of_two_machines(path: Path) -> None:
    """Two files one after the other are one record, in the order of time."""
    add(open_record(path), [SEEN, opinion("mia", "2")])
    earlier = path.with_name("other.jsonl")
    add(open_record(earlier), [SEEN, opinion("max", "1")])
    path.write_bytes(path.read_bytes() + earlier.read_bytes())

    found = open_record(path)

    assert [*found.opinions["why", "ada"]] == ["max", "mia"]


def test_records_that_began_alike(path: Path) -> None:
    """What both machines had before they parted is said once, or taking it back would bring it back."""
    add(open_record(path), [SEEN, opinion("mia", "1")])
    other = path.with_name("other.jsonl")
    other.write_bytes(path.read_bytes())
    add(open_record(other), [opinion("max", "2")])
    path.write_bytes(path.read_bytes() + other.read_bytes())

    assert [one.marker for one in open_record(path).said] == ["mia", "max"]


def test_blank_lines(path: Path) -> None:
    """Which an editor, or joining two files, may leave: they are no lines."""
    add(open_record(path), [SEEN, opinion("mia", "1")])
    path.write_bytes(b"\n" + path.read_bytes() + b" \r\n\n")

    record = open_record(path)
    add(record, [opinion("max", "2")])

    assert [one.marker for one in open_record(path).said] == ["mia", "max"]


def test_foreign_line(path: Path) -> None:
    """A line that is none of ours is told by its number, and nothing goes on over it."""
    add(open_record(path), [SEEN])
    path.write_bytes(path.read_bytes() + b"hello\n")

    with pytest.raises(CourseError, match=r"tiny.jsonl: line 2: is no line of a record.*restore the file"):
        open_record(path)


def test_no_place_to_write(tmp_path: Path) -> None:
    """Where marks cannot be kept, nobody starts to mark."""
    (tmp_path / "marks").write_text("a file")

    with pytest.raises(CourseError, match=r"marks/tiny.jsonl: it cannot be written"):
        open_record(tmp_path / "marks/tiny.jsonl")


def _refuse(_: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_disk_that_fails_at_the_end(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not down on the disk is not told as saved, and nobody reads it later."""
    record = open_record(path)
    add(record, [SEEN, opinion("mia", "1")])
    monkeypatch.setattr("os.fsync", _refuse)

    with pytest.raises(CourseError, match="make room on that disk"):
        add(record, [opinion("mia", "2")])

    assert open_record(path).said == record.said == [opinion("mia", "1")]


def test_no_file(path: Path) -> None:
    """A pipe in its place is named, and not waited for."""
    path.parent.mkdir()
    os.mkfifo(path)

    with pytest.raises(CourseError, match="this is no file"):
        open_record(path)


@pytest.mark.parametrize("level", [99, 3, -1])
def test_a_level_that_the_rubric_has_not(path: Path, level: int) -> None:
    """It is told by its line, be the rubric written before it or after."""
    add(open_record(path), [SEEN, opinion("mia", "1", levels={"A reason": 2})])
    odd = opinion("max", "2", levels={"A reason": level})
    first, second = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(second + msgspec.json.encode(odd) + b"\n" + first)

    with pytest.raises(CourseError, match=f"line 2: has level {level} of 'A reason', .* 0 to 2"):
        open_record(path)
