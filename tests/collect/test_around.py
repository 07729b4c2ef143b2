"""What a download and the folders around it are called: a system's own words are nobody's, and others cost
nothing once they are changed as the refusal says.
"""

import cProfile
import pstats
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from small_course import write_course

from grader.collect import collect_downloads
from grader.collect.around import Around
from grader.collect.layouts import Wanted, labelled
from grader.collect.sources import File
from grader.course import Roster, Student
from grader.course.load import load_course

from .downloads import DOWNLOADED, notebook, save, zip_of
from .test_collect import collected, inside
from .test_identity import ALONE, Layout, exchange, gradescope, ilias, moodle, sakai
from .test_impostors import listed

HEAD = "id,first_name,last_name,email,student_number,group\n"
CLASS = HEAD + "ada,Ada,Lovelace,ada@example.org,s1,{0}\nbob,Bob,Müller,bob@example.org,{1},\n"
CLASS += "cem,Cem,Öz,cem@example.org,s3,\n"
EVERYBODY = {"ada": "ada", "bob": "bob", "cem": "cem"}
OWN_WORDS = [
    ("", "submissions", moodle, "Submissions", "s2"),
    ("", "submissions (2)", moodle, "Submissions", "s2"),
    ("", "CS 7-Week 3-4711", moodle, "Red", "4711"),
    ("", "CS 7-attention-4711", moodle, "Attention", "04711"),
    ("", "CS101-Week_3_submissions", moodle, "Submissions", "s2"),
    ("", "gradebook_CS101_Week 3_2026-12-22-09-30-00", moodle, "Gradebook", "2026"),
    ("", "Week 3 Download Dec 22, 2026 930 AM", moodle, "Download", "2026"),
    ("Submissions", "d", ilias, "Submissions", "s2"),
    ("inbound", "d", exchange, "Inbound", "s2"),
    ("archive", "d", moodle, "Archive", "s2"),
    ("attention", "d", moodle, "Attention", "s2"),
]


def whole_class(layout: Layout, around: str = "") -> dict[str, bytes]:
    before = f"{around}/" if around and layout is not ilias else ""
    files = {f"{before}{layout(who, 'attention.ipynb')}": notebook(who) for who in EVERYBODY}
    return files | (
        {"assignment_9_export/submission_metadata.yml": ALONE.encode()} if layout is gradescope else {}
    )


@pytest.mark.parametrize(("around", "called", "layout", "team", "number"), OWN_WORDS)
@pytest.mark.parametrize("is_listed", [True, False])
def test_words_of_a_system(
    tmp_path: Path, around: str, called: str, layout: Layout, team: str, number: str, *, is_listed: bool
) -> None:
    """A team or a number that is the same costs nobody anything, and no roster is needed to know that."""
    roster = listed(tmp_path, CLASS.format(team, number)) if is_listed else None
    source = save(tmp_path / f"{called}.zip", zip_of(whole_class(layout, around)))

    _, found = collected(tmp_path, source, roster=roster)

    assert found.refused == ()
    assert sorted(inside(tmp_path).values()) == [*EVERYBODY]


@pytest.mark.parametrize(("team", "number"), [("Export", "s2"), ("Assignment", "s2"), ("", "9999")])
def test_gradescopes_own_folder(tmp_path: Path, team: str, number: str) -> None:
    """The same, where the list of submissions says who it is."""
    metadata = ALONE.replace("s2", number)
    files = whole_class(gradescope) | {"assignment_9_export/submission_metadata.yml": metadata.encode()}
    files = {name.replace("_9_export", "_9999_export"): content for name, content in files.items()}

    collected(
        tmp_path, save(tmp_path / "d.zip", zip_of(files)), roster=listed(tmp_path, CLASS.format(team, number))
    )

    assert inside(tmp_path) == EVERYBODY


