"""Downloads of three days, in any order: what was handed in last is there."""

import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import permutations, product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal
from unicodedata import normalize
from zipfile import ZipFile, ZipInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.course import Roster, class_roster, load_roster

from .downloads import notebook, save, zip_of
from .test_collect import collected, inside, time_of
from .test_impostors import listed

DAYS = (10, 11, 12)
Download = tuple[Path, Roster | None]


def canvas(root: Path, day: int, words: str) -> Download:
    """Without times: a download has the date of its own day."""
    at = datetime(2026, 11, day, 12)
    files = {f"loveada_11_{900 + day}_attention.ipynb": notebook(words)}
    return save(root / f"{day}.zip", zip_of(files, at=at), at=at), None


def with_table(root: Path, day: int, words: str) -> Download:
    """The same with a table of times."""
    table = save(root / f"{day}.csv", f"id,handed_in\nada,2026-11-{day} 10:00 UTC\n".encode())
    return canvas(root, day, words)[0], load_roster(table, required=("handed_in",))


def blackboard(root: Path, day: int, words: str, *, downloaded: int = 28) -> Download:
    """With times, all downloaded on one day."""
    at = datetime(2026, 11, downloaded)
    files = {f"HW_ada_attempt_2026-11-{day}-10-00-00_attention.ipynb": notebook(words)}
    return save(root / f"{day}.zip", zip_of(files, at=at), at=at), None


def blackboard_daily(root: Path, day: int, words: str) -> Download:
    """With times, each downloaded on its own day."""
    return blackboard(root, day, words, downloaded=day + 1)


@pytest.mark.parametrize("kind", [canvas, with_table, blackboard, blackboard_daily])
@pytest.mark.parametrize("order", [*permutations(range(3))])
@pytest.mark.parametrize("texts", [*product("AB", repeat=3)], ids="".join)
def test_the_last_one_stays(
    tmp_path: Path, kind: Callable[[Path, int, str], Download], order: tuple[int, ...], texts: tuple[str, ...]
) -> None:
    """Also where a notebook was handed in again, after another one."""
    roster = listed(tmp_path, 'id,name\nada,"Love, Ada"\n')

    said = []
    for at in order:
        source, times = kind(tmp_path, DAYS[at], texts[at])
        outcomes, _ = collected(tmp_path, source, roster=roster, times=times)
        said.append(outcomes["ada"].timing)

    assert inside(tmp_path) == {"ada": texts[-1]}
    if kind is not canvas and not any("corrected" in one for one in said):
        assert (time := time_of(tmp_path, "ada")) and time.day == DAYS[-1]
    if kind is blackboard and order == (2, 0, 1) and texts[0] == texts[2] != texts[1]:
        assert said[-1].startswith("what is there was handed in at 2026-11-12 10:00:00, too")
    if kind in (with_table, blackboard_daily):
        assert (time := time_of(tmp_path, "ada")) and time.day == DAYS[-1]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("letter", ["漢", "é"])
def test_a_student_with_the_longest_name(tmp_path: Path, letter: str, form: Literal["NFC", "NFD"]) -> None:
    """Nothing of ours has a name that is longer than a student's folder may be called."""
    name = letter * 83
    folder = normalize(form, name)
    (tmp_path / "class/submitted" / folder).mkdir(parents=True)
    roster = class_roster(tmp_path / "class", listed(tmp_path, f"id\n{name}\n").path)

    for day, words in zip(DAYS, "ABC", strict=True):
        at = f"HW_{name}_attempt_2026-11-{day}-10-00-00_attention.ipynb"
        collected(tmp_path, save(tmp_path / "b.zip", zip_of({at: notebook(words)})), roster=roster)

    assert inside(tmp_path) == {folder: "C"}


def test_a_table_that_was_wrong(tmp_path: Path) -> None:
    """Work that comes after the right time is newer, though a table had dated the other one later still."""
    roster = listed(tmp_path, 'id,name\nada,"Love, Ada"\n')
    source, _ = canvas(tmp_path, 10, "A")
    for day in ("2062-11-10", "2026-11-10"):
        table = save(tmp_path / "times.csv", f"id,handed_in\nada,{day} 10:00 UTC\n".encode())
        collected(tmp_path, source, roster=roster, times=load_roster(table, required=("handed_in",)))

    newer, times = with_table(tmp_path, 11, "B")
    collected(tmp_path, newer, roster=roster, times=times)

    assert inside(tmp_path) == {"ada": "B"}
    assert time_of(tmp_path, "ada") == datetime(2026, 11, 11, 10, tzinfo=UTC)


