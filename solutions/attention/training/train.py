"""Trains the models of the demonstration and writes their weights; PyTorch is needed here and nowhere else.

    python -m venv torch && torch/bin/pip install torch==2.13.0 numpy
    torch/bin/python solutions/attention/training/train.py french-attention --seed 0 --out attention.npz

Four minutes for a French model, two for one of digits, on one processor and always on one: sums over several
threads differ in the last bit, and training makes much of a bit. So the files shipped come out again, byte
for byte: french-attention with seeds 0 and 1, french-fixed, digits-attention and digits-fixed with seed 0.
`tests/assignments/test_demonstration.py` holds what the lesson says of them to the files.
"""

import argparse
import random
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from grammar import Pair, sentences, vocabulary
from model import END, START, Batch, Translator, train

BATCH = 96
LONGEST = 12  # digits in a training sequence
STEPS = 4000
# What our models' parts are called in the file, as assignments/attention/data/translator.py reads them.
NAMES = {
    "source.weight": "source_embedding",
    "target.weight": "target_embedding",
    "encoder.weight_ih_l0": "forward_input",
    "encoder.weight_hh_l0": "forward_state",
    "encoder.bias_ih_l0": "forward_input_bias",
    "encoder.bias_hh_l0": "forward_state_bias",
    "encoder.weight_ih_l0_reverse": "backward_input",
    "encoder.weight_hh_l0_reverse": "backward_state",
    "encoder.bias_ih_l0_reverse": "backward_input_bias",
    "encoder.bias_hh_l0_reverse": "backward_state_bias",
    "straight.weight": "straight",
    "first.weight": "first",
    "first.bias": "first_bias",
    "decoder.weight_ih": "decoder_input",
    "decoder.weight_hh": "decoder_state",
    "decoder.bias_ih": "decoder_input_bias",
    "decoder.bias_hh": "decoder_state_bias",
    "out.weight": "out",
    "out.bias": "out_bias",
}


def main() -> None:
    options = _options()
    task, _, flow = options.model.partition("-")
    steps = options.steps or STEPS
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    source, target = vocabulary() if task == "french" else digit_words()
    words = len(source), len(target)
    french = task == "french"
    model = Translator(words, attention=flow == "attention", embedding=24 if french else 16, straight=french)
    batch = french_batches(options.seed, steps) if french else digit_batches(options.seed)
    train(model, batch, steps, lambda line: print(line, file=sys.stderr, flush=True))
    save(model, source, target, options.out)


def french_batches(seed: int, steps: int) -> Callable[[int], Batch]:
    """Sentences of one clause for the first quarter of training, of one to three after."""
    rng = random.Random(seed + 1000)
    source, target = ({word: number for number, word in enumerate(words)} for words in vocabulary())

    def numbered(pair: Pair) -> tuple[list[int], list[int]]:
        english, french = pair
        return [*(source[word] for word in english), END], [START, *(target[word] for word in french), END]

    def batch(step: int) -> Batch:
        clauses = 1 if step < steps // 4 else rng.choice([1, 1, 2, 2, 3])
        pairs = [numbered(pair) for pair in sentences(rng, BATCH, clauses)]
        return [x for x, _ in pairs], [y for _, y in pairs]

    return batch


def digit_batches(seed: int) -> Callable[[int], Batch]:
    """Sequences of 1 to 12 digits, to be said backwards."""
    rng = random.Random(seed)

    def pair() -> tuple[list[int], list[int]]:
        length = rng.randint(1, LONGEST)
        digits = [rng.randrange(10) for _ in range(length)]
        return [*(digit + 2 for digit in digits), END], [START, *(digit + 3 for digit in digits[::-1]), END]

    def batch(_: int) -> Batch:
        pairs = [pair() for _ in range(BATCH)]
        return [x for x, _ in pairs], [y for _, y in pairs]

    return batch


def digit_words() -> tuple[list[str], list[str]]:
    digits = list("0123456789")
    return ["<pad>", "</s>", *digits], ["<pad>", "</s>", "<s>", *digits]


def save(model: Translator, source: list[str], target: list[str], path: Path) -> None:
    """Half precision: half the bytes, and no translation changes."""
    weights = {NAMES[name]: value.numpy().astype(np.float16) for name, value in model.state_dict().items()}
    np.savez_compressed(path, **weights, source_words=np.array(source), target_words=np.array(target))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    models = [f"{task}-{flow}" for task in ("french", "digits") for flow in ("attention", "fixed")]
    parser.add_argument("model", choices=models)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, help="fewer than it takes, to try things out")
    parser.add_argument("--out", type=Path, required=True)
    return parser.parse_args()


if __name__ == "__main__":
    main()
