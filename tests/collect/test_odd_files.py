"""One odd file costs that file, and no more time and memory than it is worth."""

import io
import os
import struct
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from grader.collect.gathering import gather
from grader.collect.layouts import Wanted
from grader.collect.sources import files_in
from grader.collect.zips import opened
from grader.errors import CourseError, UnreadableNotebook
from grader.submissions import LARGEST_COMPARED

from .downloads import METADATA, notebook, save, zip_of
from .test_collect import collected, inside
from .test_impostors import listed

BILLION = "a: &a [" + "x," * 9 + "]\n" + "".join(
    f"{name}: &{name} [{','.join(f'*{before}' for _ in range(9))}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)  # fmt: skip

NAMED = METADATA.replace("  :score: 0.0\n", "  :extra: &a [x, x, x]\n", 1).replace("Bob Müller", "*a")


def beside(tmp_path: Path, name: str, content: bytes) -> None:
    """An upload of ada's, beside bob's, in a download of Canvas."""
    files = {f"ada_11_901_{name}": content, "bob_12_902_attention.ipynb": notebook("bob")}
    collected(tmp_path, save(tmp_path / "c.zip", zip_of(files)))


def test_a_metadata_file_of_a_students(tmp_path: Path) -> None:
    """Gradescope's list of submissions counts beside the submissions alone; nor is a student's even read."""
    inner = zip_of({"attention.ipynb": notebook("ada"), "submission_metadata.yml": b"\0"})

    beside(tmp_path, "work.zip", inner)
    beside(tmp_path, "submission_metadata.yml", b"\0")

    assert inside(tmp_path) == {"ada_11": "ada", "bob_12": "bob"}


@pytest.mark.parametrize("metadata", [BILLION, "[" * 9999, METADATA + "x: &a [*a]\n", NAMED])
def test_metadata_that_grows(tmp_path: Path, metadata: str) -> None:
    """Aliases, loops and depth are no list of submissions, and are found before anything is made of them."""
    source = save(tmp_path / "g.zip", zip_of({"submission_metadata.yml": metadata.encode()}))

    with pytest.raises(CourseError, match="not as Gradescope writes it"):
        collected(tmp_path, source)


@pytest.mark.parametrize("date", ["0001-01-01 00:00:00 +14:00", "9999-12-31 23:59:59 -12:00", "0000-99-99"])
def test_metadata_with_any_date(tmp_path: Path, date: str) -> None:
    """A date that no clock of ours has costs nobody the notebook."""
    metadata = METADATA.replace("2026-12-20 22:58:31.935127000 Z", date)
    files = {f"submission_{number}/attention.ipynb": notebook("x") for number in (301, 302)}
    files["submission_metadata.yml"] = metadata.encode()

    outcomes, _ = collected(tmp_path, save(tmp_path / "g.zip", zip_of(files)))

    assert [one.what for one in outcomes.values()] == ["placed", "placed", "placed"]


@pytest.mark.parametrize("seconds", [-(10**11), 10**12])
def test_a_file_of_any_date(tmp_path: Path, seconds: int) -> None:
    """A file system knows years that no calendar has; one in memory keeps them all."""
    with TemporaryDirectory(dir="/dev/shm") as folder:
        path = save(Path(folder) / "ada/attention.ipynb", notebook("ada"))
        os.utime(path, (seconds, seconds))

        collected(tmp_path, Path(folder))

    assert inside(tmp_path) == {"ada": "ada"}


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """A folder with 1,500 folders in each other, which only `rm` can take away again."""
    home = os.open(save(tmp_path / "in/bob/attention.ipynb", notebook("bob")).parent.parent, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("a", dir_fd=home)
        inner = os.open("a", os.O_RDONLY, dir_fd=home)
        os.close(home)
        home = inner
    os.close(home)
    yield tmp_path / "in"
    subprocess.run(["rm", "-rf", tmp_path / "in/a"], check=True)


def test_folders_without_end(tmp_path: Path, deep: Path) -> None:
    """They cost their owner a remark."""
    _, found = collected(tmp_path, deep)

    assert inside(tmp_path) == {"bob": "bob"}
    assert [one.why for one in found.refused] == [
        "more than 30 folders in each other; nothing was taken from there"
    ]


def many(files: int) -> bytes:
    """A zip that lists so many files, made quickly: one entry of its list again and again."""
    content = zip_of({"x": b""})
    start, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    entry = content[start:end]
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(entry) * files, start, 0)
    return content[:start] + entry * files + tail


@pytest.mark.parametrize("files", [6_000, 300_000])
def test_a_zip_that_lists_too_much(tmp_path: Path, files: int) -> None:
    """It is known by the length of its list, before an object is made of each entry."""
    beside(tmp_path, "work.zip", many(files))

    assert inside(tmp_path) == {"bob_12": "bob"}


def test_the_length_of_a_list_is_known_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """zipfile is not asked."""
    stream = io.BytesIO(many(300_000))
    monkeypatch.setattr(zipfile, "ZipFile", None)

    with pytest.raises(UnreadableNotebook, match="lists more than 5,000 files"):
        opened(stream, most=5_000)


def far_from_its_end(files: int, *, between: int = 70_000) -> bytes:
    """The same, where the length of the list stands so far before the end that no tail holds it."""
    content = zip_of({"x": b""})
    start, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    body, length = content[:start] + content[start:end] * files, (end - start) * files
    sizes = (44 + between, 45, 45, 0, 0, files, files, length, start)
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", *sizes) + bytes(between)
    where = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(body), 1)
    most = (0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
    return body + record + where + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, *most, 0)


