"""When work was handed in: by a table, by timestamp.txt, and what is said where neither can be read."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.collect import choices, remarks
from grader.collect.gathering import Gathered
from grader.collect.placing import Outcome
from grader.collect.times import read_clock
from grader.course import Roster, Student, load_roster

from .downloads import ROSTER, notebook, save, zip_of
from .test_collect import collected, inside, time_of

EVENING = datetime(2026, 12, 20, 21, 30, tzinfo=UTC)


@pytest.fixture
def roster(tmp_path: Path) -> Roster:
    (tmp_path / "roster.csv").write_text(ROSTER)
    return load_roster(tmp_path / "roster.csv")


def timed(tmp_path: Path, table: str, roster: Roster | None) -> tuple[dict[str, Outcome], Gathered]:
    """A download of Moodle's, in which ada has the number 201, with a table of times."""
    (tmp_path / "times.csv").write_text(table)
    files = {"Ada Lovelace_201_assignsubmission_file/attention.ipynb": notebook("ada")}
    times = load_roster(tmp_path / "times.csv", required=("handed_in",))
    return collected(tmp_path, save(tmp_path / "m.zip", zip_of(files)), roster=roster, times=times)


@pytest.mark.parametrize(
    "row",
    ["id\nada", "email\nADA@example.org", "student_number\ns1", "canvas_id\n11", "full name\nLovelace Ada",
     "Identifier\nParticipant 201,", "first_name,last_name\nAda,Lovelace"],
)  # fmt: skip
def test_times_by_any_column_of_the_roster(tmp_path: Path, roster: Roster, row: str) -> None:
    """Whatever the roster knows a student by, or the download."""
    head, cells = row.split("\n")

    timed(tmp_path, f"{head},handed_in\n{cells.rstrip(',')},2026-12-20 22:30\n", roster)

    assert time_of(tmp_path, "ada") == EVENING


def test_what_table_and_download_do_not_agree_about(tmp_path: Path, roster: Roster) -> None:
    """Lines that are nobody's, whoever handed nothing in, and whoever has no time are listed."""
    table = "email,handed_in\neve@example.org,2026-12-20 22:30\nbob@example.org,2026-12-20 22:30\n"

    outcomes, found = timed(tmp_path, table, roster)

    assert found.unmatched == (
        "eve@example.org has a time, and fits nobody",
        "bob has a time, and handed nothing in",
        "ada handed in, and has no time",
    )
    assert "table of times: ada handed in, and has no time" in [
        *remarks(outcomes.values(), (), found.unmatched)
    ]


def test_a_time_of_a_table_that_cannot_be_read(tmp_path: Path, roster: Roster) -> None:
    """It is said, and costs nobody else anything."""
    outcomes, _ = timed(tmp_path, "id,handed_in\nada,01/02/2026 10:00\n", roster)

    assert inside(tmp_path) == {"ada": "ada"}
    assert " ".join(remarks(outcomes.values(), ())).startswith(
        "ada: the time it was handed in cannot be read: '01/02/2026 10:00' can be read in"
    )


def test_the_worksheet_tells_whose_a_number_is(tmp_path: Path, roster: Roster) -> None:
    """Moodle's number is one of this assignment: it is read with the worksheet of the same one."""
    table = "Identifier,Full name,Email address,Last modified (submission)\n"
    table += 'Participant 201,A. Lovelace,ada@example.org,"Sunday, 20 December 2026, 10:30 PM"\n'
    (tmp_path / "times.csv").write_text(table)
    files = {"Participant_201_assignsubmission_file/attention.ipynb": notebook("ada")}
    times = load_roster(tmp_path / "times.csv", required=("handed_in",))

    collected(tmp_path, save(tmp_path / "m.zip", zip_of(files)), roster=roster, times=times)

    assert (inside(tmp_path), time_of(tmp_path, "ada")) == ({"ada": "ada"}, EVENING)


