"""Names that a system lets its users choose, and what they may hide in them: filed as theirs, or refused."""

import os
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from long_paths import make_long_path

from grader.collect import as_json, choices, listing, remarks
from grader.collect.sources import Refused
from grader.wording import printable

from .downloads import notebook, save, zip_of
from .test_collect import collected, inside
from .test_identity import ROSTER_OF_THREE
from .test_impostors import NAMES_ALONE, listed

AT = "attempt_2026-12-20-22-58-31_attention.ipynb"
# Eve's file; and the roster, "" for none. Cem's lies beside it, named by the same system.
EVES = {
    "digits of another script": ("müllerbob_\uff11\uff12_\uff19_99_999_attention.ipynb", NAMES_ALONE),
    "a time in a name": (
        "5-9 - Bob Müller - Dec 20, 2020 1158 PM - Dec 25, 2026 1158 PM - attention.ipynb", NAMES_ALONE),
    "a time in a file's name": (
        "5-9 - Bob Müller - Dec 25, 2026 1158 PM - x - Dec 20, 2020 1158 PM - x.ipynb", NAMES_ALONE),
    "a name and another's": (
        "5-9 - Bob Müller - Eve - Dec 20, 2026 1158 PM - attention.ipynb", NAMES_ALONE),
    "the same, as a folder": ("5-9 - Bob Müller - x - Dec 20, 2026 1158 PM/attention.ipynb", NAMES_ALONE),
    "a user name in a name": (
        "Müller, Bob(bob)_x(s)_y, Z(eve)_Submission attachment(s)_attention.ipynb", ROSTER_OF_THREE),
    "a user name after a name": ("Lovelace_Ada_x_bob_780/attention.ipynb", ROSTER_OF_THREE),
    "the same, without a roster": ("Lovelace_Ada_x_bob_780/attention.ipynb", ""),
    "a user name that ends as another's": ("Lory_Mal_x_bob_780/attention.ipynb", ROSTER_OF_THREE),
    "a name with another user name": ("Müller_Bob_zed_780/attention.ipynb", ROSTER_OF_THREE),
    "the same, of Sakai": ("Lab/Müller, Bob(zed)/Submission attachment(s)/attention.ipynb", ROSTER_OF_THREE),
    "a user name in a user name": (f"HW_x_bob_{AT}", ROSTER_OF_THREE),
    "the same, alone": (f"HW_x_bob_{AT.replace('22-58', '21-07')}", ""),
    "a user name that is a name": (
        "bobmüller+attention+2026-12-20 22:58:31.123456 UTC+x/attention.ipynb", ROSTER_OF_THREE),
    "a name and number, without a roster": ("müllerbob_12_77_903_attention.ipynb", ""),
    "a name and number, by names": ("müllerbob_12_77_903_attention.ipynb", NAMES_ALONE),
    "a name and number, by numbers": ("müllerbob_12_77_903_attention.ipynb", ROSTER_OF_THREE),
    "a letter of no width": ("bo\u200bb/attention.ipynb", ROSTER_OF_THREE),
    "a mark that turns the line": ("\u202ebob/attention.ipynb", ROSTER_OF_THREE),
    "wide letters": ("\uff42\uff4f\uff42/attention.ipynb", ROSTER_OF_THREE),
    "a dot at the end": ("bob./attention.ipynb", ROSTER_OF_THREE),
    "a blank at the end": ("bob /attention.ipynb", ROSTER_OF_THREE),
    "zeros before a number": ("00012/attention.ipynb", ROSTER_OF_THREE),
    "a number of another script": ("Eve_١٠٢_assignsubmission_file/attention.ipynb", ROSTER_OF_THREE),
}  # fmt: skip
CEMS = {
    "a user name that ends as another's": "Oez_Cem_cem_773/attention.ipynb",
    "a name with another user name": "Oz_Cem_cem_773/attention.ipynb",
    "the same, of Sakai": "Lab/Öz, Cem(cem)/Submission attachment(s)/attention.ipynb",
    "a user name after a name": "Öz_Cem_cem_773/attention.ipynb",
    "the same, without a roster": "Öz_Cem_cem_773/attention.ipynb",
    "a user name in a user name": f"HW_cem_{AT}",
    "a name and number, by names": "özcem_13_905_1_attention.ipynb",
}


@pytest.mark.parametrize("disguise", EVES)
def test_is_not_taken_for_bob(tmp_path: Path, disguise: str) -> None:
    """And costs cem, who hands in beside it, nothing."""
    path, roster = EVES[disguise]
    files = {CEMS[disguise]: notebook("cem")} if disguise in CEMS else {}
    source = save(tmp_path / "d.zip", zip_of({**files, path: notebook("eve")}))

    collected(tmp_path, source, roster=listed(tmp_path, roster) if roster else None)

    assert inside(tmp_path) == dict.fromkeys(["cem"] * len(files), "cem")


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("{id}_*", "bob_x_attention.ipynb"),
        ("{id}_*", "bob_x_y_z_attention.ipynb"),
        ("{name} - *", "Bob Müller - Eve - attention.ipynb"),
        ("{id} {student_number}/*", "bob x s2/attention.ipynb"),
        ("*_{id}.ipynb", "x_eve_bob.ipynb"),
    ],
)
def test_two_readings_of_a_pattern(tmp_path: Path, pattern: str, path: str) -> None:
    """Who may be called so that another's name is in theirs is nobody by that pattern; others are found."""
    roster = "id,name\nbob,Bob Müller\nbob_x,\nbob_x_y,\nbob x,\neve_bob,\neve,Bob Müller - Eve\ncem,Cem\n"
    cems = {"{id}_*": "cem_a_b.ipynb", "{name} - *": "Cem - b.ipynb", "*_{id}.ipynb": "a_b_cem.ipynb"}
    files = {cems.get(pattern, "cem s3/x.ipynb"): notebook("cem"), path: notebook("eve")}
    source = save(tmp_path / "d.zip", zip_of(files))

    _, found = collected(tmp_path, source, roster=listed(tmp_path, roster), pattern=pattern)

    assert inside(tmp_path) == {"cem": "cem"}
    assert [one.why.partition(" ")[0] for one in found.refused] == ["it"]


