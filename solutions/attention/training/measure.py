"""Measures the shipped models by length, with NumPy alone, for the curves in the notebook.

    uv run python solutions/attention/training/measure.py > assignments/attention/data/lengths.json

Two minutes. What counts is the share of sequences that come out right to the last word.
"""

import json
import random
import sys
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).parents[3] / "assignments" / "attention"), str(Path(__file__).parent)]
from data.translator import END_MARK, load, translate  # noqa: E402
from grammar import Pair, sentences  # noqa: E402

DIGITS = range(1, 21)
FRENCH = [
    (4, 5),
    (6, 7),
    (8, 9),
    (10, 11),
    (12, 13),
    (14, 15),
    (16, 17),
    (18, 20),
    (21, 23),
    (24, 27),
    (28, 31),
]
# One French training sentence in 200 is longer.
LONGEST_TRAINED = {"digits": 12, "french": 23}
TRIALS = 300  # of each length


def digit_rows(length: int, number: int) -> list[Pair]:
    """Rows of that many digits, and the same rows backwards. The same ones every time."""
    rng = random.Random(length)
    rows = [[str(rng.randrange(10)) for _ in range(length)] for _ in range(number)]
    return [(row, row[::-1]) for row in rows]


def french_sentences(shortest: int, longest: int, number: int) -> list[Pair]:
    """Sentences of so many English words, of one to five clauses, the lesson's not among them."""
    rng = random.Random(4242)
    pool = [pair for clauses in range(1, 6) for pair in sentences(rng, 1500, clauses)]
    return [pair for pair in pool if shortest <= len(pair[0]) <= longest][:number]


def share_right(name: str, pairs: list[Pair]) -> float:
    """The share of pairs that the model of that name gets right to the last word."""
    model, look = load(name), None if name.endswith("fixed") else attend
    return float(np.mean([translate(model, " ".join(x), look)[0] == [*y, END_MARK] for x, y in pairs]))


def attend(decoder_state, encoder_states):
    scores = encoder_states @ decoder_state
    weights = np.exp(scores - scores.max())
    weights /= weights.sum()
    return weights @ encoder_states, weights


def main() -> None:
    digits = {float(length): digit_rows(length, TRIALS) for length in DIGITS}
    french = {sum(between) / 2: french_sentences(*between, TRIALS) for between in FRENCH}
    tables = {
        "Digits, written backwards": table("digits", digits),
        "English into French": table("french", french),
    }
    print(json.dumps(tables, indent=1))


def table(task: str, pairs: dict[float, list[Pair]]) -> dict[str, object]:
    """pairs: for each length. Returns: what `demonstrations.lengths` draws."""
    shares = {
        flow: [round(share_right(f"{task}_{flow}", some), 3) for some in pairs.values()]
        for flow in ("fixed", "attention")
    }
    return {"trained up to": LONGEST_TRAINED[task], "length": list(pairs), **shares}


if __name__ == "__main__":
    main()
