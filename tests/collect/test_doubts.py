"""What may be somebody else's by any reading is nobody's: one student of two is somebody, too."""

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.collect.gathering import gather
from grader.collect.layouts import Wanted
from grader.course import Roster, load_roster

from .downloads import notebook, save, zip_of
from .test_collect import collected, inside
from .test_impostors import listed

HEAD = "id,first_name,last_name,email,group\n"
LOGINS = HEAD + "b_bob,Mal,Evil,,\nbob,Bob B.,Bee,,\nada,Ada,Love,,\n"
WORDS = HEAD + "de_vries,Ada,Smit,,\nvries,De,Vries,,\nbob,Bob,Bee,,\nz1,Kim,Lee,,\nz2,Kim,Lee,,\n"
NAMESAKES = HEAD + "z1,Ada,Love,,\nz2,Ada,Love,,\nz3,Ada,Love Hall,,\n"
ADDRESS = HEAD + "x_ada,Mal,Evil,m@x,\nada,Ada,Love,a@x,\neve,Eve,Eck,x_ada,\n"
TEAM = HEAD + "z1,Kim,Lee,,\nz2,Kim,Lee,,\nbob,Bob,Bee,,Kim Lee\ncem,Cem,Cox,,Kim Lee\n"
TURNED = "id,name\nkim,Kim Lee\nlee,Lee Kim\nbob,Bob Bee\n"
ZEROS = "id,name,student_number\nada,Ada Love,0011\nmal,Mal Evil,011\nbob,Bob Bee,22\n"
AT = "attempt_2026-12-20-22-58-31_attention.ipynb"


@pytest.mark.parametrize(
    ("roster", "pattern", "source", "path", "both"),
    [
        (LOGINS, "", "d", "Submissions/Bee_Bob_b_bob_12/x.ipynb", ("bob", "b_bob")),
        (WORDS, "*_{id}_*", "d", "7_de_vries_x.ipynb", ("de_vries", "vries")),
        (NAMESAKES, "{first_name}_{last_name}_*", "d", "Ada_Love_Hall_x.ipynb", ("z1", "z2", "z3")),
        (ADDRESS, "", "d", f"HW_x_ada_{AT}", ("ada", "x_ada", "eve")),
        (WORDS, "", "d", "Kim Lee/bob/attention.ipynb", ("z1", "z2")),
        (WORDS, "", "d", "attention-Kim Lee/bob.ipynb", ("z1", "z2")),
        (WORDS, "", "Kim Lee", "bob/attention.ipynb", ("bob", "Kim Lee")),
        (WORDS, "", "de_vries", "bob.ipynb", ("bob", "de_vries")),
        (WORDS, "", "d", "Kim Lee/Bob Bee_107_assignsubmission_file/x.ipynb", ("Bob Bee", "Kim Lee")),
        (TEAM, "", "d", "Kim Lee_107_assignsubmission_file/x.ipynb", ("z1", "z2", "a group")),
        (TEAM, "", "d", "51-9 - Kim Lee - Dec 20, 2026 1158 PM/x.ipynb", ("z1", "z2", "a group")),
        (TURNED, "", "d", "leekim_1_9001_x.ipynb", ("kim", "lee")),
        (ZEROS, "{name}_{student_number}", "d", "Bob Bee_11/x.ipynb", ("ada", "mal", "bob")),
    ],
)  # fmt: skip
def test_one_of_two_is_somebody(
    tmp_path: Path, roster: str, pattern: str, source: str, path: str, both: tuple[str, ...]
) -> None:
    """No other reading wins because this one is two students', or a student's with another's name."""
    download = save(tmp_path / f"{source}.zip", zip_of({path: notebook("x")}))

    _, found = collected(tmp_path, download, roster=listed(tmp_path, roster), pattern=pattern)

    assert inside(tmp_path) == {}
    assert [who for one in found.refused for who in both if who not in one.why] == []
    assert len(found.refused) == 1


def test_readings_of_one_student(tmp_path: Path) -> None:
    """Where a reading is doubtful between nobody else, the other one is taken."""
    roster = listed(tmp_path, "id,name,email\nada_love,Ada Love,a@x\nbob,Bob Bee,b@x\n")
    files = {"Love_Ada_ada_love_12/x.ipynb": notebook("ada"), "Bee_Bob_bob_13/x.ipynb": notebook("bob")}

    collected(tmp_path, save(tmp_path / "d.zip", zip_of(files)), roster=roster)

    assert inside(tmp_path) == {"ada_love": "ada", "bob": "bob"}


@pytest.mark.parametrize("numbers", [("1", "2"), ("", "")])
def test_turned_names(tmp_path: Path, numbers: tuple[str, str]) -> None:
    """Canvas writes the last name first, and nobody knows where it begins in the roster's: numbers tell."""
    roster = listed(
        tmp_path, "id,name,canvas_id\nkim,Kim Lee,{}\nlee,Lee Kim,{}\nade,Ada Bo Cee,\n".format(*numbers)
    )
    files = {"leekim_1_9001_x.ipynb": notebook("kim"), "kimlee_2_9002_x.ipynb": notebook("lee")}
    files |= {"ceeadabo_3_9003_x.ipynb": notebook("ade")}

    collected(tmp_path, save(tmp_path / "d.zip", zip_of(files)), roster=roster)

    assert inside(tmp_path) == {"ade": "ade"} | ({"kim": "kim", "lee": "lee"} if any(numbers) else {})