def test_a_download_in_the_larger_format() -> None:
    """Some systems write every zip so, however few files are in it."""
    with opened(io.BytesIO(far_from_its_end(3, between=0)), most=5_000) as archive:
        assert len(archive.infolist()) == 3


def test_a_length_that_stands_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Newer zipfiles follow the zip to it, so it is known, too, before they are asked."""
    stream = io.BytesIO(far_from_its_end(300_000))
    monkeypatch.setattr(zipfile, "ZipFile", None)

    with pytest.raises(UnreadableNotebook, match="lists more than 5,000 files"):
        opened(stream, most=5_000)


CLAIMS = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9, 9, 0x7E7E7E7E, 0, 0)
CLAIMS_MORE = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 9, 9, 1 << 60, 0)


@pytest.mark.parametrize("content", [CLAIMS, CLAIMS_MORE, CLAIMS_MORE + bytes(20) + CLAIMS], ids="abc")
@pytest.mark.parametrize("name", ["work.zip", "attention.ipynb"])
def test_an_end_of_a_zip_in_a_students_file(tmp_path: Path, name: str, content: bytes) -> None:
    """In the tail of a download it is not taken for the end of that."""
    download = io.BytesIO()
    with zipfile.ZipFile(download, "w") as archive:  # as it is, not deflated
        archive.writestr("bob_12_902_attention.ipynb", notebook("bob"))
        archive.writestr(f"ada_11_901_{name}", notebook("ada") + content)

    collected(tmp_path, save(tmp_path / "c.zip", download.getvalue()))

    assert inside(tmp_path)["bob_12"] == "bob"


def test_zips_in_a_zip_in_a_zip(tmp_path: Path) -> None:
    """What a student's zip holds is not unzipped again, however often that would be."""
    inner = zip_of({f"{number}.zip": zip_of({"x.ipynb": bytes(9999)}) for number in range(99)})

    beside(tmp_path, "work.zip", zip_of({"attention.ipynb": notebook("ada"), "more.zip": inner}))

    assert inside(tmp_path) == {"ada_11": "ada", "bob_12": "bob"}


