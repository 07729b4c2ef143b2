"""Who takes another's name, folder or place gets nothing by it: attacks on collect, one line each.

What a system writes of a user may still be what the user chose: a name, the owner of a folder.
"""

import os
import pwd
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.collect import as_json, choices
from grader.collect.layouts import Wanted, labelled
from grader.collect.owners import owned
from grader.collect.sources import File
from grader.course import Roster, load_roster

from .downloads import METADATA, ROSTER, notebook, save, zip_of
from .test_collect import collected, inside, time_of
from .test_identity import ROSTER_OF_THREE

NAMES_ALONE = "id,first_name,last_name\nada,Ada,Lovelace\nbob,Bob,Müller\ncem,Cem,Öz\n"
IN_GROUPS = "id,first_name,last_name,group\nada,Ada,Lovelace,G 1\nbob,Bob,Müller,G 1\ncem,Cem,Öz,\n"
EVE = METADATA.split("submission_302")[0].replace("Ada Lovelace", "Bob Müller").replace("ada@", "eve@")
MOODLE = "{}_{}_assignsubmission_file/attention.ipynb"


def listed(tmp_path: Path, roster: str) -> Roster:
    (tmp_path / "roster.csv").write_text(roster)
    return load_roster(tmp_path / "roster.csv")


@pytest.mark.parametrize(
    ("roster", "bobs", "eves"),
    [
        (NAMES_ALONE, MOODLE.format("Bob Müller", 102), MOODLE.format("Bob Müller", 103)),
        (NAMES_ALONE, MOODLE.format("Bob Müller", 102), MOODLE.format("bob muller", 103)),
        (NAMES_ALONE, "müllerbob_12_902_attention.ipynb", "müllerbob_99_999_attention.ipynb"),
        (NAMES_ALONE, "51-9 - Bob Müller - Dec 20, 2026 1158 PM/attention.ipynb",
         "52-9 - Bob Müller - Dec 21, 2026 1158 PM/attention.ipynb"),
        (NAMES_ALONE, "bob/attention.ipynb", "BOB/attention.ipynb"),
        (IN_GROUPS, MOODLE.format("G 1", 55), MOODLE.format("g-1", 103)),
    ],
)  # fmt: skip
def test_two_users_who_are_called_alike(tmp_path: Path, roster: str, bobs: str, eves: str) -> None:
    """Anybody may change their name in most systems: neither is placed, and both are shown."""
    source = save(tmp_path / "d.zip", zip_of({bobs: notebook("bob"), eves: notebook("eve")}))

    _, found = collected(tmp_path, source, roster=listed(tmp_path, roster))

    assert inside(tmp_path) == {}
    assert len([one for one in found.refused if "2 users are called as bob: " in one.why]) == 2


@pytest.mark.parametrize("eve", ["Ada Lovelace", "Lovelace Ada"])
@pytest.mark.parametrize("timed", [False, True])
def test_one_of_two_has_the_rosters_number(tmp_path: Path, eve: str, timed: bool) -> None:
    """The student loses nothing; the other's file alone is refused, and told why."""
    roster = listed(tmp_path, "id,first_name,last_name,moodle_id\nada,Ada,Lovelace,101\nbob,Bob,Müller,\n")
    files = {MOODLE.format("Ada Lovelace", 101): notebook("ada"), MOODLE.format(eve, 106): notebook("eve")}
    table = f"name,moodle_id,handed_in\nAda Lovelace,101,2026-12-20 10:00\n{eve},106,2026-12-20 11:00\n"
    save(tmp_path / "times.csv", table.encode())
    times = load_roster(tmp_path / "times.csv", required=("handed_in",)) if timed else None
    source = save(tmp_path / "d.zip", zip_of(files))

    outcomes, found = collected(tmp_path, source, roster=roster, times=times)

    assert inside(tmp_path) == {"ada": "ada"}
    assert [(eve in one.where, "106" in one.where) for one in found.refused] == [(True, True)]
    assert "the roster has the number of Ada Lovelace (101); correct it" in found.refused[0].why
    assert not timed or outcomes["ada"].handed_in == datetime(2026, 12, 20, 9, tzinfo=UTC)


