"""How each system names files, and what a course can say about other ways."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.collect.systems import canvas
from grader.course import Roster, load_roster
from grader.errors import CourseError

from .downloads import ROSTER, notebook, save, zip_of
from .test_collect import collected, inside, time_of


@pytest.fixture
def roster(tmp_path: Path) -> Roster:
    (tmp_path / "roster.csv").write_text(ROSTER)
    return load_roster(tmp_path / "roster.csv")


def test_sakai(tmp_path: Path, roster: Roster) -> None:
    """Its timestamp.txt lies beside the folder of attachments, where no student can put one."""
    home = "Lab 1/Lovelace, Ada(ada)"
    files = {
        "Lab 1/grades.csv": b"Lab 1,Points",
        f"{home}/timestamp.txt": b"2026-12-20T22:58:31Z",
        f"{home}/Submission attachment(s)/attention.ipynb": notebook("ada"),
        f"{home}/Submission attachment(s)/timestamp.txt": b"2020-01-01 00:00:00 UTC",
    }

    collected(tmp_path, save(tmp_path / "bulk_download.zip", zip_of(files)), roster=roster)

    assert inside(tmp_path) == {"ada": "ada"}
    assert time_of(tmp_path, "ada") == datetime(2026, 12, 20, 22, 58, 31, tzinfo=UTC)


@pytest.mark.parametrize("login", ["bob", "bob_77"])
def test_ilias(tmp_path: Path, login: str) -> None:
    """Names and logins may hold a "_", too; the roster tells where one ends."""
    (tmp_path / "roster.csv").write_text(f"id,first_name,last_name\n{login},Bob,de_Vries\n")
    files = {f"Abgaben/Team 7/de_Vries_Bob_{login}_4712/attention.ipynb": notebook("bob")}
    files |= {"Abgaben/Team 7/readme.txt": b""}

    known = load_roster(tmp_path / "roster.csv")
    collected(tmp_path, save(tmp_path / "ilias.zip", zip_of(files)), roster=known)

    assert inside(tmp_path) == {login: "bob"}


@pytest.mark.parametrize(
    "path",
    [
        "Submissions/Lory_Mal_a_b_c_d_e_f_bob_77/attention.ipynb",
        "HW_a_b_c_d_e_f_bob_attempt_2026-12-20-22-58-31_attention.ipynb",
    ],
)
def test_a_login_of_many_parts(tmp_path: Path, path: str) -> None:
    """However many ways there are to read a name, none is left out."""
    (tmp_path / "roster.csv").write_text("id,first_name,last_name\nbob,Bob,Bee\na_b_c_d_e_f_bob,Mal,Lory\n")

    known = load_roster(tmp_path / "roster.csv")
    collected(tmp_path, save(tmp_path / "download.zip", zip_of({path: notebook("mal")})), roster=known)

    assert "bob" not in inside(tmp_path)


@pytest.mark.parametrize("path", ["{}/attention.ipynb", "{} - attention.ipynb"])
def test_brightspace(tmp_path: Path, roster: Roster, path: str) -> None:
    """With folders and without; the last of several submissions counts, by the time in the name."""
    files = {
        "index.html": b"",
        path.format("51-99 - Ada Lovelace - Dec 20, 2026 1158 PM"): notebook("last"),
        path.format("51-99 - Ada Lovelace - Dec 9, 2026 945 AM"): notebook("first"),
    }

    collected(tmp_path, save(tmp_path / "b.zip", zip_of(files)), roster=roster)

    assert inside(tmp_path) == {"ada": "last"}
    assert time_of(tmp_path, "ada") == datetime(2026, 12, 20, 22, 58, tzinfo=UTC)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("{id}_*", "ada_bob_attention.ipynb"),
        ("{last_name}, {first_name} [{student_number}]", "Lovelace, Ada [s1]/bob/attention.ipynb"),
        ("*/{email}/", "course 1/ada@example.org/attention.ipynb"),
    ],
)
def test_pattern(tmp_path: Path, roster: Roster, pattern: str, path: str) -> None:
    """A way of your own: columns of the roster in braces, up to where the student's words begin."""
    source = save(tmp_path / "p.zip", zip_of({path: notebook("ada"), "x.ipynb": notebook("x")}))

    _, found = collected(tmp_path, source, roster=roster, pattern=pattern)

    assert inside(tmp_path) == {"ada": "ada"}
    assert "its path is not as" in found.refused[0].why