def test_the_names_of_the_course(tmp_path: Path) -> None:
    """Its folder in an exchange, or in Moodle's name of the zip, is not the team's that is called so."""
    course = load_course(write_course(tmp_path / "course"))
    save(tmp_path / "class/roster.csv", CLASS.format(course.id, course.name).encode())
    files = {
        f"{course.id}/inbound/{exchange(who, 'x')}".replace("+attention+", "+tiny+"): who for who in EVERYBODY
    }
    zipped = zip_of({f"{path.removesuffix('x')}tiny.ipynb": notebook(who) for path, who in files.items()})

    found = collect_downloads(
        course, "tiny", tmp_path / "class", [save(tmp_path / f"{course.name}-tiny-1.zip", zipped)]
    )

    assert [(one.student, one.what) for one in found.outcomes] == [(who, "placed") for who in EVERYBODY]


OTHER_WORDS = [
    (
        "sub-3",
        "",
        "id,name\nada,Ada Lovelace\nbob,Bob Müller\ncem,Cem Öz\nsub,Su Bo\n",
        "sub's, whose id sub is",
    ),
    ("our class", "", CLASS.format("Class", "s2"), "ada's, whose group class is"),
    ("hand-ins 2026-11-30", "", CLASS.format("", "2026"), "bob's, whose student_number 2026 is"),
    ("CS101-attention-1", "", CLASS.format("CS101", "s2"), "ada's, whose group cs101 is"),
    ("d", "lab 1", CLASS.format("Lab 1", "s2"), "ada's, whose group lab 1 is"),
]


@pytest.mark.parametrize(("called", "folder", "roster", "said"), OTHER_WORDS)
@pytest.mark.parametrize("layout", [moodle, sakai])
def test_what_the_refusal_says_helps(
    tmp_path: Path, called: str, folder: str, roster: str, said: str, layout: Layout
) -> None:
    """Whose word it is, and that the download be renamed: then all are placed."""
    files = {name.removeprefix("Lab 1/"): content for name, content in whole_class(layout).items()}
    for path, content in files.items():
        save(tmp_path / called / folder / path, content)
    known = listed(tmp_path, roster)
    _, found = collected(tmp_path, tmp_path / called, roster=known)
    assert [*inside(tmp_path)] == [who for who in EVERYBODY if said.startswith(f"{who}'s")]
    assert len(found.refused) == len(EVERYBODY) - len(inside(tmp_path))
    assert all(
        said in one.why and "rename that (unpacked, if it is in a zip)" in one.why for one in found.refused
    )

    renamed = tmp_path / called / folder
    renamed = renamed.rename(renamed.with_name("x"))
    _, found = collected(tmp_path, renamed if not folder else tmp_path / called, roster=known)

    assert (found.refused, inside(tmp_path)) == ((), EVERYBODY)


def test_a_folder_that_no_roster_knows(tmp_path: Path) -> None:
    """Given as the download, as the refusal says, it is nobody's."""
    for path, content in whole_class(moodle, "week 3").items():
        save(tmp_path / "d" / path, content)
    _, found = collected(tmp_path, tmp_path / "d")
    assert [one.why.partition("; ")[2] for one in found.refused] == [
        "make a roster.csv, or give that folder, unpacked, as the download"
    ] * 3

    collected(tmp_path, tmp_path / "d/week 3")

    assert sorted(inside(tmp_path).values()) == [*EVERYBODY]


@pytest.mark.parametrize("roster", ["", CLASS.format("Submissions", "s2")])
def test_a_folder_of_folders(tmp_path: Path, roster: str) -> None:
    """A system's word around it is not the student or the team that it would be by itself."""
    files = {f"Submissions/{who}/attention.ipynb": notebook(who) for who in EVERYBODY}

    collected(
        tmp_path, save(tmp_path / "d.zip", zip_of(files)), roster=listed(tmp_path, roster) if roster else None
    )

    assert inside(tmp_path) == EVERYBODY


@pytest.mark.parametrize("called", ["ada", "attention-ada", "Ada Lovelace - HW1", "Red"])
def test_ones_own_zip(tmp_path: Path, called: str) -> None:
    """What lies in it under one's own name is one's own by any reading."""
    source = save(tmp_path / f"{called}.zip", zip_of({"ada/attention.ipynb": notebook("ada")}))

    collected(tmp_path, source, roster=listed(tmp_path, CLASS.format("Red", "s2")))

    assert inside(tmp_path) == {"ada": "ada"}


