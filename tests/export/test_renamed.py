"""What the institution wrote says whose a row is, whatever students call themselves and write into fields."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.test_sheets_of_all_systems import FIRST, LAST, SYSTEMS, _cells, fill
from grader.course import Student

FREE = ["City", "Partner", "Contact", "Kennung", "Private e-mail"]
KEYS = {"number": "student_number", "login": "id", "mail": "email", "internal": "canvas_id"}


@dataclass(frozen=True)
class Renamed:
    """rows: of the class first, in its order, then of strangers. keyed: whose keys the roster has, in columns
    with known titles. sure: of these, who is not called as another, and has no key below 1000.
    """

    students: list[Student]
    titles: list[str]
    rows: list[list[str]]
    keyed: set[int]
    sure: set[int]


@st.composite
def sheets(draw: st.DrawFn) -> Renamed:
    """Any of the class, and a stranger, may be called as on the roster, otherwise, or as any other."""
    size, name = draw(st.integers(2, 8)), draw(st.sampled_from([*SYSTEMS]))
    system = SYSTEMS[name]
    logins = draw(st.sampled_from([[one.lower() for one in FIRST], [str(997 + at) for at in range(8)]]))
    some = [draw(st.sets(st.integers(0, size - 1))) for _ in range(3)]
    ids = draw(st.sampled_from([logins, [f"u{at}" for at in range(8)]]))
    students = [
        Student(ids[at], f"{FIRST[at]} {LAST[at]}", email=f"{at}@x.org" * (at in some[0]),
                student_number=f"{4701 + at}" * (at in some[1]), canvas_id=f"{20_300 + at}" * (at in some[2]))
        for at in range(size)
    ]  # fmt: skip
    called = draw(
        st.lists(st.sampled_from([None, None, -1, *range(size)]), min_size=size + 1, max_size=size + 1)
    )
    people = [
        {
            "pid": f"P{900 + at}", "mail": f"{at}@x.org", "number": f"{4701 + at}",
            "internal": f"{20_300 + at}",
            "login": [*logins, "zed"][at if at < size else -1],
            "first": FIRST[other] if other >= 0 else "Nick", "last": LAST[other] if other >= 0 else f"N{at}",
        }
        for at, other in enumerate(at % 8 if one is None else one for at, one in enumerate(called))
    ][: size + draw(st.integers(0, 1))]  # fmt: skip
    columns = [(title, _cells(people, kind)) for title, kind in system.before.items()]
    for title in draw(st.lists(st.sampled_from(FREE), unique=True, max_size=2)):
        columns.insert(draw(st.integers(0, len(columns))), (title, _free(draw, students, len(people))))
    columns.append((system.grade, [""] * len(people)))
    titles, cells = zip(*columns, strict=True)
    kinds = (
        {kind.removeprefix("#") for kind in system.before.values()} & {*KEYS} if name != "unknown" else set()
    )
    kinds -= {"internal"} if name == "ilias" else set()
    keys = [{one[kind] for kind in kinds if one[kind] == getattr(who, KEYS[kind])}
            for who, one in zip(students, people, strict=False)]  # fmt: skip
    return Renamed(
        students,
        [*titles],
        [*map(list, zip(*cells, strict=True))],
        {at for at in range(size) if keys[at]},
        {at for at in range(size) if keys[at] - {"997", "998", "999"} and called[at] in (None, -1, at)},
    )


def _free(draw: st.DrawFn, students: Sequence[Student], size: int) -> list[str]:
    """Nothing, or what anybody is known by: a partner's, or whatever each likes."""
    by = draw(st.sampled_from(["id", "name", "email", "student_number"]))
    shifted = [getattr(students[(at + 1) % len(students)], by) for at in range(size)]
    said = st.sampled_from(["", "x@y.org", *(getattr(one, by) for one in students)])
    return draw(st.one_of(st.just(shifted), st.lists(said, min_size=size, max_size=size)))


@given(case=sheets())
def test_keys_decide(case: Renamed) -> None:
    """No score is in a row with another's key; whose key is there, beside no other's name, has theirs."""
    scores = {at: Decimal(at + 1) for at in range(len(case.students))}

    made, rows = fill(case.titles, case.rows, case.students, scores)

    given_to = {at: int(row[-1]) - 1 for at, row in enumerate(rows) if row[-1]}
    assert {at: who for at, who in given_to.items() if at in case.keyed and at != who} == {}
    assert case.sure - {at for at, who in given_to.items() if at == who} == set()
    assert {case.students[at].id for at in scores.keys() - {*given_to.values()}} == {*made.strangers}
    assert len(made.doubts) + len(made.spare) == len(rows) - len(given_to)


