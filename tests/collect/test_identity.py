"""Whatever a student calls a file, a folder or a zip, it is filed as that student's or refused.

Names are put together from all that systems write, and so from all that could be taken for it.
"""

import re
from collections.abc import Callable, Mapping
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

from .downloads import METADATA, ROSTER, notebook, save, zip_of

ROSTER_OF_THREE = ROSTER.replace("cem@example.org,,,", "cem@example.org,13,103,s3")
UNNUMBERED = re.sub(r",1[123],", ",,", ROSTER_OF_THREE)
NAMES = {"ada": ("Ada", "Lovelace"), "bob": ("Bob", "Müller"), "cem": ("Cem", "Öz")}
NUMBERS = {"ada": 1, "bob": 2, "cem": 3}
Layout = Callable[[str, str], str]


def canvas(who: str, name: str) -> str:
    first, last = NAMES[who]
    called = re.sub(r'[\x00/\\:*?"<>|]+', "_", name)  # sanitize_attachment_filename
    return f"{last.lower()}{first.lower()}_1{NUMBERS[who]}_90{NUMBERS[who]}_{called}"


def flat_moodle(who: str, name: str) -> str:
    return f"{' '.join(NAMES[who])}_10{NUMBERS[who]}_assignsubmission_file_{name}"


def moodle(who: str, name: str) -> str:
    return f"{' '.join(NAMES[who])}_10{NUMBERS[who]}_assignsubmission_file/{name}"


def blackboard(who: str, name: str) -> str:
    return f"HW 1_{who}_attempt_2026-12-20-22-58-31_{name}"


def exchange(who: str, name: str) -> str:
    return f"{who}+attention+2026-12-20 22:58:31.123456 UTC+Zm9vYmFyYmF6/{name}"


def sakai(who: str, name: str) -> str:
    first, last = NAMES[who]
    return f"Lab 1/{last}, {first}({who})/Submission attachment(s)/{name}"


def ilias(who: str, name: str) -> str:
    first, last = NAMES[who]
    return f"Submissions/{last}_{first}_{who}_77{NUMBERS[who]}/{name}"


def brightspace(who: str, name: str) -> str:
    return f"5{NUMBERS[who]}-99 - {' '.join(NAMES[who])} - Dec 20, 2026 1158 PM/{name}"


def gradescope(who: str, name: str) -> str:
    return f"assignment_9_export/submission_30{NUMBERS[who]}/{name}"


def folders(who: str, name: str) -> str:
    return f"{who}/{name}"


def prefixed(who: str, name: str) -> str:
    return f"attention-{who}/{name}"


def submitted(who: str, name: str) -> str:
    return f"{who}/attention/{name}"


LAYOUTS: list[Layout] = [
    canvas, flat_moodle, moodle, blackboard, exchange, sakai, ilias, brightspace, gradescope, folders,
    prefixed, submitted,
]  # fmt: skip
OF_CEM = METADATA.split("submission_302")[0].removeprefix("---\n")
OF_CEM = (
    OF_CEM.replace("301", "303").replace("Ada Lovelace", "Cem Öz").replace("s1", "s3").replace("ada@", "cem@")
)
ALONE = METADATA.replace("  - :name: Cem Öz\n    :sid:\n    :email: cem@example.org\n", "") + OF_CEM
# fmt: off
PIECES = [
    "ada", "bob", "müllerbob", "Bob Müller", "Müller, Bob(bob)", "Müller_Bob_bob_772", "attention", "_", "-",
    "+", "(1)", "LATE_", "12", "_12_902_", "_102_assignsubmission_file_", "_102_assignsubmission_file",
    "submission_302", "_attempt_2030-01-01-00-00-00_", "_bob_attempt_2030-01-01-00-00-00", "anon_x_1_", "\n",
    "+attention+2030-01-01 00:00:00.0 UTC+x", "Submission attachment(s)", " ", " - ", "timestamp.txt", ".zip",
    "52-99 - Bob Müller - Dec 20, 2030 1158 PM", "submission_metadata.yml", "Copy of ", "-Copy1", "=",
]
# fmt: on
WORD = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), min_size=1, max_size=5).map("".join)
PART = WORD.map(lambda text: text.replace("/", "_").replace("\\", "_").replace("\0", "_").strip() or "x")
PATH = st.lists(PART, min_size=1, max_size=3).map("/".join)


def handed_in(layout: Layout, path: str, *, zipped: str, beside: Mapping[str, bytes]) -> dict[str, bytes]:
    """Ada's one notebook, called as she likes, in a zip if that has a name; the others' as they should be."""
    files: dict[str, bytes] = dict(beside)
    if zipped:
        within = {f"{path}.ipynb": notebook("ada"), "timestamp.txt": b"2030-01-01 00:00:00 UTC"}
        within["submission_metadata.yml"] = METADATA.encode()
        files[layout("ada", f"{zipped}.zip")] = zip_of(within)
    else:
        inside = path if layout not in (canvas, flat_moodle, blackboard) else path.replace("/", "_")
        files[layout("ada", f"{inside}.ipynb")] = notebook("ada")
    if layout is gradescope:
        files["assignment_9_export/submission_metadata.yml"] = ALONE.encode()
    return files


