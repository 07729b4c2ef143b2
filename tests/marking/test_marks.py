"""From a marker's acts to the gradebook, without a page between."""

from pathlib import Path

import pytest
from sqlalchemy import text

from grader.gradebook import ManualMark, enter_manual_marks
from grader.marking import Desk
from grader.marking.acts import (
    NotNow,
    Place,
    choose,
    choose_rest,
    comment,
    let_ours_count,
    mark_alike,
    mark_blanks,
    near,
    note,
    undo,
)
from grader.marking.desk import agreements, asked_again, blanks, disagreements, done, mine, queue
from grader.marking.entering import marks, refresh, stand

from .conftest import Sit
from .written import RUBRIC, hand_in_again


def at(desk: Desk, student: str, *, resolves: bool = False) -> Place:
    [answer] = [one for one in desk.piles["why"].answers.values() if one.student == student]
    return Place("why", answer, resolves)


def mark(desk: Desk, student: str, *levels: int, resolves: bool = False) -> None:
    for criterion, level in enumerate(levels):
        choose(desk, at(desk, student, resolves=resolves), criterion, level)


def rewrite(root: Path, old: str, new: str) -> None:
    path = root / "solutions/tiny/rubric.toml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def points(desk: Desk, student: str) -> float | None:
    return marks(desk, "why")[student].points


def test_mark_is_in_the_gradebook(sit: Sit) -> None:
    """A whole opinion is in the gradebook at once, with how its points come about."""
    desk = sit()

    mark(desk, "ada", 2, 1)
    note(desk, at(desk, "ada"), "Squares")
    comment(desk, at(desk, "ada"), "Nearly.")

    told = "Nearly.\n\n1 of 2: A reason\n1 of 1: An example\n-0.5: Squares"
    assert marks(desk, "why")["ada"] == ManualMark(1.5, told, awaits=False)


def test_half_a_mark_is_not(sit: Sit) -> None:
    """Until every criterion is decided the gradebook has no points, and formgrader lists the answer."""
    desk = sit()

    choose(desk, at(desk, "ada"), 0, 1)

    assert marks(desk, "why")["ada"] == ManualMark(None, "", awaits=True)
    assert mine(sit(), "why", at(desk, "ada").answer).levels == (1, None)


def test_points_never_below_zero(sit: Sit) -> None:
    """Errors cost no more than was earned."""
    desk = sit()

    mark(desk, "ada", 0, 0)
    note(desk, at(desk, "ada"), "Squares")

    assert points(desk, "ada") == 0


def test_undo(sit: Sit) -> None:
    """Acts are taken back one by one, the gradebook follows, and no trace of them is lost."""
    desk = sit()
    mark(desk, "ada", 2, 1)
    choose(desk, at(desk, "ada"), 0, 1)
    history = len(desk.record.path.read_bytes().splitlines())

    first, second = undo(desk), undo(desk)

    assert first is not None and second is not None and first.answer.student == "ada"
    assert mine(desk, "why", first.answer).levels == (2, None)
    assert marks(desk, "why")["ada"] == ManualMark(None, "", awaits=True)
    assert len(desk.record.path.read_bytes().splitlines()) > history


def test_nothing_to_undo(sit: Sit) -> None:
    """What another marker did is not mine to take back."""
    desk = sit()
    mark(desk, "ada", 2, 1)

    assert undo(sit("max")) is None


def test_same_answers(sit: Sit) -> None:
    """Answers in the same words are found whatever their case and stops, nearly the same ones apart."""
    desk = sit()

    same, nearly = near(desk, at(desk, "ada"))

    assert [one.student for one in same] == ["bob"]
    assert [one.student for one in nearly] == ["cleo"]


def test_same_mark_for_all(sit: Sit) -> None:
    """One act marks all that say the same, one undo takes it back."""
    desk = sit()
    mark(desk, "ada", 1, 1)
    same, nearly = near(desk, at(desk, "ada"))

    given = mark_alike(desk, at(desk, "ada"), [*same, *nearly])

    assert (given, points(desk, "bob"), points(desk, "cleo")) == (2, 3, 3)
    undo(desk)
    assert (points(desk, "ada"), points(desk, "bob"), points(desk, "cleo")) == (3, None, None)


def test_same_mark_only_once_whole(sit: Sit) -> None:
    """Half a mark is not handed on, and a mark that was given already stays."""
    desk = sit()
    mark(desk, "bob", 0, 0)

    with pytest.raises(NotNow, match="every criterion first"):
        mark_alike(desk, at(desk, "ada"), near(desk, at(desk, "ada"))[0])
    choose_rest(desk, at(desk, "ada"), 1)
    mark_alike(desk, at(desk, "ada"), near(desk, at(desk, "ada"))[0])

    assert (points(desk, "ada"), points(desk, "bob")) == (3, 0)