@pytest.mark.parametrize("pattern", ["*.ipynb", "{ID}_*", "{id}-{id}"])
def test_pattern_that_says_nothing(tmp_path: Path, pattern: str) -> None:
    """One that names no column of a roster is refused, with those that there are."""
    source = save(tmp_path / "p.zip", zip_of({"ada/x.ipynb": notebook("ada")}))

    with pytest.raises(CourseError, match=r"each of these at most once: \{id\}, \{name\}"):
        collected(tmp_path, source, pattern=pattern)


@pytest.mark.parametrize(
    "path",
    ["Group 1_55_assignsubmission_file/attention.ipynb", "group1_12_901_attention.ipynb",
     "Group 1/attention.ipynb", "attention-Group 1/attention.ipynb"],
)  # fmt: skip
def test_what_a_group_hands_in_is_everybodys(tmp_path: Path, path: str) -> None:
    """With a column `group` in the roster."""
    people = "id,first_name,last_name,canvas_id,group\nada,Ada,Lovelace,11,Group 1\nbob,Bob,Byte,12,Group 1\n"
    (tmp_path / "roster.csv").write_text(f"{people}cem,Cem,Öz,13,Group 2\n")

    source = save(tmp_path / "m.zip", zip_of({path: notebook("ours")}))
    collected(tmp_path, source, roster=load_roster(tmp_path / "roster.csv"))

    assert inside(tmp_path) == {"ada": "ours", "bob": "ours"}


@pytest.mark.parametrize("path", ["attention-ada/x.ipynb", "ada_attention/x.ipynb", "attention_ada.zip"])
def test_folders_called_by_assignment_and_student(tmp_path: Path, roster: Roster, path: str) -> None:
    """As GitHub Classroom and people do."""
    content = zip_of({"bob/attention.ipynb": notebook("ada")}) if path.endswith("zip") else notebook("ada")
    save(tmp_path / "in" / path, content)

    collected(tmp_path, tmp_path / "in", roster=roster)

    assert inside(tmp_path) == {"ada": "ada"}


def test_two_readings(tmp_path: Path, roster: Roster) -> None:
    """Where a number is one student's and the name another's, nothing is placed, and both are shown."""
    source = save(tmp_path / "c.zip", zip_of({"lovelaceada_12_901_attention.ipynb": notebook("x")}))

    _, found = collected(tmp_path, source, roster=roster)

    assert inside(tmp_path) == {}
    assert found.refused[0].why == (
        "lovelaceada (12) can be bob by canvas_id and ada by name; correct roster.csv"
    )


def test_two_readings_of_a_number(tmp_path: Path) -> None:
    """A name with a number at its end costs nobody else anything, and both readings are shown."""
    files = {"doe_11_77_903_attention.ipynb": notebook("eve"), "doe_11_900_hw.ipynb": notebook("doe")}

    _, found = collected(tmp_path, save(tmp_path / "c.zip", zip_of(files)))

    assert inside(tmp_path) == {"doe_11": "doe"}
    assert (
        "it can be of doe (11) or doe_11 (77), for a name may end with a number; put" in found.refused[0].why
    )


@pytest.mark.parametrize(
    "path",
    [
        "doe_11_903_1_hw.ipynb",
        "doe_11_903_02026_hw.ipynb",
        "doe_11_903_20261220.ipynb",
        "doe_LATE_11_903_2026_hw.ipynb",
        "doe_11_90300_2026_hw.ipynb",
    ],
)
@pytest.mark.parametrize("beside", [{}, {"cem_LATE_13_80000_2_x.ipynb": notebook("cem")}], ids=["", "cem"])
def test_a_files_name_that_begins_with_a_number(tmp_path: Path, path: str, beside: dict[str, bytes]) -> None:
    """Which cannot be an attachment's: it is small, or not written so, or what comes before is clear."""
    collected(tmp_path, save(tmp_path / "c.zip", zip_of({path: notebook("doe"), **beside})))

    clear = beside or "_2026_" not in path or "LATE" in path
    assert inside(tmp_path).get("doe_11") == ("doe" if clear else None)


def test_an_assignments_name_that_begins_with_a_number() -> None:
    """So do the files of all who leave it as it is."""
    label = canvas(()).read("doe_11_903_2026_lab.ipynb", True, "2026_lab")

    assert label and label.said == "doe (11)"


def test_one_system_a_download(tmp_path: Path, roster: Roster) -> None:
    """What does not belong among a system's files is named, and left alone."""
    files = {f"{who}_1{at}_90{at}_attention.ipynb": notebook(who) for at, who in enumerate("ab", 1)}

    source = save(tmp_path / "c.zip", zip_of(files | {"cem.ipynb": notebook("cem")}))
    _, found = collected(tmp_path, source, roster=roster)

    assert inside(tmp_path) == {"ada": "a", "bob": "b"}
    assert "not as Canvas names files, as all the rest" in found.refused[0].why
