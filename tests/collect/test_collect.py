"""What students handed in gets to class/submitted from every system's download, and nothing is lost."""

import unicodedata
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbgrader.utils import parse_utc

from grader.collect import place, remarks
from grader.collect.gathering import Gathered, gather
from grader.collect.layouts import Wanted
from grader.collect.placing import Outcome
from grader.course import Roster, load_roster
from grader.errors import CourseError
from grader.submissions import find_submissions, is_called_late

from .downloads import (
    DEVICE,
    DOWNLOADED,
    LINK,
    METADATA,
    ROSTER,
    notebook,
    save,
    with_kind,
    zip_of,
)  # fmt: skip

PARIS = ZoneInfo("Europe/Paris")
NFD = unicodedata.normalize("NFD", "müllerbob")


@pytest.fixture
def roster(tmp_path: Path) -> Roster:
    (tmp_path / "roster.csv").write_text(ROSTER)
    return load_roster(tmp_path / "roster.csv")


def collected(
    tmp_path: Path,
    *sources: Path,
    roster: Roster | None = None,
    times: Roster | None = None,
    megabytes: float = 1,
    pattern: str = "",
) -> tuple[dict[str, Outcome], Gathered]:
    """What became of each student's, after the command's own steps."""
    wanted = Wanted("attention", ["attention", "essay"], roster, pattern)
    with ExitStack() as held:
        found = gather(sources, wanted, held, times=times, zone=PARIS, megabytes=megabytes)
        return {
            student: place(tmp_path / "class", "attention", student, hand, megabytes=megabytes, zone=PARIS)
            for student, hand in found.hands.items()
        }, found


def inside(tmp_path: Path) -> dict[str, str]:
    """By student, the words of the notebook in submitted/."""
    found = (tmp_path / "class/submitted").glob("*/attention/attention.ipynb")
    return {path.parts[-3]: path.read_text().split('"')[7] for path in found}


def time_of(tmp_path: Path, student: str) -> datetime | None:
    """As nbgrader reads it."""
    path = tmp_path / "class/submitted" / student / "attention/timestamp.txt"
    return parse_utc(path.read_text()).replace(tzinfo=UTC) if path.exists() else None


# --- each system ---


@pytest.mark.parametrize("bob", ["müllerbob", NFD])
def test_canvas(tmp_path: Path, bob: str) -> None:
    """By Canvas's number of the user or else by name, whatever its accents; of two uploads, the later."""
    (tmp_path / "roster.csv").write_text(ROSTER.replace("org,12,", "org,,"))
    roster = load_roster(tmp_path / "roster.csv")
    source = save(
        tmp_path / "submissions.zip",
        zip_of(
            {
                "lovelaceada_LATE_11_902_attention-1.ipynb": notebook("second"),
                "lovelaceada_LATE_11_901_attention.ipynb": notebook("first"),
                f"{bob}_77_903_attention.ipynb": notebook("bob"),
                "özcem_78_904_homework final.ipynb": notebook("cem"),
            }
        ),
    )

    outcomes, found = collected(tmp_path, source, roster=roster)

    assert inside(tmp_path) == {"ada": "second", "bob": "bob", "cem": "cem"}
    assert [one.late for one in outcomes.values()] == [True, False, False]
    assert found.refused == ()
    assert time_of(tmp_path, "ada") is None
    assert "late, but the download does not say by how much: ada." in " ".join(remarks(outcomes.values(), ()))


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.booleans()), min_size=1, max_size=4), st.data())
def test_what_canvas_calls_late_is_known_later(
    downloads: list[tuple[str, bool]], data: st.DataObject
) -> None:
    """It is what the newest download says of the notebook that is there, in whatever order they are
    collected, and with a folder's in between, which says nothing of being late.
    """
    with TemporaryDirectory() as folder:
        root, said = Path(folder), False
        save(root / "in/doejane_11.ipynb", notebook(downloads[-1][0]), at=DOWNLOADED + timedelta(days=9))
        for day in data.draw(st.permutations(range(len(downloads)))):
            words, late = downloads[day]
            name = f"doejane_{'LATE_' * late}11_{900 + day}_attention.ipynb"
            at = DOWNLOADED + timedelta(days=day)
            source = save(root / f"{day}.zip", zip_of({name: notebook(words)}, at=at), at=at)
            outcomes, _ = collected(root, source)
            said = outcomes["doejane_11"].late
            if data.draw(st.booleans()) and day == len(downloads) - 1:
                collected(root, root / "in")
        (there,) = find_submissions(root / "class", "attention")
        if outcomes["doejane_11"].what != "older":
            assert said is downloads[-1][1]

        assert is_called_late(root / "class", "attention", there) is downloads[-1][1]
        there.path.write_bytes(notebook("another, put there since"))
        assert not is_called_late(root / "class", "attention", there)