def test_blank_answers(sit: Sit) -> None:
    """Where nothing was written is gathered, and becomes 0 when a marker says so, not before."""
    desk = sit()

    before = marks(desk, "why")["eve"]
    given = mark_blanks(desk, "why")

    assert [one.student for one in blanks(desk, "why")] == ["eve"]
    assert before.points is None
    assert (given, marks(desk, "why")["eve"]) == (1, ManualMark(0.0, "No response.", awaits=False))
    assert "eve" not in {one.student for one in queue(desk, "why")}


def test_order_is_the_markers_own(sit: Sit) -> None:
    """A marker meets the answers in the same order every time, and not in anybody else's or the class's."""
    orders = {name: [one.student for one in queue(sit(name), "why")] for name in ("mia", "max", "tom", "zoe")}

    assert [one.student for one in queue(sit("mia"), "why")] == orders["mia"]
    assert len(set(map(tuple, orders.values()))) > 1


def test_share(sit: Sit) -> None:
    """A share is rounded up, the same for all markers, and part of every larger one."""
    half = {one.student for one in queue(sit("max", share=0.5), "why")}
    other = {one.student for one in queue(sit("tom", share=0.5), "why")}
    little = {one.student for one in queue(sit("max", share=0.01), "why")}

    assert (len(half), len(little)) == (2, 1)
    assert half == other and little < half


def test_first_marker_counts_until_resolved(sit: Sit) -> None:
    """Where two markers differ the first one's mark counts, then the resolved one."""
    mia, max_ = sit("mia"), sit("max")
    mark(mia, "ada", 1, 1)
    refresh(max_)
    mark(max_, "ada", 2, 0)
    refresh(mia)

    assert points(mia, "ada") == 3
    assert [one.student for one in disagreements(mia, "why")] == ["ada"]
    mark(mia, "ada", 2, 1, resolves=True)
    assert points(mia, "ada") == 2
    assert disagreements(mia, "why") == []
    with pytest.raises(NotNow, match="was resolved"):
        choose(mia, at(mia, "ada"), 0, 1)


def test_undo_leaves_what_another_marker_resolved(sit: Sit) -> None:
    """What somebody else decided since stays. Their own undo brings back what was there; that can go then."""
    mia, max_ = sit("mia"), sit("max")
    mark(mia, "ada", 1, 1)
    mark(mia, "ada", 2, 1, resolves=True)
    refresh(max_)
    choose(max_, at(max_, "ada", resolves=True), 1, 0)

    refresh(mia)
    undo(mia)
    assert points(mia, "ada") == 1
    assert mine(mia, "why", at(mia, "ada").answer).levels == (1, None)

    refresh(max_)
    undo(max_)
    assert points(mia, "ada") == 2
    refresh(mia)
    undo(mia)
    undo(mia)
    refresh(max_)
    assert undo(max_) is None
    assert points(mia, "ada") is None


def test_blind(sit: Sit) -> None:
    """Who has yet to form an opinion is not shown what others differ about."""
    mia, max_, tom = sit("mia"), sit("max"), sit("tom")
    mark(mia, "ada", 1, 1)
    mark(max_, "ada", 2, 0)

    refresh(tom)

    assert mine(tom, "why", at(tom, "ada").answer).levels == (None, None)
    assert disagreements(tom, "why") == []


def test_agreement(sit: Sit) -> None:
    """Agreement is counted where both markers have a whole opinion, criterion by criterion."""
    mia, max_ = sit("mia"), sit("max")
    for student, one, other in (("ada", 1, 1), ("bob", 0, 0), ("cleo", 1, 0)):
        mark(mia, student, one, 1)
        mark(max_, student, other, 1)
    choose(max_, at(max_, "dan"), 0, 1)
    refresh(mia)

    [(names, [reason, example])] = agreements(mia, "why").items()

    assert names == ("max", "mia")
    assert (reason.same, reason.answers, reason.kappa) == (2, 3, pytest.approx(0.4))
    assert (example.same, example.answers, example.kappa) == (3, 3, None)


def test_points_of_a_level_change(root: Path, sit: Sit) -> None:
    """Marks follow a criterion whose points change, and nobody has to look again."""
    desk = sit()
    mark(desk, "ada", 2, 1)
    mark(desk, "dan", 0, 0)

    rewrite(root, '{ points = 1, when = "half said" }', '{ points = 1.5, when = "half said" }')
    said = refresh(desk)

    assert said == ["why: 1 mark changed in the gradebook"]
    assert (points(desk, "ada"), points(desk, "dan")) == (2.5, 0)
    assert marks(desk, "why")["ada"].comment == "1.5 of 2: A reason\n1 of 1: An example"


