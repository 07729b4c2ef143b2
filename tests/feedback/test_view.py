from dataclasses import replace

import pytest

from grader.feedback.page import render
from grader.feedback.view import View, view
from grader.model import Contrast, Diagnosis, Mark, Marks, Repair, Verdict

from .reports import CODE, RAISED, WRONG, crashed, failed, question, report, result

PASSED = result("Held.", Verdict.PASSED)
BROKEN = result("Ours.", Verdict.BROKEN)


def marked(mark: Mark, **more: float) -> View:
    """One point of two earned by machines, and a mark."""
    return view(report({"softmax": question(failed(), PASSED)}), marks=Marks({"softmax": mark}, **more))


@pytest.mark.parametrize(
    ("mark", "score"),
    [
        (Mark(), 1.0),
        (Mark(machine=1.0), 1.0),
        (Mark(machine=1.0, manual=0.5), 0.5),
        (Mark(machine=1.0, manual=0.0), 0.0),
        (Mark(machine=1.0, extra=2.0), 3.0),
        (Mark(machine=1.5), 1.5),
    ],
)
def test_score(mark: Mark, score: float) -> None:
    """A person's mark replaces the machine's, extra credit is added, and what the gradebook kept is kept."""
    assert marked(mark).score == score


def test_kept() -> None:
    """A higher score of an earlier grading is said to be one; an equal one is not."""
    assert marked(Mark(machine=1.5)).parts[0].kept
    assert not marked(Mark(machine=1.0)).parts[0].kept


def test_one_example_of_a_named_mistake() -> None:
    """What a known mistake explains is shown by one example; other claims are listed without theirs."""
    named = (Diagnosis("halves", "Halves.", "Why?"),)
    results = [failed("First.", hint=""), crashed("Then.")]

    (part,) = view(report({"softmax": question(*results, diagnoses=named)})).parts
    (unnamed,) = view(report({"softmax": question(*results)})).parts

    assert [one.claim for one in part.repeating] == ["First."]
    assert unnamed.repeating == ()


def test_what_is_said_of_all_is_said_once() -> None:
    """Where nothing can be told while the first finding stands, the others are a list below that sentence."""
    again = failed("Again.", replace(WRONG, beside="before"))
    page = view(report({"softmax": question(again, failed("B."), failed("C.", replace(WRONG, got="7")))}))

    assert [one.claim for one in page.parts[0].repeating] == ["B.", "C."]
    assert render(page).count("What is left to chance, or of another call, may show here") == 1


def test_late() -> None:
    """A late penalty comes off the total, not off a question."""
    found = marked(Mark(machine=1.0), penalty=0.25)

    assert (found.score, found.parts[0].score) == (0.75, 1.0)


def test_awaits_marker() -> None:
    """Points that a person will give are open: neither lost nor counted."""
    found = view(report({"softmax": question(PASSED), "why": question(points=3.0, awaits_marker=True)}))

    assert (found.score, found.open_points) == (1.0, 3.0)
    assert found.parts[1].awaits_marker


def test_no_answer() -> None:
    """An answer left as released is worth nothing, and awaits nobody."""
    found = view(report({"why": question(points=3.0)}))

    assert (found.score, found.open_points, found.parts[0].awaits_marker) == (0.0, 0.0, False)


def test_broken_check() -> None:
    """A question with a check of ours at fault is not settled, and awaits no marker."""
    found = view(report({"softmax": question(BROKEN, PASSED)}, status="broken"))

    assert (found.score, found.open_points, found.parts[0].awaits_marker) == (0.0, 2.0, False)


def test_grader_failed() -> None:
    """Where the grader failed altogether, every point is open."""
    found = view(report({"softmax": question(points=2.0)}, status="broken"))

    assert found.open_points == 2.0


def test_first() -> None:
    """The place to start is the first question in which something went wrong."""
    found = view(
        report({"score": question(PASSED), "softmax": question(failed()), "attend": question(failed())})
    )

    assert found.first is not None and found.first.name == "softmax"


def test_nothing_to_start_with() -> None:
    """With full marks there is nothing to start with."""
    assert view(report({"score": question(PASSED)})).first is None


def test_error_of_an_earlier_question() -> None:
    """An error that comes from an earlier question's function says so."""
    found = view(
        report({"score": question(crashed("A.", RAISED)), "attend": question(crashed("B.", RAISED))})
    )

    assert [part.findings[0].same_as for part in found.parts] == ["", "score"]


@pytest.mark.parametrize("waits_for", ["", "score"])
def test_nothing_of_its_own_is_wrong_where_that_was_tried(waits_for: str) -> None:
    """An error that came there before hides what is wrong beside; which stand-ins alone can show."""
    raises, before = (question(crashed("A."), waits_for=other) for other in (waits_for, ""))

    page = render(view(report({"score": before, "attend": raises})))

    assert ("nothing of its own is wrong here" in page) == bool(waits_for)
    assert ("whether anything of its own is wrong shows after that" in page) != bool(waits_for)
    assert 'Fix score first, then run <code>selfcheck("attend")</code> again.' in page