def filed(files: Mapping[str, bytes], roster: Roster | None, root: Path) -> dict[str, str]:
    """By student, whose notebook it is."""
    source = save(root / "download.zip", zip_of(files))
    with ExitStack() as held:
        wanted = Wanted("attention", (), roster)
        found = gather([source], wanted, held, zone=ZoneInfo("Europe/Paris"), megabytes=1)
        return {who: hand.file.read().decode().split('"')[7] for who, hand in found.hands.items()}


def lost(layout: Layout, others: int, listed: bool, path: str, zipped: str) -> dict[str, str]:
    """Whose notebooks are not where they belong, and what is there."""
    beside = {layout(who, "attention.ipynb"): notebook(who) for who in ("bob", "cem")[:others]}
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "roster.csv").write_text(ROSTER_OF_THREE)
        roster = load_roster(root / "roster.csv") if listed else None
        plain = filed(handed_in(layout, "attention", zipped="", beside=beside), roster, root)

        found = filed(handed_in(layout, path, zipped=zipped, beside=beside), roster, root)

    # Sakai puts all into a folder that may be a student's, which only a roster can tell.
    expected = ["ada", "bob", "cem"][: (listed or layout is not sakai) * (others + 1)]
    gone = {"bob", "cem"} & {*plain.values()} - {*found.values()}
    wrong = {who: whose for who, whose in found.items() if plain.get(who) != whose}
    return dict.fromkeys(gone, "") | wrong | dict.fromkeys({*expected} ^ {*plain.values()}, "ordinary names")


@pytest.mark.parametrize("listed", [True, False], ids=["roster", "no_roster"])
@pytest.mark.parametrize("others", [0, 2])
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@settings(max_examples=25, deadline=None)
@example(path="Müller, Bob(bob)/ada", zipped="")
@example(path="x_bob_attempt_2030-01-01-00-00-00_tiny", zipped="")
@example(path="Bob Müller_102_assignsubmission_file/attention", zipped="")
@example(path="müllerbob_12_902_attention", zipped="Bob Müller_102_assignsubmission_file_")
@example(path="bob\\attention", zipped="")
@example(path="/".join(["Müller_Bob_bob_772"] * 24), zipped="")
@example(path="_".join(["bob_attempt_2030-01-01-00-00-00"] * 7), zipped="_12_902_" * 25)
@given(path=PATH, zipped=st.just("") | PART)
def test_filed_as_theirs_or_refused(
    layout: Layout, others: int, listed: bool, path: str, zipped: str
) -> None:
    """And the others' notebooks are where they belong."""
    assert lost(layout, others, listed, path, zipped) == {}


@settings(max_examples=50, deadline=None)
@given(
    called=st.sampled_from(["müllerbob_12", "özcem_13", "lovelaceada_11"])
    | st.from_regex(r"[a-z]*_[1-9]{1,3}", fullmatch=True),
    user=st.integers(14, 10**9),
    upload=st.integers(500, 10**18),
    others=st.integers(0, 2),
    roster=st.sampled_from(["", UNNUMBERED, ROSTER_OF_THREE]),
    path=PATH,
)
def test_a_user_name_that_ends_with_a_number(
    called: str, user: int, upload: int, others: int, roster: str, path: str
) -> None:
    """Canvas writes another number after it: nobody gets what they handed in, and others what is theirs."""
    files = {canvas(who, "attention.ipynb"): notebook(who) for who in ("bob", "cem")[:others]}
    name = path.replace("/", "_")
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "roster.csv").write_text(roster)
        people = load_roster(root / "roster.csv") if roster else None

        found = filed({**files, f"{called}_{user}_{upload}_{name}.ipynb": notebook("eve")}, people, root)

    assert sorted(found.values()) == ["bob", "cem"][:others]


@settings(max_examples=50, deadline=None)
@example(called="müllerbob_12", upload=901, least=9001, others=1)
@given(
    called=st.sampled_from(["müllerbob_12", "özcem_13", "eve_12", "bob_11", "x_4711"]),
    upload=st.integers(1, 10**6),
    least=st.integers(10, 10**6),
    others=st.integers(0, 2),
)
def test_a_number_that_is_a_students(called: str, upload: int, least: int, others: int) -> None:
    """Ada, user 11, calls herself as another and their number, and her upload has any number, also one far
    below all others': it is hers or refused, and the others' are placed.
    """
    beside = ("bob", "cem")[:others]
    files = {canvas(who, "x.ipynb").replace("_90", f"_{least}"): notebook(who) for who in beside}
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "roster.csv").write_text(ROSTER_OF_THREE)
        path = f"{called}_11_{upload}_x.ipynb"

        found = filed({**files, path: notebook("ada")}, load_roster(root / "roster.csv"), root)

    assert {who: whose for who, whose in found.items() if who != whose} == {}
    assert {*beside} <= {*found}


@settings(max_examples=10, deadline=None)
@given(
    layout=st.sampled_from(LAYOUTS),
    others=st.integers(0, 2),
    listed=st.booleans(),
    path=PATH,
    zipped=st.just("") | PART,
)
def test_in_any_layout(layout: Layout, others: int, listed: bool, path: str, zipped: str) -> None:
    """The same; `fuzz/fuzz.py names` tries far more of them."""
    assert lost(layout, others, listed, path, zipped) == {}
