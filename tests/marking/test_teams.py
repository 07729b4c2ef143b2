"""What a team handed in as one file is marked once."""

from pathlib import Path

import pytest

from grader.gradebook import ManualMark, enter_manual_marks
from grader.marking import Desk
from grader.marking.acts import Place, choose, mark_blanks, undo
from grader.marking.desk import asked_again, blanks, disagreements, mine, next_place, queue
from grader.marking.entering import marks, refresh, stand
from grader.marking.opinions import score

from .conftest import Sit
from .written import PLACEHOLDER, hand_in_again, write_class

TEAM = "Because we agreed."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A team of three, and two alone, one of whom wrote the same."""
    write_class(tmp_path, ada=TEAM, bob=TEAM, cleo=TEAM, dan=TEAM, eve=PLACEHOLDER, fay=PLACEHOLDER)
    listed(tmp_path, ada="Ravens", bob="Ravens", cleo="Ravens", eve="Owls", fay="Owls")
    return tmp_path


def listed(root: Path, **teams: str) -> None:
    lines = [f"{student},{team}\n" for student, team in teams.items()]
    (root / "class/roster.csv").write_text("".join(["id,group\n", *lines]))


def place(desk: Desk, student: str) -> Place:
    [answer] = [one for one in desk.piles["why"].answers.values() if student in one.students]
    return Place("why", answer)


def mark(desk: Desk, student: str, *levels: int) -> None:
    for criterion, level in enumerate(levels):
        choose(desk, place(desk, student), criterion, level)


def points(desk: Desk, students: str) -> list[float | None]:
    found = marks(desk, "why")
    return [found[student].points for student in students.split()]


def test_one_mark(sit: Sit) -> None:
    """One answer is to be marked, the mark is everybody's, and nobody's else; one undo takes it back."""
    desk = sit()
    assert sorted(one.students for one in queue(desk, "why")) == [("ada", "bob", "cleo"), ("dan",)]

    mark(desk, "bob", 2, 1)

    assert points(desk, "ada bob cleo dan") == [2, 2, 2, None]
    undo(desk)
    assert points(desk, "ada bob cleo") == [None, None, None]


def test_blank(sit: Sit) -> None:
    """A team's blank answer is one, too."""
    desk = sit()

    assert [one.students for one in blanks(desk, "why")] == [("eve", "fay")]
    mark_blanks(desk, "why")
    assert points(desk, "eve fay") == [0, 0]


@pytest.mark.parametrize("late", ["ada", "cleo"])
def test_who_joins_a_team_later(root: Path, sit: Sit, late: str) -> None:
    """They have the team's mark, whoever comes first in it, and there is nothing left to mark."""
    everybody = {"ada": "Ravens", "bob": "Ravens", "cleo": "Ravens", "dan": ""}
    listed(root, **everybody | {late: ""})
    before = sit()
    mark(before, "bob", 1, 1)
    mark(before, "dan", 1, 1)
    assert points(before, late) == [None]

    listed(root, **everybody)
    desk = sit("max")

    assert points(desk, "ada bob cleo") == [3, 3, 3]
    assert next_place(sit(), "why") is None


@pytest.mark.parametrize("late", ["ada", "cleo"])
def test_who_joins_a_team_with_a_mark_of_their_own(root: Path, sit: Sit, late: str) -> None:
    """One answer has one mark, whoever of its team was marked alone before."""
    everybody = {"ada": "Ravens", "bob": "Ravens", "cleo": "Ravens"}
    listed(root, **everybody | {late: ""})
    mark(sit(), "bob", 1, 1)
    mark(sit(), late, 0, 0)

    listed(root, **everybody)
    desk = sit()

    shown = score(desk.rubrics["why"], mine(desk, "why", place(desk, "bob").answer))
    assert points(desk, "ada bob cleo") == [shown, shown, shown]
    mark(desk, "bob", 2, 1)
    assert points(desk, "ada bob cleo") == [2, 2, 2]


def test_what_is_known_of_any_of_them(root: Path, sit: Sit) -> None:
    """Markers still differ, and the old mark stands while a new level is decided, though who comes first in
    the team was not marked before.
    """
    everybody = {"ada": "Ravens", "bob": "Ravens", "cleo": "Ravens"}
    listed(root, **everybody | {"ada": ""})
    mark(sit(), "bob", 2, 1)
    mark(sit("max"), "bob", 0, 0)

    listed(root, **everybody)
    desk = sit()
    assert [one.students for one in disagreements(desk, "why")] == [("ada", "bob", "cleo")]

    path = root / "solutions/tiny/rubric.toml"
    more = 'half said" }, { points = 0.5, when = "hinted" }'
    path.write_text(path.read_text().replace('half said" }', more))
    refresh(desk)

    assert asked_again(desk, "why", place(desk, "bob").answer) == ("A reason",)
    assert points(desk, "ada bob cleo") == [2, 2, 2]


def test_another_mark_for_one_of_them(sit: Sit) -> None:
    """What formgrader gave one member stays, the page says so, and the others follow the page."""
    desk = sit()
    mark(desk, "ada", 2, 1)
    enter_manual_marks(desk.book, "tiny", "why", {"cleo": ManualMark(0.5, "Did little.", awaits=False)})

    mark(desk, "ada", 1)

    assert points(desk, "ada bob cleo") == [3, 3, 0.5]
    assert stand(desk, "why", place(desk, "ada").answer, marks(desk, "why")).theirs


def test_who_leaves_a_team(root: Path, sit: Sit) -> None:
    """Another text of one member is marked by itself; the mark of the others stays."""
    mark(sit(), "ada", 1, 1)
    hand_in_again(root, "ada", "I think otherwise.")

    desk = sit()

    assert sorted(one.students for one in queue(desk, "why")) == [("ada",), ("bob", "cleo"), ("dan",)]
    mark(desk, "ada", 0, 0)
    assert points(desk, "ada bob cleo") == [0, 3, 3]


def test_a_rubric_that_changes(root: Path, sit: Sit) -> None:
    """Everybody's mark follows."""
    desk = sit()
    mark(desk, "ada", 2, 1)
    path = root / "solutions/tiny/rubric.toml"
    path.write_text(path.read_text().replace('points = 1, when = "half', 'points = 1.5, when = "half'))

    refresh(desk)

    assert points(desk, "ada bob cleo") == [2.5, 2.5, 2.5]