@pytest.mark.parametrize("is_mended", [True, False])
def test_a_table_that_was_wrong_beside_a_system(tmp_path: Path, *, is_mended: bool) -> None:
    """The system's time of the same notebook takes its place; where nothing mends it, what is said helps."""
    roster = listed(tmp_path, 'id,name\nada,"Love, Ada"\n')
    table = save(tmp_path / "times.csv", b"id,handed_in\nada,2062-11-10 10:00 UTC\n")
    times = load_roster(table, required=("handed_in",))
    collected(tmp_path, canvas(tmp_path, 10, "A")[0], roster=roster, times=times)
    if is_mended:
        collected(tmp_path, blackboard_daily(tmp_path, 10, "A")[0], roster=roster)
    newer, _ = blackboard(tmp_path, 12, "B")

    outcomes, _ = collected(tmp_path, newer, roster=roster)
    if not is_mended:
        said = outcomes["ada"].timing
        assert said.startswith(
            "what is there was handed in at 2062-11-10 11:00:00, as its timestamp.txt says"
        )
        Path(said.partition("delete ")[2].partition(", and")[0]).unlink()
        collected(tmp_path, newer, roster=roster)

    assert inside(tmp_path) == {"ada": "B"}
    assert (time := time_of(tmp_path, "ada")) and time.day == 12


def test_a_download_that_was_wrong(tmp_path: Path) -> None:
    """What a system said keeps earlier work out until that notebook is deleted, as is said."""
    roster = listed(tmp_path, 'id,name\nada,"Love, Ada"\n')
    for day, words in ((12, "A"), (10, "A"), (11, "B")):
        source, _ = blackboard(tmp_path, day, words)
        outcomes, _ = collected(tmp_path, source, roster=roster)
    assert outcomes["ada"].what == "older"
    Path(outcomes["ada"].timing.partition("delete ")[2].partition(", and")[0]).unlink()

    collected(tmp_path, source, roster=roster)

    assert inside(tmp_path) == {"ada": "B"}


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("order", ["AB", "BA"])
def test_two_of_the_same_moment(tmp_path: Path, order: str, *, at_once: bool) -> None:
    """The one that is named last stays, whether they are collected together or one after the other."""
    roster = listed(tmp_path, 'id,name\nada,"Love, Ada"\n')
    files = {words: tmp_path / words / "loveada_11_900_attention.ipynb" for words in "AB"}
    for words, file in files.items():
        save(file, notebook(words), at=datetime(2026, 11, 10, 12))
    named = [files[words].parent for words in order]

    for sources in [named] if at_once else [[one] for one in named]:
        collected(tmp_path, *sources, roster=roster)

    assert inside(tmp_path) == {"ada": order[-1]}


PLACES = ("ada/attention.ipynb", "attention-ada.ipynb", "ada_attention.ipynb", "ada/old/attention.ipynb")


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from("ABC")), min_size=2), st.data())
def test_the_order_in_a_zip(files: list[tuple[str, str]], data: st.DataObject) -> None:
    """It makes no difference, though all is of one moment, and a path there twice. What was taken is told."""
    found = []
    for order in (files, data.draw(st.permutations(files))):
        with TemporaryDirectory() as folder:
            root = Path(folder)
            with ZipFile(root / "all.zip", "w") as archive, warnings.catch_warnings():
                warnings.simplefilter("ignore")
                for path, words in (*order, ("bob/attention.ipynb", "bob")):
                    archive.writestr(ZipInfo(path, (2026, 11, 10, 12, 0, 0)), notebook(words))
            outcomes, gathered = collected(root, root / "all.zip")
            found.append((inside(root), outcomes, gathered.refused))

    assert found[0] == found[1]
    assert gathered.refused or "was taken" in outcomes["ada"].choice