@pytest.mark.parametrize(
    ("stamp", "time"),
    [
        ("2026-12-20 13:30:00.123456 America/Los_Angeles", datetime(2026, 12, 20, 21, 30, 0, 123456, UTC)),
        ("2026-12-20 22:30 CET", EVENING),
        ("2026-12-20 21:30", EVENING),
    ],
)
def test_timestamp_in_a_class_of_another_machine(tmp_path: Path, stamp: str, time: datetime) -> None:
    """As nbgrader reads it, zones with names included."""
    save(tmp_path / "in/ada/attention/attention.ipynb", notebook("ada"))
    save(tmp_path / "in/ada/attention/timestamp.txt", stamp.encode())

    collected(tmp_path, tmp_path / "in")

    assert time_of(tmp_path, "ada") == time


@pytest.mark.parametrize(("zone", "kept"), [("CET", {"ada": "late"}), ("XYZ", {})])
def test_tries_are_ordered_by_times_that_can_be_read(tmp_path: Path, zone: str, kept: dict[str, str]) -> None:
    """In a zone that nobody knows, neither is taken: dates of files say nothing about it."""
    inbound = tmp_path / "inbound"
    for day, words in (("22", "late"), ("20", "early")):
        home = inbound / f"ada+attention+2026-12-{day} 10:00:00.123456 {zone}+x{day}"
        save(home / "attention.ipynb", notebook(words), at=datetime(2026, 12, 40 - int(day)))

    _, found = collected(tmp_path, inbound)

    assert inside(tmp_path) == kept
    assert [one.why[:62] for one in found.refused] == [
        "ada handed in 2 times, and the time it was handed in cannot be"
    ] * (zone == "XYZ")


@pytest.mark.parametrize("stamp", ["2026-12-20 22:58:31 XYZ", "soon"])
def test_nothing_replaces_what_has_a_time_that_cannot_be_read(tmp_path: Path, stamp: str) -> None:
    """What is there stays, and its timestamp.txt is named."""
    home = tmp_path / "class/submitted/ada/attention"
    save(home / "attention.ipynb", notebook("there"))
    save(home / "timestamp.txt", stamp.encode())

    outcomes, _ = collected(tmp_path, save(tmp_path / "in/ada.ipynb", notebook("new")).parent)

    assert inside(tmp_path) == {"ada": "there"}
    assert "timestamp.txt holds no time" in outcomes["ada"].why


def test_a_timestamp_in_a_zip_is_a_students(tmp_path: Path) -> None:
    """It says nothing."""
    inner = zip_of({"attention.ipynb": notebook("ada"), "timestamp.txt": b"2020-01-01 00:00:00 UTC"})
    save(tmp_path / "in/ada.zip", inner)

    collected(tmp_path, tmp_path / "in")

    assert (inside(tmp_path), time_of(tmp_path, "ada")) == ({"ada": "ada"}, None)


@pytest.mark.parametrize("listed", [True, False])
def test_a_table_of_another_assignment(tmp_path: Path, roster: Roster, *, listed: bool) -> None:
    """Moodle's numbers are others' there: no two students change places."""
    rows = [
        f"{who},{number},2026-12-20 22:30" for who, number in (("Bob Müller", 201), ("Ada Lovelace", 202))
    ]
    table = "\n".join(["full name,moodle_id,handed_in", *rows])

    _, found = timed(tmp_path, table, roster if listed else None)

    assert inside(tmp_path) == {}
    why = (
        "Ada Lovelace (201) has the number that Bob Müller has in the table of times; give the table of this"
    )
    assert [one.why.partition(" assignment")[0] for one in found.refused] == [why]


@pytest.mark.parametrize("suffix", ["ipynb", "IPYNB"])
def test_a_timestamp_of_a_students_own(tmp_path: Path, suffix: str) -> None:
    """In a folder that they called as nbgrader does, while others' folders are not called so."""
    save(tmp_path / f"in/ada/attention/hw.{suffix}", notebook("ada"))
    save(tmp_path / "in/ada/attention/timestamp.txt", b"2020-01-01 00:00:00 UTC")
    save(tmp_path / f"in/bob/hw.{suffix}", notebook("bob"))

    collected(tmp_path, tmp_path / "in")

    assert (inside(tmp_path), time_of(tmp_path, "ada")) == ({"ada": "ada", "bob": "bob"}, None)