def test_a_zip_is_inflated_once_to_be_looked_through(tmp_path: Path, reads: Callable[[], int]) -> None:
    """And once more for the notebook that is taken from it, however many files it has."""
    inner = zip_of(
        {f"{number}/attention-{number}.txt": b"" for number in range(500)} | {"a.ipynb": notebook("a")}
    )

    beside(tmp_path, "work.zip", inner)

    assert inside(tmp_path) == {"ada_11": "a", "bob_12": "bob"}
    assert reads() <= 4  # work.zip twice, and what is taken from it; bob's


def test_a_zip_is_inflated_once_for_all_its_notebooks(tmp_path: Path, reads: Callable[[], int]) -> None:
    """A few bytes may unpack to hundreds of megabytes, and twenty notebooks are looked into."""
    inner = zip_of({f"{number}/attention.ipynb": notebook("a") for number in range(20)})

    beside(tmp_path, "work.zip", inner)

    assert inside(tmp_path) == {"ada_11": "a", "bob_12": "bob"}
    assert reads() <= 25  # each notebook, what is taken from them again, work.zip; bob's


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How often a file of a zip was inflated."""
    count, there = [0], zipfile.ZipFile.open

    def opening(*given: object, **named: object) -> object:
        count[0] += named.get("mode", "r") == "r"
        return there(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(zipfile.ZipFile, "open", opening)
    return lambda: count[0]


@pytest.mark.parametrize("folder", ["timestamp.txt", ".attention.ipynb.new", ".timestamp.txt.new"])
def test_a_folder_where_a_file_should_be(tmp_path: Path, folder: str) -> None:
    """In the class folder, where nbgrader copies all that a student handed in: the others are placed."""
    save(tmp_path / "class/submitted/ada/attention" / folder / "x", b"")
    files = {f"{who}/attention.ipynb": notebook(who) for who in ("ada", "bob")}

    outcomes, _ = collected(tmp_path, save(tmp_path / "d.zip", zip_of(files)))

    assert inside(tmp_path) == {"bob": "bob"}
    assert outcomes["ada"].why.endswith(f"{folder} is a folder, and in the way; delete it")


@pytest.mark.parametrize("file", ["ada", "ada/attention"])
def test_a_file_where_a_folder_should_be(tmp_path: Path, file: str) -> None:
    """The same."""
    save(tmp_path / "class/submitted" / file, b"")
    files = {f"{who}/attention.ipynb": notebook(who) for who in ("ada", "bob")}

    collected(tmp_path, save(tmp_path / "d.zip", zip_of(files)))

    assert inside(tmp_path) == {"bob": "bob"}


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_zip_that_asks_for_memory(tmp_path: Path, method: int) -> None:
    """LZMA takes 4 GB where the zip says so, and BZIP2 for each 4 KB of zeros: it is not unpacked."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("attention.ipynb", notebook("ada"))

    beside(tmp_path, "work.zip", stream.getvalue())

    assert inside(tmp_path) == {"bob_12": "bob"}


@pytest.mark.parametrize("files", [{}, {"work/": b""}, {"__MACOSX/._attention.ipynb": b"\0"}])
def test_a_zip_with_nothing_in_it(tmp_path: Path, files: dict[str, bytes]) -> None:
    """Somebody handed in something, so it is not passed over in silence."""
    source = save(tmp_path / "in/ada.zip", zip_of(files)).parent

    _, found = collected(tmp_path, source)

    assert ["a zip with no file in it" in one.why for one in found.refused] == [True]


def test_a_zip_full_of_odd_files(tmp_path: Path) -> None:
    """Thousands of remarks about one student would hide the others'."""
    files = {f"../{number}": b"" for number in range(99)} | {"attention.ipynb": notebook("ada")}

    _, found = collected(tmp_path, save(tmp_path / "in/ada.zip", zip_of(files)).parent)

    assert inside(tmp_path) == {"ada": "ada"}
    assert (len(found.refused), found.refused[-1].why) == (31, "69 more files in it, which are as odd")