def test_two_users_in_two_downloads(tmp_path: Path) -> None:
    """As of two sections of a course."""
    both = [
        save(tmp_path / f"{number}.zip", zip_of({f"müllerbob_{number}_9_attention.ipynb": notebook("x")}))
        for number in (12, 13)
    ]

    collected(tmp_path, *both, roster=listed(tmp_path, NAMES_ALONE))

    assert inside(tmp_path) == {}


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"müllerbob_99_999_attention.ipynb": b""}, "whose canvas_id is 12, and not 99"),
        ({"submission_metadata.yml": EVE.encode(), "submission_301/x.ipynb": b""},
         "whose student_number is s2, and not s1"),
        ({"submission_metadata.yml": EVE.replace("s1", "").encode(), "submission_301/x.ipynb": b""},
         "whose email is bob@example.org, and not eve@example.org"),
    ],
)  # fmt: skip
def test_a_stranger_with_a_students_name(tmp_path: Path, files: dict[str, bytes], said: str) -> None:
    """Where the roster has another number or address for that name, it is somebody else."""
    roster = listed(tmp_path, ROSTER.replace("ada,Ada,Lovelace,ada@example.org,11,101,s1\n", ""))

    _, found = collected(tmp_path, save(tmp_path / "d.zip", zip_of(files)), roster=roster)

    assert inside(tmp_path) == {}
    assert said in found.refused[0].why


MAL = """\
---
submission_301:
  :submitters:
  - :name: {}
    :email: m@evil.org
    :sid: {}
  :created_at: 2026-12-20
"""


@pytest.mark.parametrize("name", ["Mal", "Ada Lovelace"])
@pytest.mark.parametrize("sid", ["ada", "ADA", "cem", "ada@example.org", "11", "101"])
@pytest.mark.parametrize("without", ["", "email", "student_number"])
def test_a_number_that_is_anothers_id(tmp_path: Path, name: str, sid: str, without: str) -> None:
    """Students may enter any number: one is compared with numbers, and no match of another column stands
    against the number or address that the roster has."""
    columns = [line.split(",") for line in ROSTER.splitlines()]
    at = columns[0].index(without) if without else -1
    roster = "".join(",".join(line[:at] + line[at + 1 :] if without else line) + "\n" for line in columns)
    metadata = MAL.format(name, sid).encode()
    files = {"submission_metadata.yml": metadata, "submission_301/x.ipynb": notebook("mal")}

    _, found = collected(tmp_path, save(tmp_path / "d.zip", zip_of(files)), roster=listed(tmp_path, roster))

    assert inside(tmp_path) == {}
    assert found.refused[0].about_person


def test_a_number_in_a_name_that_is_anothers_id(tmp_path: Path) -> None:
    """As --pattern reads it; where the roster has no numbers, its ids may be them."""
    source = save(tmp_path / "d.zip", zip_of({"ada_x/attention.ipynb": notebook("x")}))
    pattern = "{student_number}_x"

    collected(tmp_path, source, roster=listed(tmp_path, ROSTER), pattern=pattern)
    assert inside(tmp_path) == {}
    collected(tmp_path, source, roster=listed(tmp_path, NAMES_ALONE), pattern=pattern)
    assert inside(tmp_path) == {"ada": "x"}


@pytest.mark.parametrize("roster", ["id,name\nada,Ada Lovelace\nbob,Bob Müller\n",
                                    "id,email\nada,m@evil.org\nbob,b@example.org\n"])  # fmt: skip
def test_ids_that_are_numbers(tmp_path: Path, roster: str) -> None:
    """Where the roster knows nothing that says otherwise, whatever they call themselves there."""
    metadata = MAL.format("Addy", "ada").encode()
    files = {"submission_metadata.yml": metadata, "submission_301/x.ipynb": notebook("ada")}

    collected(tmp_path, save(tmp_path / "d.zip", zip_of(files)), roster=listed(tmp_path, roster))

    assert inside(tmp_path) == {"ada": "ada"}


@pytest.mark.parametrize(
    "files",
    [
        {"g1_99_999_attention.ipynb": notebook("eve")},
        {"submission_metadata.yml": EVE.replace("Bob Müller", "G 1").replace("s1", "s9").encode(),
         "submission_301/x.ipynb": notebook("eve")},
        {"Lab/G, 1(eve)/Submission attachment(s)/attention.ipynb": notebook("eve"),
         "Lab/Öz, Cem(cem)/Submission attachment(s)/x.txt": b""},
    ],
    ids=["Canvas", "Gradescope", "Sakai"],
)  # fmt: skip
def test_a_stranger_with_a_groups_name(tmp_path: Path, files: dict[str, bytes]) -> None:
    """Where the download tells which user it was, and the roster who is in the group."""
    roster = ROSTER_OF_THREE.replace("s1\n", "s1,G 1\n").replace("s2\n", "s2,G 1\n")
    known = listed(tmp_path, roster.replace("student_number\n", "student_number,group\n"))

    _, found = collected(tmp_path, save(tmp_path / "d.zip", zip_of(files)), roster=known)

    assert inside(tmp_path) == {}
    assert found.refused[0].about_person