AROUND = HEAD.replace("email", "email,student_number")
AROUND += "smit,Ada,Smit,d@x,4711,\nbob,Bob,Bee,b@x,4712,Team 7\nz1,Kim,Lee,,,Team 8\nz2,Kim,Lee,,,\n"
INNER = ["bob/attention.ipynb", "bob.ipynb", "Bob Bee_107_assignsubmission_file/x.ipynb"]


@pytest.mark.parametrize("called", ["{}", "{} 4711", "{} - HW1", "HW 2 ({})", "x_{}-final", "2026.{} (1)"])
@pytest.mark.parametrize(
    "who", ["Ada Smit", "Smit_Ada", "smit", "4711", "d@x", "Kim Lee", "Team 8", "SMIT, Ada"]
)
@pytest.mark.parametrize("inner", INNER)
@pytest.mark.parametrize("is_source", [True, False])
def test_a_name_among_other_words(
    tmp_path: Path, called: str, who: str, inner: str, *, is_source: bool
) -> None:
    """What is in a folder or a zip that tells of somebody else is nobody's, and both are shown."""
    around = called.format(who)
    source = around if is_source else "d"
    path = inner if is_source else f"{around}/{inner}"
    download = save(tmp_path / f"{source}.zip", zip_of({path: notebook("x")}))

    _, found = collected(tmp_path, download, roster=listed(tmp_path, AROUND))

    assert "bob" not in inside(tmp_path)
    assert len(found.refused) == (0 if inside(tmp_path) else 1)


@pytest.mark.parametrize("inner", INNER)
@pytest.mark.parametrize(
    "around", ["submissions (2)", "HW 1 - Bob Bee", "Team 7, 2026", "course-12-attention", "47110"]
)
@pytest.mark.parametrize("is_source", [True, False])
def test_other_words_around(tmp_path: Path, inner: str, around: str, *, is_source: bool) -> None:
    """A download's own name, or bob's, costs nobody anything."""
    source, path = (around, inner) if is_source else ("d", f"{around}/{inner}")
    download = save(tmp_path / f"{source}.zip", zip_of({path: notebook("x")}))

    collected(tmp_path, download, roster=listed(tmp_path, AROUND))

    assert inside(tmp_path) == {"bob": "x"}


PARTS = st.lists(st.sampled_from(["b", "bob", "bee", "de", "vries"]), min_size=1, max_size=3)
CLASS = st.lists(
    st.tuples(PARTS, PARTS, PARTS), min_size=2, max_size=4, unique_by=lambda one: "_".join(one[0])
)
LAYOUTS = [
    ("", "d", "Submissions/{last}_{first}_{id}_12/{rest}.ipynb"),
    ("", "d", "HW_{id}_attempt_2026-12-20-22-58-31_{rest}.ipynb"),
    ("", "d", "{id}/{rest}/attention.ipynb"),
    ("", "d", "attention-{id}/{rest}.ipynb"),
    ("", "{id}", "{rest}/attention.ipynb"),
    ("*_{{id}}_*", "d", "7_{id}_{rest}.ipynb"),
    ("{{id}}_*", "d", "{id}_{rest}.ipynb"),
    ("{{id}}_{{name}}", "d", "{id}_{last}_{first}/x.ipynb"),
]


def filed(roster: Roster, pattern: str, source: str, path: str, root: Path) -> set[str]:
    download = save(root / "in" / f"{source}.zip", zip_of({path: notebook("x")}))
    with ExitStack() as held:
        wanted = Wanted("attention", (), roster, pattern)
        return {*gather([download], wanted, held, zone=ZoneInfo("UTC"), megabytes=1).hands}


@settings(max_examples=200, deadline=None)
@example(LAYOUTS[0], [(["b", "bob"], ["de"], ["de"]), (["bob"], ["bob", "b"], ["bee"])], ["bob"], ["bee"], [])
@example(LAYOUTS[5], [(["de", "vries"], ["b"], ["b"]), (["vries"], ["de"], ["vries"])], ["b"], ["b"], ["x"])
@given(st.sampled_from(LAYOUTS), CLASS, PARTS, PARTS, PARTS)
def test_theirs_or_nobodys(
    layout: tuple[str, str, str],
    people: list[tuple[list[str], list[str], list[str]]],
    first: list[str],
    last: list[str],
    rest: list[str],
) -> None:
    """Where the user name is the system's, whatever the first one calls themselves and the file, and whoever
    else is in the class."""
    lines = [f"{'_'.join(login)},{' '.join(given)},{' '.join(name)},,\n" for login, given, name in people]
    names = {
        "id": "_".join(people[0][0]),
        "first": "_".join(first),
        "last": "_".join(last),
        "rest": "_".join(rest) or "x",
    }
    pattern, source, path = (part.format(**names) for part in layout)
    with TemporaryDirectory() as folder:
        (Path(folder) / "roster.csv").write_text(HEAD + "".join(lines))
        roster = load_roster(Path(folder) / "roster.csv")

        assert filed(roster, pattern, source, path, Path(folder)) <= {names["id"]}