def test_canvas_without_a_roster(tmp_path: Path) -> None:
    """Students are called as Canvas calls them; being late does not change the name."""
    source = save(tmp_path / "c.zip", zip_of({"doejane_LATE_11_901_attention.ipynb": notebook("jane")}))

    collected(tmp_path, source)

    assert inside(tmp_path) == {"doejane_11": "jane"}


def test_canvas_anonymous(tmp_path: Path) -> None:
    """A download without names says what to switch off."""
    source = save(tmp_path / "c.zip", zip_of({"anon_xY9z1_901_attention.ipynb": notebook("who")}))

    _, found = collected(tmp_path, source)

    assert "end anonymous grading in Canvas, then download again" in found.refused[0].why


@pytest.mark.parametrize(
    "path",
    [
        "Bob Müller_102_assignsubmission_file/attention.ipynb",
        "Bob Müller_5_assignsubmission_file_/attention.ipynb",
        "Müller Bob_5_assignsubmission_file_attention.ipynb",
        "bob muller_5_assignsubmission_file_/sub/attention.ipynb",
    ],
)
def test_moodle(tmp_path: Path, roster: Roster, path: str) -> None:
    """With folders or without, by number, or by name with or without accents, either way round."""
    source = save(tmp_path / "m.zip", zip_of({path: notebook("bob")}))

    collected(tmp_path, source, roster=roster)

    assert inside(tmp_path) == {"bob": "bob"}


def test_times_by_the_rosters_id(tmp_path: Path, roster: Roster) -> None:
    """A table of times may call students as the roster does, where a download knows only numbers."""
    (tmp_path / "times.csv").write_text("id,handed_in\nada,2026-12-20 22:30\n")
    source = save(tmp_path / "c.zip", zip_of({"lovelaceada_11_901_attention.ipynb": notebook("x")}))

    times = load_roster(tmp_path / "times.csv", required=("handed_in",))
    collected(tmp_path, source, roster=roster, times=times)

    assert time_of(tmp_path, "ada") == datetime(2026, 12, 20, 21, 30, tzinfo=UTC)


def test_moodles_worksheet_has_the_times(tmp_path: Path, roster: Roster) -> None:
    """The grading worksheet says when, which the zip does not."""
    source = save(
        tmp_path / "m.zip", zip_of({"Bob Müller_102_assignsubmission_file/attention.ipynb": notebook("b")})
    )
    sheet = "Identifier,Full name,Email address,Status,Grade,Last modified (submission)\n"
    sheet += 'Participant 102,Bob Müller,bob@example.org,Submitted,,"Sunday, 20 December 2026, 11:59 PM"\n'
    (tmp_path / "times.csv").write_text(sheet)

    times = load_roster(tmp_path / "times.csv", required=("handed_in",))
    collected(tmp_path, source, roster=roster, times=times)

    assert time_of(tmp_path, "bob") == datetime(2026, 12, 20, 22, 59, tzinfo=UTC)


@pytest.mark.parametrize("folder", ["", "assignment_9_export/"])
def test_gradescope(tmp_path: Path, roster: Roster, folder: str) -> None:
    """Whose and when stands in submission_metadata.yml; a group's notebook goes to all of it."""
    files = {
        f"{folder}submission_metadata.yml": METADATA.encode(),
        f"{folder}submission_301/attention.ipynb": notebook("ada"),
        f"{folder}submission_302/attention.ipynb": notebook("both"),
        f"{folder}submission_302/notes.txt": b"thanks",
    }

    collected(tmp_path, save(tmp_path / "g.zip", zip_of(files)), roster=roster)

    assert inside(tmp_path) == {"ada": "ada", "bob": "both", "cem": "both"}
    assert time_of(tmp_path, "ada") == datetime(2026, 12, 20, 22, 58, 31, 935127, tzinfo=UTC)
    assert time_of(tmp_path, "cem") == datetime(2026, 12, 21, 0, 0, tzinfo=UTC)