# --- whoever the roster knows is found, whatever is around it ---

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=12)
WORDS = st.text(st.sampled_from("aZ9 _-.()+é王م🦄"), max_size=8)
KINDS = ["id", "name", "email", "student_number", "canvas_id", "moodle_id", "group"]


@settings(max_examples=500, deadline=None)
@example("name", "Maria da Luz de los Santos Pinto", "HW", "")
@example("group", "Die drei von der Tankstelle am Rhein", "HW", "2")
@example("email", "a.m.jansen@students.cs.uni-example.ac.uk", "HW", "")
@example("group", "C++", "HW", "")
@example("group", "🦄🦄🦄", "HW", "(2)")
@example("id", "-Ab-", "x", "y")
@example("id", "jose\u0301", "HW", "")
@example("name", "王小明", "", "")
@given(st.sampled_from(KINDS), TEXT, WORDS, WORDS)
def test_whoever_is_named(kind: str, text: str, before: str, after: str) -> None:
    """Among any other words, text by which the roster knows somebody is found."""
    text = " ".join(text.split())
    assume(len(text) >= 3)
    roster = Roster(Path(), (Student(**{"id": "i", kind: text}), Student("bob", "Bob Müller")))
    name = f"{before} {text} {after}"
    around = Around(roster, ())

    assert "whose " in around.doubt(name, (), ())
    assert "whose " in Around(roster, ()).doubt("d", ("x", name.upper().lower()), ()) or not text.isascii()


@pytest.mark.parametrize(
    ("known", "name"),
    [
        ("04811", "HW 4811"), ("4811", "HW 0004811"), ("Lovelace, Ada", "HW ada_lovelace"),
        ("Ada Lovelace", "lovelace, ada - HW"), ("José Gil", "HW Jose Gil"), ("王小明", "王小明作业"),
        ("王明", "王明 HW"), ("김민수", "과제김민수"),
    ],
)  # fmt: skip
def test_other_spellings(known: str, name: str) -> None:
    """Without zeros, accents, commas, in another order; and where a script has no blanks."""
    kind = "student_number" if known.isdecimal() else "name"
    roster = Roster(Path(), (Student(**{"id": "i", kind: known}),))

    assert f"whose {kind} " in Around(roster, ()).doubt(name, (), ())


@pytest.mark.parametrize(
    ("known", "name"),
    [
        ("4711", "47110"),
        ("sub", "submissions"),
        ("cs1", "CS101"),
        ("101", "CS101"),
        ("hw", "HW 3"),
        ("2", "HW 2"),
    ],
)
def test_what_names_nobody(known: str, name: str) -> None:
    """A part of a word or of a number, and what is too short to tell."""
    assert Around(Roster(Path(), (Student(known),)), ()).doubt(name, (), ()) == ""


def test_who_differs_in_an_accent() -> None:
    """The name as it is written goes before the one without accents."""
    roster = Roster(Path(), (Student("one", "José Gil"), Student("two", "Jose Gil")))

    assert Around(roster, ()).doubt("HW José Gil", (), ()).startswith("one's, ")


def test_a_name_is_looked_at_once(tmp_path: Path) -> None:
    """However many files are in the folder that is called so."""
    roster = listed(tmp_path, HEAD + "".join(f"s{at},Name{at},Sur{at},,,\n" for at in range(30)))

    def calls(source: str, files: int) -> int:
        """How many calls of functions it takes."""
        parts = [
            (f"Name{at % 30} Sur{at % 30}_{at}_assignsubmission_file", f"{at}.ipynb") for at in range(files)
        ]
        found = [File("", one, DOWNLOADED, bytes, 2) for one in parts]
        with cProfile.Profile() as profile:
            assert len([*labelled(found, Wanted("attention", roster=roster), source=source)]) == files
        return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]

    calls("d", 30)  # the roster's index is made
    long = "CS 101 Introduction to Deep Learning (WS 26-27) - Homework 3"
    more = [calls(long, files) - calls("d", files) for files in (30, 300)]

    assert more[0] == more[1]