def test_a_pattern_that_fits_in_too_many_ways(tmp_path: Path) -> None:
    """It is known soon, and costs that file."""
    files = {"_".join("a" * 200) + "_.ipynb": notebook("eve"), "cem_1_a.ipynb": notebook("cem")}
    source = save(tmp_path / "d.zip", zip_of(files))

    _, found = collected(tmp_path, source, roster=listed(tmp_path, "id\ncem\n"), pattern="*{id}_*_*")

    assert inside(tmp_path) == {"cem": "cem"}
    assert "in more than 6 ways" in found.refused[0].why


def test_what_all_of_a_download_begins_with(tmp_path: Path) -> None:
    """Is the column's title, whatever it holds; then a user name may hold "_" too, and needs no roster."""
    files = {f"{title}{who}_{AT}": notebook(who) for title in ("HW_1_",) for who in ("x_bob", "cem")}

    collected(
        tmp_path, save(tmp_path / "d.zip", zip_of(files)), roster=listed(tmp_path, "id\nx_bob\nbob\ncem\n")
    )

    assert inside(tmp_path) == {"cem": "cem", "x_bob": "x_bob"}


def test_two_folders_of_one_name(tmp_path: Path) -> None:
    """In a letter and an accent, or in a letter with an accent: they are one student's, and look alike."""
    files = {f"{name}/attention.ipynb": notebook("x") for name in ("b\u00f6b", "bo\u0308b")}
    roster = listed(tmp_path, "id,first_name\ncem,böb\n")

    _, found = collected(tmp_path, save(tmp_path / "d.zip", zip_of(files)), roster=roster)

    assert inside(tmp_path) == {}
    assert [one.why[:27] for one in found.refused] == ["2 users are called as cem: "] * 2


# --- what is printed of it ---

SHOUTED = ["\x1b[31m", "\x9b31m", "\u202e", "\u2066", "\u200b", "\ud800", "\x07", "\x85"]


@pytest.mark.parametrize("text", SHOUTED, ids=ascii)
def test_what_is_printed_is_obeyed_by_no_terminal(tmp_path: Path, text: str) -> None:
    """Neither in words nor as JSON, which is UTF-8."""
    name = os.fsdecode(f"x{text}x".encode("utf-8", "surrogatepass"))
    for path in (f"ada/{name}.ipynb", f"{name}/c.ipynb", f"cem/{name}.txt"):
        save(tmp_path / "in" / path, notebook("x"))

    outcomes, found = collected(tmp_path, tmp_path / "in")

    every = [*outcomes.values()]
    lines = [*listing(every, ZoneInfo("UTC")), *remarks(every, found.refused), *choices(every)]
    told = "\n".join([*lines, as_json(every, found.refused)])
    assert (printable(told), told.encode()) == (told, told.encode())
    assert inside(tmp_path) == {"ada": "x"}


@pytest.mark.parametrize("text", ["\n", "\r\n", "\n\n    ", "\x0b", "\u2028"], ids=ascii)
def test_no_name_has_a_line_of_its_own(text: str) -> None:
    """As it would look like one of ours."""
    (line,) = remarks([], [Refused(f"x{text}ada placed", "no notebook")])

    assert re.sub(" +", " ", line) == "not placed: x ada placed: no notebook"


# --- folders that cannot be looked into, or called so ---


def test_a_name_that_is_longer_in_bytes(tmp_path: Path) -> None:
    """Than a file system takes: of 90 letters, of which each has three."""
    files = {f"{'数' * 90}_11_901_attention.ipynb": notebook("eve"), "cem_13_9_x.ipynb": notebook("cem")}

    _, found = collected(tmp_path, save(tmp_path / "d.zip", zip_of(files)))

    assert inside(tmp_path) == {"cem_13": "cem"}
    assert "cannot name a folder; make a roster.csv" in found.refused[0].why


def test_a_path_that_grows_too_long(tmp_path: Path) -> None:
    """Costs ada a remark."""
    save(tmp_path / "in/cem/attention.ipynb", notebook("cem"))
    make_long_path(tmp_path / "in", "ada")

    _, found = collected(tmp_path, tmp_path / "in")

    assert inside(tmp_path) == {"cem": "cem"}
    assert [one.why for one in found.refused] == [
        "it cannot be opened (File name too long); get the right to read it"
    ]


def test_a_list_of_submissions_in_the_only_folder(tmp_path: Path) -> None:
    """As at the beginning of a term, where one student has handed in: it is that student's, and no list."""
    save(tmp_path / "in/ada/submission_metadata.yml", b"\0")
    save(tmp_path / "in/ada/attention.ipynb", notebook("ada"))

    collected(tmp_path, tmp_path / "in")

    assert inside(tmp_path) == {"ada": "ada"}