def test_gradescope_metadata_damaged(tmp_path: Path) -> None:
    """A file that cannot be used is named, with what to do."""
    source = save(tmp_path / "g.zip", zip_of({"submission_metadata.yml": b"submission_1: [nobody]"}))

    with pytest.raises(CourseError, match=r"metadata\.yml: not as Gradescope writes it; export the sub"):
        collected(tmp_path, source)


def test_exchange(tmp_path: Path) -> None:
    """The newest of a student's submissions; another assignment's are left alone.

    No account of a machine has such a name: whoever owns a folder of the exchange may be a student.
    """
    inbound = tmp_path / "exchange/nlp/inbound"
    for name, words in {
        "ada.l+attention+2026-12-20 22:58:31.123456 UTC+Zm9vYmFyYmF6": "new",
        "ada.l+attention+2026-12-19 22:58:31.123456 UTC+aaaaaaaaaaaa": "old",
        "b+ob+attention+2026-12-20 22:58:31.123456 UTC": "bob",
        "ada.l+essay+2026-12-21 22:58:31.123456 UTC+Zm9vYmFyYmF6": "essay",
    }.items():
        save(inbound / name / "attention.ipynb", notebook(words))
        save(inbound / name / "timestamp.txt", name.split("+")[-2].encode())

    _, found = collected(tmp_path, inbound)

    assert inside(tmp_path) == {"ada.l": "new", "b+ob": "bob"}
    assert time_of(tmp_path, "ada.l") == datetime(2026, 12, 20, 22, 58, 31, 123456, tzinfo=UTC)
    assert (found.superseded, found.refused) == (1, ())


def test_zip_collect(tmp_path: Path) -> None:
    """nbgrader's downloaded/<assignment>/archive, with zips in it, and the names that its manual shows."""
    archive = tmp_path / "downloaded/attention/archive"
    save(
        archive / "batch.zip",
        zip_of({"attention_ada_attempt_2026-12-20-23-10-05_attention.ipynb": notebook("ada")}),
    )
    save(archive / "attention_bob_attempt_2026-12-20-23-10-05_attention.ipynb", notebook("bob"))

    collected(tmp_path, *archive.iterdir())

    assert inside(tmp_path) == {"ada": "ada", "bob": "bob"}
    assert time_of(tmp_path, "ada") == datetime(2026, 12, 20, 22, 10, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "path",
    ["ada/attention/attention.ipynb", "ada/attention.ipynb", "ada/my work.ipynb", "ada.ipynb",
     "attention_ada.ipynb", "attention-ada.ipynb", "hw/ada.ipynb"],
)  # fmt: skip
def test_folders(tmp_path: Path, roster: Roster, path: str) -> None:
    """A folder or a file called as the student."""
    save(tmp_path / "in" / path, notebook("ada"))

    collected(tmp_path, tmp_path / "in", roster=roster)

    assert inside(tmp_path) == {"ada": "ada"}


def test_class_of_another_machine(tmp_path: Path) -> None:
    """nbgrader's own submitted/, with its times; other assignments are left alone."""
    save(tmp_path / "in/ada/attention/attention.ipynb", notebook("ada"))
    save(tmp_path / "in/ada/attention/timestamp.txt", b"2026-12-20 22:58:31 UTC")
    save(tmp_path / "in/ada/essay/essay.ipynb", notebook("essay"))

    _, found = collected(tmp_path, tmp_path / "in")

    assert (inside(tmp_path), found.refused) == ({"ada": "ada"}, ())
    assert time_of(tmp_path, "ada") == datetime(2026, 12, 20, 22, 58, 31, tzinfo=UTC)


def test_zip_handed_in(tmp_path: Path) -> None:
    """A student who zipped the notebook is understood."""
    inner = zip_of({"attention.ipynb": notebook("zipped")})
    source = save(tmp_path / "c.zip", zip_of({"doejane_11_901_attention.zip": inner}))

    collected(tmp_path, source)

    assert inside(tmp_path) == {"doejane_11": "zipped"}


# --- again, newer, older ---

MONDAY, TUESDAY = DOWNLOADED, DOWNLOADED + timedelta(1)