def test_level_is_added(root: Path, sit: Sit) -> None:
    """A new level is a question to everybody; until it is answered the old mark stands, and is listed."""
    desk = sit()
    mark(desk, "ada", 2, 1)

    rewrite(root, '"half said" }', '"half said" }, { points = 0.5, when = "hinted" }')
    said = refresh(desk)

    answer = at(desk, "ada").answer
    assert said == ["why: 1 answer to look at again: A reason"]
    assert asked_again(desk, "why", answer) == ("A reason",)
    assert mine(desk, "why", answer).levels == (None, 1)
    assert not done(desk, "why", answer, marks(desk, "why"))
    assert (points(desk, "ada"), marks(desk, "why")["ada"].awaits) == (2, True)
    mark(desk, "ada", 3)
    assert (points(desk, "ada"), marks(desk, "why")["ada"].awaits) == (1.5, False)


def test_level_is_removed(root: Path, sit: Sit) -> None:
    """Only who chose the level that is gone is asked again."""
    desk = sit()
    mark(desk, "ada", 2, 1)
    mark(desk, "bob", 1, 1)
    mark(desk, "dan", 0, 1)

    rewrite(root, ', { points = 1, when = "half said" }', "")
    refresh(desk)

    again = {one.student for one in queue(desk, "why") if asked_again(desk, "why", one)}
    assert again == {"ada"}


def test_criterion_is_renamed(root: Path, sit: Sit) -> None:
    """A criterion under a new name is a new one, and the only one to decide about."""
    desk = sit()
    mark(desk, "ada", 2, 1)

    rewrite(root, "An example", "A number")
    refresh(desk)

    assert mine(desk, "why", at(desk, "ada").answer).levels == (2, None)
    assert asked_again(desk, "why", at(desk, "ada").answer) == ("A number",)


def test_words_of_a_level_change(root: Path, sit: Sit) -> None:
    """A level that is only worded anew keeps its marks."""
    desk = sit()
    mark(desk, "ada", 2, 1)

    rewrite(root, "half said", "said in half a sentence")
    refresh(desk)

    assert mine(desk, "why", at(desk, "ada").answer).levels == (2, 1)


def test_formgraders_mark_stands(root: Path, sit: Sit) -> None:
    """Points changed in formgrader are not overwritten by anything but a marker who says so."""
    desk = sit()
    mark(desk, "ada", 2, 1)
    enter_manual_marks(desk.book, "tiny", "why", {"ada": ManualMark(2.25, "Mine.", awaits=False)})

    rewrite(root, 'points = 1, when = "half', 'points = 1.5, when = "half')
    refresh(desk)
    comment(desk, at(desk, "ada"), "Well said.")

    found = marks(desk, "why")["ada"]
    now = stand(desk, "why", at(desk, "ada").answer, {"ada": found})
    assert (found.points, found.comment) == (2.25, "Mine.")
    assert (now.theirs, now.their_comment) == (True, True)
    let_ours_count(desk, at(desk, "ada"))
    assert points(desk, "ada") == 2.5
    assert marks(desk, "why")["ada"].comment.startswith("Well said.")


def test_formgraders_comment_stands(sit: Sit) -> None:
    """A comment written in formgrader stays, while the points follow our page."""
    desk = sit()
    enter_manual_marks(desk.book, "tiny", "why", {"ada": ManualMark(None, "See me.", awaits=True)})

    mark(desk, "ada", 1, 1)

    assert marks(desk, "why")["ada"] == ManualMark(3.0, "See me.", awaits=False)


def test_marked_in_formgrader_first(sit: Sit) -> None:
    """An answer that was marked in formgrader is not put before a marker as one to do."""
    desk = sit()
    enter_manual_marks(desk.book, "tiny", "why", {"ada": ManualMark(2.0, "", awaits=False)})

    assert done(desk, "why", at(desk, "ada").answer, marks(desk, "why"))
    assert not done(desk, "why", at(desk, "bob").answer, marks(desk, "why"))


def test_handed_in_again(root: Path, sit: Sit) -> None:
    """Another text has no opinion yet; the old mark is taken back, and the answer is listed, until it has."""
    mark(sit(), "ada", 1, 1)
    hand_in_again(root, "ada", "Something else.")

    desk = sit()

    assert mine(desk, "why", at(desk, "ada").answer).levels == (None, None)
    assert (points(desk, "ada"), marks(desk, "why")["ada"].awaits) == (None, True)
    mark(desk, "ada", 0, 0)
    assert points(desk, "ada") == 0


def test_gradebook_that_refuses(sit: Sit) -> None:
    """Where the gradebook cannot be written to, the mark is safe in the record, and the trouble is told."""
    desk = sit()
    desk.book.db.execute(text("ALTER TABLE grade RENAME TO gone"))
    desk.book.db.commit()

    choose_rest(desk, at(desk, "ada"), 1)

    assert mine(desk, "why", at(desk, "ada").answer).whole
    assert "not in the gradebook" in desk.trouble and "no such table" in desk.trouble


def test_rubric_of_the_tests() -> None:
    """The rubric these tests rewrite still reads as they expect."""
    assert RUBRIC.count('"half said"') == RUBRIC.count("An example") == 1