def test_a_member_who_is_called_as_the_group(tmp_path: Path) -> None:
    """Gradescope names each who handed in: what one sends is no word about the others."""
    both = METADATA.replace("Ada Lovelace", "G 1").encode()
    files = {"submission_metadata.yml": both, "submission_301/x.ipynb": notebook("ada")}
    roster = IN_GROUPS.replace("last_name,", "last_name,email,").replace("ce,", "ce,ada@example.org,")

    collected(tmp_path, save(tmp_path / "d.zip", zip_of(files)), roster=listed(tmp_path, roster))

    assert inside(tmp_path) == {"ada": "ada"}


@pytest.mark.parametrize("inner", ["müllerbob_12_902_attention.ipynb", "bob/attention.ipynb"])
def test_a_source_that_is_one_students(tmp_path: Path, inner: str) -> None:
    """The zip that cem sent: what is in it is cem's or nobody's."""
    source = save(tmp_path / "cem.zip", zip_of({inner: notebook("eve"), "bob/x.txt": b""}))

    _, found = collected(tmp_path, source, roster=listed(tmp_path, ROSTER_OF_THREE))

    assert inside(tmp_path) == {}
    assert "cem's, whose id cem is in cem, the name around it; rename that" in found.refused[0].why


ADAS = [
    "Ada Lovelace_101_assignsubmission_file/Bob Müller_102_assignsubmission_file/attention.ipynb",
    "Ada Lovelace_101_assignsubmission_file_Bob Müller_102_assignsubmission_file_attention.ipynb",
    "HW_ada_attempt_2026-12-20-22-58-31_bob_attempt_2030-01-01-00-00-00_attention.ipynb",
]


@pytest.mark.parametrize("path", ADAS, ids=["folder", "moodle", "blackboard"])
def test_a_name_after_the_first(tmp_path: Path, path: str) -> None:
    """The outermost folder and the first delimiter are the system's; what comes after, the student chose."""
    source = save(tmp_path / "d.zip", zip_of({path: notebook("ada")}))

    collected(tmp_path, source, roster=listed(tmp_path, ROSTER_OF_THREE))

    assert inside(tmp_path) == {"ada": "ada"}


# --- times ---


def test_dates_in_a_students_zip(tmp_path: Path) -> None:
    """They say nothing of which notebook is newer."""
    old = zip_of({"attention.ipynb": notebook("old")}, at=datetime(2107, 1, 1))
    save(tmp_path / "one/ada.zip", old, at=datetime(2026, 12, 1))
    save(tmp_path / "two/ada.ipynb", notebook("new"), at=datetime(2026, 12, 2))

    collected(tmp_path, tmp_path / "one", tmp_path / "two")

    assert inside(tmp_path) == {"ada": "new"}


def test_a_folder_as_nbgraders_in_a_students_zip(tmp_path: Path) -> None:
    """It is in the zip, so the student's."""
    home = "attention/attention"
    inner = zip_of({f"{home}.ipynb": notebook("ada"), "attention/timestamp.txt": b"2020-01-01 00:00:00 UTC"})

    collected(tmp_path, save(tmp_path / "in/ada.zip", inner).parent)

    assert (inside(tmp_path), time_of(tmp_path, "ada")) == ({"ada": "ada"}, None)


@pytest.mark.parametrize(
    "home", ["attention-ada", "ada", "attention-ada/attention", "Ada Lovelace_101_assignsubmission_file"]
)
def test_a_timestamp_of_a_students(tmp_path: Path, home: str) -> None:
    """Beside a notebook in a folder of a student's own, as in a repository, it counts for nothing."""
    save(tmp_path / "in" / home / "attention.ipynb", notebook("ada"))
    save(tmp_path / "in" / home / "timestamp.txt", b"2020-01-01 00:00:00 UTC")

    outcomes, _ = collected(tmp_path, tmp_path / "in", roster=listed(tmp_path, ROSTER))

    assert (inside(tmp_path), time_of(tmp_path, "ada")) == ({"ada": "ada"}, None)
    told = " ".join(" ".join(choices(outcomes.values())).split())
    assert ("was not believed, as a student may have written it" in told) is ("_" not in home)


def test_a_timestamp_in_a_folder_as_nbgraders_among_others(tmp_path: Path) -> None:
    """However many folders look as nbgrader's, one that does not shows that they are not."""
    homes = [f"{who}/attention" for who in ("ada", "cem", "dora", "eve", "fay")]
    for home in (*homes, "bob"):
        save(tmp_path / "in" / home / "attention.ipynb", notebook(home[:3]))
    for home in ("ada/attention", "bob"):
        save(tmp_path / "in" / home / "timestamp.txt", b"2020-01-01 00:00:00 UTC")

    collected(tmp_path, tmp_path / "in")

    assert len(inside(tmp_path)) == 6
    assert [time_of(tmp_path, who) for who in ("ada", "bob")] == [None, None]