def canvas(tmp_path: Path, words: str, at: datetime, upload: int = 901) -> Path:
    files = {f"doejane_11_{upload}_attention.ipynb": notebook(words)}
    return save(tmp_path / f"{words}.zip", zip_of(files, at=at))


def test_newer(tmp_path: Path) -> None:
    """A newer one replaces what is there, which is kept aside."""
    collected(tmp_path, canvas(tmp_path, "old", MONDAY))

    outcomes, _ = collected(tmp_path, canvas(tmp_path, "new", TUESDAY))

    assert outcomes["doejane_11"].what == "newer"
    assert inside(tmp_path) == {"doejane_11": "new"}
    (kept,) = (tmp_path / "class/.grader/replaced/attention/doejane_11").iterdir()
    assert (kept.name, kept.read_bytes()) == ("2026-12-22T08-30-00.ipynb", notebook("old"))


def test_older(tmp_path: Path) -> None:
    """An older one does not."""
    collected(tmp_path, canvas(tmp_path, "new", TUESDAY))

    outcomes, _ = collected(tmp_path, canvas(tmp_path, "old", MONDAY))

    assert (outcomes["doejane_11"].what, inside(tmp_path)) == ("older", {"doejane_11": "new"})


def test_both_at_once(tmp_path: Path) -> None:
    """Of several sources the newest counts, in whatever order they are named."""
    new, old = canvas(tmp_path, "new", TUESDAY, 902), canvas(tmp_path, "old", MONDAY)

    _, found = collected(tmp_path, new, old)

    assert (inside(tmp_path), found.superseded) == ({"doejane_11": "new"}, 1)


@given(days=st.permutations(range(4)))
@settings(max_examples=24, deadline=None)
def test_any_order(days: list[int]) -> None:
    """Downloads collected in any order leave the newest in place, and all that was ever there is kept."""
    with TemporaryDirectory() as folder:
        root, whats = Path(folder), []
        for day in days:
            source = canvas(root, f"day{day}", MONDAY + timedelta(day), 901 + day)
            whats.append(collected(root, source)[0]["doejane_11"].what)

        kept = [path.read_text() for path in (root / "class/.grader").rglob("*.ipynb")]
        assert inside(root) == {"doejane_11": "day3"}
        assert whats[0] == "placed" and set(whats[1:]) <= {"newer", "older"}
        assert len(kept) == len(set(kept)) == whats.count("newer")


def test_several_of_one_second(tmp_path: Path) -> None:
    """All that was ever there is kept, though it bears one time."""
    for number, text in enumerate(("one", "two", "three", "two")):
        collected(tmp_path, canvas(tmp_path, text, MONDAY, 901 + number))

    kept = sorted(path.read_bytes() for path in (tmp_path / "class/.grader/replaced").rglob("*.ipynb"))
    assert kept == sorted(map(notebook, ("one", "two", "three")))


def test_again(tmp_path: Path) -> None:
    """The same download a second time changes nothing, not even a date."""
    source = canvas(tmp_path, "same", MONDAY)
    collected(tmp_path, source)
    path = tmp_path / "class/submitted/doejane_11/attention/attention.ipynb"
    before = (path.stat().st_mtime_ns, path.stat().st_ino)

    outcomes, _ = collected(tmp_path, source)

    assert outcomes["doejane_11"].what == "unchanged"
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before


def test_dry_run(tmp_path: Path) -> None:
    """Saying what would happen writes nothing."""
    with ExitStack() as held:
        source = canvas(tmp_path, "w", MONDAY)
        found = gather([source], Wanted("attention"), held, zone=PARIS, megabytes=1)
        (hand,) = found.hands.values()
        outcome = place(
            tmp_path / "class", "attention", "doejane_11", hand, megabytes=1, zone=PARIS, write=False
        )

    assert outcome.what == "placed"
    assert not (tmp_path / "class").exists()


