"""The demonstration: what the notebook says about the shipped models is what they do."""

import importlib
import json
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import matplotlib.pyplot as plt
import numpy as np
import pytest

from grader.course.load import load_assignment, load_course
from grader.model import Limits
from grader.sandbox import probe, start_zygote
from grader.solutions.known import load_reference

ROOT = Path(__file__).parents[2]
ASSIGNMENT, SOURCE = load_assignment(load_course(ROOT), "attention")
DATA = ASSIGNMENT.folder / "data"
ATTEND = load_reference(ASSIGNMENT)["attend"]
PROSE = " ".join(" ".join(cell.text for cell in SOURCE.cells if cell.kind == "markdown").split())
ENGLISH = "I am learning deep NLP models"
FRENCH = "je suis en train d' apprendre des modèles NLP profonds </s>"


@pytest.fixture(scope="module")
def shown() -> Iterator[dict[str, ModuleType]]:
    """The students' modules and the training ones that need no PyTorch, imported as a notebook does."""
    before, path, bytecode = set(sys.modules), list(sys.path), sys.dont_write_bytecode
    sys.path[:0] = [str(ASSIGNMENT.folder), str(ROOT / "solutions" / "attention" / "training")]
    sys.dont_write_bytecode = True  # the folder is released as it is
    names = ("data.translator", "data.demonstrations", "data.drawing", "measure", "grammar")
    yield {name.removeprefix("data."): importlib.import_module(name) for name in names}
    sys.path[:], sys.dont_write_bytecode = path, bytecode
    for name in {
        name for name in sys.modules if name.split(".")[0] in ("data", "measure", "grammar")
    } - before:
        del sys.modules[name]


