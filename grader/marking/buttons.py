"""What a button of the marking page asks for: its value, "level:0:2", as an act."""

from collections.abc import Mapping, Sequence

from grader.marking import acts
from grader.marking import desk as desks
from grader.marking.acts import NotNow
from grader.marking.answers import Answer
from grader.marking.desk import Desk, Place
from grader.marking.opinions import NONE_MET, score, seen
from grader.wording import points

BEST = 1


def press(desk: Desk, place: Place, form: Mapping[str, str]) -> Place | None:
    """Do what the form says, its comment first; returns where to go then. None: nothing is left to do.

    Raises: NotNow: it cannot be done; CourseError: it could not be saved.
    """
    if form.get("rubric") != seen(desk.rubrics[place.question]).id:
        raise NotNow("The rubric has changed since this page was shown. Nothing was saved; look again.")
    verb, _, about = form.get("act", "").partition(":")
    text = form.get("comment", "").replace("\r\n", "\n").strip()
    if text != form.get("was", "").replace("\r\n", "\n").strip():  # or another window's would be overwritten
        acts.comment(desk, place, text)
    if verb in _WALKS:
        return _walk(desk, place, verb)
    if verb == "undo":
        return _undo(desk, place)
    _change(desk, place, verb, about)
    if not desk.remark:
        desk.remark = _saved(desk, place)
    return place


_WALKS = ("next", "forward", "back", "differ")


def _change(desk: Desk, place: Place, verb: str, about: str) -> None:
    rubric = desk.rubrics[place.question]
    match verb:
        case "level":
            criterion, level = _numbers(about)
            if criterion < len(rubric.criterion) and level <= len(rubric.criterion[criterion].levels):
                acts.choose(desk, place, criterion, level)
        case "best":
            acts.choose_rest(desk, place, BEST)
        case "none":
            acts.choose_rest(desk, place, NONE_MET)
        case "error" if about in {error.name for error in rubric.error}:
            acts.note(desk, place, about)
        case "reuse":
            _reuse(desk, place, about)
        case "same" | "like" if (verb == "like") == bool(about):
            _alike(desk, place, about)
        case "ours":
            acts.let_ours_count(desk, place)


def _numbers(about: str) -> tuple[int, int]:
    """Of "0:2"; numbers that name nothing where it is not that."""
    first, _, second = about.partition(":")
    known = all(one.isdecimal() and len(one) < 9 for one in (first, second))
    return (int(first), int(second)) if known else (1 << 30, 1 << 30)


def _reuse(desk: Desk, place: Place, line: str) -> None:
    """The line is added to the comment, or taken out of it."""
    lines = [one for one in acts.opinion_at(desk, place).comment.split("\n") if one.strip()]
    kept = [one for one in lines if one.strip() != line]
    acts.comment(desk, place, "\n".join(kept if len(kept) < len(lines) else [*lines, line]))


def _alike(desk: Desk, place: Place, about: str) -> None:
    """about: one other answer; "": all that say the same. What nearly says it is looked at one by one: the
    word that makes it another may be *not*.
    """
    same, nearly = acts.near(desk, place)
    chosen = [one for one in (*same, *nearly) if one.id == about] if about else same
    given = acts.mark_alike(desk, place, chosen)
    desk.remark = f"The same mark for {given} more. U takes it back." if given else "All of them are marked."


def _walk(desk: Desk, place: Place, verb: str) -> Place | None:
    if verb == "differ" or (verb == "next" and place.resolves):
        found = desks.disagreements(desk, place.question)
        if not found:
            desk.remark = "Nothing that markers differ about is left here."
            return None if place.resolves else place
        return Place(place.question, _after(found, place), resolves=True)
    if verb == "next":
        levels = acts.opinion_at(desk, place).levels
        if 0 < (left := levels.count(None)) < len(levels):
            desk.remark = f"The last answer is not marked yet: {left} to decide. It comes again."
        return desks.next_place(desk, place.question, after=place.answer)
    row = desks.disagreements(desk, place.question) if place.resolves else desks.queue(desk, place.question)
    if not row:
        return None
    return Place(place.question, _after(row, place, back=verb == "back"), place.resolves)


def _undo(desk: Desk, place: Place) -> Place:
    found = acts.undo(desk)
    desk.remark = "Taken back." if found else "There is nothing to take back."
    return found or place


def _saved(desk: Desk, place: Place) -> str:
    rubric, reading = desk.rubrics[place.question], acts.opinion_at(desk, place)
    left = reading.levels.count(None)
    so_far = f"{points(score(rubric, reading))} of {points(rubric.points)} points"
    return f"Saved: {so_far}{f' so far, {left} to decide' if left else ''}."


def _after(row: Sequence[Answer], place: Place, *, back: bool = False) -> Answer:
    """The next in a row, or the one before; round at its ends, the first for what is not in it."""
    index = next((index for index, one in enumerate(row) if one.id == place.answer.id), None)
    return row[0] if index is None else row[(index + (-1 if back else 1)) % len(row)]