# --- what is not taken ---


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (zip_of({"../../ada.ipynb": notebook("x")}), "its path leads out of the zip"),
        (zip_of({"/etc/ada.ipynb": notebook("x")}), "its path leads out of the zip"),
        (zip_of({"..\\ada.ipynb": notebook("x")}), "its path leads out of the zip"),
        (with_kind("ada.ipynb", b"/etc/passwd", LINK), "a link, which is not followed"),
        (with_kind("ada.ipynb", b"", DEVICE), "no plain file"),
        (zip_of({"attention.ipynb": notebook("x")}), "its path does not say whose it is"),
        (zip_of({"ada.zip": b"no zip"}), "no zip that can be read"),
        (zip_of({"doe_11_1_report.pdf": b"%PDF"}), "no notebook, but report.pdf; ask for the notebook"),
        (zip_of({"ada/a.ipynb": b"1", "ada/b.ipynb": b"2"}), "several notebooks: a.ipynb, b.ipynb; which"),
    ],
)  # fmt: skip
def test_not_taken(tmp_path: Path, content: bytes, why: str) -> None:
    """Whatever leads elsewhere, is no file, or nobody's, stays where it is, and is named with the reason."""
    _, found = collected(tmp_path, save(tmp_path / "in.zip", content))

    assert [one.why[: len(why)] for one in found.refused] == [why]
    assert not (tmp_path / "class").exists()


def test_bomb(tmp_path: Path) -> None:
    """What grows beyond the limit is not unpacked further."""
    source = save(tmp_path / "in.zip", zip_of({"ada.ipynb": bytes(3_000_000)}))

    outcomes, _ = collected(tmp_path, source)

    assert (outcomes["ada"].what, outcomes["ada"].why) == ("refused", "more than 1 MB when unpacked")
    assert inside(tmp_path) == {}


def test_damaged(tmp_path: Path) -> None:
    """A zip with a flipped byte costs only the file it is in."""
    content = bytearray(zip_of({"ada.ipynb": notebook("ada" * 99), "bob.ipynb": notebook("bob")}))
    content[60] ^= 0xFF

    outcomes, _ = collected(tmp_path, save(tmp_path / "in.zip", bytes(content)))

    assert (outcomes["ada"].what, outcomes["bob"].what) == ("refused", "placed")
    assert outcomes["ada"].why.startswith("the zip is damaged there")


def test_link_in_a_folder(tmp_path: Path) -> None:
    """A link that a student left is not followed."""
    save(tmp_path / "secret.ipynb", notebook("secret"))
    (tmp_path / "in/ada").mkdir(parents=True)
    (tmp_path / "in/ada/attention.ipynb").symlink_to(tmp_path / "secret.ipynb")

    _, found = collected(tmp_path, tmp_path / "in")

    assert "a link, which is not followed" in found.refused[0].why
    assert not (tmp_path / "class").exists()


def test_link_in_the_class(tmp_path: Path) -> None:
    """Nothing is written through a link in submitted/, and what it leads to stays as it is."""
    outside = save(tmp_path / "outside.ipynb", notebook("outside"))
    home = tmp_path / "class/submitted/ada/attention"
    home.mkdir(parents=True)
    (home / "attention.ipynb").symlink_to(outside)

    outcomes, _ = collected(tmp_path, save(tmp_path / "in/ada.ipynb", notebook("ada")).parent)

    assert outcomes["ada"].what == "refused"
    assert "is in the way: attention.ipynb is a link" in outcomes["ada"].why
    assert outside.read_bytes() == notebook("outside")


def test_folder_of_the_class_that_is_a_link(tmp_path: Path) -> None:
    """Nor into a folder that a link leads to."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "class/submitted").mkdir(parents=True)
    (tmp_path / "class/submitted/ada").symlink_to(tmp_path / "elsewhere")

    outcomes, _ = collected(tmp_path, save(tmp_path / "in/ada.ipynb", notebook("ada")).parent)

    assert outcomes["ada"].why.endswith("submitted/ada is a link, which is not followed; put a folder there")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_no_such_source(tmp_path: Path) -> None:
    """A source that is not there stops the command before anything is placed."""
    with pytest.raises(CourseError, match=r"nowhere\.zip: there is no such file"):
        collected(tmp_path, tmp_path / "nowhere.zip")


def test_names_of_all_the_world(tmp_path: Path) -> None:
    """Names in UTF-8 are read as such where a zip does not say so, as some programs make it."""
    content = zip_of({"abcd/attention.ipynb": notebook("x")}).replace(b"abcd/", "Zoë/".encode())

    collected(tmp_path, save(tmp_path / "in.zip", content))

    assert inside(tmp_path) == {"Zoë": "x"}