MOODLE, PARTNER = "Identifier,Full name,Email address,Grade", "Xa,Xb,Partner,Xd"
ATTACKS = {
    "one takes a name, and the roster spells all otherwise": (
        MOODLE,
        "P0,Ada,0@x,|P1,Bob,1@x,|P2,Cem,2@x,|P3,Ada Ash,3@x,",
        "1,2,3,",
    ),
    "two take names": (
        MOODLE,
        "P0,Ada,0@x,|P1,Bob,1@x,|P2,Ada Ash,2@x,|P3,Bob Bee,3@x,",
        "1,2,,",
    ),
    "partners, in a language that is not known": (
        PARTNER,
        "P0,Adi,Bob Bee,|P1,Bob Bee,Cem Cox,|P2,Cem Cox,Dan Day,|P3,Dan Day,Ada Ash,",
        ",,,",
    ),
    "two partners who are called otherwise": (
        PARTNER,
        "P0,Adi,Bob Bee,|P1,Bobby,Ada Ash,|P2,Cem Cox,Dan Day,|P3,Dan Day,Cem Cox,",
        ",,,",
    ),
    "partners, and addresses with a known title": (
        "Xb,E-mail,Partner,Xd",
        "Adi,0@x,Bob Bee,|Bobby,1@x,Ada Ash,|Cem,2@x,Dan Day,|Dan,3@x,Cem Cox,",
        "1,2,3,4",
    ),
    "partners, and addresses": (
        "Xb,Xc,Partner,Xd",
        "Adi,0@x,Bob Bee,|Bob Bee,1@x,Ada Ash,|Cem Cox,2@x,Dan Day,|Dan Day,3@x,Cem Cox,",
        "1,2,3,4",
    ),
    "partners' addresses": (
        "Xb,Xc,Xd",
        "Ada Ash,1@x,|Bob Bee,0@x,|Cem Cox,3@x,|Dan,2@x,",
        ",,,",
    ),
    "partners, and names that nobody is called by": (
        "Full name,Reviewer,Grade",
        "Ada,Bob Bee,|Bob,Cem Cox,|Cem,Dan Day,|Dan,Ada Ash,",
        ",,,",
    ),
    "another's address in a field": (
        "Identifier,Full name,Contact,Grade",
        "P0,Ada Ash,0@x,|P1,Bob Bee,b@h,|P2,Cem Cox,2@x,|P3,Dan,1@x,",
        "1,2,3,",
    ),
    "ids in a field, and other things": (
        "Full name,Email address,Kennung,Grade",
        "Ada Ash,0@x,u0,|Bob Bee,1@x,?,|Cem Cox,2@x,u2,|Dan Day,3@x,u3,",
        "1,2,3,4",
    ),
    "a namesake of the other's id": (
        "Full name,Kennung,Grade",
        "Kim Lee,u4,|Kim Lee,u4,|Ada Ash,u0,|Bob Bee,u1,",
        ",,1,2",
    ),
    "another's name, and no key": (
        MOODLE,
        "P0,Ada Ash,1@x,|P1,Bob Bee,,|P2,Cem Cox,2@x,",
        ",,3",
    ),
    "keys of two": (
        "Username,Email address,Grade",
        "u0,1@x,|u1,1@x,|u2,2@x,",
        ",2,3",
    ),
    "a key twice": (
        MOODLE,
        "P0,Ada,0@x,|P1,Mal,0@x,|P2,Cem,2@x,",
        ",,3",
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_nobody_gains(attack: str) -> None:
    """Others lose nothing but what the sheet leaves open, and who has no row is named."""
    titles, rows, given_to = ATTACKS[attack]
    names = [*(f"{FIRST[at]} {LAST[at]}" for at in range(4)), "Kim Lee", "Kim Lee"]
    students = [Student(f"u{at}", name, email=f"{at}@x") for at, name in enumerate(names)]

    made, after = fill(
        titles.split(","), [row.split(",") for row in rows.split("|")], students,
        {at: Decimal(at + 1) for at in range(6)},
    )  # fmt: skip

    assert ",".join(row[-1] for row in after) == given_to
    assert {*made.strangers} == {f"u{at}" for at in range(6)} - {
        f"u{int(row[-1]) - 1}" for row in after if row[-1]
    }


@pytest.mark.parametrize("shown", ["Ada Ash", "Ada"])
def test_one_login_below_1000(shown: str) -> None:
    """That cell needs the name to say the same; the others' do not."""
    students = [Student(one, f"{FIRST[at]} {LAST[at]}") for at, one in enumerate(("42", "bob", "cem"))]
    rows = [["#42", shown, ""], ["#bob", "Bobby", ""], ["#cem", "Cemo", ""]]

    _, after = fill(
        ["Username", "Full name", "Grade"], rows, students, {at: Decimal(at + 1) for at in range(3)}
    )

    assert [row[-1] for row in after] == ["1" if shown == "Ada Ash" else "", "2", "3"]


@pytest.mark.parametrize("start", [1, 1001])
def test_a_name_beside_another_rows_small_number(start: int) -> None:
    """Ada, renamed, is known by her number; whoever took her name and has none does not get her score."""
    students = [
        Student(f"u{at}", f"{FIRST[at]} {LAST[at]}", student_number=f"{start + at}") for at in range(3)
    ]
    rows = [["Addie Ash", f"{start}", ""], ["Ada Ash", "", ""], ["Cem Cox", f"{start + 2}", ""]]

    made, after = fill(
        ["Full name", "ID number", "Grade"], rows, students, {at: Decimal(at + 1) for at in range(3)}
    )

    assert [row[-1] for row in after] == ["" if start < 1000 else "1", "", "3"]
    assert [*made.strangers] == (["u0", "u1"] if start < 1000 else ["u1"])


def test_addresses_that_were_handed_in() -> None:
    """No answer tells whose a row is, though the sheet is in a language that is not known."""
    students = [Student(f"u{at}", f"{FIRST[at]} {LAST[at]}", email=f"{at}@x") for at in range(3)]
    rows = [[f"{FIRST[at]} {LAST[at]}", "", f"{(at + 1) % 3}@x"] for at in range(3)]

    _, after = fill(["Xb", "Xd", "Xe"], rows, students, {at: Decimal(at) for at in range(3)}, column="Xd")

    assert [row[1] for row in after] == ["0", "1", "2"]