@pytest.mark.parametrize(
    ("own", "first"),
    [
        ("def attend(s, hs):\n    import torch\n    return score(s, hs)", ""),
        ("def attend(s, hs):\n    return score(s, hs)", "score"),
        ("def decode(s, hs):\n    return attend(s, hs)", "score"),
    ],
    ids=["its own line", "what it calls", "what that calls"],
)
def test_error_of_two_questions(own: str, first: str) -> None:
    """One package that two questions import is not there for either: to mend one mends the other only where
    it came from there.
    """
    error = replace(RAISED, got="raised ModuleNotFoundError: No module named 'torch' (line 2 of its cell)")
    name = own[4:10]
    asked = {one: question(crashed("A.", error)) for one in ("score", "attend", "decode")}

    found = view(report(asked), own={name: own})

    (part,) = (part for part in found.parts if part.name == name)
    assert part.findings[0].same_as == part.waits_for == first


def test_misconception_after_full_marks() -> None:
    """No misconception is named to somebody whom a person gave all points."""
    shape = Diagnosis("columns", "Takes columns for words.", "Along which axis?")
    with_mistake = report({"softmax": question(failed(), diagnoses=(shape,))})

    found = view(with_mistake, marks=Marks({"softmax": Mark(machine=0.0, manual=1.0)}))

    assert found.parts[0].diagnoses == ()


def test_own_text() -> None:
    """The student's cell is shown line by line, without what a page would obey."""
    found = view(report(), own={"softmax": f"\x1b[31m{CODE}\n\u202e\n"})

    assert found.parts[0].own == tuple(CODE.split("\n"))


def test_long_cell() -> None:
    """A huge cell is cut, and says by how much."""
    found = view(report(), own={"softmax": "\n".join(["x" * 3000] * 500)})

    own = found.parts[0].own
    assert (len(own), own[0][-24:], own[-1]) == (
        401,
        "… and 1,000 more characters"[-24:],
        "… and 100 more lines",
    )


def elsewhere(waits_for: str, *named: Diagnosis) -> View:
    """softmax is wrong, and so is attend, which waits for `waits_for`."""
    wrong = question(failed(), diagnoses=named, waits_for=waits_for)
    return view(report({"softmax": question(failed()), "attend": wrong, "score": question(PASSED)}))


TWOS = Diagnosis("softmax_base_two", "In softmax: Takes powers of two.", "Why?")


@pytest.mark.parametrize("named", [(), (TWOS,)])
def test_waits_for_another_question(named: tuple[Diagnosis, ...]) -> None:
    """What comes of another question's mistake, whether it has a name or not, is to be mended there."""
    found = elsewhere("softmax", *named)

    assert [part.waits_for for part in found.parts] == ["", "softmax", ""]


def test_waits_for_two() -> None:
    """Of questions that its cell calls, each that is wrong is named; the one to mend first comes first."""
    waits = question(failed(), waits_for="softmax")
    parts = {"score": question(failed()), "softmax": question(failed()), "attend": waits}

    page = view(report(parts), own={"attend": "weights = softmax(score(state, states))"})

    assert page.parts[2].to_mend == ("softmax", "score")
    assert 'Fix softmax and score first, then run <code>selfcheck("attend")</code> again.' in render(page)


@pytest.mark.parametrize(
    ("failing", "own", "stood_in"),
    [
        ("score", "weights = score(state, states)", True),
        ("score", "weights = states @ state", False),
        ("softmax", "weights = score(state, states)", False),
    ],
)
def test_what_passed_with_other_parts(failing: str, own: str, stood_in: bool) -> None:
    """Where a failed question's function is called, what passed may have done so with a ready-made one."""
    parts = {failing: question(failed()), "attend": question(failed(), PASSED)}

    page = render(view(report(parts), own={"attend": own}))

    assert ("where it builds on score, a ready-made part may have stood in for yours" in page) == stood_in


def test_what_passed_beside_a_crash() -> None:
    """A function that is right may have been overwritten by the time another one calls it."""
    parts = {"score": question(PASSED), "attend": question(failed(verdict=Verdict.CRASHED), PASSED)}

    page = render(view(report(parts), own={"attend": "weights = score(state, states)"}))

    assert "where it builds on score, a ready-made part may have stood in for yours" in page


def test_waits_for_the_root() -> None:
    """What waits for a question that waits itself is led to the first one, and asks nothing of its own."""
    waits = {name: question(failed(), waits_for=before) for name, before in (("b", "a"), ("c", "b"))}

    found = view(report({"a": question(failed()), **waits})).parts

    assert [part.waits_for for part in found] == ["", "a", "a"]
    assert [bool(part.findings[0].hint) for part in found] == [True, False, False]