def test_a_table_without_a_roster(tmp_path: Path) -> None:
    """A line counts once, by whichever of its names the student is known, and the rest is said once."""
    head = "Identifier,Full name,Email address,Last modified (submission)\n"
    rows = (
        'Participant 201,Ada Lovelace,ada@example.org,"Sunday, 20 December 2026, 10:30 PM"\n'
        'Participant 203,Eve Moss,eve@example.org,"Sunday, 20 December 2026, 10:30 PM"\n'
    )

    _, found = timed(tmp_path, head + rows, None)

    assert (
        len(found.unmatched) == 1
        and "eve@example.org has a time, and handed nothing in" in found.unmatched[0]
    )


GROUPS = "id,first_name,last_name,canvas_id,group\n" + "".join(
    f"{who}\n" for who in ("ada,Ada,Love,11,Team X", "bob,Bob,Bee,12,Team X", "cem,Cem,Cee,13,")
)
OF_PARTICIPANTS = (
    "full name,moodle_id,handed_in\nCem Cee,101,2026-12-20 22:30\nAda Love,102,2026-12-20 22:30\n"
)


def listed(tmp_path: Path, text: str) -> Roster:
    path = tmp_path / "roster.csv"
    path.write_text(text)
    return load_roster(path)


@pytest.mark.parametrize(("number", "whose"), [("101", {}), ("102", {}), ("7", {"ada": "x", "bob": "x"})])
def test_a_groups_number_is_no_participants(tmp_path: Path, number: str, whose: dict[str, str]) -> None:
    """Moodle counts groups and participants apart, so a group may have any participant's number."""
    (tmp_path / "times.csv").write_text(OF_PARTICIPANTS)
    times = load_roster(tmp_path / "times.csv", required=("handed_in",))
    files = {f"Team X_{number}_assignsubmission_file/attention.ipynb": notebook("x")}

    collected(tmp_path, save(tmp_path / "m.zip", zip_of(files)), roster=listed(tmp_path, GROUPS), times=times)

    assert inside(tmp_path) == whose


def test_groups_that_no_roster_knows(tmp_path: Path) -> None:
    """Of several names that the table has not, none stands for any participant, as marking is not blind."""
    (tmp_path / "times.csv").write_text(OF_PARTICIPANTS)
    times = load_roster(tmp_path / "times.csv", required=("handed_in",))
    files = {
        f"{name}_assignsubmission_file/attention.ipynb": notebook(name) for name in ("Y_101", "Z_7", "Y_102")
    }

    collected(tmp_path, save(tmp_path / "m.zip", zip_of(files)), times=times)

    assert inside(tmp_path) == {"Z_7": "Z_7"}


@pytest.mark.parametrize(
    ("called", "by_us"), [("Dee Dee", "Dee Dee"), ("Participant", "Dee Dee"), ("Participant", "Participant")]
)
def test_blind_marking(tmp_path: Path, called: str, by_us: str) -> None:
    """Everybody is called alike, and the table knows them by number, though one took that name."""
    names = {"ada": "Ada Love", "bob": "Bob Bee", "dee": called}
    numbers = {student: str(number) for number, student in enumerate(names, 101)}
    lines = [f"{numbers[one]},{name},{one}@x.org,2026-12-20 22:30\n" for one, name in names.items()]
    (tmp_path / "times.csv").write_text("".join(["moodle_id,full name,email,handed_in\n", *lines]))
    times = load_roster(tmp_path / "times.csv", required=("handed_in",))
    files = {
        f"Participant_{number}_assignsubmission_file/attention.ipynb": notebook(student)
        for student, number in numbers.items()
    }
    on_roster = "".join(f"{one},{name},{one}@x.org\n" for one, name in (names | {"dee": by_us}).items())
    roster = listed(tmp_path, f"id,name,email\n{on_roster}")

    collected(tmp_path, save(tmp_path / "m.zip", zip_of(files)), roster=roster, times=times)

    assert inside(tmp_path) == {student: student for student in names}


def test_namesakes_in_the_table_of_another_assignment(tmp_path: Path) -> None:
    """However many took a name, no number of that table is theirs, where one more is called otherwise."""
    table = "moodle_id,full name,handed_in\n101,Cem Cee,2026-12-20 22:30\n102,Ada Love,2026-12-20 22:30\n"
    (tmp_path / "times.csv").write_text(f"{table}103,Bob Bee,2026-12-20 22:30\n")
    times = load_roster(tmp_path / "times.csv", required=("handed_in",))
    files = {
        f"{name}_assignsubmission_file/attention.ipynb": notebook(name)
        for name in ("Ada Love_101", *(f"Ada Love_{number}" for number in (7, 8, 9)), "Bob Bee_103")
    }

    collected(tmp_path, save(tmp_path / "m.zip", zip_of(files)), roster=listed(tmp_path, GROUPS), times=times)

    assert "Ada Love_101" not in inside(tmp_path).values()