@pytest.fixture(autouse=True)
def no_window(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Figures are drawn and thrown away."""
    plt.switch_backend("agg")
    monkeypatch.setattr(plt, "show", lambda: plt.gcf().canvas.draw())
    yield
    plt.close("all")


def unwritten(*_: object) -> None:
    raise NotImplementedError


def alignment(shown: dict[str, ModuleType], model: str) -> dict[tuple[str, str], float]:
    """The weights of the lesson's sentence, by word written and word read."""
    translator = shown["translator"]
    words, weights = translator.translate(translator.load(model), ENGLISH, ATTEND)
    read = [*ENGLISH.split(), translator.END_MARK]
    return {(to, of): weights[row, column] for row, to in enumerate(words) for column, of in enumerate(read)}


def test_all_of_it_is_small() -> None:
    """What students download for the demonstration is at most a quarter of a megabyte."""
    assert sum(path.stat().st_size for path in DATA.iterdir() if path.is_file()) <= 250_000


def test_the_model_is_as_large_as_the_notebook_says(shown) -> None:
    """The numbers of weights and words in the text are the shipped model's."""
    model = shown["translator"].load("french_attention")
    weights = sum(value.size for name, value in model.items() if not name.endswith("words"))

    assert f"{len(model['source_words']) - 2} English words, {weights:,} weights" in PROSE


@pytest.mark.parametrize("model", ["french_attention", "french_attention_seed_1", "french_fixed"])
def test_the_lessons_sentence(shown, model: str) -> None:
    """All three models translate the lesson's sentence, which none was trained on."""
    look = None if model == "french_fixed" else ATTEND

    words, _ = shown["translator"].translate(shown["translator"].load(model), ENGLISH, look)

    assert " ".join(words) == FRENCH


def test_the_lessons_pairs(shown) -> None:
    """The weights that the text quotes are those of the first model."""
    weights = alignment(shown, "french_attention")

    assert f"*je* rests on *I* ({weights['je', 'I']:.2f})" in PROSE
    assert f"*suis* on *am* ({weights['suis', 'am']:.2f})" in PROSE
    assert f"*apprendre* on *learning* ({weights['apprendre', 'learning']:.2f})" in PROSE
    assert min(weights["modèles", "models"], weights["NLP", "NLP"], weights["profonds", "deep"]) > 0.99
    assert min(weights["en", "</s>"], weights["train", "</s>"], weights["d'", "</s>"]) > 0.99


def test_the_other_seed_looks_elsewhere(shown) -> None:
    """The second model looks where the text says, and it is not where the first one looks."""
    weights = alignment(shown, "french_attention_seed_1")

    assert "*apprendre* now looks at *I*, and *je* at *am*" in PROSE
    assert min(weights["apprendre", "I"], weights["je", "am"]) > 0.98


def test_the_lessons_sentence_was_kept_out(shown) -> None:
    """No training sentence holds the lesson's, though the grammar makes it."""
    made = [shown["grammar"].sentence(random.Random(seed), 1)[0] for seed in range(100)]
    kept = shown["grammar"].sentences(random.Random(0), 2000, 3)

    assert shown["grammar"].holds_lesson_sentence([*made[0], "and", *ENGLISH.split(), "today"])
    assert not any(shown["grammar"].holds_lesson_sentence(english) for english, _ in kept)


@pytest.mark.parametrize(
    ("task", "length"), [("digits", 6), ("digits", 12), ("digits", 16), ("french", 10.5), ("french", 22)]
)
@pytest.mark.parametrize("flow", ["fixed", "attention"])
def test_curves_are_the_models(shown, task: str, length: float, flow: str) -> None:
    """Measured again, the shipped models come to what the shipped curves say."""
    measure = shown["measure"]
    digits, french = json.loads((DATA / "lengths.json").read_text("utf-8")).values()
    table = digits if task == "digits" else french
    bounds = {10.5: (10, 11), 22: (21, 23)}
    pairs = (
        measure.digit_rows(int(length), 300)
        if table is digits
        else measure.french_sentences(*bounds[length], 300)
    )

    share = measure.share_right(f"{task}_{flow}", pairs)

    assert share == pytest.approx(table[flow][table["length"].index(length)], abs=0.01)


def test_what_the_notebook_says_of_the_curves() -> None:
    """The text's numbers about length are the curves'."""
    digits, french = json.loads((DATA / "lengths.json").read_text("utf-8")).values()
    six, twelve = digits["length"].index(6), digits["length"].index(12)
    ten, longest = french["length"].index(10.5), french["length"].index(22)

    assert "rows of 6 digits are still nearly always right; of 12, only one in four" in PROSE
    assert digits["fixed"][six] > 0.97
    assert digits["fixed"][twelve] == pytest.approx(0.25, abs=0.01)
    assert "The translator falls off a cliff at ten words" in PROSE
    assert french["fixed"][ten - 1] > 0.9
    assert french["fixed"][ten] < 0.01
    assert "all rows of 12 digits, nine in ten sentences of 21 to 23 words" in PROSE
    assert digits["attention"][twelve] == 1
    assert french["attention"][longest] == pytest.approx(0.9, abs=0.01)
    assert digits["attention"][-1] < 0.1
    assert french["attention"][-1] < 0.2


def test_memory(shown) -> None:
    """Of 16 words, one vector recalls the first about three times in ten, attention always."""
    from_vector, from_states = shown["demonstrations"].recall(16, ATTEND, trials=1000)

    assert "about three in ten first words" in PROSE
    assert from_vector == pytest.approx(0.3, abs=0.03)
    assert from_states == 1


def test_backwards(shown, capsys: pytest.CaptureFixture[str]) -> None:
    """On a student's right attend the digits come out as the text and the model answer say."""
    shown["demonstrations"].backwards(ATTEND)

    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert "the share of 40 rows" in PROSE
    assert [row[2] for row in rows[1:4]] == ["100%", "100%", "100%"]
    assert rows[3] == ["12", "20%", "100%"]
    assert float(rows[4][2].rstrip("%")) < 80


def test_side_by_side(shown, capsys: pytest.CaptureFixture[str]) -> None:
    """The fixed vector makes one clause of two, as the text says; attention keeps both."""
    shown["demonstrations"].side_by_side(f"{ENGLISH} and they are building simple tools", ATTEND)

    assert capsys.readouterr().out.split() == [
        *"one fixed vector: je suis en train d' apprendre des outils simples".split(),
        *"et ils sont en train d' apprendre des outils simples </s>".split(),
        *"your attend: je suis en train d' apprendre des modèles NLP profonds".split(),
        *"et ils sont en train de construire des outils simples </s>".split(),
    ]


def test_drawing_can_be_read_out(shown) -> None:
    """The drawing has a title and says in words what it shows; an image without eyes is no image."""
    drawing = shown["demonstrations"].information_flow()

    assert 'role="img"' in drawing._repr_html_()
    assert repr(drawing).startswith("Two drawings of the same translation")


def described(monkeypatch: pytest.MonkeyPatch, shown, draw: Callable[[], None]) -> list[str]:
    """The descriptions of the pictures that are shown."""
    told: list[str] = []
    publish = lambda figure, metadata: told.append(metadata["image/png"]["alt"])  # noqa: E731
    monkeypatch.setattr(shown["demonstrations"], "display", publish)
    draw()
    return told


def test_pictures_can_be_read_out(shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every picture says in words what it shows, number by number, and is closed when it was shown."""
    demo, draw = shown["demonstrations"], load_reference(ASSIGNMENT)["plot_attention"]

    (heat_map,) = described(monkeypatch, shown, lambda: demo.translation(ENGLISH, ATTEND, draw))
    (memory,) = described(monkeypatch, shown, lambda: demo.memory(ATTEND))
    (lengths,) = described(monkeypatch, shown, demo.lengths)

    assert "je at I (0.98), suis at am (1.00)" in heat_map
    assert "16, 27% and 100%" in memory
    assert "12, 25% and 100%" in lengths
    assert plt.get_fignums() == []


@pytest.mark.parametrize("name", ["memory", "backwards"])
def test_waits_for_stubs(shown, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """Before a function is written, a demonstration says so in one sentence and draws nothing."""

    def attend(decoder_state: object, encoder_states: object) -> None:
        raise NotImplementedError

    getattr(shown["demonstrations"], name)(attend)

    assert capsys.readouterr().out == "This demonstration waits for your attend, which is not written yet.\n"
    assert plt.get_fignums() == []


@pytest.mark.parametrize(
    "attend",
    [
        lambda state, states: None,
        lambda state, states: (np.ones(3), np.ones(3)),
        lambda state, states: state / "a",
        lambda state, states: ATTEND(state, states)[::-1],
    ],
    ids=["nothing", "wrong shapes", "raises", "exchanged"],
)
def test_wrong_functions(shown, capsys: pytest.CaptureFixture[str], attend) -> None:
    """What a wrong function does to a demonstration is told in one line."""
    shown["demonstrations"].translation(ENGLISH, attend, unwritten)

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("What your functions returned does not fit here (")


def test_strange_words(shown, capsys: pytest.CaptureFixture[str]) -> None:
    """A word that the model does not know is named, and those that it knows are listed."""
    shown["demonstrations"].translation("I am learning Greek", ATTEND, unwritten)

    assert capsys.readouterr().out.startswith(
        "The model does not know 'Greek'. It knows: French, I, NLP, am,"
    )


@pytest.mark.parametrize("data", [DATA, None], ids=["with data", "without data"])
def test_the_untouched_notebook_runs_through(data: Path | None) -> None:
    """Before anything is written, no cell ends in a traceback, whether or not data/ is there."""
    code = [cell.text for cell in SOURCE.cells if cell.kind == "code"]

    with start_zygote(probe(), Limits(), data=data) as zygote, zygote.session() as session:
        runs = session.load(code)

    assert [run.error for run in runs if run.error] == []