@pytest.mark.parametrize("origin", ["", "nowhere"])
def test_waits_for_nobody(origin: str) -> None:
    """A mistake of its own, or one in what is no question, is to be mended where it is."""
    assert elsewhere(origin, TWOS).parts[1].waits_for == ""


def test_what_can_be_mended_comes_first() -> None:
    """Then what waits for it; what passed and what was not answered have no section of their own."""
    waits = question(failed(), waits_for="last")
    unanswered, read = question(points=3.0), question(points=3.0, awaits_marker=True)
    questions = {"score": question(PASSED), "why": unanswered, "how": read, "attend": waits}

    found = view(report({**questions, "last": question(failed())}))

    assert [part.name for part in found.open] == ["last", "attend", "how"]
    assert [part.name for part in found.unanswered] == ["why"]
    assert [part.name for part in found.folded] == ["score"]
    assert found.first is found.open[0]


def test_titles() -> None:
    """Students know a function by its name, and a written answer by its heading."""
    questions = {"softmax": question(failed()), "why": question(points=3.0)}

    found = view(report(questions), headings={"softmax": "2. Softmax", "why": "7a. Why"})

    assert [(part.title, part.heading) for part in found.parts] == [
        ("softmax", "2. Softmax"),
        ("7a. Why", ""),
    ]


def test_a_part_that_is_called() -> None:
    """What fails in a function that calls a failed one asks the question of that one."""
    part = question(failed(hint="Which word?"))
    whole = question(failed("Is attention.", hint="By hand?"))
    texts = {"blend": "def blend(): ...", "attend": "def attend():\n    return blend()"}

    led = view(report({"blend": part, "attend": whole}), own=texts)
    alone = view(report({"blend": part, "attend": whole}))

    hints = [[one.findings[0].hint for one in page.parts] for page in (led, alone)]
    assert hints == [["Which word?", "In blend: Which word?"], ["Which word?", "By hand?"]]


def test_a_name_that_is_there_after_all() -> None:
    """Whatever an error says, nothing waits for a question without a fault, or for itself."""
    made_up = crashed("First.", replace(RAISED, got="raised NameError: name 'spread' is not defined"))

    right = view(report({"softmax": question(made_up), "spread": question(PASSED)}))
    wrong = view(report({"softmax": question(made_up), "spread": question(made_up)}))

    assert [part.waits_for for part in right.parts] == ["", ""]
    assert [part.waits_for for part in wrong.parts] == ["spread", ""]


def test_what_explains_leads() -> None:
    """Beside a named mistake, where it goes wrong, or what lasts, the check is but what found it."""
    named = question(failed("Of a single word."), diagnoses=(Diagnosis("a", "Cuts it off.", "Where?"),))
    where = question(failed("Of a single word."), contrast=Contrast("Wrong for 3 or more rows.", "Why?"))
    alone = question(failed("Of a single word."))

    lasts = question(failed("Of a single word.", replace(WRONG, alone="It lasts.")))

    pages = [render(view(report({"softmax": one}))) for one in (named, where, lasts, alone)]

    for words, where_said in (
        ("found by", [True, True, False, False]),
        ("came up during", [False, False, True, False]),
    ):
        assert [f"{words} the check: Of a single word." in page for page in pages] == where_said
    assert ["Restart the kernel, run the cells" in page for page in pages] == [False, False, True, False]


def test_what_passed_did_so_with_other_inputs() -> None:
    """Beside a finding, no list says that a claim holds which the input shown may break."""
    found = render(view(report({"softmax": question(failed(), PASSED)})))

    assert "1 check, with other inputs" in found


def test_what_was_done_to_the_same_cells() -> None:
    """It is one sentence, and the student is not blamed for what another release does."""
    unlike = report(
        {}, repairs=tuple(Repair('"a", "b"', *one) for one in (("text", "no label"), ("rewritten", "other")))
    )
    own = report({}, repairs=(Repair('"a"', "copied", "it was there twice"),))

    page, other = render(view(unlike)), render(view(own))

    assert "</b>: for each of these, no label; other</li>" in page
    assert "</b>: it was there twice</li>" in other
    assert ["You need not have done any of it" in one for one in (page, other)] == [True, False]


def test_code_to_paste_stands_there_once() -> None:
    """Two findings that the same input shows have it once; the second one says so."""
    numbers, shape = (
        replace(WRONG, what=what, code="softmax([1, 2])") for what in ("the sum", "the weights")
    )
    other = replace(WRONG, what="the last weight", code="softmax([3])")
    found = question(*(failed(f"{one.what} is right.", one) for one in (numbers, shape, other)))

    page = render(view(report({"softmax": found})))

    assert page.count('class="code paste"') == 2
    assert page.count("The small input that was to be copied above shows this, too.") == 1