def test_a_zip_with_a_thousand_notebooks(tmp_path: Path) -> None:
    """No more of them are kept in mind than are looked into."""
    files = {f"{number}.ipynb": b"" for number in range(999)}

    found = listed_files(save(tmp_path / "in/ada.zip", zip_of(files)).parent)

    assert len(found) == 30


def listed_files(source: Path) -> list[object]:
    with ExitStack() as held:
        return [*files_in(source, held, zone=UTC, megabytes=1)]


NAMES = [
    "1_" * 20_000,
    "1-2 - " + " - " * 9_000,
    "a_attempt_" * 5_000,
    "attention" + "- " * 30_000,
    "x" * 501,
]


@pytest.mark.parametrize("name", NAMES, ids=lambda name: name[:9])
def test_a_name_of_fifty_thousand_letters(tmp_path: Path, name: str) -> None:
    """A zip can hold one, and no file system: it takes minutes to understand, so it is not."""
    files = {f"{name}/attention.ipynb": notebook("x"), "bob/attention.ipynb": notebook("bob")}

    _, found = collected(tmp_path, save(tmp_path / "d.zip", zip_of(files)))

    assert inside(tmp_path) == {"bob": "bob"}
    assert "its name has more than 500 letters" in found.refused[0].why


@pytest.mark.parametrize("where", ["ada", "class/ada"])
def test_a_folder_of_files_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """It costs its owner a remark, wherever it lies; folders beside it are looked into."""
    monkeypatch.setattr("grader.collect.sources._MOST_BELOW", {1: 60, 2: 30})
    home = tmp_path / "in" / where
    for number in range(99):
        save(home / str(number % 9) / f"{number}.txt", b"")
    for who in ("bob", "cem", "zoe"):
        save(home.parent / who / "attention.ipynb", notebook(who))

    _, found = collected(tmp_path, tmp_path / "in", roster=listed(tmp_path, "id\nada\nbob\ncem\nzoe\n"))

    assert inside(tmp_path) == {who: who for who in ("bob", "cem", "zoe")}
    assert ["more files than anybody hands in" in one.why for one in found.refused] == [True]


def test_what_fills_megabytes_is_not_compared(tmp_path: Path) -> None:
    """Twenty of them in a small zip took minutes to read; what is so large is no copy as released."""
    release = new_notebook(cells=[])
    filled = new_notebook(cells=[], metadata={"x": "a" * LARGEST_COMPARED})
    worked = new_notebook(cells=[new_code_cell("x = 1")])
    files = {"ada/attention.ipynb": filled, "ada/1/attention.ipynb": worked, "bob/attention.ipynb": worked}
    raw = {name: nbformat.writes(one).encode() for name, one in files.items()}
    source = save(tmp_path / "d.zip", zip_of(raw))

    with ExitStack() as held:
        found = gather([source], Wanted("attention"), held, release=release, zone=UTC, megabytes=64)

    assert found.hands["ada"].choice == (
        '"attention.ipynb" was taken, by its name, and not "attention.ipynb" '
        "(of 2 called so, the one at d.zip: ada/attention.ipynb)"
    )


def test_a_folder_that_is_hidden(tmp_path: Path) -> None:
    """As of a student whose name begins with a dot: it is named, unless there is no notebook in it."""
    save(tmp_path / "in/.Eve_104_assignsubmission_file/attention.ipynb", notebook("eve"))
    save(tmp_path / "in/.ipynb_checkpoints/attention.ipynb", notebook("old"))
    save(tmp_path / "in/.git/config", b"")
    save(tmp_path / "in/ada/attention.ipynb", notebook("ada"))

    _, found = collected(tmp_path, tmp_path / "in")

    assert inside(tmp_path) == {"ada": "ada"}
    assert [Path(one.where).name for one in found.refused] == [".Eve_104_assignsubmission_file"]