@pytest.mark.parametrize(
    "odd", ["attention/old/attention.ipynb", "attention.ipynb", "attention/x.zip", "x.zip"]
)
@pytest.mark.parametrize("beside", [True, False])
def test_an_odd_folder_costs_nobody_elses_time(tmp_path: Path, odd: str, beside: bool) -> None:
    """In a class folder of nbgrader's: what one student has elsewhere, too, or in place of the notebook."""
    homes = {who: tmp_path / "in" / who / "attention" for who in ("ada", "bob", "cem", "dora", "eve")}
    for who, home in homes.items():
        if who != "ada" or beside:
            save(home / "attention.ipynb", notebook(who))
        save(home / "timestamp.txt", b"2026-12-20 22:58:31 UTC")
    inner = zip_of({"attention.ipynb": notebook("ada")}) if odd.endswith(".zip") else notebook("ada")
    save(tmp_path / "in/ada" / odd, inner)

    collected(tmp_path, tmp_path / "in")

    assert {time_of(tmp_path, who) for who in homes if who != "ada"} == {
        datetime(2026, 12, 20, 22, 58, 31, tzinfo=UTC)
    }


# --- nbgrader's exchange, in which every student can make folders ---


def exchange(tmp_path: Path, owners: dict[str, str]) -> list[str]:
    """Whose folders are taken. owners: by login in the folder's name, who owns it."""
    at = "2026-12-20 10:00:00.0 UTC"
    files = [
        File("", (f"{login}+attention+{at}+x", "attention.ipynb"), datetime.now(), bytes, 2, owner)
        for login, owner in owners.items()
    ]
    roster = listed(tmp_path, ROSTER_OF_THREE)
    found = owned([*labelled(files, Wanted("attention", roster=roster))], roster)
    return [one.label.people[0].login if hasattr(one, "label") else one.why for one in found]


def test_a_folder_of_another_students(tmp_path: Path) -> None:
    """Called as bob's, and owned by cem, it is nobody's, as nbgrader warns."""
    assert exchange(tmp_path, {"ada": "ada", "bob": "cem"}) == [
        "ada",
        "it is called as bob's, and its owner is cem; ask both who handed it in",
    ]
    assert exchange(tmp_path, {"bob": "cem"}) != ["bob"]
    assert exchange(tmp_path, {"ada": "ada", "bob": "mallory"})[0] == "ada"


@pytest.mark.parametrize("owner", ["", "jovyan", "root"])
def test_where_owners_say_nothing(tmp_path: Path, owner: str) -> None:
    """All are one user of the machine, as in containers, or in a copy."""
    assert exchange(tmp_path, {"ada": owner, "bob": owner}) == ["ada", "bob"]


def test_the_owner_of_a_folder_on_disk(tmp_path: Path) -> None:
    """Is read from it."""
    home = tmp_path / "inbound/bob+attention+2026-12-20 10:00:00.0 UTC+x"
    save(home / "attention.ipynb", notebook("x"))
    me = pwd.getpwuid(os.getuid()).pw_name
    roster = listed(tmp_path, f"id\nbob\n{me}\n")

    _, found = collected(tmp_path, tmp_path / "inbound", roster=roster)

    assert [one.why for one in found.refused] == [
        f"it is called as bob's, and its owner is {me}; ask both who handed it in"
    ]


# --- one odd file ---


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    """A file system takes any bytes for a name; what another program reads of it is JSON still."""
    name = os.fsdecode(b"b\xff\xfeb")
    save(tmp_path / "in" / name / "attention.ipynb", notebook("x"))

    outcomes, found = collected(tmp_path, tmp_path / "in")

    assert as_json([*outcomes.values()], found.refused).encode()
    assert inside(tmp_path) == {}


# --- a table of times ---

TABLE = """\
Identifier,Full name,Last modified (submission)
Participant 103,Bob Müller,"Tuesday, 22 December 2026, 9:00 AM"
Participant 102,Bob Müller,"Sunday, 20 December 2026, 9:00 AM"
"""


@pytest.mark.parametrize(
    ("path", "told", "said"),
    [
        (MOODLE.format("Bob Müller", 102), datetime(2026, 12, 20, 8, tzinfo=UTC), ()),
        ("bob/attention.ipynb", None, ("bob handed in, and has 2 times, of users who are called alike",)),
    ],
)
def test_who_is_called_alike_in_a_table_of_times(
    tmp_path: Path, path: str, told: datetime | None, said: tuple[str, ...]
) -> None:
    """Bob's time is that of his number; where there is none, nobody's."""
    (tmp_path / "times.csv").write_text(TABLE)
    times = load_roster(tmp_path / "times.csv", required=("handed_in",))
    source = save(tmp_path / "d.zip", zip_of({path: notebook("bob")}))

    _, found = collected(tmp_path, source, roster=listed(tmp_path, NAMES_ALONE), times=times)

    assert (inside(tmp_path), time_of(tmp_path, "bob")) == ({"bob": "bob"}, told)
    assert found.unmatched == said