def test_two_namesakes_alone_in_a_download(tmp_path: Path) -> None:
    """They are not everybody: in the table of another assignment their numbers are others'."""
    table = "moodle_id,full name,handed_in\n101,Cem Cee,2026-12-20 22:30\n102,Bob Bee,2026-12-20 22:30\n"
    (tmp_path / "times.csv").write_text(f"{table}103,Ada Love,2026-12-20 22:30\n")
    times = load_roster(tmp_path / "times.csv", required=("handed_in",))
    files = {
        f"Ada Love_{number}_assignsubmission_file/attention.ipynb": notebook("x") for number in (101, 102)
    }

    collected(tmp_path, save(tmp_path / "m.zip", zip_of(files)), roster=listed(tmp_path, GROUPS), times=times)

    assert inside(tmp_path) == {}


def test_a_groups_time(tmp_path: Path) -> None:
    """Each member has it."""
    (tmp_path / "times.csv").write_text("group,handed_in\nTeam X,2026-12-20 22:30\nTeam Y,2026-12-20 22:30\n")
    times = load_roster(tmp_path / "times.csv", required=("handed_in",))
    source = save(tmp_path / "c.zip", zip_of({"teamx_11_9001_attention.ipynb": notebook("x")}))

    _, found = collected(tmp_path, source, roster=listed(tmp_path, GROUPS), times=times)

    assert time_of(tmp_path, "ada") == time_of(tmp_path, "bob") == EVENING
    assert found.unmatched == ("Team Y has a time, and fits nobody",)


def test_a_group_whose_members_hand_in_in_turn(tmp_path: Path) -> None:
    """Canvas gives each download the number of one of them: it is one user all the same."""
    sources = [
        save(tmp_path / f"{at}.zip", zip_of({f"teamx_{number}_{at}_attention.ipynb": notebook(str(at))}))
        for at, number in ((9001, 11), (9005, 12))
    ]

    collected(tmp_path, *sources, roster=listed(tmp_path, GROUPS))

    assert inside(tmp_path) == {"ada": "9005", "bob": "9005"}


def test_what_the_download_gives_to_nobody(tmp_path: Path) -> None:
    """A submission without submitters is named, and twice the same submitter is one."""
    table = "---\nsubmission_1:\n  :submitters: []\nsubmission_2:\n  :submitters:\n"
    table += "  - :name: Ada\n    :sid: s1\n" * 2
    files = {f"assignment_1_export/submission_{at}/hw.ipynb": notebook(str(at)) for at in (1, 2)}
    files["assignment_1_export/submission_metadata.yml"] = table.encode()

    outcomes, found = collected(tmp_path, save(tmp_path / "g.zip", zip_of(files)))

    assert inside(tmp_path) == {"s1": "2"} and outcomes["s1"].choice == ""
    assert [one.why.partition(";")[0] for one in found.refused] == ["the download names nobody for it"]


# --- the same work with another time ---

FIRST, THEN = datetime(2026, 12, 25, 9, tzinfo=UTC), datetime(2026, 12, 19, 9, tzinfo=UTC)


def test_a_corrected_table(tmp_path: Path, roster: Roster) -> None:
    """Its times are taken for work that is there already, and both are said once."""
    timed(tmp_path, "id,handed_in\nada,2026-12-25 10:00\n", roster)

    one = timed(tmp_path, "id,handed_in\nada,2026-12-19 10:00\n", roster)[0]["ada"]
    again = timed(tmp_path, "id,handed_in\nada,2026-12-19 10:00\n", roster)[0]["ada"]

    assert (one.what, one.handed_in, time_of(tmp_path, "ada")) == ("unchanged", THEN, THEN)
    assert not [*remarks([one, again], ())]  # which would be a failure of the command
    assert [*choices([one, again])] == [
        "ada: time corrected: 2026-12-25 10:00:00 before, 2026-12-19 10:00:00 now"
    ]


def test_the_same_notebook_at_another_time_of_the_systems(tmp_path: Path) -> None:
    """As where an attempt was deleted there."""
    for day in ("25", "19"):
        name = f"HW_ada_attempt_2026-12-{day}-10-00-00_attention.ipynb"
        outcomes, _ = collected(tmp_path, save(tmp_path / f"{day}.zip", zip_of({name: notebook("ada")})))

    assert (outcomes["ada"].handed_in, time_of(tmp_path, "ada")) == (THEN, THEN)
    assert "time corrected" in outcomes["ada"].timing


def test_a_time_that_the_instructor_wrote(tmp_path: Path, roster: Roster) -> None:
    """It stays, also in place of one that was collected, and the other one is named."""
    timed(tmp_path, "id,handed_in\nada,2026-12-25 10:00\n", roster)
    (tmp_path / "class/submitted/ada/attention/timestamp.txt").write_text("2026-12-20 21:30:00 UTC")

    one = timed(tmp_path, "id,handed_in\nada,2026-12-19 10:00\n", roster)[0]["ada"]

    assert (one.handed_in, time_of(tmp_path, "ada")) == (EVENING, EVENING)
    assert one.timing.startswith(
        "time not taken: 2026-12-19 10:00:00, as its timestamp.txt says 2026-12-20 2"
    )


def test_a_download_without_the_time(tmp_path: Path, roster: Roster) -> None:
    """The time that is there counts, and nobody is said to be late at an unknown time."""
    timed(tmp_path, "id,handed_in\nada,2026-12-25 10:00\n", roster)

    outcomes, _ = collected(tmp_path, tmp_path / "m.zip", roster=roster)

    assert (outcomes["ada"].handed_in, outcomes["ada"].timing) == (FIRST, "")


def test_a_time_in_nbgraders_exchange(tmp_path: Path) -> None:
    """Students make its folders: none dates back work that was collected."""
    for day in ("25", "19"):
        home = tmp_path / day / f"ada+attention+2026-12-{day} 09:00:00.0 UTC+x"
        save(home / "attention.ipynb", notebook("ada"))
        outcomes, _ = collected(tmp_path, tmp_path / day)

    assert (outcomes["ada"].handed_in, time_of(tmp_path, "ada")) == (FIRST, FIRST)
    assert "time not taken" in outcomes["ada"].timing


@pytest.mark.parametrize("entered", ["s1", "s2", "S1", "4.7E+12", "4712.0", "s9"])
def test_a_number_that_a_student_enters(tmp_path: Path, roster: Roster, entered: str) -> None:
    """Somebody else's, or one that a spreadsheet rounded, costs their own row at most."""
    rows = [
        "Ada Lovelace,s1,ada@example.org,2026-12-20 22:30",
        f"Mal Lory,{entered},mal@example.org,2026-12-19 22:30",
        "Bob Hope,s9,b@example.org,2026-12-20 22:30",
    ]

    timed(tmp_path, "\n".join(["Name,SID,Email,handed_in", *rows]), roster)

    assert time_of(tmp_path, "ada") == EVENING


def test_a_long_name_in_the_table(tmp_path: Path, roster: Roster) -> None:
    """It is told by its beginning."""
    _, found = timed(tmp_path, f"name,handed_in\n{'Mal ' * 20_000},2026-12-20 22:30\n", roster)

    assert len(found.unmatched[0]) < 300


@pytest.mark.parametrize("number", ["", "s1", "s11"])
def test_a_name_and_a_number_that_a_student_enters(tmp_path: Path, roster: Roster, number: str) -> None:
    """Whoever entered both as another's is not told from them by the table, where the number is missing or
    mistyped in their own row, too: no time is taken for either.
    """
    rows = [f"Ada Lovelace,{number},2026-12-20 22:30", "Ada Lovelace,s1,2026-12-19 22:30"]

    timed(tmp_path, "\n".join(["Name,SID,handed_in", *rows]), roster)

    assert time_of(tmp_path, "ada") is None


def test_an_id_that_a_student_enters_as_a_number() -> None:
    """Without a roster, whose id it is comes first."""
    rows = (Student(id="ada", handed_in="1"), Student(id="mal", student_number="ada", handed_in="2"))

    clock = read_clock(Roster(Path("times.csv"), rows), None)

    assert clock.said("ada", {}) == "1"
